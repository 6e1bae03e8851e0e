// Whether a training fits, told before it starts.
import { PalimpsestError } from '../../src/shared/errors'
import type { TrainingPlan } from '../../src/shared/trainingPlan'

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
  const message = `Teaching this takes about ${gigabytes(needed)} GB of memory, and there are ${gigabytes(limit)}.`
  const room = (limit - standing) / passing
  const fewer = Math.floor(batch * room)
  if (fewer >= 1)
    throw new PalimpsestError('device', message, `Take at most ${fewer} pictures a step, which fits.`)
  // What passes grows with the pixels at least.
  const side = 8 * Math.floor((size * Math.sqrt(Math.max(0, batch * room))) / 8)
  if (side >= smallest)
    throw new PalimpsestError('device', message, `Take one picture a step, of ${side} pixels, which fits.`)
  throw new PalimpsestError(
    'device',
    message,
    kind === 'whole' ? 'Train a LoRA.' : 'Take a smaller checkpoint, or the command line.',
  )
}

const gigabytes = (bytes: number): string => (bytes / 1e9).toFixed(1)
