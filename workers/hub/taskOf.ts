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

/** The task of the Hub that a model is for; undefined where it is for none of those that are of use here. */
export function taskOf({ model_type = '', architectures = [] }: ModelConfig): ModelTask | undefined {
  const [name = ''] = architectures
  if (matting.test(name) || matting.test(model_type)) return 'background-removal'
  // It looks for what a text describes, and has no classes.
  if (model_type === 'clipseg') return undefined
  if (name.endsWith('ForDepthEstimation')) return 'depth-estimation'
  if (/(?:Semantic|Universal|Instance|For)Segmentation$/.test(name)) return 'image-segmentation'
  if (name.endsWith('ForImageSuperResolution')) return 'image-to-image'
  return undefined
}
