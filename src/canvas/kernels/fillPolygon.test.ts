import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fillPolygon, type FillRule, type Point } from './fillPolygon'
import { emptyMask, wholeMask, type Mask } from './mask'
import { penOutline, defaultPen } from './penStroke'
import { dragBox, ellipsePolygon, rectanglePolygon } from './shapes'

const fill = (points: readonly Point[], rule: FillRule = 'nonzero', size = 64): Mask => {
  const mask = emptyMask(size, size)
  fillPolygon(wholeMask(mask), points, rule)
  return mask
}
const area = ({ data }: Mask) => data.reduce((sum, value) => sum + value, 0) / 255

/** Winding number of a polygon around a point, by the definition. */
function winding(points: readonly Point[], x: number, y: number): number {
  let count = 0
  points.forEach((a, i) => {
    const b = points[(i + 1) % points.length]!
    if (a.y <= y === b.y <= y) return
    const crossing = a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)
    if (crossing > x) count += b.y > a.y ? 1 : -1
  })
  return count
}

const coordinate = fc.double({ min: -8, max: 40, noNaN: true })
const polygon = fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 3, maxLength: 9 })

describe('fillPolygon', () => {
  it('covers each pixel by the share of it that is inside, under either rule', () => {
    fc.assert(
      fc.property(polygon, fc.constantFrom<FillRule>('nonzero', 'evenodd'), (points, rule) => {
        const mask = fill(points, rule, 32)
        const fine = 16
        for (let i = 0; i < 32 * 32; i += 5) {
          const [x, y] = [i % 32, Math.floor(i / 32)]
          let inside = 0
          for (let sy = 0; sy < fine; sy++)
            for (let sx = 0; sx < fine; sx++) {
              const around = winding(points, x + (sx + 0.5) / fine, y + (sy + 0.5) / fine)
              inside += (rule === 'nonzero' ? around !== 0 : around % 2 !== 0) ? 1 : 0
            }
          // The samples are as coarse as the scan lines; along x ours is exact, so up to half a sample a line differs.
          expect(Math.abs(mask.data[i]! / 255 - inside / fine / fine)).toBeLessThan(0.09)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('fills a rectangle on whole pixels fully, and half pixels by half', () => {
    const whole = fill(rectanglePolygon({ left: 2, top: 3, right: 10, bottom: 7 }))
    expect(area(whole)).toBe(32)
    expect(new Set(whole.data)).toEqual(new Set([0, 255]))
    const half = fill(rectanglePolygon({ left: 2.5, top: 3, right: 10, bottom: 7 }))
    expect(half.data[4 * 64 + 2]).toBe(128)
  })

  it('fills an ellipse by its area', () => {
    const ellipse = fill(ellipsePolygon({ left: 4, top: 10, right: 60, bottom: 40 }))
    expect(area(ellipse) / (Math.PI * 28 * 15)).toBeCloseTo(1, 2)
  })

  it('fills what a line of the pen winds around twice', () => {
    const loop = Array.from({ length: 60 }, (_, i) => ({
      x: 32 + 14 * Math.cos(i / 5),
      y: 32 + 14 * Math.sin(i / 5),
      pressure: 0.5,
    }))
    const mask = fill(penOutline(loop, { ...defaultPen, size: 8 }, { finished: true }))
    // On the ring everywhere, and nowhere in its middle.
    for (let angle = 0.5; angle < 6; angle += 0.5)
      expect(
        mask.data[Math.round(32 + 14 * Math.sin(angle)) * 64 + Math.round(32 + 14 * Math.cos(angle))],
      ).toBe(255)
    expect(mask.data[32 * 64 + 32]).toBe(0)
  })

  it('takes polygons that lie outside, are flat or have no points', () => {
    expect(area(fill([]))).toBe(0)
    expect(
      area(
        fill([
          { x: 1, y: 1 },
          { x: 9, y: 1 },
        ]),
      ),
    ).toBe(0)
    expect(area(fill(rectanglePolygon({ left: -50, top: -50, right: -2, bottom: 90 })))).toBe(0)
    expect(area(fill(rectanglePolygon({ left: -50, top: -50, right: 900, bottom: 900 })))).toBe(64 * 64)
  })
})

describe('dragBox', () => {
  it('spans the drag in any direction, square and about its middle where asked', () => {
    const from = { x: 10, y: 10 }
    expect(dragBox(from, { x: 4, y: 30 })).toEqual({ left: 4, top: 10, right: 10, bottom: 30 })
    expect(dragBox(from, { x: 4, y: 30 }, { square: true })).toEqual({
      left: -10,
      top: 10,
      right: 10,
      bottom: 30,
    })
    expect(dragBox(from, { x: 14, y: 12 }, { fromCentre: true })).toEqual({
      left: 6,
      top: 8,
      right: 14,
      bottom: 12,
    })
  })
})
