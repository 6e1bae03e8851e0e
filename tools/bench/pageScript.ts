// The weight of the built page before its engine starts.
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** Bytes, compressed, of the scripts that the built page loads before the worker; undefined where nothing is built. */
export async function pageScriptBytes(dist: string): Promise<number | undefined> {
  const html = await readFile(join(dist, 'index.html'), 'utf8').catch(() => undefined)
  if (html === undefined) return undefined
  const first = [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]+\.js)"/g)].map(
    (match) => match[1]!,
  )
  const seen = new Set<string>()
  let bytes = 0
  const add = async (path: string) => {
    if (seen.has(path)) return
    seen.add(path)
    const source = await readFile(join(dist, path))
    bytes += gzipSync(source, { level: 9 }).length
    // Static imports of one bundle by another; what is imported on demand is loaded later.
    const imports = source
      .toString()
      .matchAll(/(?:^|[;}\n])\s*(?:import|export)\b[^"'`;()]*["'](\.{1,2}\/[^"']+\.js)["']/g)
    for (const [, specifier] of imports) await add(join(path, '..', specifier!))
  }
  for (const path of first) await add(path)
  return bytes
}
