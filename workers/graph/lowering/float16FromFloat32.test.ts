import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { float32FromFloat16 } from '../../weights/float16'
import { float16FromFloat32, MAX_FLOAT16 } from './float16FromFloat32'

const widened = (bits: number): number => float32FromFloat16(Uint16Array.of(bits))[0]!
const sign = (bits: number): number => bits & 0x8000

describe('float16FromFloat32', () => {
  it('gives every number of binary16 back', () => {
    for (let bits = 0; bits < 65_536; bits += 1) {
      const value = widened(bits)
      if (Number.isNaN(value)) expect(widened(float16FromFloat32(value))).toBeNaN()
      else if (float16FromFloat32(value) !== bits) expect.fail(`0x${bits.toString(16)} is not given back`)
    }
  })

  it('takes the nearest number, and the even one of two that are as near', () => {
    const float32 = fc.oneof(
      fc.float({ noNaN: true, min: -70_000, max: 70_000 }),
      fc.float({ noNaN: true, min: Math.fround(-1e-4), max: Math.fround(1e-4) }),
      // Just between two neighbours.
      fc.integer({ min: 0, max: 0x7bfe }).map((bits) => (widened(bits) + widened(bits + 1)) / 2),
    )
    fc.assert(
      fc.property(float32, (value) => {
        const bits = float16FromFloat32(value)
        // From 65520 on, the next number of the format would be 65536, which it does not have.
        if (Math.abs(value) >= 65_520) return void expect(bits & 0x7fff).toBe(0x7c00)
        expect(sign(bits) !== 0).toBe(value < 0 || Object.is(value, -0))
        const distance = Math.abs(widened(bits) - value)
        for (const neighbour of [bits - 1, bits + 1]) {
          if (sign(neighbour) !== sign(bits) || (neighbour & 0x7fff) > 0x7bff) continue
          const other = Math.abs(widened(neighbour) - value)
          expect(other).toBeGreaterThanOrEqual(distance)
          if (other === distance) expect(bits % 2).toBe(0)
        }
      }),
      { numRuns: 20_000 },
    )
  })

  it('knows zeros, infinities and NaN', () => {
    expect([0, -0, Infinity, -Infinity].map(float16FromFloat32)).toEqual([0, 0x8000, 0x7c00, 0xfc00])
    expect(float16FromFloat32(NaN)).toBe(0x7e00)
    expect(widened(0x7bff)).toBe(MAX_FLOAT16)
  })
})
