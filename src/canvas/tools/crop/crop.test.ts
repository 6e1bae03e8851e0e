import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { snappedTo } from './crop'

it('a crop box never snaps to less than can be edited', () => {
  const canvas = { left: 0, top: 0, right: 300, bottom: 280 }
  // Dragged small from its centre: both edges lie near the middle line.
  const thin = { left: 40, right: 260, top: 132, bottom: 148 }
  expect(snappedTo(thin, canvas, 10)).toEqual(thin)
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
        const box = snappedTo({ left, top, right: left + width, bottom: top + height }, canvas, within)
        expect(box.right - box.left).toBeGreaterThanOrEqual(16)
        expect(box.bottom - box.top).toBeGreaterThanOrEqual(16)
      },
    ),
  )
})
