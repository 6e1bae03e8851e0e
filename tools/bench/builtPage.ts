// The built page in a Chromium that has seen nothing of it.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { chromium, type Page } from 'playwright'
import { preview } from 'vite'
import { quiet } from '../harness/chromiumFlags'

/**
 * Serves what is built at `dist`, opens it on wasm, and closes both after `use`. Undefined where nothing is built there.
 * @param script runs in the page before its own
 */
export async function onBuiltPage<Result>(
  dist: string,
  script: () => void,
  use: (page: Page) => Promise<Result>,
): Promise<Result | undefined> {
  if (!existsSync(join(dist, 'index.html'))) return undefined
  const server = await preview({ build: { outDir: dist }, preview: { port: 0 }, logLevel: 'error' })
  const address = server.httpServer.address()
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [...quiet],
  })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    // The script is sent as text, in which the compiler names functions by a helper of its own.
    await page.addInitScript('globalThis.__name = (named) => named')
    await page.addInitScript(script)
    await page.goto(
      `http://localhost:${typeof address === 'object' && address ? address.port : 0}/?backend=wasm`,
    )
    return await use(page)
  } finally {
    await browser.close()
    await server.close()
  }
}
