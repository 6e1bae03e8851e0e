import { PalimpsestError } from '../../src/shared/errors'

/** @throws PalimpsestError('cancelled') once the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new PalimpsestError(
      'cancelled',
      'The edit was cancelled.',
      'Run it again if you want it after all.',
    )
}
