// Engine code in a browser's worker without the page around it, for tests and measurements of the runtime.
import { chromium, type Browser, type Page } from 'playwright'
import { createServer, type ViteDevServer } from 'vite'
import { quiet, softwareWebGpu } from './chromiumFlags'

/** Memory is measured at once, not at the next collection of garbage. */
const EAGER_MEMORY = '--enable-blink-features=ForceEagerMeasureMemory'

export interface Harness {
  readonly page: Page
  readonly browser: Browser
  /** Calls a task of the worker: plain data both ways. */
  call<Result>(name: string, ...args: readonly unknown[]): Promise<Result>
  close(): Promise<void>
}

/**
 * Opens a page whose worker is the module at `worker`, a path from the repository's root. Its tasks may read the files of
 * `folders` at the address "/@fs" and their absolute path.
 */
export async function openHarness(
  worker: string,
  { webGpu = true, folders = [] }: { readonly webGpu?: boolean; readonly folders?: readonly string[] } = {},
): Promise<Harness> {
  const server = await createServer({
    server: { port: 0, hmr: false, fs: { allow: ['.', ...folders] } },
    // All packages are known before the worker starts; one that is found later has the server load everything anew.
    optimizeDeps: { entries: ['tools/harness/harness.html', worker] },
    logLevel: 'warn',
  })
  await server.listen()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [...quiet, EAGER_MEMORY, ...(webGpu ? softwareWebGpu : ['--disable-features=WebGPU'])],
  })
  const page = await browser.newPage()
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') console.error(`page: ${message.text()}`)
  })
  await page.goto(`${addressOf(server)}tools/harness/harness.html?worker=/${worker}`)
  return {
    page,
    browser,
    call: <Result>(name: string, ...args: readonly unknown[]) =>
      page.evaluate(([name, args]) => window.callTask(name, args), [name, args] as const) as Promise<Result>,
    async close() {
      await browser.close()
      await server.close()
    },
  }
}

function addressOf(server: ViteDevServer): string {
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Error('The development server has no address.')
  return address
}
