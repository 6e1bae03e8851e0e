// One place of a run: a noise level, a view and latents, with what acts there. Steps of the loop and runs before it are made of it.
import type { Tensor } from '../tensor/tensor'
import type { Conditioning } from './conditioning'
import type { Denoiser } from './denoiser'
import { actsAt, type ActiveGuide, type BranchId } from './guide'
import type { RandomStreams } from './random/streams'
import type { RunMemory } from './reuse'
import type { PredictionType } from './schedulers/prediction'
import type { Scheduler } from './schedulers/scheduler'
import type { View } from './views'

/** What holds for all of a run. */
export interface RunTask {
  readonly scheduler: Scheduler
  /** What the checkpoint predicts; turned into epsilon at the UNet's edge. */
  readonly prediction: PredictionType
  readonly denoiser: Denoiser
  /** In order of application (techniques: base guidance first, corrections last). */
  readonly guides: readonly ActiveGuide[]
  readonly conditioning: Conditioning
  /** Which guide added a branch; a branch is there only while its guide acts. `cond` belongs to nobody. */
  readonly branchOwners: ReadonlyMap<BranchId, ActiveGuide>
  readonly random: RandomStreams
  readonly signal?: AbortSignal
}

export interface Moment {
  readonly task: RunTask
  /** Guides that act here, in order. */
  readonly acting: readonly ActiveGuide[]
  /** 0-based position among the steps, and how many there are. */
  readonly index: number
  readonly count: number
  /** Entry of the scheduler's timesteps. */
  readonly entry: number
  readonly timestep: number
  readonly alphaBar: number
  readonly latents: Tensor
  readonly view: View
  /** Branches that the step is known to need: they are run together on the first demand for any of them. */
  readonly expected: readonly BranchId[]
  /** What earlier steps left in this view, in the loop. */
  readonly memory?: RunMemory
  /** Latents as the UNet sees them. */
  scaled(latents: Tensor): Tensor
}

export interface MomentPlace {
  readonly index: number
  readonly count: number
  readonly entry: number
  readonly latents: Tensor
  readonly view: View
  /** Whether the latents are scaled already, as inversion keeps them. */
  readonly isScaled?: boolean
  /** What earlier steps of the loop left in this view. */
  readonly memory?: RunMemory
}

export function momentOf(task: RunTask, place: MomentPlace): Moment {
  const { scheduler, guides, conditioning } = task
  const { index, count, entry, isScaled = false } = place
  const acting = guides.filter(({ range }) => actsAt(range, index, count))
  return {
    ...place,
    task,
    acting,
    timestep: scheduler.timesteps[entry] as number,
    alphaBar: scheduler.alphaBar(entry),
    expected: [...conditioning.branches]
      .filter(
        ([id, { onDemand, within }]) =>
          !onDemand && actsAt(within ?? [0, 1], index, count) && isThere(task, acting, id),
      )
      .map(([id]) => id),
    scaled: (latents) => (isScaled ? latents : scheduler.scaleModelInput(latents, entry)),
  }
}

/** Whether a branch was added, and the guide that added it acts. */
export function isThere(
  { conditioning, branchOwners }: RunTask,
  acting: readonly ActiveGuide[],
  branch: BranchId,
): boolean {
  const owner = branchOwners.get(branch)
  return conditioning.branches.has(branch) && (!owner || acting.includes(owner))
}
