// A training's files in a folder, in Node.
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PalimpsestError } from '../../src/shared/errors'
import { messages } from './messages'
import type { TrainingStore } from './trainingStore'

/** A store in a folder, which is made when something is written. */
export function folderStore(folder: string): TrainingStore {
  return {
    async read(name) {
      try {
        return new Uint8Array(await readFile(join(folder, name)))
      } catch (error) {
        if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
        throw error
      }
    },
    async write(name, bytes) {
      const path = join(folder, name)
      const begun = `${path}.new`
      try {
        await mkdir(folder, { recursive: true })
        await writeFile(begun, bytes)
        await rename(begun, path)
      } catch (error) {
        // Half a file takes room that others lack.
        await rm(begun, { force: true }).catch(() => {})
        throw new PalimpsestError(messages.notWritten({ folder }), { cause: error })
      }
    },
    clear: () => rm(folder, { recursive: true, force: true }),
  }
}
