// The part of a file where a network's weights lie, as a file of its own: of a checkpoint in one file, the text encoder needs 5 %, and
// the copies that training left are needed by nobody.
import type { ByteSource, ExternalFile } from './byteSource'
import { blobSource } from './blobSource'
import { bytesSource } from './bytesSource'
import { checkRange } from './checkRange'
import type { TensorIndex } from './safetensors'

/** The same tensors, each in a file that ends where the last of them does and begins where the first does. */
export function windowed(weights: TensorIndex): TensorIndex {
  const entries = [...weights.values()]
  const [file] = entries.map((entry) => entry.file)
  if (!file || entries.some((entry) => entry.file !== file)) return weights
  const start = entries.reduce((least, entry) => Math.min(least, entry.start), file.size)
  const end = entries.reduce((most, entry) => Math.max(most, entry.start + entry.byteLength), 0)
  const window = windowOf(file, start, end)
  if (window === file) return weights
  return new Map(
    [...weights].map(([key, entry]) => [key, { ...entry, file: window, start: entry.start - start }]),
  )
}

function windowOf(file: ByteSource, start: number, end: number): ByteSource {
  const { name, external } = file
  switch (external.kind) {
    case 'path':
      // Read in place, at any offset.
      return file
    case 'bytes':
      return bytesSource(name, external.bytes.subarray(start, end))
    case 'blob':
      return blobSource(name, external.blob.slice(start, end))
    case 'url':
      return urlWindow(file, external, start, end)
  }
}

function urlWindow(
  file: ByteSource,
  external: Extract<ExternalFile, { kind: 'url' }>,
  start: number,
  end: number,
): ByteSource {
  const size = end - start
  return {
    name: file.name,
    size,
    external: { ...external, range: { start, end } },
    read(from, to) {
      checkRange({ name: file.name, size }, from, to)
      return file.read(start + from, start + to)
    },
  }
}
