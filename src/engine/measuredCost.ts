// What an edit takes on this device, by what edits of its kind took before.
import { guideMetas } from '../../workers/guidance/list'
import type { EngineEvent } from '../shared/protocol'
import type { Recipe } from '../shared/recipe'
import type { MeasuredCost } from '../state/settings'

/** As many kinds of edits as are remembered. */
const mostKinds = 60
/** A size so many times larger or smaller says nothing. */
const farthestSize = 4

type Progress = Pick<Extract<EngineEvent, { type: 'progress' }>, 'job' | 'stage' | 'step'>

export interface StepClock {
  /** @param now milliseconds */
  readonly progress: (progress: Progress, now: number) => void
  /**
   * The job has ended.
   * @returns the seconds of a step, and of all that is no step; undefined where too few steps were seen
   */
  readonly ended: (job: string, seconds: number) => Pick<MeasuredCost, 'step' | 'rest'> | undefined
}

/** Fewer have no middle. */
const leastSteps = 3

/** Takes the time of each step of a job; the middle one counts, since an edit may wait for others between two of its steps. */
export function createStepClock(): StepClock {
  const times = new Map<string, number[]>()
  return {
    progress({ job, stage, step }, now) {
      if (stage !== 'denoising' || step === 0) return
      const known = times.get(job) ?? []
      // A step may be told twice.
      if (known[step] === undefined) known[step] = now
      times.set(job, known)
    },
    ended(job, seconds) {
      const known = times.get(job) ?? []
      times.delete(job)
      const last = known.length - 1
      const between = known
        .flatMap((time, at) => (known[at - 1] === undefined ? [] : [(time - known[at - 1]!) / 1000]))
        .toSorted((a, b) => a - b)
      if (between.length < leastSteps) return undefined
      const step = between[Math.floor(between.length / 2)]!
      return { step, rest: Math.max(0, seconds - last * step) }
    },
  }
}

/** What tells kinds of edits apart: their cost differs by it. Guides that a mask or a picture brings in cost next to nothing. */
function kindOf({ checkpoint, width, height, guides }: Recipe, device: string) {
  const ids = guides.map(({ id }) => id).filter((id) => !guideMetas.get(id)?.impliedBy)
  return { device, checkpoint, guides: ids.toSorted().join(' '), pixels: width * height }
}

const isOfKind = (cost: MeasuredCost, { device, checkpoint, guides }: ReturnType<typeof kindOf>) =>
  cost.device === device && cost.checkpoint === checkpoint && cost.guides === guides

/** The costs with the one of an edit that has ended, in place of what was known of its kind and size. */
export function withCost(
  costs: readonly MeasuredCost[],
  recipe: Recipe,
  device: string,
  measured: Pick<MeasuredCost, 'step' | 'rest'>,
): readonly MeasuredCost[] {
  const kind = kindOf(recipe, device)
  const others = costs.filter((cost) => !isOfKind(cost, kind) || cost.pixels !== kind.pixels)
  return [{ ...kind, ...measured }, ...others].slice(0, mostKinds)
}

/**
 * The seconds that an edit will take, about; undefined where none of its kind was run at about its size. Another size counts by
 * its pixels.
 */
export function reckonedSeconds(
  costs: readonly MeasuredCost[],
  recipe: Recipe,
  device: string,
): number | undefined {
  const kind = kindOf(recipe, device)
  const ratio = ({ pixels }: MeasuredCost) => kind.pixels / pixels
  const [nearest] = costs
    .filter((cost) => isOfKind(cost, kind))
    .toSorted((a, b) => Math.abs(Math.log(ratio(a))) - Math.abs(Math.log(ratio(b))))
  if (!nearest || Math.max(ratio(nearest), 1 / ratio(nearest)) > farthestSize) return undefined
  const { steps, strength = 1 } = recipe
  return nearest.rest + Math.floor(steps * strength) * nearest.step * ratio(nearest)
}

/** Seconds of a step with a checkpoint on a device, as the last edit took them. */
export const stepSeconds = (
  costs: readonly MeasuredCost[],
  checkpoint: string,
  device: string | undefined,
): number | undefined => costs.find((cost) => cost.checkpoint === checkpoint && cost.device === device)?.step
