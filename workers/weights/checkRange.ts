import { PalimpsestError } from '../../src/shared/errors'
import { messages } from './messages'

/**
 * Holds a range to the file before any source is asked: a source must not clamp in silence.
 * @throws PalimpsestError('weights') when [start, end) is not a range of whole bytes within the file.
 */
export function checkRange(file: { name: string; size: number }, start: number, end: number): void {
  const inside = Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start <= end
  if (inside && end <= file.size) return
  throw new PalimpsestError(messages.rangeOutside({ start, end, name: file.name, size: file.size }))
}

/** A file that turned out shorter than it said, or that changed while it was being read. */
export const changedWhileRead = (name: string, options?: ErrorOptions): PalimpsestError =>
  new PalimpsestError(messages.changedWhileRead({ name }), options)
