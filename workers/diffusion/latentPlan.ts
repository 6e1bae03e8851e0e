// Where denoising starts: from pure noise, a noised picture, or an inversion. Guides rewrite it in turn.
import type { Tensor } from '../tensor/tensor'
import type { Embedding } from './conditioning'
import type { InvertOptions } from './invert'
import type { BranchId } from './guide'
import type { Step } from './step'

export interface LatentPlan {
  /** Latents at the first timestep used, [1, C, h, w]. Absent: pure noise at the scheduler's initial scale. */
  readonly latents?: Tensor
  /** First entry of the scheduler's timesteps that is used. */
  readonly start: number
  /** The latents are an inversion: no noise was drawn for them. */
  readonly inverted?: true
  /** Outside of it the picture's own pixels stay, as outside of the recipe's mask. */
  readonly found?: FoundMask
  /** Runs before the first step, with every guide's inputs. */
  readonly before: RunsBefore
}

/** Where a guide has found that an edit may act. */
export interface FoundMask {
  /** [1, 1, H, W], 0 or 1. */
  readonly mask: Tensor
  /** Pixels of the working size around it over which the edit fades out. */
  readonly rim: number
}

export interface RunsBefore {
  /** A branch's embedding, as long as those of the others. */
  embeddingOf(branch: BranchId): Embedding
  /**
   * Epsilon of a branch at latents of the noise level of entry `entry`, view by view.
   * @param embedding in place of the branch's own
   */
  run(branch: BranchId, latents: Tensor, entry: number, embedding?: Embedding): Promise<Tensor>
  /** Shows a guide the step that latents of the noise level of entry `entry` would have, view by view. */
  look(latents: Tensor, entry: number, look: (step: Step) => Promise<void>): Promise<void>
  /** Clean latents backwards to noise, along the sampler's own path. */
  invert(options: InvertOptions): Promise<readonly Tensor[]>
}
