import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { draftOf } from './bitmapDraft'
import { paintSweep, sweepRegion, type Brush, type PenPoint } from './brush'
import { beginBrushStroke } from './brushStroke'
import { emptyMask, fullMask, invertMask, wholeMask, type Mask } from './mask'
import { maskBounds } from './maskBounds'
import { emptyBitmap, maskFromTiled } from './tiledBitmap'

const painted = (size: number, brush: Brush, from: PenPoint, to: PenPoint): Mask => {
  const mask = emptyMask(size, size)
  paintSweep(wholeMask(mask), brush, from, to)
  return mask
}
const at = (x: number, y: number, pressure = 1): PenPoint => ({ x, y, pressure })
const worst = (a: Mask, b: Mask) =>
  a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i]!)), 0)

const coordinate = fc.double({ min: -10, max: 90, noNaN: true })
const anyPoint = fc.record({
  x: coordinate,
  y: coordinate,
  pressure: fc.double({ min: 0.25, max: 1, noNaN: true }),
})
const anyBrush = fc.record({
  radius: fc.double({ min: 2, max: 25, noNaN: true }),
  hardness: fc.double({ min: 0, max: 1, noNaN: true }),
  mode: fc.constant('paint' as const),
})

describe('paintSweep', () => {
  it('paints what stamps set close together would', () => {
    fc.assert(
      fc.property(anyBrush, anyPoint, anyPoint, (brush, from, to) => {
        const sweep = painted(80, brush, from, to)
        const stamped = emptyMask(80, 80)
        const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y, brush.radius) * 8))
        for (let i = 0; i <= steps; i++) {
          const between = (a: number, b: number) => a + ((b - a) * i) / steps
          const dab = at(between(from.x, to.x), between(from.y, to.y), between(from.pressure, to.pressure))
          paintSweep(wholeMask(stamped), brush, dab, dab)
        }
        expect(worst(sweep, stamped)).toBeLessThanOrEqual(24)
        // Stamps leave out what lies between them, never the other way round.
        expect(sweep.data.every((value, i) => value >= stamped.data[i]! - 1)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })

  it('covers the area of its tip', () => {
    const hard = painted(100, { radius: 20, hardness: 1, mode: 'paint' }, at(50, 50), at(50, 50))
    const area = hard.data.reduce((sum, value) => sum + value / 255, 0)
    expect(area / (Math.PI * 400)).toBeCloseTo(1, 2)
    expect(hard.data[50 * 100 + 50]).toBe(255)
    const soft = painted(100, { radius: 20, hardness: 0, mode: 'paint' }, at(50, 50), at(50, 50))
    expect(soft.data[50 * 100 + 50]).toBeGreaterThan(250)
    // Half way out, smoothstep is at one half.
    expect(soft.data[50 * 100 + 60]).toBeGreaterThan(110)
    expect(soft.data[50 * 100 + 60]).toBeLessThan(140)
  })

  it('follows the pressure from one end to the other', () => {
    const mask = painted(100, { radius: 20, hardness: 1, mode: 'paint' }, at(20, 50, 0.2), at(80, 50, 1))
    const height = (x: number) => [...Array(100).keys()].filter((y) => mask.data[y * 100 + x]! > 127).length
    expect([height(20), height(50), height(80)]).toEqual([8, 26, 40])
  })

  it('erases exactly what it paints', () => {
    fc.assert(
      fc.property(anyBrush, anyPoint, anyPoint, (brush, from, to) => {
        const erased = fullMask(80, 80)
        paintSweep(wholeMask(erased), { ...brush, mode: 'erase' }, from, to)
        expect(worst(invertMask(erased), painted(80, brush, from, to))).toBe(0)
      }),
      { numRuns: 40 },
    )
  })

  it('changes nothing outside of the region that it announces', () => {
    fc.assert(
      fc.property(anyBrush, anyPoint, anyPoint, (brush, from, to) => {
        const bounds = maskBounds(painted(80, brush, from, to))
        const region = sweepRegion(brush, from, to, { width: 80, height: 80 })
        if (bounds.width === 0) return
        expect(bounds.left).toBeGreaterThanOrEqual(region.left)
        expect(bounds.top).toBeGreaterThanOrEqual(region.top)
        expect(bounds.left + bounds.width).toBeLessThanOrEqual(region.left + region.width)
        expect(bounds.top + bounds.height).toBeLessThanOrEqual(region.top + region.height)
      }),
    )
  })
})

describe('a brush stroke', () => {
  it('gives the same mask on tiles as on a plain mask, and in whatever portions the points come', () => {
    const point = fc.record({
      x: fc.double({ min: 200, max: 320, noNaN: true }),
      y: fc.double({ min: 200, max: 320, noNaN: true }),
      pressure: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(anyBrush, fc.array(point, { minLength: 1, maxLength: 8 }), (brush, points) => {
        const size = { width: 520, height: 520 }
        const [plain, whole] = [emptyMask(520, 520), emptyMask(520, 520)]
        points.forEach((to, i) => {
          const from = points[i - 1] ?? to
          paintSweep(wholeMask(plain), brush, from, to, { continued: i > 0 })
          paintSweep(wholeMask(whole), brush, from, to)
        })
        // What is left out behind each point lies under the segment before, but for rounding along the rim.
        expect(worst(plain, whole)).toBeLessThanOrEqual(8)
        const [oneByOne, atOnce] = [draftOf(emptyBitmap(520, 520, 1)), draftOf(emptyBitmap(520, 520, 1))]
        const stroke = beginBrushStroke(oneByOne, brush, size)
        for (const next of points) stroke.moveTo(next)
        beginBrushStroke(atOnce, brush, size).moveTo(...points)
        expect(worst(maskFromTiled(oneByOne.bitmap()), plain)).toBe(0)
        expect(worst(maskFromTiled(atOnce.bitmap()), plain)).toBe(0)
      }),
      { numRuns: 20 },
    )
  })

  it('touches the tiles under it alone, on a picture of 4096x4096', () => {
    const empty = emptyBitmap(4096, 4096, 1)
    const draft = draftOf(empty)
    const brush: Brush = { radius: 30, hardness: 0.5, mode: 'paint' }
    const dirty = beginBrushStroke(draft, brush, { width: 4096, height: 4096 }).moveTo(
      at(1000, 1000),
      at(1100, 1010),
    )
    expect(dirty).toEqual({ left: 969, top: 969, width: 162, height: 72 })
    expect(draft.bitmap().tiles.filter((tile) => tile !== undefined)).toHaveLength(4)
  })
})
