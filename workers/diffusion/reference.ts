// Second trajectories: latents that are denoised beside the run's own, step by step, with the base guidance alone (Pix2Pix
// Zero's reference, whose attention the edit is held to).
import type { Tensor } from '../tensor/tensor'
import { BranchRuns } from './branchRuns'
import type { Embedding } from './conditioning'
import type { BranchId } from './guide'
import { makeStep } from './makeStep'
import type { RunTask } from './moment'
import type { RandomNormal } from './schedulers/scheduler'
import type { Runs, Step } from './step'
import { wholeCanvas, type Canvas } from './views'

export interface ReferenceTrajectory {
  /** Where it begins, at the run's first noise level, [1, C, h, w]; where the run does unless given. */
  readonly latents?: Tensor
  /** Embeddings in place of the branches' own: `cond` with the source's prompt. */
  readonly embeddings: ReadonlyMap<BranchId, Embedding>
}

export interface RunningReference {
  /** Its runs at a step. */
  runsAt(place: StepOfRun): Runs
  /** Takes it from a step to the next. */
  advance(place: StepOfRun, random: RandomNormal): Promise<void>
}

export interface StepOfRun {
  readonly index: number
  readonly count: number
  readonly entry: number
}

/** A reference on its way through the schedule, from the run's start on. */
export function runReference(
  task: RunTask & { readonly latents: Tensor; readonly start: number },
  { latents: first = task.latents, embeddings }: ReferenceTrajectory,
  canvas: Canvas,
): RunningReference {
  const view = wholeCanvas(canvas)
  let latents = first
  let state = task.scheduler.initialState(task.start)
  let current: { readonly entry: number; readonly step: Step } | undefined

  function stepAt(place: StepOfRun): Step {
    if (current?.entry === place.entry) return current.step
    const { step: plain, moment } = makeStep(task, { ...place, latents, view })
    const runs = new BranchRuns(moment, plain, embeddings)
    const step: Step = {
      ...plain,
      run: async (branch, options) => (await runs.run(branch, options)).noise,
      runWithTaps: (branch, options) => runs.run(branch, options),
    }
    current = { entry: place.entry, step }
    return step
  }

  return {
    runsAt: stepAt,
    async advance(place, random) {
      const step = stepAt(place)
      const base = task.guides.find(({ role }) => role === 'base')
      const cond = await step.run('cond')
      const noise = (await base?.guide.combine?.(cond, step)) ?? cond
      const next = task.scheduler.step(noise, latents, place.entry, state, random)
      latents = next.sample
      state = next.state
    },
  }
}
