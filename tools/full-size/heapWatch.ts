// The JavaScript heaps of a page and its worker, sampled by the browser's debugging protocol.
import type { CDPSession, Page } from 'playwright'

export interface HeapPeaks {
  /** Most bytes of JavaScript objects at a time. */
  readonly heapBytes: number
  /** Most bytes of array buffers at a time; WebAssembly's memory counts. */
  readonly bufferBytes: number
}

interface HeapUsage {
  readonly usedSize: number
  readonly backingStorageSize?: number
}

const INTERVAL_MS = 200

/** Watches until `stop`. What a worker holds is seen whenever it comes back to its event loop. */
export async function watchHeaps(
  page: Page,
): Promise<{ stop(): Promise<Readonly<Record<'page' | 'worker', HeapPeaks>>> }> {
  const session = await page.context().newCDPSession(page)
  const peaks = { page: { heapBytes: 0, bufferBytes: 0 }, worker: { heapBytes: 0, bufferBytes: 0 } }
  const note = (of: 'page' | 'worker', { usedSize, backingStorageSize = 0 }: HeapUsage) => {
    peaks[of].heapBytes = Math.max(peaks[of].heapBytes, usedSize)
    peaks[of].bufferBytes = Math.max(peaks[of].bufferBytes, backingStorageSize)
  }
  const workers = await watchWorkers(session, (usage) => note('worker', usage))
  const timer = setInterval(() => {
    session
      .send('Runtime.getHeapUsage')
      .then((usage) => note('page', usage))
      .catch(() => {})
    workers.ask()
  }, INTERVAL_MS)
  return {
    async stop() {
      clearInterval(timer)
      await session.detach()
      return peaks
    },
  }
}

/** Playwright has no sessions of a worker's own: messages go through the page's. */
async function watchWorkers(
  session: CDPSession,
  onUsage: (usage: HeapUsage) => void,
): Promise<{ ask(): void }> {
  const workers = new Set<string>()
  let messages = 0
  session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') workers.add(sessionId)
  })
  session.on('Target.receivedMessageFromTarget', ({ message }) => {
    const { result } = JSON.parse(message) as { result?: Partial<HeapUsage> }
    if (result?.usedSize !== undefined) onUsage({ ...result, usedSize: result.usedSize })
  })
  await session.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: false,
    flatten: false,
  })
  return {
    ask() {
      for (const sessionId of workers) {
        const message = JSON.stringify({ id: ++messages, method: 'Runtime.getHeapUsage' })
        session
          .send('Target.sendMessageToTarget', { sessionId, message })
          .catch(() => workers.delete(sessionId))
      }
    },
  }
}
