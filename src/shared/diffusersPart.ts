// What a guide is in Hugging Face's diffusers, for the script that a recipe is exported as. The lines are Python.
import type { Message } from './message'
import { messages } from './messages'
import type { GuideUse } from './recipe'

/** How a script's result begins. */
export type ScriptStart = 'noise' | 'picture' | 'masked picture'

export interface DiffusersPart {
  /**
   * diffusers' pipelines that have the guide with such values, the plainest first; the guides of a recipe have to agree on one.
   * None where it cannot begin so.
   */
  readonly pipelines: (uses: readonly GuideUse[], start: ScriptStart) => readonly string[]
  /** What these uses ask for that diffusers does not have, as "a curve over the steps"; nothing where it has all. */
  readonly lacks?: (uses: readonly GuideUse[]) => Message | undefined
  /** A run with it begins so; with noise where no guide says otherwise. */
  readonly start?: ScriptStart
  /** Its lines are for the one text encoder of Stable Diffusion 1 and 2. */
  readonly notForXl?: true
  /** It has a first and a last step in diffusers too. */
  readonly hasRange?: true
  /** The checkpoint reads the prompt's syntax through compel. */
  readonly readsWeights?: true
  readonly packages?: readonly string[]
  readonly imports?: readonly string[]
  /** Functions that the lines call. */
  readonly functions?: string
  /** Fills `parts`, the pipeline's components; `uses` are the guide's uses as the recipe has them. */
  readonly load?: string
  /** Changes `pipe` once it is loaded. */
  readonly made?: string
  /** Fills `call`, the arguments of `pipe`. */
  readonly call?: string
  /** In place of `image = pipe(**call).images[0]`. */
  readonly run?: string
  /** Changes `image`, the result. */
  readonly finish?: string
}

/** The pipelines of Stable Diffusion XL by those of 1 and 2; what has none here, diffusers does not have for it. */
export const xlPipelines: ReadonlyMap<string, string> = new Map([
  ['StableDiffusionPipeline', 'StableDiffusionXLPipeline'],
  ['StableDiffusionImg2ImgPipeline', 'StableDiffusionXLImg2ImgPipeline'],
  ['StableDiffusionInpaintPipeline', 'StableDiffusionXLInpaintPipeline'],
  ['StableDiffusionControlNetPipeline', 'StableDiffusionXLControlNetPipeline'],
  ['StableDiffusionControlNetImg2ImgPipeline', 'StableDiffusionXLControlNetImg2ImgPipeline'],
  ['StableDiffusionControlNetInpaintPipeline', 'StableDiffusionXLControlNetInpaintPipeline'],
  ['StableDiffusionAdapterPipeline', 'StableDiffusionXLAdapterPipeline'],
  ['StableDiffusionInstructPix2PixPipeline', 'StableDiffusionXLInstructPix2PixPipeline'],
])

/** Whether a value of one of the uses is a curve over the steps. */
const hasCurve = (uses: readonly GuideUse[], field: string): boolean =>
  uses.some(({ values }) => Array.isArray(values[field]))

/** Says so where a field of one of the uses is one. */
export const noCurve =
  (...fields: readonly string[]) =>
  (uses: readonly GuideUse[]): Message | undefined =>
    fields.some((field) => hasCurve(uses, field)) ? messages.curve() : undefined

/** diffusers' pipelines of Stable Diffusion 1 and 2 by what a run begins with, plain ones first. */
export const plainPipelines: Readonly<Record<ScriptStart, readonly string[]>> = {
  noise: [
    'StableDiffusionPipeline',
    'StableDiffusionControlNetPipeline',
    'StableDiffusionAdapterPipeline',
    'SemanticStableDiffusionPipeline',
    'StableDiffusionSAGPipeline',
    'StableDiffusionPanoramaPipeline',
    'StableDiffusionAttendAndExcitePipeline',
    'StableDiffusionPix2PixZeroPipeline',
    'StableDiffusionDepth2ImgPipeline',
  ],
  picture: [
    'StableDiffusionImg2ImgPipeline',
    'StableDiffusionControlNetImg2ImgPipeline',
    'StableDiffusionDepth2ImgPipeline',
    'StableDiffusionDiffEditPipeline',
  ],
  'masked picture': ['StableDiffusionInpaintPipeline', 'StableDiffusionControlNetInpaintPipeline'],
}
