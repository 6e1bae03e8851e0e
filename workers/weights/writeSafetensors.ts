export interface WrittenTensor {
  readonly key: string
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** A safetensors file of float32 tensors (huggingface.co/docs/safetensors), its header padded to 8 bytes as their library does. */
export function writeSafetensors(
  tensors: readonly WrittenTensor[],
  metadata: Readonly<Record<string, string>> = { format: 'pt' },
): Uint8Array {
  let end = 0
  const entries = tensors.map(({ key, shape, values }) => {
    const start = end
    end += values.byteLength
    return [key, { dtype: 'F32', shape, data_offsets: [start, end] }] as const
  })
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) })
  const header = new TextEncoder().encode(json)
  const padded = Math.ceil(header.length / 8) * 8
  const bytes = new Uint8Array(8 + padded + end)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true)
  bytes.fill(0x20, 8, 8 + padded)
  bytes.set(header, 8)
  // Every platform that we run on is little-endian like the file, and the data begin at a multiple of 8.
  const data = new Float32Array(bytes.buffer, 8 + padded)
  let at = 0
  for (const { values } of tensors) {
    data.set(values, at)
    at += values.length
  }
  return bytes
}
