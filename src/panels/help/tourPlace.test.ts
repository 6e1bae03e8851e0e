import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tourPlace } from './tourPlace'

describe('the card of a tour', () => {
  const card = { width: 300, height: 160 }
  const window = { width: 1024, height: 700 }

  it('stands beside what it is about', () => {
    expect(tourPlace({ left: 740, top: 60, width: 270, height: 80 }, card, window)).toEqual({
      left: 428,
      top: 20,
    })
    expect(tourPlace({ left: 0, top: 44, width: 44, height: 500 }, card, window)).toEqual({
      left: 56,
      top: 214,
    })
  })

  it('is in the window, whatever it is about, and hides nothing of what leaves it room', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(share, share, share, share, (x, y, w, h) => {
        const about = { left: x * 900, top: y * 600, width: 10 + w * 300, height: 10 + h * 200 }
        const { left, top } = tourPlace(about, card, window)
        expect(left).toBeGreaterThanOrEqual(0)
        expect(top).toBeGreaterThanOrEqual(0)
        expect(left + card.width).toBeLessThanOrEqual(window.width)
        expect(top + card.height).toBeLessThanOrEqual(window.height)
        const apart =
          left + card.width <= about.left ||
          left >= about.left + about.width ||
          top + card.height <= about.top ||
          top >= about.top + about.height
        if (about.left > card.width + 20) expect(apart).toBe(true)
      }),
    )
  })
})
