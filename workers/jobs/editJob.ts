// One edit, from recipe and pictures to pixels. The same code runs in the page's worker and in Node.
import { PalimpsestError } from '../../src/shared/errors'
import type { Pixels, Region } from '../../src/shared/pixels'
import type { Stage } from '../../src/shared/protocol'
import type { Recipe } from '../../src/shared/recipe'
import { actsAt, type ActiveGuide } from '../diffusion/guide'
import { denoise, type StepDone } from '../diffusion/loop'
import { featuresOf, prepareConditioning, prepareLatents } from '../diffusion/prepare'
import { randomStreams } from '../diffusion/random/streams'
import { createScheduler } from '../diffusion/schedulers/createScheduler'
import { correctOutdated } from '../diffusion/schedulers/outdatedConfig'
import { predictionTypeOf } from '../diffusion/schedulers/schedulerConfig'
import { throwIfCancelled } from '../../src/shared/cancelling'
import { pixelsFromTensor } from '../image/pixelTensor'
import { allFinite, scale } from '../tensor/arithmetic'
import type { Tensor } from '../tensor/tensor'
import { readInputs } from './inputs'
import { laidOver } from './laidOver'
import type { Networks } from './networks'
import { createGuides, withImpliedGuides } from './planGuides'
import { createPlanContext } from './planContext'

export interface EditRequest {
  readonly recipe: Recipe
  /** The pictures that the recipe names. */
  readonly images: Readonly<Record<string, Pixels>>
  /** Standard normal noise [1, C, h, w] in place of the seed's. */
  readonly noise?: Tensor
}

export interface EditHooks {
  readonly signal?: AbortSignal
  readonly onStage?: (stage: Stage) => void
  /** After each step. `region` is where the working picture lies in the input picture. */
  readonly onStep?: (done: StepDone, region: Region | undefined) => void | Promise<void>
}

export interface EditResult {
  readonly pixels: Pixels
  /** Final latents before decoding, times the scaling factor: [1, C, h, w]. */
  readonly latents: Tensor
  /** The recipe as it was run, implied guides included. */
  readonly recipe: Recipe
  /** What the person should know, a sentence each. */
  readonly notes: readonly string[]
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
  return runGuides({ ...request, recipe }, createGuides(recipe, networks.traits), networks, hooks)
}

/**
 * Runs an edit with these guides, in their order, whatever guides its recipe names. Disposes of them.
 * @throws PalimpsestError as `runEdit` does
 */
export async function runGuides(
  request: EditRequest,
  guides: readonly ActiveGuide[],
  networks: Networks,
  { signal, onStage, onStep }: EditHooks = {},
): Promise<EditResult> {
  const { recipe } = request
  try {
    refuseEmptyInstruction(recipe)
    const inputs = readInputs(recipe, request.images)
    const latentShape = latentShapeOf(recipe, networks, request.noise)
    const notes: string[] = []
    const scheduler = createScheduler(
      recipe.scheduler,
      schedulerConfigOf(networks, recipe, notes),
      recipe.steps,
      {
        eta: recipe.eta,
        ...(recipe.karrasSigmas && { karrasSigmas: true }),
      },
    )
    const random = randomStreams(recipe.seed)

    onStage?.('encoding')
    throwIfCancelled(signal)
    const encode = (text: string) => encodeText(text, networks, recipe.clipSkip, notes)
    const { conditioning, branchOwners } = await prepareConditioning(guides, {
      prompt: recipe.prompt,
      negativePrompt: recipe.negativePrompt,
      branches: new Map([['cond', await encode(recipe.prompt)]]),
      encode,
    })
    throwIfCancelled(signal)
    const context = createPlanContext({
      networks,
      scheduler,
      random,
      steps: recipe.steps,
      latentShape,
      ...(recipe.strength === undefined ? {} : { strength: recipe.strength }),
      ...(inputs.imageTensor && { image: inputs.imageTensor }),
      ...(inputs.maskTensor && { mask: inputs.maskTensor }),
      ...(request.noise && { givenNoise: request.noise }),
    })
    const { latents: first, start } = await prepareLatents(guides, context, scheduler.initNoiseSigma)
    if (start >= scheduler.timesteps.length && inputs.picture) {
      notes.push('The strength leaves no step to run: the picture is unchanged.')
      return { pixels: inputs.picture, latents: first, recipe, notes }
    }

    notes.push(...idleGuides(guides, scheduler.timesteps.length - start))

    onStage?.('denoising')
    const latents = await denoise({
      scheduler,
      prediction: predictionTypeOf(networks.schedulerConfig),
      denoiser: networks.unet(featuresOf(guides)),
      guides,
      conditioning,
      branchOwners,
      latents: first,
      start,
      random,
      ...(signal && { signal }),
      ...(onStep && { onStep: (done) => onStep(done, inputs.region) }),
    })

    onStage?.('decoding')
    const decode = async (from: Tensor) => pixelsFromTensor(finite(await networks.decode(from)))
    const edited = await decode(latents)
    throwIfCancelled(signal)
    const { picture, region, mask, imageTensor } = inputs
    if (!picture || !region || !imageTensor) return { pixels: edited, latents, recipe, notes }

    const unedited = recipe.keepUnchanged
      ? await decode(scale(await context.encodeMode(imageTensor), networks.scalingFactor))
      : undefined
    throwIfCancelled(signal)
    const place = { picture, region, feather: recipe.feather, ...(mask && { mask }) }
    const pixels = laidOver(place, edited, unedited)
    if (!pixels)
      notes.push(
        mask
          ? 'The edit changed nothing that can be seen under the mask: the picture is unchanged.'
          : 'The edit changed nothing that can be seen: the picture is unchanged.',
      )
    return { pixels: pixels ?? picture, latents, recipe, notes }
  } finally {
    for (const { guide } of guides) guide.dispose?.()
  }
}

/** A sentence for each guide that does nothing in the steps, since none of them lies wholly inside its range. */
function idleGuides(guides: readonly ActiveGuide[], count: number): readonly string[] {
  const steps = Array.from({ length: count }, (_, index) => index)
  return guides
    .filter(({ range }) => !steps.some((index) => actsAt(range, index, count)))
    .map(({ id }) => `None of the ${count} steps lies wholly inside the range of the guide "${id}".`)
}

/** InstructPix2Pix reads the file as it is; every other run as diffusers' Stable Diffusion pipelines do. */
function schedulerConfigOf(
  { traits, schedulerConfig }: Networks,
  { scheduler }: Recipe,
  notes: string[],
): unknown {
  if (traits.inChannels === 2 * traits.latentChannels) return schedulerConfig
  const { config, note } = correctOutdated(schedulerConfig, scheduler)
  if (note) notes.push(note)
  return config
}

async function encodeText(
  text: string,
  networks: Networks,
  clipSkip: number,
  notes: string[],
): Promise<Tensor> {
  const { ids, dropped } = networks.tokenizer.tokenize(text)
  if (dropped.length > 0) {
    const words = dropped
      .map((token) => token.replace('</w>', ' '))
      .join('')
      .trim()
    notes.push(
      `The text is longer than the checkpoint reads (${networks.tokenizer.maxLength - 2} tokens); left out: "${words}".`,
    )
  }
  return networks.encodeText(ids, { clipSkip })
}

function refuseEmptyInstruction({ prompt, guides }: Recipe): void {
  if (prompt.trim() === '' && guides.some(({ id }) => id === 'instruct-pix2pix'))
    throw new PalimpsestError(
      'recipe',
      'The instruction is empty.',
      'Say what to change, for example "make the cat blue".',
    )
}

function latentShapeOf(
  recipe: Recipe,
  { traits, scaleFactor }: Networks,
  noise: Tensor | undefined,
): readonly number[] {
  const shape = [1, traits.latentChannels, recipe.height / scaleFactor, recipe.width / scaleFactor]
  if (!shape.every(Number.isInteger))
    throw new PalimpsestError(
      'recipe',
      `${recipe.width}x${recipe.height} pixels are not whole latent pixels of this checkpoint.`,
      `Choose multiples of ${scaleFactor}.`,
    )
  if (noise && noise.shape.join() !== shape.join())
    throw new PalimpsestError(
      'recipe',
      `The given noise has shape [${noise.shape.join(', ')}], and the recipe's latents [${shape.join(', ')}].`,
      "Give noise of the latents' shape.",
    )
  return shape
}

/** A network that overflowed in half precision shows as NaN: said, never painted. */
function finite(image: Tensor): Tensor {
  if (allFinite(image)) return image
  throw new PalimpsestError(
    'device',
    'The networks gave numbers that are not finite, so there is no picture to show.',
    'Choose the wasm backend in the settings, or another checkpoint.',
  )
}
