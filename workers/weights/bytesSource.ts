import type { ByteSource } from './byteSource'
import { checkRange } from './checkRange'

/** A file that is in memory. `bytes` must not be changed afterwards; `name` is for messages. */
export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  const size = bytes.byteLength
  return {
    name,
    size,
    external: { kind: 'bytes', bytes },
    async read(start, end) {
      checkRange({ name, size }, start, end)
      return new Uint8Array(bytes.subarray(start, end))
    },
  }
}
