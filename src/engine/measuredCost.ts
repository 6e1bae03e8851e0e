// What a step with a checkpoint took on this device, from one visit to the next.
import { guideMetas } from '../../workers/guidance/list'
import type { EngineEvent } from '../shared/protocol/event'
import type { GuideUse, Recipe } from '../shared/recipe'
import type { MeasuredCost } from '../state/settings'

/** As many kinds of edits as are remembered. */
const mostKinds = 60

type Progress = Pick<Extract<EngineEvent, { type: 'progress' }>, 'job' | 'stage' | 'step'>

export interface StepClock {
  /** @param now milliseconds */
  readonly progress: (progress: Progress, now: number) => void
  /**
   * The job has ended.
   * @returns the seconds of a step; undefined where too few steps were seen
   */
  readonly ended: (job: string) => number | undefined
}

/** Fewer have no middle. */
const leastSteps = 3

/** Takes the time of each step of a job; the middle one counts, since an edit may wait for others between two of its steps. */
export function createStepClock(): StepClock {
  const times = new Map<string, number[]>()
  return {
    progress({ job, stage, step }, now) {
      if ((stage !== 'denoising' && stage !== 'training') || step === 0) return
      const known = times.get(job) ?? []
      // A step may be told twice.
      if (known[step] === undefined) known[step] = now
      times.set(job, known)
    },
    ended(job) {
      const known = times.get(job) ?? []
      times.delete(job)
      const between = known
        .flatMap((time, at) => (known[at - 1] === undefined ? [] : [(time - known[at - 1]!) / 1000]))
        .toSorted((a, b) => a - b)
      return between.length < leastSteps ? undefined : between[Math.floor(between.length / 2)]
    },
  }
}

/**
 * What tells kinds of edits apart: their cost differs by it. Guides that a mask or a picture brings in cost next to nothing; guidance, which
 * comes by itself too, a run of the UNet for each branch, unless it is off.
 */
function kindOf({ checkpoint, width, height, guides }: Recipe, device: string) {
  const ids = guides.filter(costs).map(({ id }) => id)
  return { device, checkpoint, guides: ids.toSorted().join(' '), pixels: width * height }
}

function costs({ id, values }: GuideUse): boolean {
  const meta = guideMetas.get(id)
  if (meta?.role !== 'base') return !meta?.impliedBy
  const off = Object.entries(meta.whenOff ?? {})
  return off.length === 0 || off.some(([field, value]) => values[field] !== value)
}

const isOfKind = (cost: MeasuredCost, { device, checkpoint, guides }: ReturnType<typeof kindOf>) =>
  cost.device === device && cost.checkpoint === checkpoint && cost.guides === guides && !cost.teaches

/** The costs with the one of an edit that has ended, in place of what was known of its kind and size. */
export function withCost(
  costs: readonly MeasuredCost[],
  recipe: Recipe,
  device: string,
  step: number,
): readonly MeasuredCost[] {
  const kind = kindOf(recipe, device)
  const others = costs.filter((cost) => !isOfKind(cost, kind) || cost.pixels !== kind.pixels)
  return [{ ...kind, step }, ...others].slice(0, mostKinds)
}

/** Seconds of a step with a checkpoint on a device, as the last edit took them. */
export const stepSeconds = (
  costs: readonly MeasuredCost[],
  checkpoint: string,
  device: string | undefined,
): number | undefined =>
  costs.find((cost) => cost.checkpoint === checkpoint && cost.device === device && !cost.teaches)?.step
