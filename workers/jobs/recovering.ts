// A job that outlives the loss of its device: sessions are built again on a new one, and the job begins anew.
import { PalimpsestError } from '../../src/shared/errors'
import type { Devices, Running } from './devices'
import type { EngineOptions } from './engineOptions'
import { messages } from './messages'

/** How a job is run on the device of the attempt, the first of which is 1. `signal` is aborted by the person, or by the loss. */
type Work = (running: Running, signal: AbortSignal, attempt: number) => Promise<void>

/**
 * Runs a job, at most `attempts` times, each on a device of its own.
 * @throws whatever the work throws, and PalimpsestError('device-lost') where the last attempt's device was lost.
 */
export async function runRecovering(
  {
    devices,
    signal,
    attempts,
    post,
  }: {
    readonly devices: Devices
    readonly signal: AbortSignal
    readonly attempts: number
    readonly post: EngineOptions['post']
  },
  work: Work,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const running = await devices.current()
    let lost: string | undefined
    // What still runs on a lost device must not report anything any more.
    const onDevice = new AbortController()
    const watch = running.backend.lost?.then((reason) => {
      onDevice.abort()
      return (lost = reason)
    })
    try {
      const done = work(running, AbortSignal.any([signal, onDevice.signal]), attempt)
      await (watch ? Promise.race([done, watch.then((reason) => Promise.reject(deviceLost(reason)))]) : done)
      return
    } catch (error) {
      // The loss may be reported a moment after the run that it broke.
      await Promise.race([watch, new Promise((resolve) => setTimeout(resolve, 50))])
      if (lost === undefined) throw error
      const recovering = attempt < attempts && !signal.aborted
      post({ type: 'device-lost', reason: lost, recovering })
      await devices.replace(running)
      if (!recovering) throw deviceLost(lost)
    }
  }
}

const deviceLost = (reason: string) =>
  new PalimpsestError(messages.deviceLost(), { cause: reason || 'The browser gives no reason.' })
