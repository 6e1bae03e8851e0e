// What a diffusion model is trained to do: predict the noise (or v, or the picture) of noised latents (Ho et al. 2020,
// arXiv:2006.11239), each sample weighed by its noise level if one likes (min-SNR, Hang et al. 2023, arXiv:2303.09556).
import { combineLinear } from '../tensor/arithmetic'
import type { Generator } from '../diffusion/random/generator'
import type { Tensor } from '../tensor/tensor'
import type { PredictionType } from '../diffusion/schedulers/prediction'

export interface NoisedSample {
  /** What the UNet sees, [1, C, h, w]. */
  readonly sample: Tensor
  /** What it should predict. */
  readonly target: Tensor
}

/** The forward process to a timestep of this alpha-bar, and what a UNet of this kind predicts there. */
export function noisedSample(
  latents: Tensor,
  noise: Tensor,
  alphaBar: number,
  prediction: PredictionType,
): NoisedSample {
  const [signal, sigma] = [Math.sqrt(alphaBar), Math.sqrt(1 - alphaBar)]
  const sample = combineLinear([
    [signal, latents],
    [sigma, noise],
  ])
  switch (prediction) {
    case 'epsilon':
      return { sample, target: noise }
    case 'sample':
      return { sample, target: latents }
    case 'v_prediction':
      return {
        sample,
        target: combineLinear([
          [signal, noise],
          [-sigma, latents],
        ]),
      }
  }
}

/**
 * A timestep, of `count`. One of the noisier half is drawn `bias` times as often as another, as diffusers' `timestep_bias_strategy` "later"
 * with half of them: there it is decided what a picture shows, and an even mean of the noise's error says little of it.
 */
export function drawTimestep(count: number, bias: number, random: Generator): number {
  if (bias === 1) return random.randint(0, count, [1])[0]!
  const clear = 1 / (1 + bias)
  const lot = random.rand([1]).data[0]!
  const place = lot < clear ? (0.5 * lot) / clear : 0.5 + (0.5 * (lot - clear)) / (1 - clear)
  return Math.min(count - 1, Math.floor(place * count))
}

/** The weight of a sample's loss: min(SNR, gamma) over what the prediction's own loss weighs already. */
export function minSnrWeight(alphaBar: number, prediction: PredictionType, gamma: number): number {
  const snr = alphaBar / (1 - alphaBar)
  const capped = Math.min(snr, gamma)
  switch (prediction) {
    case 'epsilon':
      return capped / snr
    case 'v_prediction':
      return capped / (snr + 1)
    case 'sample':
      return capped
  }
}
