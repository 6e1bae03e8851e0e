import { PalimpsestError } from '../../shared/errors'

/** What to say when the browser's storage refuses: that it is full, or why else it may not be there. */
export function storageError(error: unknown): PalimpsestError {
  const full = error instanceof DOMException && error.name === 'QuotaExceededError'
  return full
    ? new PalimpsestError(
        'storage',
        'The browser’s storage is full, so the last changes are not saved.',
        'You can go on working: save the project as a file, or free some space.',
        { cause: error },
      )
    : new PalimpsestError(
        'storage',
        'The browser does not let the page store anything, so your work is not saved by itself.',
        'You can go on working: save the project as a file before you close the tab.',
        { cause: error },
      )
}
