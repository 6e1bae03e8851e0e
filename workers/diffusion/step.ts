// One step of the loop, as guides see it.
import type { Tensor } from '../tensor/tensor'
import type { AttentionLoss, LossGradient } from './attentionLoss'
import type { BranchId } from './guide'
import type { TextEmbedding } from './textEmbedding'
import type { View } from './views'

export interface RunOptions {
  /** Other latents than the step's own (a degraded sample, a moved one): a further UNet run. */
  readonly latents?: Tensor
  /** An embedding in place of the branch's own: a further UNet run. */
  readonly embedding?: TextEmbedding
  /** Attention layers that this run gives as well, by module path: a further UNet run, unless a guide's `taps` name them. */
  readonly taps?: readonly string[]
}

export interface UNetRun {
  /** Epsilon, whatever the checkpoint predicts. [1, C, h, w] */
  readonly noise: Tensor
  /** Attention probabilities [1, heads, queries, keys], by module path. */
  readonly taps: ReadonlyMap<string, Tensor>
}

/** Runs at given latents: a branch's, every guide's inputs applied. Those at the step's own latents are made once and shared. */
export interface Runs {
  /** Latents at this step: what `run` uses unless told otherwise. */
  readonly latents: Tensor
  /** A branch's noise. */
  run(branch: BranchId, options?: RunOptions): Promise<Tensor>
  /** As `run`, with the taps. */
  runWithTaps(branch: BranchId, options?: RunOptions): Promise<UNetRun>
}

export interface Step extends Runs {
  /** 0-based position among the steps that are run, and how many there are. */
  readonly index: number
  readonly count: number
  readonly timestep: number
  /** The alpha-bar at which noise is carried: `alphaBar`, but for the very noisiest steps (see `schedulers/prediction.ts`). */
  readonly carriedAlphaBar: number
  /** Epsilon itself, of noise as it is carried. */
  epsilon(noise: Tensor): Tensor
  /** Cumulative signal share of this timestep: x = sqrt(alphaBar) x0 + sqrt(1 - alphaBar) noise, for the scaled sample. */
  readonly alphaBar: number
  /** The part of the canvas that is being denoised. */
  readonly view: View
  /** Whether a branch is there: it was added, and the guide that added it acts. */
  has(branch: BranchId): boolean
  /** The branch that directions are measured against (`Conditioning.anchor`), while its guide acts. */
  readonly anchor?: BranchId
  /** The second trajectory of the guide with this key, at this step. */
  reference(key: string): Runs
  /** What the latents are multiplied by before the UNet sees them, extra channels aside: 1 for DDIM and its kin. */
  readonly inputScale: number
  /**
   * A loss of a branch's attention at these latents (the step's own unless given), every guide's inputs applied, and its
   * gradient with respect to the sample: to the latents times `inputScale`.
   */
  gradient(
    branch: BranchId,
    loss: AttentionLoss,
    options?: Pick<RunOptions, 'latents' | 'embedding'>,
  ): Promise<LossGradient>
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
