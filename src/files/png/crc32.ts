// CRC-32 as PNG and zip use it (ISO 3309), four bytes a step ("slicing by 4").

const tables = makeTables()

function makeTables(): [Uint32Array, Uint32Array, Uint32Array, Uint32Array] {
  const first = Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c
  })
  const after = (table: Uint32Array) => table.map((c) => (c >>> 8) ^ (first[c & 255] as number))
  const second = after(first)
  const third = after(second)
  return [first, second, third, after(third)]
}

/** The checksum of some bytes, as an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  const [t0, t1, t2, t3] = tables
  let c = 0xffffffff
  let at = 0
  for (; at + 4 <= bytes.length; at += 4) {
    c ^=
      (bytes[at] as number) |
      ((bytes[at + 1] as number) << 8) |
      ((bytes[at + 2] as number) << 16) |
      ((bytes[at + 3] as number) << 24)
    c =
      (t3[c & 255] as number) ^
      (t2[(c >>> 8) & 255] as number) ^
      (t1[(c >>> 16) & 255] as number) ^
      (t0[c >>> 24] as number)
  }
  for (; at < bytes.length; at++) c = (t0[(c ^ (bytes[at] as number)) & 255] as number) ^ (c >>> 8)
  return (c ^ 0xffffffff) >>> 0
}
