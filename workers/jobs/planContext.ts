// The random draws and encodings that guides use to choose their start.
import type { PlanContext } from '../diffusion/latentPlan'
import type { RandomStreams } from '../diffusion/random/streams'
import type { Scheduler } from '../diffusion/schedulers/scheduler'
import { scale } from '../tensor/arithmetic'
import { tensor, type Tensor } from '../tensor/tensor'
import type { Networks } from './networks'

interface PlanContextOptions {
  readonly networks: Networks
  readonly scheduler: Scheduler
  readonly random: RandomStreams
  readonly steps: number
  readonly latentShape: readonly number[]
  readonly strength?: number
  readonly image?: Tensor
  readonly mask?: Tensor
  /** Standard normal noise in place of the seed's. */
  readonly givenNoise?: Tensor
}

export function createPlanContext(options: PlanContextOptions): PlanContext {
  const { networks, scheduler, random, steps, latentShape, strength, image, mask, givenNoise } = options
  const mainNoise = (shape: readonly number[]) => random.stream('main').randn(shape)
  const encoded = new Map<Tensor, ReturnType<Networks['encodeImage']>>()
  const encode = (picture: Tensor) => {
    const known = encoded.get(picture) ?? networks.encodeImage(picture)
    encoded.set(picture, known)
    return known
  }
  const encodeSample = async (picture: Tensor) => {
    const { mean, logVariance } = await encode(picture)
    const sampled = logVariance ? samplePosterior(mean, logVariance, mainNoise(mean.shape)) : mean
    return scale(sampled, networks.scalingFactor)
  }
  let noise: Tensor | undefined
  let imageLatents: Promise<Tensor> | undefined
  return {
    entries: scheduler.timesteps.length,
    steps,
    ...(strength === undefined ? {} : { strength }),
    ...(image && { image }),
    ...(mask && { mask }),
    encodeMode: async (picture) => (await encode(picture)).mean,
    encodeSample,
    imageLatents: () => {
      if (!image) throw new RangeError('imageLatents was asked for without a picture.')
      return (imageLatents ??= encodeSample(image))
    },
    noise: () => (noise ??= givenNoise ?? mainNoise(latentShape)),
    mainNoise,
    addNoise: (original, added, index) => scheduler.addNoise(original, added, index),
    random: (stream, shape) => random.stream(stream).randn(shape),
  }
}

/** mean + standard deviation x noise; the log-variance is clamped to [-30, 20] as in AutoencoderKL. */
function samplePosterior(mean: Tensor, logVariance: Tensor, noise: Tensor): Tensor {
  const data = mean.data.map((value, at) => {
    const clamped = Math.min(Math.max(logVariance.data[at] as number, -30), 20)
    return value + Math.exp(clamped / 2) * (noise.data[at] as number)
  })
  return tensor(data, mean.shape)
}
