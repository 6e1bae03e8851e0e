// The memory of a page and its worker as the browser itself measures it (performance.measureUserAgentSpecificMemory).
import type { Page } from 'playwright'

/** Most bytes at a time, of the samples that were taken. */
export interface HeapPeaks {
  /** Objects and array buffers of the page, of the worker; WebAssembly's memory counts. */
  readonly page: number
  readonly worker: number
  readonly samples: number
}

interface Measurement {
  /** Of page and workers together. */
  readonly bytes: number
  readonly breakdown: readonly {
    readonly bytes: number
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
  const peaks = { page: 0, worker: 0, samples: 0 }
  const watching = { goesOn: true }
  const sampled = (async () => {
    while (watching.goesOn) {
      const { breakdown } = await page.evaluate(() => performance.measureUserAgentSpecificMemory())
      const ofScope = (scope: string) =>
        breakdown
          .filter(({ attribution }) => attribution[0]?.scope === scope)
          .reduce((sum, { bytes }) => sum + bytes, 0)
      peaks.page = Math.max(peaks.page, ofScope('Window'))
      peaks.worker = Math.max(peaks.worker, ofScope('DedicatedWorkerGlobalScope'))
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
