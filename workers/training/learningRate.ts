// The learning rate over the steps: it rises, and then stays or falls.

import type { RateSchedule } from '../../src/shared/trainingPlan'

export interface RateOptions {
  readonly peak: number
  /** Steps over which it rises from nothing. */
  readonly warmUp: number
  readonly schedule: RateSchedule
}

/**
 * The share of the peak at a step, as diffusers' `get_scheduler` reckons it, but that the first step is no idle one.
 * @param step from 1
 */
export function shareOfRate(step: number, steps: number, { warmUp, schedule }: RateOptions): number {
  if (step <= warmUp) return step / warmUp
  const done = (step - 1 - warmUp) / Math.max(1, steps - warmUp)
  switch (schedule) {
    case 'constant':
      return 1
    case 'linear':
      return 1 - done
    case 'cosine':
      return 0.5 * (1 + Math.cos(Math.PI * done))
  }
}
