import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { workingSize } from './workingSize'

describe('working size', () => {
  it('keeps the square of a small checkpoint', () => {
    expect(workingSize({ width: 4000, height: 1000 }, { width: 128, height: 128 })).toEqual({
      width: 128,
      height: 128,
    })
  })

  it('takes the picture’s proportions at the checkpoint’s area', () => {
    expect(workingSize({ width: 1500, height: 1000 }, { width: 512, height: 512 })).toEqual({
      width: 640,
      height: 448,
    })
    expect(workingSize({ width: 700, height: 700 }, { width: 512, height: 512 })).toEqual({
      width: 512,
      height: 512,
    })
  })

  it('stays near that area, in whole steps, however oblong the picture is', () => {
    const side = fc.integer({ min: 16, max: 8000 })
    fc.assert(
      fc.property(side, side, (width, height) => {
        const size = workingSize({ width, height }, { width: 512, height: 512 })
        expect(size.width % 64).toBe(0)
        expect(size.height % 64).toBe(0)
        expect((size.width * size.height) / 512 ** 2).toBeGreaterThan(0.8)
        expect((size.width * size.height) / 512 ** 2).toBeLessThan(1.25)
      }),
    )
  })
})
