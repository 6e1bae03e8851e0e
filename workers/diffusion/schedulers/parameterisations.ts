// The two ways in which samplers write a noisy sample, and what of a sampler follows from that alone.
import { clamp, combineLinear, scale } from '../../tensor/arithmetic'
import type { Scheduler } from './scheduler'
import type { SchedulerOptions } from './schedulerConfig'

type Parameterisation = Pick<
  Scheduler,
  'initNoiseSigma' | 'alphaBar' | 'scaleModelInput' | 'addNoise' | 'predictOriginal'
>

/**
 * Variance preserving: x = sqrt(a) x0 + sqrt(1 - a) noise.
 * @param bars alpha-bar of each entry, and of the end
 * @param clip range to which clean estimates are clipped
 */
export function variancePreserving(bars: readonly number[], clip?: number): Parameterisation {
  const alphaBar = (index: number) => barAt(bars, index)
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
      const alpha = Math.sqrt(alphaBar(index))
      const original = combineLinear([
        [1 / alpha, sample],
        [-Math.sqrt(1 - alphaBar(index)) / alpha, noise],
      ])
      return clip === undefined ? original : clamp(original, -clip, clip)
    },
  }
}

/**
 * Variance exploding: x = x0 + sigma noise; the UNet, which was trained on the other one, sees x / sqrt(sigma^2 + 1).
 * @param sigmas noise level of each entry, and of the end
 * @param initNoiseSigma standard deviation of the initial latents
 */
export function varianceExploding(sigmas: readonly number[], initNoiseSigma: number): Parameterisation {
  const sigma = (index: number) => barAt(sigmas, index)
  const alphaBar = (index: number) => 1 / (sigma(index) ** 2 + 1)
  return {
    initNoiseSigma,
    alphaBar,
    scaleModelInput: (sample, index) => scale(sample, Math.sqrt(alphaBar(index))),
    addNoise: (original, noise, index) =>
      combineLinear([
        [1, original],
        [sigma(index), noise],
      ]),
    predictOriginal: (sample, noise, index) =>
      combineLinear([
        [1, sample],
        [-sigma(index), noise],
      ]),
  }
}

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
