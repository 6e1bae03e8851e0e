import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../src/shared/errors'
import { distanceToMask, feather } from './feather'
import { binaryMask, boundsOf, cropMask, resizeMask, type Mask } from './mask'

/** Masks that cover at least one pixel. */
const masks = fc
  .tuple(fc.integer({ min: 1, max: 17 }), fc.integer({ min: 1, max: 17 }))
  .chain(([width, height]) =>
    fc
      .array(fc.constantFrom(0, 0, 0, 1), { minLength: width * height, maxLength: width * height })
      .filter((values) => values.includes(1))
      .map((values): Mask => ({ width, height, data: Float32Array.from(values) })),
  )

/** The covered pixels, as [x, y]. */
const covered = ({ width, data }: Mask) =>
  [...data.keys()].filter((at) => data[at] === 1).map((at) => [at % width, Math.floor(at / width)] as const)

describe('a mask picture', () => {
  const read = (...pixel: readonly number[]) =>
    binaryMask({ width: 2, height: 1, data: Uint8ClampedArray.from([...pixel, 255, 255, 255, 255]) }).data[0]

  it.each([
    [[255, 255, 255, 255], 1],
    [[0, 0, 0, 255], 0],
    [[128, 128, 128, 255], 1],
    [[127, 127, 127, 255], 0],
    [[255, 255, 255, 127], 0],
    [[255, 255, 255, 128], 1],
    // Luma: green is bright, blue is dark.
    [[0, 255, 0, 255], 1],
    [[0, 0, 255, 255], 0],
  ])('with a pixel of %j reads %i', (pixel, value) => expect(read(...pixel)).toBe(value))

  it('that covers nothing is refused', () => {
    const black = { width: 3, height: 2, data: new Uint8ClampedArray(24) }
    expect(() => binaryMask(black)).toThrow(PalimpsestError)
    expect(() => binaryMask(black)).toThrow('The mask covers nothing.')
  })
})

describe('a mask', () => {
  it('has the smallest bounds around what it covers', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const bounds = boundsOf(mask)
        const [xs, ys] = [covered(mask).map(([x]) => x), covered(mask).map(([, y]) => y)]
        expect(bounds).toEqual({
          left: Math.min(...xs),
          top: Math.min(...ys),
          width: Math.max(...xs) - Math.min(...xs) + 1,
          height: Math.max(...ys) - Math.min(...ys) + 1,
        })
        // All that it covers lies inside.
        expect(covered(cropMask(mask, bounds))).toHaveLength(covered(mask).length)
      }),
    )
  })

  it('covers at another size exactly what any covered pixel touches', () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }))
    fc.assert(
      fc.property(masks, sizes, (mask, [width, height]) => {
        const resized = resizeMask(mask, width, height)
        // Two intervals of whole fractions overlap: compared across, without a division.
        const overlaps = (a: number, from: number, b: number, to: number) =>
          a * to < (b + 1) * from && b * from < (a + 1) * to
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) {
            const touched = covered(mask).some(
              ([mx, my]) => overlaps(mx, mask.width, x, width) && overlaps(my, mask.height, y, height),
            )
            expect(resized.data[y * width + x]).toBe(touched ? 1 : 0)
          }
      }),
    )
  })
})

describe('feathering', () => {
  it('measures the distance to the nearest covered pixel', () => {
    fc.assert(
      fc.property(masks, (mask) => {
        const inside = covered(mask)
        distanceToMask(mask).forEach((distance, at) => {
          const [x, y] = [at % mask.width, Math.floor(at / mask.width)]
          expect(distance).toBeCloseTo(Math.min(...inside.map(([mx, my]) => Math.hypot(mx - x, my - y))), 5)
        })
      }),
    )
  })

  it('grows outwards by its radius, never inwards, and falls without a step', () => {
    const line: Mask = {
      width: 12,
      height: 1,
      data: Float32Array.from({ length: 12 }, (_, x) => (x < 3 ? 1 : 0)),
    }
    const soft = feather(line, 4).data
    expect([...soft.subarray(0, 3)]).toEqual([1, 1, 1])
    for (let x = 3; x < 7; x++) {
      expect(soft[x]).toBeLessThan(soft[x - 1] as number)
      expect(soft[x]).toBeGreaterThan(0)
    }
    expect([...soft.subarray(7)]).toEqual([0, 0, 0, 0, 0])
    // Half of the way is half of the cover.
    expect(feather(line, 3).data[4]).toBeCloseTo(0.5)
  })

  it('falls by the distance alone, wherever the mask lies', () => {
    fc.assert(
      fc.property(masks, fc.double({ min: 0.5, max: 12, noNaN: true }), (mask, radius) => {
        const inside = covered(mask)
        feather(mask, radius).data.forEach((share, at) => {
          const [x, y] = [at % mask.width, Math.floor(at / mask.width)]
          const distance = Math.min(...inside.map(([mx, my]) => Math.hypot(mx - x, my - y)))
          const t = distance > radius ? 0 : 1 - distance / (radius + 1)
          expect(share).toBeCloseTo(3 * t ** 2 - 2 * t ** 3, 5)
        })
      }),
    )
  })

  it('is infinitely far from nothing', () => {
    const nothing: Mask = { width: 3, height: 2, data: new Float32Array(6) }
    expect(new Set(distanceToMask(nothing))).toEqual(new Set([Infinity]))
    expect(feather(nothing, 2)).toEqual(nothing)
  })

  it('of nothing changes nothing', () => {
    const mask: Mask = { width: 2, height: 1, data: Float32Array.of(1, 0) }
    expect(feather(mask, 0)).toBe(mask)
  })
})
