// model_index.json: which pipeline of diffusers a checkpoint is of, and of which parts.
import { PalimpsestError } from '../../src/shared/errors'
import type { Note } from '../../src/shared/message'
import type { FileTree } from '../weights/byteSource'
import { readJson } from '../weights/readJson'
import { ConfigReader } from './configReader'
import { messages } from './messages'

export interface PipelineIndex {
  /** The sampler's class: diffusers makes one of it, whichever wrote `scheduler_config.json`. */
  readonly scheduler?: string
  /** Stable Diffusion XL: no negative prompt is zeros. diffusers' pipelines take it for true where the file is silent. */
  readonly zerosForNone: boolean
  /** What the file names and is not used. */
  readonly notes: readonly Note[]
}

/** Pipelines that this program is, with one guide or another. */
const OURS = new RegExp(
  '^(?:StableDiffusion(?:XL)?(?:ControlNet|Adapter)?(?:Img2Img|Inpaint(?:Legacy)?|InstructPix2Pix|Depth2Img)?|LatentConsistencyModel(?:Img2Img)?|' +
    'StableDiffusion(?:SAG|AttendAndExcite|DiffEdit|ModelEditing|Panorama|Pix2PixZero)|SemanticStableDiffusion|DiffusionPipeline)(?:Pipeline)?$',
)

/** What is read of the folders themselves. */
const PARTS = ['vae', 'unet', 'text_encoder', 'text_encoder_2', 'tokenizer', 'tokenizer_2']

/**
 * Reads the file, which older and half checkpoints lack.
 * @throws PalimpsestError('checkpoint') for a pipeline whose numbers mean something else.
 */
export async function readPipelineIndex(tree: FileTree): Promise<PipelineIndex> {
  const path = 'model_index.json'
  if (!(await tree.open(path))) return { zerosForNone: true, notes: [] }
  const json = await readJson(tree, path)
  const reader = new ConfigReader(messages.fileOf({ path, label: tree.label }), json)
  // A UNet that is told a score in place of a size, and one whose pictures are scaled.
  reader.only('requires_aesthetics_score', false, null)
  reader.only('is_cosxl_edit', false, null)
  reader.harmless(...PARTS)
  const zeros = reader.optionalBoolean('force_zeros_for_empty_prompt')
  const scheduler = classOf(reader.value('scheduler'))
  const pipeline = reader.value('_class_name')
  const unused = reader.unknown().filter((key) => !isAbsent(reader.value(key)))
  return {
    ...(scheduler !== undefined && { scheduler }),
    zerosForNone: reader.isSet('force_zeros_for_empty_prompt') ? zeros : true,
    notes: [
      ...(typeof pipeline === 'string' && !OURS.test(pipeline) ? [messages.otherPipeline({ pipeline })] : []),
      ...(unused.length > 0 ? [messages.unusedParts({ parts: unused.join(', ') })] : []),
    ],
  }
}

/**
 * Tells the folder of another family's pipeline as what it is: it has a transformer in place of the UNet.
 * @throws PalimpsestError('checkpoint')
 */
export async function refuseOtherPipelines(tree: FileTree): Promise<void> {
  if (await tree.open('unet/config.json')) return
  const path = 'model_index.json'
  if (!(await tree.open(path))) return
  const json = await readJson(tree, path)
  const pipeline = new ConfigReader(messages.fileOf({ path, label: tree.label }), json).value('_class_name')
  if (typeof pipeline === 'string' && !OURS.test(pipeline))
    throw new PalimpsestError(messages.ofOtherPipeline({ label: tree.label, pipeline }))
}

/** A part is its library and its class, both null where the pipeline has none. */
const classOf = (part: unknown): string | undefined =>
  Array.isArray(part) && typeof part[1] === 'string' ? part[1] : undefined

const isAbsent = (part: unknown): boolean => Array.isArray(part) && part.every((item) => item === null)
