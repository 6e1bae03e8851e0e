import { expect, it } from 'vitest'
import { isOneColour } from './oneColour'
import { emptyBitmap, tiledFromMask, tiledFromPixels } from './tiledBitmap'

/** As wide as two tiles. */
const filled = (colour: readonly number[]) => {
  const data = new Uint8ClampedArray(300 * 20 * 4)
  for (let at = 0; at < data.length; at += 4) data.set(colour, at)
  return { width: 300, height: 20, data }
}

it('is said of pictures in which nothing can be made out, and of no others', () => {
  expect(isOneColour(emptyBitmap(300, 20, 4))).toBe(true)
  expect(isOneColour(tiledFromPixels(filled([0, 0, 0, 255])))).toBe(true)
  expect(isOneColour(tiledFromPixels(filled([9, 8, 7, 255])))).toBe(true)
  for (const at of [0, 3, 298 * 4, 300 * 20 * 4 - 1]) {
    const one = filled([0, 0, 0, 255])
    one.data[at] = 120
    expect(isOneColour(tiledFromPixels(one))).toBe(false)
  }
  const half = filled([0, 0, 0, 255])
  for (let y = 0; y < 20; y++) half.data.fill(0, (y * 300 + 256) * 4, (y + 1) * 300 * 4)
  expect(isOneColour(tiledFromPixels(half))).toBe(false)
})

it('is told of masks too', () => {
  const mask = { width: 4, height: 4, data: new Uint8Array(16).fill(255) }
  expect(isOneColour(tiledFromMask(mask))).toBe(true)
  mask.data[5] = 0
  expect(isOneColour(tiledFromMask(mask))).toBe(false)
})
