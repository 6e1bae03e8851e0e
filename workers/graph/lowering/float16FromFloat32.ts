/** The largest number of binary16. */
export const MAX_FLOAT16 = 65504

const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** The bits of the binary16 number nearest to `value`, ties to even; what is too large becomes infinity. */
export function float16FromFloat32(value: number): number {
  float[0] = value
  const sign = (bits[0]! >>> 16) & 0x8000
  const magnitude = bits[0]! & 0x7fffffff
  if (magnitude > 0x7f800000) return sign | 0x7e00
  // 65520 and above round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7c00
  if (magnitude >= 0x38800000) {
    // Normal: the exponent's bias goes from 127 to 15, and 13 bits are rounded away.
    const rebiased = magnitude - 0x38000000
    return sign | ((rebiased + 0xfff + ((rebiased >>> 13) & 1)) >>> 13)
  }
  // Subnormal: a multiple of 2^-24. Adding 2^23 in units of it lets binary64 arithmetic round to whole units.
  const units = Math.abs(float[0]) * 2 ** 24
  const down = Math.floor(units)
  const rest = units - down
  return sign | (rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? down + 1 : down)
}
