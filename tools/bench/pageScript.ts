// The weight of the built page before its engine starts.
import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { gzipSync } from 'node:zlib'

/** The scripts that the built page loads before anything is asked for, each with its compressed bytes; undefined where nothing is built. */
async function pageScripts(dist: string): Promise<ReadonlyMap<string, number> | undefined> {
  const html = await readFile(join(dist, 'index.html'), 'utf8').catch(() => undefined)
  if (html === undefined) return undefined
  const first = [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]+\.js)"/g)].map(
    (match) => match[1]!,
  )
  const found = new Map<string, number>()
  const add = async (path: string) => {
    if (found.has(path)) return
    const source = await readFile(join(dist, path))
    found.set(path, gzipSync(source, { level: 9 }).length)
    // Static imports of one bundle by another; what is imported on demand is loaded later.
    const imports = source
      .toString()
      .matchAll(/(?:^|[;}\n])\s*(?:import|export)\b[^"'`;()]*["'](\.{1,2}\/[^"']+\.js)["']/g)
    for (const [, specifier] of imports) await add(posix.join(posix.dirname(path), specifier!))
  }
  for (const path of first) await add(posix.normalize(path))
  return found
}

/** Bytes of all of them. */
export async function pageScriptBytes(dist: string): Promise<number | undefined> {
  const scripts = await pageScripts(dist)
  return scripts && [...scripts.values()].reduce((sum, bytes) => sum + bytes, 0)
}
