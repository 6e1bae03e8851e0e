// Networks beside the checkpoint as guides see them. What they compute goes to the UNet and nowhere else: a guide weighs it and
// hands it on, so that it may stay on the device.
import type { Tensor } from '../tensor/tensor'
import type { Residuals } from './guide'
import type { TextEmbedding } from './textEmbedding'

export interface ControlNet {
  /** Channels of the hint: 3, or 1 for a grey one. */
  readonly hintChannels: 1 | 3
  /** Channels of the sample that it reads: those of the latents, or all that the UNet has. */
  readonly sampleChannels: number
  /** Its residuals are one number a channel (shuffle): it is run for the prompt alone, and never weighed by depth. */
  readonly isGlobal: boolean
  /** A hint [1, 1 or 3, H, W] in [0, 1] at working size, as `run` takes it; the same at every step. */
  encodeHint(hint: Tensor): Promise<Tensor>
  /** The residuals of one run of the UNet, each times the factor that `weigh` gives for it. Asked for at once, several are made at once. */
  run(input: ControlNetInput): Promise<Residuals>
}

export interface ControlNetInput {
  /** [1, C, h, w] */
  readonly sample: Tensor
  readonly timestep: number
  readonly embedding: TextEmbedding
  readonly encodedHint: Tensor
  /** The factor of residual `index` of `count`, counted from the finest to the middle block's. */
  readonly weigh: (index: number, count: number) => number
}

export interface T2IAdapter {
  /** Channels of the hint: 3, or 1 for a grey one. */
  readonly hintChannels: 1 | 3
  /** Features of each level from the finest, of a hint [1, 1 or 3, H, W] in [0, 1] at working size. */
  features(hint: Tensor): Promise<readonly Tensor[]>
}
