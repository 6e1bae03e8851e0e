import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright/test'

/** The Hub's addresses, answered with a fixture: ranges, entity tags, and 404 for what is not there. */
export async function serveHub(page: Page, repository: string, folder: string) {
  const whole: string[] = []
  let [holding, held] = [false, 0]
  await page.route('https://huggingface.co/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    const prefix = `/${repository}/resolve/main/`
    const path = pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : undefined
    const body = path === undefined ? undefined : await readFile(join(folder, path)).catch(() => undefined)
    const common = {
      'Access-Control-Allow-Origin': '*',
      'Access-Control-Expose-Headers': 'Content-Range, Content-Length, ETag, Link',
    }
    if (!body || path === undefined) {
      await route.fulfill({ status: 404, headers: common, body: 'Entry not found' })
      return
    }
    const headers = { ...common, 'Accept-Ranges': 'bytes', ETag: `"${path}"` }
    const range = /^bytes=(\d+)-(\d+)$/.exec(route.request().headers()['range'] ?? '')
    if (!range && holding) return void held++
    if (!range) {
      whole.push(path)
      await route.fulfill({ status: 200, headers, body })
      return
    }
    const [start, last] = [Number(range[1]), Math.min(Number(range[2]), body.length - 1)]
    await route.fulfill({
      status: 206,
      headers: { ...headers, 'Content-Range': `bytes ${start}-${last}/${body.length}` },
      body: body.subarray(start, last + 1),
    })
  })
  return {
    wholeFiles: () => whole,
    /** Whole files, once it holds them, never come. */
    hold: (hold: boolean) => (holding = hold),
    held: () => held,
  }
}
