import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snappedTo } from './crop'

it('a crop box never snaps to less than can be edited', () => {
  const canvas = { left: 0, top: 0, right: 300, bottom: 280 }
  // Dragged small from its centre: both edges lie near the middle line.
  const thin = { left: 40, right: 260, top: 132, bottom: 148 }
  expect(snappedTo(thin, { left: 40, right: 260, top: 0, bottom: 280 }, canvas, 10)).toEqual(thin)
  const place = fc.double({ min: -100, max: 400, noNaN: true })
  const extent = fc.double({ min: 16, max: 400, noNaN: true })
  fc.assert(
    fc.property(
      place,
      place,
      extent,
      extent,
      fc.integer({ min: 0, max: 60 }),
      (left, top, width, height, within) => {
        const dragged = { left, top, right: left + width, bottom: top + height }
        const box = snappedTo(dragged, canvas, canvas, within)
        expect(box.right - box.left).toBeGreaterThanOrEqual(16)
        expect(box.bottom - box.top).toBeGreaterThanOrEqual(16)
      },
    ),
  )
})

describe('an edge that is dragged near a line of the canvas', () => {
  const canvas = { left: 0, top: 0, right: 300, bottom: 280 }
  const start = { left: 5, top: 6, right: 200, bottom: 150 }

  it('snaps to it; those that are left alone stay', () => {
    expect(snappedTo({ ...start, right: 296 }, start, canvas, 10)).toEqual({ ...start, right: 300 })
    expect(snappedTo({ ...start, top: 3 }, start, canvas, 10)).toEqual({ ...start, top: 0 })
  })

  it('takes the opposite edge along where the box grows from its middle', () => {
    const box = { left: 100, top: 50, right: 200, bottom: 150 }
    const grown = { ...box, left: 4, right: 296 }
    expect(snappedTo(grown, box, canvas, 10)).toEqual({ ...box, left: 0, right: 300 })
    const uneven = { left: 60, top: 50, right: 240, bottom: 150 }
    expect(snappedTo({ ...uneven, left: 30, right: 294 }, uneven, canvas, 10)).toMatchObject({
      left: 24,
      right: 300,
    })
  })
})
