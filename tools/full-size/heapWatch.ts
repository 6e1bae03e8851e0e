// The memory of a page and its worker as the browser itself measures it (performance.measureUserAgentSpecificMemory).
import type { Page } from 'playwright'

/** Most bytes at a time, of the samples that were taken. */
export interface HeapPeaks {
  /** JavaScript of the page, of the worker: objects, and array buffers that are not shared. */
  readonly page: number
  readonly worker: number
  /** Shared memory: WebAssembly's, where it has threads. */
  readonly shared: number
  readonly samples: number
}

interface Measurement {
  readonly breakdown: readonly {
    readonly bytes: number
    readonly types: readonly string[]
    readonly attribution: readonly { readonly scope: string }[]
  }[]
}

declare global {
  interface Performance {
    /** Waits for the worker's event loop; Chromium has it on isolated pages. */
    measureUserAgentSpecificMemory(): Promise<Measurement>
  }
}

/** Samples, one after the other, until `stop`. */
export function watchHeaps(page: Page): { stop(): Promise<HeapPeaks> } {
  const peaks = { page: 0, worker: 0, shared: 0, samples: 0 }
  const watching = { goesOn: true }
  const sampled = (async () => {
    while (watching.goesOn) {
      const { breakdown } = await page.evaluate(() => performance.measureUserAgentSpecificMemory())
      const sum = (belongs: (entry: Measurement['breakdown'][number]) => boolean) =>
        breakdown.filter(belongs).reduce((bytes, entry) => bytes + entry.bytes, 0)
      const ofScope = (scope: string) => sum(({ attribution }) => attribution[0]?.scope === scope)
      peaks.page = Math.max(peaks.page, ofScope('Window'))
      peaks.worker = Math.max(peaks.worker, ofScope('DedicatedWorkerGlobalScope'))
      peaks.shared = Math.max(
        peaks.shared,
        sum(({ types }) => types.includes('Shared')),
      )
      peaks.samples += 1
    }
  })()
  return {
    async stop() {
      watching.goesOn = false
      await sampled
      return peaks
    },
  }
}
