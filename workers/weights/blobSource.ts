import { PalimpsestError } from '../../src/shared/errors'
import type { ByteSource } from './byteSource'
import { changedWhileRead, checkRange } from './checkRange'
import { messages } from './messages'
import { readBlob } from './readBlob'

/** A File or Blob as a source. Nothing is read before it is asked for; `name` is for messages. */
export function blobSource(name: string, blob: Blob): ByteSource {
  const size = blob.size
  return {
    name,
    size,
    external: { kind: 'blob', blob },
    async read(start, end) {
      checkRange({ name, size }, start, end)
      // A File that was changed or removed on disk rejects with NotReadableError or NotFoundError.
      const bytes = await readBlob(blob, start, end).catch((cause: unknown) => {
        const silent = cause instanceof DOMException && cause.name === 'TimeoutError'
        throw silent ? unanswered(name, { cause }) : changedWhileRead(name, { cause })
      })
      if (bytes.byteLength !== end - start) throw changedWhileRead(name)
      return bytes
    },
  }
}

const unanswered = (name: string, options: ErrorOptions): PalimpsestError =>
  new PalimpsestError(messages.unanswered({ name }), options)
