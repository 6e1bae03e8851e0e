// The UNet as the loop sees it: calls in, raw predictions out. Sessions, batching limits and devices are behind it.
import type { Tensor } from '../tensor/tensor'

/** One sample through the UNet. */
export interface UNetCall {
  /** Scaled latents with every extra channel: [1, C, h, w]. */
  readonly sample: Tensor
  readonly timestep: number
  /** [1, length, width] */
  readonly embedding: Tensor
  readonly residuals?: { readonly down: readonly Tensor[]; readonly mid: Tensor }
  readonly adapter?: readonly Tensor[]
  readonly timestepCond?: Tensor
}

export interface UNetOutput {
  /** What the checkpoint predicts (epsilon, v or sample): [1, C, h, w]. */
  readonly output: Tensor
  readonly taps: ReadonlyMap<string, Tensor>
}

export interface Denoiser {
  /**
   * Runs the calls, together in one batch or one by one as suits the checkpoint's size; same order out as in.
   * @throws PalimpsestError('cancelled') before the next of them, once the signal is aborted
   */
  run(calls: readonly UNetCall[], signal?: AbortSignal): Promise<readonly UNetOutput[]>
}
