import { describe, expect, it } from 'vitest'
import { turnedUpright, type Orientation } from '../../files/orient'
import { equalBitmaps, tiledFromMask, tiledFromPixels } from './tiledBitmap'
import { turnedBitmap, turnedRegion, withDrawnFlipped, type Turn } from './turnBitmap'

/** Larger than a tile, and no square. */
const pixels = {
  width: 300,
  height: 270,
  data: Uint8ClampedArray.from({ length: 300 * 270 * 4 }, (_, at) => (at * 7919) % 251),
}
const picture = tiledFromPixels(pixels)

describe('a turned bitmap', () => {
  // As a camera's picture is turned upright, which is held against Pillow.
  it.each<[Turn, Orientation]>([
    ['left', 8],
    ['right', 6],
    ['across', 2],
    ['down', 4],
  ])('turned %s has each pixel where it belongs', (turn, orientation) => {
    const upright = tiledFromPixels(turnedUpright(pixels, orientation))
    expect(equalBitmaps(turnedBitmap(picture, turn), upright)).toBe(true)
  })

  it.each<[Turn, Turn]>([
    ['left', 'right'],
    ['right', 'left'],
    ['across', 'across'],
    ['down', 'down'],
  ])('turned %s and then %s is what it was', (there, back) => {
    expect(equalBitmaps(turnedBitmap(turnedBitmap(picture, there), back), picture)).toBe(true)
  })

  it('shows a region where the region goes', () => {
    const mask = { width: 5, height: 3, data: new Uint8Array(15) }
    mask.data[1 * 5 + 4] = 255
    for (const turn of ['left', 'right', 'across', 'down'] as const) {
      const turned = turnedBitmap(tiledFromMask(mask), turn)
      const { left, top } = turnedRegion({ left: 4, top: 1, width: 1, height: 1 }, mask, turn)
      expect(turned.tiles[0]?.[top * turned.width + left], turn).toBe(255)
    }
  })

  it('is flipped about what is drawn, which stays in its place', () => {
    const data = Uint8Array.from([0, 1, 2, 0, 0, 3, 4, 0])
    const flipped = withDrawnFlipped(tiledFromMask({ width: 4, height: 2, data }), 'across')
    expect([...flipped.tiles[0]!]).toEqual([0, 2, 1, 0, 0, 4, 3, 0])
    const upsideDown = withDrawnFlipped(tiledFromMask({ width: 4, height: 2, data }), 'down')
    expect([...upsideDown.tiles[0]!]).toEqual([0, 3, 4, 0, 0, 1, 2, 0])
  })
})
