import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../shared/pixels'
import { cropBitmap, draftOf, withMask, withPixels } from './bitmapDraft'
import {
  bytesOf,
  changedRegion,
  emptyBitmap,
  equalBitmaps,
  maskFromTiled,
  pixelsFromTiled,
  tiledFromMask,
  tiledFromPixels,
  tileSide,
  unsharedBytes,
} from './tiledBitmap'

const filled = (width: number, height: number, value: number): Pixels => ({
  width,
  height,
  data: new Uint8ClampedArray(width * height * 4).fill(value),
})

// Typed arrays compared element by element would take most of the test's time.
const sameBytes = (a: Uint8Array | Uint8ClampedArray, b: Uint8Array | Uint8ClampedArray) =>
  Buffer.from(a).equals(Buffer.from(b))

const size = fc.record({ width: fc.integer({ min: 1, max: 600 }), height: fc.integer({ min: 1, max: 600 }) })
const patch = fc.record({
  left: fc.integer({ min: -40, max: 600 }),
  top: fc.integer({ min: -40, max: 600 }),
  width: fc.integer({ min: 1, max: 90 }),
  height: fc.integer({ min: 1, max: 90 }),
  value: fc.integer({ min: 0, max: 255 }),
})

describe('tiled bitmaps', () => {
  it('give back the pixels and masks that they were made of', () => {
    fc.assert(
      fc.property(size, fc.infiniteStream(fc.integer({ min: 0, max: 255 })), ({ width, height }, values) => {
        const bytes = () => values.next().value
        const pixels = {
          width,
          height,
          data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) =>
            i % 97 === 0 ? bytes() : 7,
          ),
        }
        expect(sameBytes(pixelsFromTiled(tiledFromPixels(pixels)).data, pixels.data)).toBe(true)
        const mask = { width, height, data: Uint8Array.from({ length: width * height }, (_, i) => i % 251) }
        expect(sameBytes(maskFromTiled(tiledFromMask(mask)).data, mask.data)).toBe(true)
      }),
      { numRuns: 20 },
    )
  })

  it('take patches as a plain array would, share all other tiles, and leave the bitmap before as it was', () => {
    fc.assert(
      fc.property(size, fc.array(patch, { maxLength: 6 }), ({ width, height }, patches) => {
        let bitmap = emptyBitmap(width, height, 1)
        const plain = new Uint8Array(width * height)
        for (const { left, top, value, ...part } of patches) {
          const before = bitmap
          const wasBefore = plain.slice()
          const data = new Uint8Array(part.width * part.height).fill(value)
          bitmap = withMask(bitmap, { ...part, data }, left, top)
          for (let y = Math.max(0, top); y < Math.min(height, top + part.height); y++)
            for (let x = Math.max(0, left); x < Math.min(width, left + part.width); x++)
              plain[y * width + x] = value
          expect(sameBytes(maskFromTiled(bitmap).data, plain)).toBe(true)
          expect(sameBytes(maskFromTiled(before).data, wasBefore)).toBe(true)
          const changed = changedRegion(before, bitmap)
          bitmap.tiles.forEach((tile, i) => {
            const tileLeft = (i % Math.ceil(width / tileSide)) * tileSide
            if (tileLeft + tileSide <= changed.left || tileLeft >= changed.left + changed.width)
              expect(tile).toBe(before.tiles[i])
          })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('are the very same bitmap when a change changes nothing', () => {
    const bitmap = tiledFromPixels(filled(700, 300, 9))
    expect(withPixels(bitmap, filled(40, 40, 9), 250, 250)).toBe(bitmap)
    const draft = draftOf(bitmap)
    draft.edit({ left: 10, top: 10, width: 5, height: 5 }, (tile) => (tile.data[0] = 1))
    draft.edit({ left: 10, top: 10, width: 5, height: 5 }, (tile) => (tile.data[0] = 9))
    expect(draft.bitmap()).toBe(bitmap)
  })

  it('hand out a state of a draft that later edits do not touch', () => {
    const draft = draftOf(emptyBitmap(300, 300, 1))
    const corner = { left: 0, top: 0, width: 1, height: 1 }
    draft.edit(corner, (tile) => (tile.data[0] = 1))
    const first = draft.bitmap()
    draft.edit(corner, (tile) => (tile.data[0] = 2))
    expect(first.tiles[0]?.[0]).toBe(1)
    expect(draft.bitmap().tiles[0]?.[0]).toBe(2)
  })

  it('cost the tiles that a change touched', () => {
    const before = tiledFromPixels(filled(1024, 1024, 50))
    const after = withPixels(before, filled(10, 10, 51), 300, 300)
    expect(bytesOf([before])).toBe(1024 * 1024 * 4)
    expect(unsharedBytes(after, [before])).toBe(tileSide * tileSide * 4)
    expect(bytesOf([before, after])).toBe(1024 * 1024 * 4 + tileSide * tileSide * 4)
    expect(bytesOf([emptyBitmap(4096, 4096, 4)])).toBe(0)
    expect(changedRegion(before, after)).toEqual({ left: 256, top: 256, width: 256, height: 256 })
    expect(bytesOf([withPixels(after, filled(1024, 1024, 0))])).toBe(0)
  })

  it('are equal by what they show, however they came to it', () => {
    const bitmap = tiledFromPixels(filled(300, 20, 4))
    const other = withPixels(withPixels(bitmap, filled(9, 9, 5)), filled(9, 9, 4))
    expect(equalBitmaps(bitmap, other)).toBe(true)
    expect(equalBitmaps(bitmap, withPixels(bitmap, filled(1, 1, 5), 299, 19))).toBe(false)
    expect(
      equalBitmaps(
        emptyBitmap(20, 20, 1),
        tiledFromMask({ width: 20, height: 20, data: new Uint8Array(400) }),
      ),
    ).toBe(true)
    expect(equalBitmaps(emptyBitmap(20, 20, 1), emptyBitmap(20, 21, 1))).toBe(false)
  })

  it('are cut and extended by a region', () => {
    const bitmap = tiledFromPixels(filled(300, 300, 8))
    const wider = cropBitmap(bitmap, { left: -20, top: 290, width: 400, height: 30 })
    const { data, ...extent } = pixelsFromTiled(wider)
    expect(extent).toEqual({ width: 400, height: 30 })
    const at = (x: number, y: number) => data[(y * 400 + x) * 4]
    expect([at(19, 0), at(20, 0), at(319, 9), at(320, 9), at(100, 10)]).toEqual([0, 8, 8, 0, 0])
    expect(equalBitmaps(cropBitmap(wider, { left: 20, top: -290, width: 300, height: 300 }), bitmap)).toBe(
      false,
    )
    expect(equalBitmaps(cropBitmap(bitmap, { left: 0, top: 0, width: 300, height: 300 }), bitmap)).toBe(true)
  })
})
