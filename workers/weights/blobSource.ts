import type { ByteSource } from './byteSource'
import { changedWhileRead, checkRange } from './checkRange'

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
      const bytes = await blob
        .slice(start, end)
        .arrayBuffer()
        .catch((cause: unknown) => {
          throw changedWhileRead(name, { cause })
        })
      if (bytes.byteLength !== end - start) throw changedWhileRead(name)
      return new Uint8Array(bytes)
    },
  }
}
