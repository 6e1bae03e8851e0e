import { PalimpsestError } from '../../shared/errors'
import { messages } from '../messages'

/** What to say when the browser's storage refuses: that it is full, or why else it may not be there. */
export function storageError(error: unknown): PalimpsestError {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError'
  return full
    ? new PalimpsestError(messages.storageFull(), { cause: error })
    : new PalimpsestError(messages.nothingStored(), { cause: error })
}
