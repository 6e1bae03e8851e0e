import type { ModelTask } from '../../src/shared/modelTask'

/** What a model's config.json says of its network. */
export interface ModelConfig {
  readonly model_type?: string
  readonly architectures?: readonly string[]
  /** How many times as large a network for super-resolution makes a picture. */
  readonly upscale?: number
  readonly id2label?: Readonly<Record<string, string>>
  readonly 'transformers.js_config'?: Readonly<Record<string, unknown>>
}

/** Networks that only tell a subject from its background, by the names that their publishers gave them. */
const matting = /^(?:modnet|birefnet|isnet|ben|briarmbg)/i

/** Networks that write a text from a text, of those that the library knows. */
const writing = /^(?:t5|mt5|longt5|bart|mbart|blenderbot|blenderbot-small)$/

/** The task of the Hub that a model is for; undefined where it is for none of those that are of use here. */
export function taskOf({ model_type = '', architectures = [] }: ModelConfig): ModelTask | undefined {
  const [name = ''] = architectures
  if (matting.test(name) || matting.test(model_type)) return 'background-removal'
  // It looks for what a text describes, and has no classes.
  if (model_type === 'clipseg') return undefined
  if (name.endsWith('ForDepthEstimation')) return 'depth-estimation'
  if (/(?:Semantic|Universal|Instance|For)Segmentation$/.test(name)) return 'image-segmentation'
  if (name.endsWith('ForImageSuperResolution')) return 'image-to-image'
  if (name === 'VisionEncoderDecoderModel') return 'image-to-text'
  if (writing.test(model_type) && name.endsWith('ForConditionalGeneration')) return 'text2text-generation'
  return undefined
}

/** The files in `onnx/` that a model for this task consists of, without what their names end in. */
export const networksOf = (task: ModelTask): readonly string[] =>
  task === 'image-to-text' || task === 'text2text-generation'
    ? ['encoder_model', 'decoder_model_merged']
    : ['model']

/** The files of settings beside its networks. */
export const settingsOf = (task: ModelTask): readonly string[] => {
  const words = ['tokenizer.json', 'tokenizer_config.json', 'generation_config.json']
  if (task === 'text2text-generation') return words
  return ['preprocessor_config.json', ...(task === 'image-to-text' ? words : [])]
}
