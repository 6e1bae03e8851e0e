// What a checkpoint's UNet predicts, turned into epsilon and back: once, at the UNet's edge.
// x = sqrt(a) x0 + sqrt(1 - a) epsilon, with a = alpha-bar; v = sqrt(a) epsilon - sqrt(1 - a) x0 (Salimans & Ho 2022,
// arXiv:2202.00512, appendix D).
//
// In float32, epsilon holds the clean estimate to about 1e-7 / sqrt(a): 1e-6 at the noisy end of Stable Diffusion's schedules, but
// nothing of it at the end of one with zero terminal SNR, where a is 0. Where v or the sample is predicted and a is very small,
// guides are therefore given the epsilon that would belong to the same x and x0 at a little less noise (`carriedAlphaBar`). It
// differs from the true one by 1 % of x0, says all that was predicted, and is just as linear in it.
import { combineLinear } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'

export type PredictionType = 'epsilon' | 'v_prediction' | 'sample'

const LEAST_CARRIED = 1e-4

/** The alpha-bar at which noise is carried from the UNet to the sampler. */
export const carriedAlphaBar = (type: PredictionType, alphaBar: number): number =>
  type === 'epsilon' ? alphaBar : Math.max(alphaBar, LEAST_CARRIED)

/**
 * Noise from the UNet's raw output, as it is carried.
 * @param scaledSample what the UNet saw (after `scaleModelInput`, without extra channels), same shape as `output`
 * @throws RangeError when the shapes differ
 */
export function noiseFromOutput(
  type: PredictionType,
  output: Tensor,
  scaledSample: Tensor,
  alphaBar: number,
): Tensor {
  const carried = carriedAlphaBar(type, alphaBar)
  if (carried === alphaBar) return epsilonFromOutput(type, output, scaledSample, alphaBar)
  const [ofOutput, ofSample] = originalFrom(type, alphaBar)
  return combineLinear([
    [(1 - Math.sqrt(carried) * ofSample) / Math.sqrt(1 - carried), scaledSample],
    [(-Math.sqrt(carried) * ofOutput) / Math.sqrt(1 - carried), output],
  ])
}

/** The inverse of `noiseFromOutput`: what the UNet would have predicted. Same shapes, same errors. */
export function outputFromNoise(
  type: PredictionType,
  noise: Tensor,
  scaledSample: Tensor,
  alphaBar: number,
): Tensor {
  if (type === 'epsilon') return noise
  const carried = carriedAlphaBar(type, alphaBar)
  const [ofOutput, ofSample] = originalFrom(type, alphaBar)
  return combineLinear([
    [(1 / Math.sqrt(carried) - ofSample) / ofOutput, scaledSample],
    [-Math.sqrt(1 / carried - 1) / ofOutput, noise],
  ])
}

/** Weights of output and sample in the clean estimate. */
function originalFrom(type: 'v_prediction' | 'sample' | 'epsilon', alphaBar: number): [number, number] {
  switch (type) {
    case 'epsilon':
      return [-Math.sqrt(1 / alphaBar - 1), 1 / Math.sqrt(alphaBar)]
    case 'v_prediction':
      return [-Math.sqrt(1 - alphaBar), Math.sqrt(alphaBar)]
    case 'sample':
      return [1, 0]
  }
}

/** Epsilon itself. Arguments and errors as in `noiseFromOutput`. */
export function epsilonFromOutput(
  type: PredictionType,
  output: Tensor,
  scaledSample: Tensor,
  alphaBar: number,
): Tensor {
  const alpha = Math.sqrt(alphaBar)
  const sigma = Math.sqrt(1 - alphaBar)
  switch (type) {
    case 'epsilon':
      return output
    case 'v_prediction':
      return combineLinear([
        [alpha, output],
        [sigma, scaledSample],
      ])
    case 'sample':
      return combineLinear([
        [1 / sigma, scaledSample],
        [-alpha / sigma, output],
      ])
  }
}
