// The UNet as the loop sees it: calls in, raw predictions out. Sessions, batching limits and devices are behind it.
import type { Tensor } from '../tensor/tensor'
import type { AttentionLoss, LossGradient } from './attentionLoss'
import type { UNetInputs } from './guide'
import type { TextEmbedding } from './textEmbedding'
import type { View } from './views'

/** One sample through the UNet. What one call leaves out (residuals, adapter features, taps) costs it nothing. */
export interface UNetCall extends UNetInputs {
  /** Scaled latents with every extra channel: [1, C, h, w]. */
  readonly sample: Tensor
  readonly timestep: number
  readonly embedding: TextEmbedding
  /** The depth at which the deep part is wanted, or is given by an earlier run in place of being computed (`Reuse`). */
  readonly deep?: { readonly depth: number; readonly given?: Tensor }
  /** Attention layers whose probabilities are wanted, by module path. */
  readonly taps?: readonly string[]
  /** The part of the canvas that the sample is of; absent: all of it. */
  readonly view?: View
}

export interface UNetOutput {
  /** What the checkpoint predicts (epsilon, v or sample): [1, C, h, w]. */
  readonly output: Tensor
  /** Attention probabilities [1, heads, queries, keys] of the call's taps. */
  readonly taps: ReadonlyMap<string, Tensor>
  /** What the call's `deep` wanted. */
  readonly deep?: Tensor
}

/** One sample through the UNet as far as the loss reads its attention, and back. */
export interface GradientCall extends Omit<UNetCall, 'taps' | 'deep'> {
  readonly loss: AttentionLoss
}

export interface Denoiser {
  /**
   * Runs the calls, together in one batch or one by one as suits the checkpoint's size; same order out as in.
   * @throws PalimpsestError('cancelled') before the next of them, once the signal is aborted
   */
  run(calls: readonly UNetCall[], signal?: AbortSignal): Promise<readonly UNetOutput[]>
  /** How many samples of latents of a size are worth one run, and what they take at once; absent: no more than a view's. */
  readonly samplesTogether?: (height: number, width: number) => number
  /**
   * A loss and its gradient with respect to the call's sample, every channel of it.
   * @throws PalimpsestError('cancelled') once the signal is aborted
   */
  gradient(call: GradientCall, signal?: AbortSignal): Promise<LossGradient>
}
