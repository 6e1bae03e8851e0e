// A guide is one way to control the denoising loop. Everything that a technique may do goes through these hooks;
// a guide never calls the scheduler and never owns the loop, which is why guides combine.
import type { Tensor } from '../tensor/tensor'
import type { Conditioning } from './conditioning'
import type { LatentPlan } from './latentPlan'
import type { Step } from './step'
import type { View } from './views'

/** One conditioning of the UNet: `cond` (the prompt), `uncond`, `image`, a concept ... */
export type BranchId = string

/** What the UNet's graph must offer for a guide. */
export interface UNetFeatures {
  /** Additive inputs on the skips and the middle (ControlNet). */
  readonly residuals?: boolean
  /** Additive inputs inside the down path (T2I-Adapter). */
  readonly adapter?: boolean
  /** Attention layers whose probabilities are wanted, by module path: 'mid_block.attentions.0.transformer_blocks.0.attn1'. */
  readonly taps?: readonly string[]
}

/** What a guide may know of the checkpoint when it is made. */
export interface CheckpointTraits {
  /** Channels that the UNet takes: 4, or with a picture (8), a depth map (5) or a mask and a picture (9) beside the latents. */
  readonly inChannels: number
  readonly latentChannels: number
  /** Width of the guidance-scale embedding of a distilled UNet; 0 for others. */
  readonly timestepCondWidth: number
}

/** What one branch gives the UNet besides latents, channels, timestep and embedding. */
export interface UNetInputs {
  /** ControlNet residuals; those of several guides are added. */
  readonly residuals?: { readonly down: readonly Tensor[]; readonly mid: Tensor }
  /** T2I-Adapter features, one per down block; those of several guides are added. */
  readonly adapter?: readonly Tensor[]
  /** Guidance-scale embedding of a distilled UNet, [1, time_cond_proj_dim]. */
  readonly timestepCond?: Tensor
}

export interface Guide {
  readonly needs?: UNetFeatures
  /** Add branches or edit embeddings. */
  condition?(conditioning: Conditioning): Promise<Conditioning>
  /** Choose the starting latents and the first timestep (image-to-image, inversion). */
  begin?(plan: LatentPlan): Promise<LatentPlan>
  /** Cut each step into windows of the canvas that are denoised apart and merged (MultiDiffusion). Sizes in latent pixels. */
  views?(canvas: { readonly height: number; readonly width: number }): readonly View[]
  /** Move the latents before the UNet sees them (gradient guidance). */
  beforeStep?(latents: Tensor, step: Step): Promise<Tensor>
  /**
   * The channels after the noisy latents that this checkpoint's UNet has, [1, C, h, w]. They are part of its shape, so
   * this hook is called at every step, whatever the guide's range.
   */
  channels?(branch: BranchId): Tensor
  /** Inputs of one branch, at these (unscaled) latents. */
  inputs?(branch: BranchId, latents: Tensor, step: Step): Promise<UNetInputs>
  /** Fold the branches' noise into one, or add to it; begins with the noise of `cond`. May ask for further UNet runs. */
  combine?(noise: Tensor, step: Step): Promise<Tensor>
  /** Correct the noise after every guide has combined (guidance rescale, dynamic thresholding). */
  afterCombine?(noise: Tensor, step: Step): Promise<Tensor>
  /** Edit the latents after the scheduler's step (masks). */
  afterStep?(latents: Tensor, step: Step): Promise<Tensor>
  dispose?(): void
}

/** A guide in a run: `range` is the part of the steps in which it acts, as fractions [first, last]. */
export interface ActiveGuide {
  readonly id: string
  readonly guide: Guide
  readonly range: readonly [number, number]
}

/** Whether a guide acts at step `index` of `count`: the step lies wholly inside the range (as ControlNet's start and end). */
export function actsAt(range: readonly [number, number], index: number, count: number): boolean {
  const slack = 1e-9
  return index / count >= range[0] - slack && (index + 1) / count <= range[1] + slack
}
