// A guide is one way to control the denoising loop. Everything that a technique may do goes through these hooks;
// a guide never calls the scheduler and never owns the loop, which is why guides combine.
import type { GuideRole } from '../../src/shared/guideMeta'
import type { Addend } from '../tensor/deviceTensor'
import type { Tensor } from '../tensor/tensor'
import type { Conditioning, EncodeText } from './conditioning'
import type { LatentPlan } from './latentPlan'
import type { ReferenceTrajectory } from './reference'
import type { Reuse } from './reuse'
import type { Step } from './step'
import type { TextEmbedding } from './textEmbedding'
import type { Canvas, View } from './views'

/** One conditioning of the UNet: `cond` (the prompt), `uncond`, `image`, a concept ... */
export type BranchId = string

/** What one branch gives the UNet besides latents, channels, timestep and embedding. */
export interface UNetInputs {
  /** ControlNet residuals; those of several guides are added. */
  readonly residuals?: Residuals
  /** T2I-Adapter features, one per down block; those of several guides are added. */
  readonly adapter?: readonly Tensor[]
  /** Guidance-scale embedding of a distilled UNet, [1, time_cond_proj_dim]. */
  readonly timestepCond?: Tensor
}

/** What is added to the UNet's skips and to its middle block's output. */
export interface Residuals {
  readonly down: readonly Addend[]
  readonly mid: Addend
  /** Gives back what lies on the device, once the run that they are for is done. */
  readonly release?: () => void
}

/** The run that a guide gives its inputs for: a branch's own, at these (unscaled) latents. */
export interface BranchRun {
  /** The branch's part in the run: in the view of a region, `cond` is the region's prompt. */
  readonly branch: BranchId
  readonly latents: Tensor
  /** The latents as the UNet sees them, without extra channels. */
  readonly sample: Tensor
  /** The same with the extra channels of a UNet that has them (8, 5 or 9). */
  readonly wholeSample: Tensor
  readonly embedding: TextEmbedding
  readonly step: Step
}

export interface Guide {
  /** Change how every text of the run is read: weights in a prompt, edits of the text model. The first guide is the innermost. */
  readonly encode?: (encode: EncodeText) => EncodeText
  /** Add branches or edit embeddings. */
  condition?(conditioning: Conditioning): Promise<Conditioning>
  /** Choose the starting latents and the first timestep (image-to-image, inversion). */
  begin?(plan: LatentPlan): Promise<LatentPlan>
  /** A second trajectory that is denoised in lock-step, asked for by `step.reference`. */
  reference?(conditioning: Conditioning): ReferenceTrajectory
  /** What the ends of the canvas do: a circular one is continued on its other side. */
  readonly circular?: boolean
  /** Cut views of the canvas into smaller ones, each denoised apart and merged (MultiDiffusion). It begins with one view of the whole. */
  views?(views: readonly View[], canvas: Canvas): readonly View[]
  /** Move the latents before the UNet sees them (gradient guidance). */
  beforeStep?(latents: Tensor, step: Step): Promise<Tensor>
  /** Latents at which a branch is run in place of the step's own, if any (where each branch's were moved apart). */
  branchLatents?(branch: BranchId, step: Step): Tensor | undefined
  /**
   * The channels after the noisy latents that this checkpoint's UNet has, [1, C, h, w]. They are part of its shape, so
   * this hook is called at every step, whatever the guide's range.
   */
  channels?(branch: BranchId): Tensor
  /** Inputs of one run. */
  inputs?(run: BranchRun): Promise<UNetInputs>
  /** Attention layers by module path whose probabilities the runs of a branch at the step's own latents give as well. */
  taps?(branch: BranchId, conditioning: Conditioning): readonly string[]
  /** What the runs at the step's own latents take over from earlier steps. The first guide that answers decides. */
  reuse?(step: Step): Reuse | undefined
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
  /** Of this use of the guide. */
  readonly key: string
  readonly role: GuideRole
  readonly guide: Guide
  readonly range: readonly [number, number]
}

/** Whether a guide acts at step `index` of `count`: the step lies wholly inside the range (as ControlNet's start and end). */
export function actsAt(range: readonly [number, number], index: number, count: number): boolean {
  const slack = 1e-9
  return index / count >= range[0] - slack && (index + 1) / count <= range[1] + slack
}
