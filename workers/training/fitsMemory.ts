// Whether a training fits, told before it starts.
import { PalimpsestError } from '../../src/shared/errors'
import type { TrainingPlan } from '../../src/shared/trainingPlan'
import { messages } from './messages'

/** What a training takes, in bytes. */
export interface TrainingBytes {
  /** Weights, what trains and its moments: the same for every batch and size. */
  readonly standing: number
  /** Between the nodes of one step. */
  readonly passing: number
}

const smallest = 64

/**
 * @throws PalimpsestError('device') that says what would fit.
 */
export function refuseTooLarge(
  { standing, passing }: TrainingBytes,
  limit: number,
  { batch, size, kind }: Pick<TrainingPlan, 'batch' | 'size' | 'kind'>,
): void {
  const needed = standing + passing
  if (needed <= limit) return
  const sizes = { needed: gigabytes(needed), limit: gigabytes(limit) }
  const room = (limit - standing) / passing
  const fewer = Math.floor(batch * room)
  if (fewer >= 1) throw new PalimpsestError(messages.fewerFit({ ...sizes, count: fewer }))
  // What passes grows with the pixels at least.
  const side = 8 * Math.floor((size * Math.sqrt(Math.max(0, batch * room))) / 8)
  if (side >= smallest) throw new PalimpsestError(messages.smallerFits({ ...sizes, side }))
  throw new PalimpsestError(kind === 'whole' ? messages.loraFits(sizes) : messages.tooLarge(sizes))
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1)
