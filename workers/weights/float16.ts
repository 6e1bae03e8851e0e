// Half-precision numbers, widened to float32 without any loss. IEEE 754 binary16 is 1 sign, 5 exponent and 10 fraction bits;
// bfloat16 is the upper half of a binary32.

/** The bits of a binary16 number as the bits of the equal binary32 number; a NaN keeps its payload. */
function widenHalfBits(half: number): number {
  const sign = (half & 0x8000) << 16
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  if (exponent === 31) return (sign | 0x7f800000 | (fraction << 13)) >>> 0
  if (exponent > 0) return (sign | ((exponent + 112) << 23) | (fraction << 13)) >>> 0
  if (fraction === 0) return sign >>> 0
  // Subnormal, fraction * 2^-24: its highest set bit becomes the hidden one.
  const highest = 31 - Math.clz32(fraction)
  return (sign | ((highest + 103) << 23) | ((fraction << (23 - highest)) & 0x7fffff)) >>> 0
}

let table: Uint32Array | undefined
const halfTable = (): Uint32Array =>
  (table ??= Uint32Array.from({ length: 0x10000 }, (_, half) => widenHalfBits(half)))

/** Binary16 numbers, given as their bits, as float32. Exact, by a table of 65,536 entries. */
export function float32FromFloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const bits = halfTable()
  // Written as integers: a store through a Float32Array may change the payload of a NaN.
  const out = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i += 1) out[i] = bits[halves[i]!]!
  return new Float32Array(out.buffer)
}

/** Bfloat16 numbers, given as their bits, as float32. Exact. */
export function float32FromBfloat16(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Uint32Array(halves.length)
  for (let i = 0; i < halves.length; i += 1) out[i] = halves[i]! << 16
  return new Float32Array(out.buffer)
}
