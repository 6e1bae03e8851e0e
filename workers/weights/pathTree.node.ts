// Checkpoints on disk, for tests and `npm run recipe`.
import { open, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PalimpsestError } from '../../src/shared/errors'
import type { ByteSource, FileTree } from './byteSource'
import { changedWhileRead, checkRange } from './checkRange'
import { messages } from './messages'
import { pathSegments } from './pathSegments'

/** Node reads at most 2 GiB - 1 at once. */
const MAX_READ = 2 ** 30

/** A folder on disk. One that does not exist has no files. */
export function pathTree(root: string): FileTree {
  return { label: root, open: (path) => openPath(join(resolve(root), ...pathSegments(path)), path) }
}

/**
 * One file on disk, or undefined where there is none; `name` is for messages.
 * @throws PalimpsestError('weights') when the system refuses.
 */
export async function openPath(path: string, name: string = path): Promise<ByteSource | undefined> {
  const info = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined
    throw new PalimpsestError(messages.notOpened({ name, reason: cause.code ?? cause.message }), { cause })
  })
  if (!info?.isFile()) return undefined
  const size = info.size
  return {
    name,
    size,
    external: { kind: 'path', path: resolve(path) },
    async read(start, end) {
      checkRange({ name, size }, start, end)
      try {
        return await readRange(path, start, end)
      } catch (cause) {
        throw changedWhileRead(name, { cause })
      }
    },
  }
}

async function readRange(path: string, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(end - start)
  const handle = await open(path, 'r')
  try {
    for (let done = 0; done < bytes.length;) {
      const wanted = Math.min(bytes.length - done, MAX_READ)
      const { bytesRead } = await handle.read(bytes, done, wanted, start + done)
      if (bytesRead === 0) throw new Error('end of file')
      done += bytesRead
    }
    return bytes
  } finally {
    await handle.close()
  }
}
