// A hand on the engine's worker, to lose it.
import type { Page } from 'playwright/test'

/** Keeps a hand on the engine's workers, the newest last. */
export const holdWorkers = (page: Page) =>
  page.addInitScript(() => {
    const workers: Worker[] = []
    Object.assign(window, { engineWorkers: workers })
    window.Worker = class extends Worker {
      constructor(address: string | URL, options?: WorkerOptions) {
        super(address, options)
        if (options?.name === 'engine') workers.push(this)
      }
    }
  })

export const toEngine = (page: Page, act: 'lose its device' | 'fall silent' | 'break down') =>
  page.evaluate((act) => {
    const worker = (window as unknown as { engineWorkers: Worker[] }).engineWorkers.at(-1)
    if (act === 'lose its device') worker?.postMessage({ type: 'lose-device' }, [])
    if (act === 'fall silent') worker?.terminate()
    if (act === 'break down')
      worker?.dispatchEvent(
        new ErrorEvent('error', { message: 'memory access out of bounds', cancelable: true }),
      )
  }, act)
