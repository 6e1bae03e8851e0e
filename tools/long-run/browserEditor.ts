// Edits in a browser's worker, on wasm.
import { browserProcesses } from '../harness/browserProcesses'
import { openHarness } from '../harness/openHarness'
import type { LongRunEditor } from './editor'

/**
 * @param steps of each edit
 * @param threads of ONNX Runtime
 */
export async function openBrowserEditor(steps: number, threads: number): Promise<LongRunEditor> {
  const { call, page, close } = await openHarness('tools/long-run/longRunWorker.ts', { webGpu: false })
  return {
    kinds: await call<string[]>('open', steps, threads),
    async edit(kind, cancelAfter) {
      const hash = call<string | undefined>('edit', kind)
      // It reaches the worker as the page's cancellation does, from outside and while the edit runs.
      const cancel = cancelAfter !== undefined && setTimeout(() => void call('cancel'), cancelAfter)
      try {
        return await hash
      } finally {
        if (cancel) clearTimeout(cancel)
      }
    },
    async memory() {
      // The browser collects garbage to answer.
      const { bytes } = await page.evaluate(() => performance.measureUserAgentSpecificMemory())
      const renderers = (await browserProcesses(process.pid)).filter(({ kind }) => kind === 'renderer')
      return {
        'resident memory of the page’s process': Math.max(...renderers.map(({ bytes }) => bytes)),
        'memory of page and worker': bytes,
        'wasm memory': await call<number>('wasmBytes'),
      }
    },
    close,
  }
}
