// One step of the loop, as guides see it.
import type { Tensor } from '../tensor/tensor'
import type { BranchId } from './guide'
import type { View } from './views'

export interface RunOptions {
  /** Other latents than the step's own (a degraded sample, a moved one): a further UNet run. */
  readonly latents?: Tensor
  /** An embedding in place of the branch's own. */
  readonly embedding?: Tensor
}

export interface UNetRun {
  /** Epsilon, whatever the checkpoint predicts. [1, C, h, w] */
  readonly noise: Tensor
  /** Attention probabilities [1, heads, queries, keys] of the layers that the guides' `needs.taps` name, by module path. */
  readonly taps: ReadonlyMap<string, Tensor>
}

export interface Step {
  /** 0-based position among the steps that are run, and how many there are. */
  readonly index: number
  readonly count: number
  readonly timestep: number
  /** Cumulative signal share of this timestep: x = sqrt(alphaBar) x0 + sqrt(1 - alphaBar) noise, for the scaled sample. */
  readonly alphaBar: number
  /** Latents at this step: what `run` uses unless told otherwise. */
  readonly latents: Tensor
  /** The window of the canvas that is being denoised, where a guide has cut it into views. */
  readonly view?: View
  /** A branch's noise. Every guide's inputs are applied. Runs at the step's own latents are made once and shared. */
  run(branch: BranchId, options?: RunOptions): Promise<Tensor>
  /** As `run`, with the taps. */
  runWithTaps(branch: BranchId, options?: RunOptions): Promise<UNetRun>
  /** Clean estimate x0 of the step's latents, given their noise. */
  predictOriginal(noise: Tensor): Tensor
  /** The forward process to this step's noise level. */
  addNoise(original: Tensor, noise: Tensor): Tensor
  /** The forward process to the noise level that the latents have after this step; after the last step, `original` itself. */
  addNoiseAfter(original: Tensor, noise: Tensor): Tensor
  /** Epsilon as the checkpoint itself predicts (v or sample), and back. Some corrections are defined on that. */
  toOutput(noise: Tensor): Tensor
  fromOutput(output: Tensor): Tensor
  /** Standard normal numbers from a stream of the guide's own, which shifts nobody else's. */
  random(stream: string, shape: readonly number[]): Tensor
}
