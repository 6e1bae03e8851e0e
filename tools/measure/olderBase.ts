// An earlier `toyland/base` out of the repository's history. The bundled one hardly ever forgets a thing, so nothing could be
// gained on it by techniques against that.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** After 1,580,000 samples: of two things both are right in 73 of 100 pictures. */
const commit = '54403cb'

/** The recipe's name for it. */
export const olderBase = `toyland/base@${commit}`

/**
 * Lays it out in a folder, once.
 * @returns its folder; none where the history is not there, as in a shallow clone
 */
export async function layOutOlderBase(folder: string): Promise<string | undefined> {
  const at = join(folder, 'older-base')
  const base = join(at, 'public/models/toyland/base')
  if (existsSync(base)) return base
  await mkdir(at, { recursive: true })
  const archive = join(at, 'base.tar')
  try {
    await run('git', ['archive', '--output', archive, commit, 'public/models/toyland/base'])
    await run('tar', ['-xf', archive, '-C', at])
    return base
  } catch {
    return undefined
  }
}
