// The two ways in which samplers write a noisy sample, and what of a sampler follows from that alone.
import { clamp, combineLinear, scale } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'
import { carriedAlphaBar } from './prediction'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'

interface Parameterisation extends Pick<
  Scheduler,
  'initNoiseSigma' | 'alphaBar' | 'scaleModelInput' | 'addNoise' | 'predictOriginal'
> {
  /** Epsilon itself, of the noise that is carried. */
  epsilonOf(sample: Tensor, noise: Tensor, index: number): Tensor
}

/**
 * Variance preserving: x = sqrt(a) x0 + sqrt(1 - a) noise.
 * @param bars alpha-bar of each entry, and of the end
 * @param clip range to which clean estimates are clipped
 */
export function variancePreserving(
  bars: readonly number[],
  { prediction }: Pick<SchedulerOptions, 'prediction'>,
  clip?: number,
): Parameterisation {
  const alphaBar = (index: number) => barAt(bars, index)
  const originalOf = (sample: Tensor, noise: Tensor, index: number) =>
    carriedOriginal(sample, noise, carriedAlphaBar(prediction, alphaBar(index)))
  return {
    initNoiseSigma: 1,
    alphaBar,
    scaleModelInput: (sample) => sample,
    addNoise: (original, noise, index) =>
      combineLinear([
        [Math.sqrt(alphaBar(index)), original],
        [Math.sqrt(1 - alphaBar(index)), noise],
      ]),
    predictOriginal: (sample, noise, index) => {
      const original = originalOf(sample, noise, index)
      return clip === undefined ? original : clamp(original, -clip, clip)
    },
    epsilonOf: (sample, noise, index) => {
      const bar = alphaBar(index)
      if (carriedAlphaBar(prediction, bar) === bar) return noise
      return combineLinear([
        [1 / Math.sqrt(1 - bar), sample],
        [-Math.sqrt(bar / (1 - bar)), originalOf(sample, noise, index)],
      ])
    },
  }
}

/**
 * Variance exploding: x = x0 + sigma noise; the UNet, which was trained on the other one, sees x / sqrt(sigma^2 + 1).
 * @param sigmas noise level of each entry, and of the end
 * @param initNoiseSigma standard deviation of the initial latents
 */
export function varianceExploding(
  sigmas: readonly number[],
  initNoiseSigma: number,
  { prediction }: Pick<SchedulerOptions, 'prediction'>,
): Parameterisation {
  const sigma = (index: number) => barAt(sigmas, index)
  const alphaBar = (index: number) => 1 / (sigma(index) ** 2 + 1)
  const originalOf = (sample: Tensor, noise: Tensor, index: number) => {
    const carried = carriedAlphaBar(prediction, alphaBar(index))
    if (carried !== alphaBar(index))
      return carriedOriginal(scale(sample, Math.sqrt(alphaBar(index))), noise, carried)
    return combineLinear([
      [1, sample],
      [-sigma(index), noise],
    ])
  }
  return {
    initNoiseSigma,
    alphaBar,
    scaleModelInput: (sample, index) => scale(sample, Math.sqrt(alphaBar(index))),
    addNoise: (original, noise, index) =>
      combineLinear([
        [1, original],
        [sigma(index), noise],
      ]),
    predictOriginal: originalOf,
    epsilonOf: (sample, noise, index) => {
      if (carriedAlphaBar(prediction, alphaBar(index)) === alphaBar(index)) return noise
      return combineLinear([
        [1 / sigma(index), sample],
        [-1 / sigma(index), originalOf(sample, noise, index)],
      ])
    },
  }
}

/** x0 of a variance preserving sample and noise that is carried at some alpha-bar. */
const carriedOriginal = (sample: Tensor, noise: Tensor, carried: number): Tensor =>
  combineLinear([
    [1 / Math.sqrt(carried), sample],
    [-Math.sqrt(1 - carried) / Math.sqrt(carried), noise],
  ])

/** The range to which a sampler clips clean estimates, if its configuration does. */
export function clipRange(options: SchedulerOptions): number | undefined {
  options.refuseOthers('thresholding')
  return options.flag('clip_sample', false) ? options.number('clip_sample_range', 1) : undefined
}

function barAt(values: readonly number[], index: number): number {
  const value = values[index]
  if (value === undefined)
    throw new RangeError(`A run of ${values.length - 1} entries has no entry ${index}.`)
  return value
}
