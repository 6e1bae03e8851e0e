import { PalimpsestError } from './errors'
import { messages } from './messages'

const cancelled = () => new PalimpsestError(messages.cancelled())

/** @throws PalimpsestError('cancelled') once the signal is aborted. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw cancelled()
}

/** The outcome of work that cannot be stopped itself, or PalimpsestError('cancelled') as soon as the signal is aborted. */
export function untilCancelled<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(cancelled())
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop)
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
