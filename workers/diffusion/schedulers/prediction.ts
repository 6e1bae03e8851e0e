// What a checkpoint's UNet predicts, turned into epsilon and back: once, at the UNet's edge.
// x = sqrt(a) x0 + sqrt(1 - a) epsilon, with a = alpha-bar; v = sqrt(a) epsilon - sqrt(1 - a) x0 (Salimans & Ho 2022,
// arXiv:2202.00512, appendix D).
//
// In float32, epsilon holds the clean estimate to about 1e-7 / sqrt(a): 1e-6 at the noisy end of Stable Diffusion's schedules,
// but only 1e-3 where v or the sample is predicted at the end of `squaredcos_cap_v2`, whose last alpha-bar is 2e-9.
import { combineLinear } from '../../tensor/arithmetic'
import type { Tensor } from '../../tensor/tensor'

export type PredictionType = 'epsilon' | 'v_prediction' | 'sample'

/**
 * Epsilon from the UNet's raw output.
 * @param scaledSample what the UNet saw (after `scaleModelInput`, without extra channels), same shape as `output`
 * @throws RangeError when the shapes differ
 */
export function noiseFromOutput(
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

/** The inverse of `noiseFromOutput`: what the UNet would have predicted. Same shapes, same errors. */
export function outputFromNoise(
  type: PredictionType,
  noise: Tensor,
  scaledSample: Tensor,
  alphaBar: number,
): Tensor {
  const alpha = Math.sqrt(alphaBar)
  const sigma = Math.sqrt(1 - alphaBar)
  switch (type) {
    case 'epsilon':
      return noise
    case 'v_prediction':
      return combineLinear([
        [1 / alpha, noise],
        [-sigma / alpha, scaledSample],
      ])
    case 'sample':
      return combineLinear([
        [1 / alpha, scaledSample],
        [-sigma / alpha, noise],
      ])
  }
}
