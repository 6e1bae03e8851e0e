import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Page } from 'playwright/test'

const exposed = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Headers': 'authorization, range',
  'Access-Control-Expose-Headers': 'Content-Range, Content-Length, ETag, Link',
}

/**
 * The Hub's addresses, answered with a fixture: ranges, entity tags, a list of files with the checksums of the large ones, and 404 for
 * what is not there.
 * @param options `token`: it is gated, and answers 401 to whoever does not send it; `readme`: what stands in its README.md
 */
export async function serveHub(
  page: Page,
  repository: string,
  folder: string,
  { token, readme }: { readonly token?: string; readonly readme?: string } = {},
) {
  const whole: string[] = []
  let [holding, held] = [false, 0]
  /** Bytes of a range, from which on it never comes. */
  let longest = Infinity
  const damaged = new Set<string>()
  const contentOf = async (path: string) => {
    if (path === 'README.md' && readme !== undefined) return Buffer.from(readme)
    const bytes = await readFile(join(folder, path)).catch(() => undefined)
    if (!bytes || !damaged.has(path)) return bytes
    const other = Buffer.from(bytes)
    other[other.length - 1] = other[other.length - 1]! ^ 1
    return other
  }
  await page.route('https://huggingface.co/**', async (route) => {
    const { pathname } = new URL(route.request().url())
    if (token !== undefined && route.request().headers()['authorization'] !== `Bearer ${token}`) {
      await route.fulfill({ status: 401, headers: exposed, body: 'Access to model is restricted.' })
      return
    }
    if (pathname === `/api/models/${repository}/tree/main`) {
      await route.fulfill({ status: 200, headers: exposed, json: await listed(folder) })
      return
    }
    const prefix = `/${repository}/resolve/main/`
    const path = pathname.startsWith(prefix) ? decodeURIComponent(pathname.slice(prefix.length)) : undefined
    const body = path === undefined ? undefined : await contentOf(path)
    if (!body || path === undefined) {
      await route.fulfill({ status: 404, headers: exposed, body: 'Entry not found' })
      return
    }
    const headers = { ...exposed, 'Accept-Ranges': 'bytes', ETag: `"${path}"` }
    const range = /^bytes=(\d+)-(\d+)$/.exec(route.request().headers()['range'] ?? '')
    if (!range && holding) return void held++
    if (!range) {
      whole.push(path)
      await route.fulfill({ status: 200, headers, body })
      return
    }
    const [start, last] = [Number(range[1]), Math.min(Number(range[2]), body.length - 1)]
    if (last - start >= longest) return void held++
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
    /** Ranges of so many bytes never come. */
    holdRangesOf: (bytes: number) => (longest = bytes),
    held: () => held,
    /** The last byte of a file comes otherwise than its checksum says. */
    damage: (path: string, isDamaged = true) => (isDamaged ? damaged.add(path) : damaged.delete(path)),
  }
}

/** As the Hub lists a repository: weights are large files, and have a checksum. */
async function listed(folder: string) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)))
  return Promise.all(
    paths.map(async (path) => {
      const bytes = await readFile(join(folder, path))
      const oid = createHash('sha256').update(bytes).digest('hex')
      const lfs = path.endsWith('.safetensors') ? { lfs: { oid, size: bytes.length } } : {}
      return { type: 'file', path, size: bytes.length, ...lfs }
    }),
  )
}
