// Numbers of 8 bits, widened to float32 without any loss (Micikevicius et al. 2022, "FP8 Formats for Deep Learning", arXiv:2209.05433).
// E4M3 is 1 sign, 4 exponent and 3 fraction bits, has no infinities, and NaN where all but the sign are 1. E5M2 is the upper half of a binary16.
import { float32FromFloat16 } from './float16'

type Float8 = 'F8_E4M3' | 'F8_E5M2'

function widenE4M3(byte: number): number {
  const sign = byte & 0x80 ? -1 : 1
  const exponent = (byte >>> 3) & 0xf
  const fraction = byte & 0x7
  if (exponent === 15 && fraction === 7) return NaN
  return exponent === 0 ? sign * fraction * 2 ** -9 : sign * (8 + fraction) * 2 ** (exponent - 10)
}

const tables: Record<Float8, () => Float32Array> = {
  F8_E4M3: () => Float32Array.from({ length: 256 }, (_, byte) => widenE4M3(byte)),
  F8_E5M2: () => float32FromFloat16(Uint16Array.from({ length: 256 }, (_, byte) => byte << 8)),
}

/** Numbers of 8 bits as float32. Exact. */
export function float32FromFloat8(bytes: Uint8Array, type: Float8): Float32Array<ArrayBuffer> {
  const table = tables[type]()
  return Float32Array.from(bytes, (byte) => table[byte]!)
}
