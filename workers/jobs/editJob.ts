// One edit, from recipe and pictures to pixels. The same code runs in the page's worker and in Node.
import { PalimpsestError } from '../../src/shared/errors'
import { englishOf, type Note } from '../../src/shared/message'
import type { Pixels, Region } from '../../src/shared/pixels'
import type { Stage } from '../../src/shared/protocol/event'
import type { Recipe } from '../../src/shared/recipe'
import { throwIfCancelled } from '../../src/shared/cancelling'
import { canvasOf, cutCanvas } from '../diffusion/cutCanvas'
import type { Denoiser } from '../diffusion/denoiser'
import type { ShowOptions } from '../diffusion/environment'
import { actsAt, type ActiveGuide } from '../diffusion/guide'
import { denoise, type StepDone } from '../diffusion/loop'
import { maskedDenoiser } from '../diffusion/maskedDenoiser'
import { prepareConditioning, prepareLatents } from '../diffusion/prepare'
import { randomStreams } from '../diffusion/random/streams'
import { createScheduler } from '../diffusion/schedulers/createScheduler'
import { correctOutdated } from '../diffusion/schedulers/outdatedConfig'
import { predictionTypeOf } from '../diffusion/schedulers/schedulerConfig'
import { shrunkMask } from '../diffusion/shrunkMask'
import { followsInstructions } from '../diffusion/traits'
import type { Tensor } from '../tensor/tensor'
import { createEnvironment } from './createEnvironment'
import { decoderOf } from './circularDecoding'
import { encodeText } from './encodeText'
import { finishEdit } from './finishEdit'
import { readInputs } from './inputs'
import { messages } from './messages'
import type { Networks } from './networks'
import { checkPieces } from './pieceMemory'
import { createGuides, disposeOf, planGuides, withImpliedGuides, type PlannedGuide } from './planGuides'

export interface EditRequest {
  readonly recipe: Recipe
  /** The pictures that the recipe names. */
  readonly images: Readonly<Record<string, Pixels>>
  /** Standard normal noise [1, C, h, w] in place of the seed's. */
  readonly noise?: Tensor
}

export interface EditHooks {
  readonly signal?: AbortSignal | undefined
  /** Once it is aborted, the loop ends after the step that runs, and its clean estimate is the result. */
  readonly stop?: AbortSignal
  /** `part`: of a picture that is enlarged, how many of its parts are. */
  readonly onStage?: (stage: Stage, part?: { readonly step: number; readonly steps: number }) => void
  /** After each step. */
  readonly onStep?: (done: StepDone, seen: SeenStep) => void | Promise<void>
  /** A picture that a guide shows, [1, 1 or 3, H, W] in [0, 1] at working size. */
  readonly onShow?: (shown: ShownPicture) => void
}

export interface SeenStep {
  /** Where the working picture lies in the input picture. */
  readonly region: Region | undefined
  /** Decodes the step's latents for a preview: with the checkpoint's small decoder, or else as the end will be decoded. */
  readonly decode: (latents: Tensor) => Promise<Tensor>
}

export interface ShownPicture extends ShowOptions {
  /** Of the guide's use, and what it shows. */
  readonly key: string
  readonly name: string
  readonly picture: Tensor
  readonly region: Region | undefined
}

export interface EditResult {
  readonly pixels: Pixels
  /** Final latents before decoding, times the scaling factor: [1, C, h, w]. */
  readonly latents: Tensor
  /** The recipe as it was run, implied guides included. */
  readonly recipe: Recipe
  /** What the person should know, a sentence each. */
  readonly notes: readonly Note[]
}

/**
 * Runs an edit with the guides that its recipe names and implies.
 * @throws PalimpsestError with one sentence; 'cancelled' once the signal is aborted.
 */
export async function runEdit(
  request: EditRequest,
  networks: Networks,
  hooks: EditHooks = {},
): Promise<EditResult> {
  const recipe = withImpliedGuides(request.recipe, networks.traits)
  return runGuides({ ...request, recipe }, await planGuides(recipe, networks), networks, hooks)
}

/**
 * Runs an edit with these guides, in their order, whatever guides its recipe names. Disposes of them.
 * @throws PalimpsestError as `runEdit` does
 */
export async function runGuides(
  request: EditRequest,
  planned: readonly PlannedGuide[],
  networks: Networks,
  hooks: EditHooks = {},
): Promise<EditResult> {
  const { recipe } = request
  const { signal, onStage } = hooks
  refuseEmptyInstruction(recipe, planned)
  const { inputs, latentShape, scheduler, random, environmentOf, notes, note } = setUp(
    request,
    networks,
    hooks,
  )
  onStage?.('encoding')
  throwIfCancelled(signal)
  const run = environmentOf('run')
  const guides = await createGuides(planned, environmentOf)
  try {
    const canvas = canvasOf(guides, latentShape)
    checkPieces(cutCanvas(guides, canvas), canvas, networks.traits, recipe.width / (latentShape[3] as number))
    throwIfCancelled(signal)
    const { conditioning, branchOwners } = await prepareConditioning(guides, {
      prompt: recipe.prompt,
      negativePrompt: recipe.negativePrompt,
      encode: (text) => encodeText(text, networks, recipe.clipSkip, note),
      zerosForNone: networks.zerosForNone ?? false,
    })
    throwIfCancelled(signal)
    const task = {
      scheduler,
      prediction: predictionTypeOf(networks.schedulerConfig),
      denoiser: denoiserOf(networks, (name) => run.pictureMask(name), latentShape),
      guides,
      conditioning,
      branchOwners,
      random,
      ...(signal && { signal }),
    }
    const { latents: first, start, found } = await prepareLatents(task, run.noise)
    if (start >= scheduler.timesteps.length && inputs.picture) {
      note(messages.nothingToRun())
      return { pixels: inputs.picture, latents: first, recipe, notes }
    }
    noteIdleGuides(guides, scheduler.timesteps.length - start, note)

    onStage?.('denoising')
    const decode = decoderOf(networks, guides)
    let latents = first
    for await (const done of denoise({ ...task, latents, start })) {
      latents = done.latents
      await hooks.onStep?.(done, {
        region: inputs.region,
        decode: (seen) => decode(seen, 'preview'),
      })
      if (!hooks.stop?.aborted || done.index + 1 === done.count) continue
      latents = done.original
      note(messages.stoppedAfter({ step: done.index + 1, count: done.count }))
      break
    }

    onStage?.('decoding')
    const pixels = await finishEdit({
      recipe,
      inputs,
      latents,
      decode,
      uneditedLatents: run.imageLatentsMean,
      enlarge: (id, picture) =>
        networks.enlarge(id, picture, (step, steps) => onStage?.('enlarging', { step, steps })),
      note,
      ...(found && { found }),
      ...(signal && { signal }),
    })
    return { pixels, latents, recipe, notes }
  } finally {
    disposeOf(guides)
  }
}

/** The pictures, the schedule and the draws of a run, and what its guides are made with. Nothing has run yet. */
export function setUp(request: EditRequest, networks: Networks, { onShow }: Pick<EditHooks, 'onShow'>) {
  const { recipe, images } = request
  const inputs = readInputs(recipe, images, networks.traits)
  const latentShape = latentShapeOf(recipe, networks, request.noise)
  const notes: Note[] = [...(networks.notes ?? [])]
  const note = (said: Note) => {
    if (notes.every((other) => englishOf(other) !== englishOf(said))) notes.push(said)
  }
  const scheduler = createScheduler(
    recipe.scheduler,
    schedulerConfigOf(networks, recipe, note),
    recipe.steps,
    { eta: recipe.eta, ...(recipe.sigmas && { sigmas: recipe.sigmas }) },
  )
  const random = randomStreams(recipe.seed)
  const environmentOf = createEnvironment({
    networks,
    recipe,
    inputs,
    images,
    scheduler,
    random,
    latentShape,
    ...(request.noise && { givenNoise: request.noise }),
    show: (key, name, picture, options) =>
      onShow?.({ key, name, picture, region: inputs.region, ...options }),
    note,
  })
  return { inputs, latentShape, scheduler, random, environmentOf, notes, note }
}

/** The UNet, with what acts in a mask there. */
function denoiserOf(
  networks: Pick<Networks, 'unet' | 'maskedUnets'>,
  pictureMask: (name: string) => Tensor,
  [, , height = 0, width = 0]: readonly number[],
): Denoiser {
  const masked = [...(networks.maskedUnets ?? [])].map(([name, denoiser]) => ({
    mask: shrunkMask(pictureMask(name), height, width),
    denoiser,
  }))
  return maskedDenoiser(networks.unet(), masked)
}

/** Says of each guide that does nothing in the steps, since none of them lies wholly inside its range. */
function noteIdleGuides(guides: readonly ActiveGuide[], count: number, note: (said: Note) => void): void {
  const steps = Array.from({ length: count }, (_, index) => index)
  for (const { id, range } of guides)
    if (!steps.some((index) => actsAt(range, index, count))) note(messages.idleGuide({ count, guide: id }))
}

/** InstructPix2Pix and Stable Diffusion XL read the file as it is; every other run as diffusers' Stable Diffusion pipelines do. */
function schedulerConfigOf(
  { traits, schedulerConfig }: Networks,
  { scheduler }: Recipe,
  note: (said: Note) => void,
): unknown {
  if (followsInstructions(traits) || traits.isXl) return schedulerConfig
  const corrected = correctOutdated(schedulerConfig, scheduler)
  if (corrected.note) note(corrected.note)
  return corrected.config
}

function refuseEmptyInstruction({ prompt }: Recipe, planned: readonly PlannedGuide[]): void {
  if (prompt.trim() === '' && planned.some(({ definition }) => definition.meta.instructs))
    throw new PalimpsestError(messages.emptyInstruction())
}

function latentShapeOf(
  recipe: Recipe,
  { traits, scaleFactor }: Networks,
  noise: Tensor | undefined,
): readonly number[] {
  const shape = [1, traits.latentChannels, recipe.height / scaleFactor, recipe.width / scaleFactor]
  if (!shape.every(Number.isInteger))
    throw new PalimpsestError(
      messages.notWholeLatents({ width: recipe.width, height: recipe.height, multiple: scaleFactor }),
    )
  if (noise && noise.shape.join() !== shape.join())
    throw new PalimpsestError(
      messages.otherNoise({ given: noise.shape.join(', '), wanted: shape.join(', ') }),
    )
  return shape
}
