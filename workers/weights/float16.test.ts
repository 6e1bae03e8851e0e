import { describe, expect, it } from 'vitest'
import { float32FromBfloat16, float32FromFloat16 } from './float16'

const everyHalf = Uint16Array.from({ length: 0x10000 }, (_, i) => i)

/** Binary16 by its definition in IEEE 754, in arithmetic rather than bits. */
function binary16(half: number): number {
  const sign = half >= 0x8000 ? -1 : 1
  const exponent = Math.floor(half / 1024) % 32
  const fraction = half % 1024
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

/** Bfloat16 by its definition: 8 exponent bits of bias 127, 7 fraction bits. */
function binary16Brain(half: number): number {
  const sign = half >= 0x8000 ? -1 : 1
  const exponent = Math.floor(half / 128) % 256
  const fraction = half % 128
  if (exponent === 255) return fraction === 0 ? sign * Infinity : NaN
  if (exponent === 0) return sign * fraction * 2 ** -133
  return sign * (1 + fraction / 128) * 2 ** (exponent - 127)
}

describe('widening to float32', () => {
  it('is exact for all 65,536 half-precision numbers', () => {
    const wide = float32FromFloat16(everyHalf)
    expect(everyHalf.every((half) => Object.is(wide[half], binary16(half)))).toBe(true)
  })

  it('is exact for all 65,536 bfloat16 numbers', () => {
    const wide = float32FromBfloat16(everyHalf)
    expect(everyHalf.every((half) => Object.is(wide[half], binary16Brain(half)))).toBe(true)
  })

  it('keeps the sign and payload of a NaN', () => {
    const bits = new Uint32Array(float32FromFloat16(Uint16Array.of(0x7c01, 0xfe55)).buffer)
    expect([...bits]).toEqual([0x7f802000, 0xffcaa000])
  })
})
