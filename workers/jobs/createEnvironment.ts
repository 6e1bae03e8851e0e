// What guides are made with: the checkpoint's encoders, the run's pictures, its schedule and its random draws.
import type { Note } from '../../src/shared/message'
import type { Pixels } from '../../src/shared/pixels'
import { syntaxOfUses } from '../../src/shared/prompt/syntaxOfUses'
import type { Recipe } from '../../src/shared/recipe'
import { posteriorDeviation } from '../diffusion/posteriorDeviation'
import type { GuideEnvironment, ShowOptions, TextTools } from '../diffusion/environment'
import { randomStreams, type RandomStreams } from '../diffusion/random/streams'
import type { Scheduler } from '../diffusion/schedulers/scheduler'
import { guideMetas } from '../guidance/list'
import { scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import { hintMask, hintPicture } from './hints'
import type { EditInputs } from './inputs'
import type { Dependency } from './keptResults'
import type { Networks } from './networks'

interface EnvironmentOptions {
  readonly networks: Networks
  readonly recipe: Recipe
  readonly inputs: EditInputs
  readonly images: Readonly<Record<string, Pixels>>
  readonly scheduler: Scheduler
  readonly random: RandomStreams
  readonly latentShape: readonly number[]
  /** Standard normal noise in place of the seed's. */
  readonly givenNoise?: Tensor
  readonly show: (key: string, name: string, picture: Tensor, options?: ShowOptions) => void
  readonly note: (said: Note) => void
}

/** Makes the environment of each use of a guide; what is drawn or encoded once is shared by all of them. */
export function createEnvironment(options: EnvironmentOptions): (key: string) => GuideEnvironment {
  const { networks, recipe, inputs, images, scheduler, random, latentShape, givenNoise, show, note } = options
  const { imageTensor, maskTensor } = inputs
  const mainNoise = (shape: readonly number[]) => random.stream('main').randn(shape)
  const encoded = new Map<Tensor, ReturnType<Networks['encodeImage']>>()
  const encode = (picture: Tensor) => {
    const known = encoded.get(picture) ?? networks.encodeImage(picture)
    encoded.set(picture, known)
    return known
  }
  const encodeMode = async (picture: Tensor) => (await encode(picture)).mean
  const encodeMean = async (picture: Tensor) => scale(await encodeMode(picture), networks.scalingFactor)
  const encodeSample = async (picture: Tensor) => {
    const { mean, logVariance } = await encode(picture)
    const sampled = logVariance ? samplePosterior(mean, logVariance, mainNoise(mean.shape)) : mean
    return scale(sampled, networks.scalingFactor)
  }
  const theImage = () => {
    if (!imageTensor) throw new RangeError('The picture was asked for, and the recipe names none.')
    return imageTensor
  }
  let noise: Tensor | undefined
  let imageLatents: Promise<Tensor> | undefined
  const common: Omit<GuideEnvironment, 'key' | 'show' | 'random' | 'kept'> = {
    traits: networks.traits,
    recipe,
    latentShape,
    text: textTools(networks, recipe),
    schedule: {
      id: scheduler.id,
      entries: scheduler.timesteps.length,
      steps: recipe.steps,
      runsPerStep: scheduler.runsPerStep ?? 1,
      initNoiseSigma: scheduler.initNoiseSigma,
      alphaBar: (entry) => scheduler.alphaBar(entry),
      addNoise: (original, added, index) => scheduler.addNoise(original, added, index),
    },
    ...(imageTensor && { image: imageTensor }),
    ...(maskTensor && { mask: maskTensor }),
    picture: (name, fit, read) => hintPicture(name, { images, inputs, recipe, fit, read }),
    readPicture: (task, id, picture) => networks.readPicture(task, id, picture),
    pictureMask: (name) => hintMask(name, { images, inputs, recipe }),
    controlNet: (id) => networks.controlNet(id),
    adapter: (id) => networks.adapter(id),
    encodeMode,
    encodeSample,
    imageLatents: () => (imageLatents ??= encodeSample(theImage())),
    encodeMean,
    imageLatentsMean: () => encodeMean(theImage()),
    noise: () => (noise ??= givenNoise ?? mainNoise(latentShape)),
    noiseOf: (seed) => randomStreams(seed).stream('main').randn(latentShape),
    mainNoise,
    mainInteger: (below) => random.stream('main').randint(0, below, [1])[0]!,
    note,
  }
  return (key) => ({
    ...common,
    key,
    show: (name, picture, options) => show(key, name, picture, options),
    random: (stream, shape) => random.stream(`${key} ${stream}`).randn(shape),
    kept: (purpose, on, make) =>
      networks.kept
        ? networks.kept.get(`${key} ${purpose}`, [...surroundings(recipe, images, key), ...on], make)
        : make(),
  })
}

/**
 * All of a run that may change what a guide computes, but for its own values, the prompts and the seed, which it knows. What is done with
 * the decoded picture changes nothing of it.
 */
function surroundings(
  recipe: Recipe,
  images: Readonly<Record<string, Pixels>>,
  key: string,
): readonly Dependency[] {
  const { prompt: _, negativePrompt: __, seed: ___, keepUnchanged: ____, ...rest } = recipe
  const others = recipe.guides.filter((use) => use.key !== key)
  const pictures = Object.values(images).map(({ width, height, data }) => ({ shape: [height, width], data }))
  return [JSON.stringify({ ...rest, guides: others }), ...pictures]
}

const textTools = (networks: Networks, { clipSkip, guides }: Recipe): TextTools => ({
  widths: networks.traits.textWidths,
  maxLength: networks.tokenizer.maxLength,
  syntax: syntaxOfUses(guides, guideMetas),
  tokenize: (text) => networks.tokenizer.tokenize(text),
  frame: (words) => networks.tokenizer.frame(words),
  encodeIds: (ids, attended) => networks.encodeText(ids, { clipSkip, ...(attended && { attended }) }),
})

/** mean + standard deviation x noise */
function samplePosterior(mean: Tensor, logVariance: Tensor, noise: Tensor): Tensor {
  const data = mean.data.map(
    (value, at) => value + posteriorDeviation(logVariance.data[at] as number) * (noise.data[at] as number),
  )
  return tensor(data, mean.shape)
}
