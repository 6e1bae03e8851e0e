import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawnBounds } from './drawnBounds'
import { emptyRegion } from './regions'
import { emptyBitmap, tiledFromMask, tiledFromPixels } from './tiledBitmap'

describe('the bounds of what is drawn', () => {
  it('are empty where nothing is', () => {
    expect(drawnBounds(emptyBitmap(300, 200, 4))).toEqual(emptyRegion)
    // Colour without opacity is not seen.
    const data = new Uint8ClampedArray(8 * 8 * 4)
    data[0] = 255
    expect(drawnBounds(tiledFromPixels({ width: 8, height: 8, data }))).toEqual(emptyRegion)
  })

  it('are those of what a mask covers, however little', () => {
    const data = new Uint8Array(300 * 8)
    data[2 * 300 + 299] = 1
    data[3 * 300 + 7] = 255
    const region = { left: 7, top: 2, width: 293, height: 2 }
    expect(drawnBounds(tiledFromMask({ width: 300, height: 8, data }))).toEqual(region)
  })

  it('hold every drawn pixel and no more, over the borders of tiles', () => {
    const place = fc.tuple(fc.integer({ min: 0, max: 599 }), fc.integer({ min: 0, max: 299 }))
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 5 }), (places) => {
        const [width, height] = [600, 300]
        const data = new Uint8ClampedArray(width * height * 4)
        for (const [x, y] of places) data[(y * width + x) * 4 + 3] = 1
        const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)]
        const [left, top] = [Math.min(...xs), Math.min(...ys)]
        expect(drawnBounds(tiledFromPixels({ width, height, data }))).toEqual({
          left,
          top,
          width: Math.max(...xs) - left + 1,
          height: Math.max(...ys) - top + 1,
        })
      }),
      { numRuns: 30 },
    )
  })
})
