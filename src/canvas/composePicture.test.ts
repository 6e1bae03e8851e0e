import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../shared/pixels'
import { BitmapTable } from '../state/bitmapTable'
import type { Layer } from '../state/document'
import { composePicture } from './composePicture'
import { tiledFromPixels } from './kernels/tiledBitmap'

const bitmaps = new BitmapTable()
const layer = (pixels: Pixels, change: Partial<Layer> = {}): Layer => ({
  id: crypto.randomUUID(),
  kind: 'image',
  name: '',
  bitmap: bitmaps.add(tiledFromPixels(pixels)),
  visible: true,
  opacity: 1,
  x: 0,
  y: 0,
  ...change,
})
const flat = (width: number, height: number, colour: readonly number[]): Pixels => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => colour[at % 4] as number),
})

describe('the composed picture', () => {
  it('is one layer’s bytes exactly, transparent ones too', () => {
    const bytes = fc.uint8ClampedArray({ minLength: 60, maxLength: 60 })
    fc.assert(
      fc.property(bytes, (data) => {
        const pixels = { width: 5, height: 3, data: new Uint8ClampedArray(data) }
        // Colours under full transparency are invisible; nothing else may change.
        const visible = pixels.data.map((value, at) => (pixels.data[at - (at % 4) + 3] === 0 ? 0 : value))
        expect(composePicture({ width: 5, height: 3, layers: [layer(pixels)] }, bitmaps).data).toEqual(
          visible,
        )
      }),
    )
  })

  it('lays an upper layer over a lower one by its opacity', () => {
    const layers = [
      layer(flat(2, 2, [0, 0, 0, 255])),
      layer(flat(2, 2, [200, 100, 50, 255]), { opacity: 0.5 }),
    ]
    const { data } = composePicture({ width: 2, height: 2, layers }, bitmaps)
    expect(Array.from(data.slice(0, 4))).toEqual([100, 50, 25, 255])
  })

  it('leaves out what is hidden, and cuts what was moved out', () => {
    const layers = [
      layer(flat(2, 2, [10, 10, 10, 255])),
      layer(flat(2, 2, [90, 90, 90, 255]), { x: 1, y: -1 }),
      layer(flat(2, 2, [1, 2, 3, 255]), { visible: false }),
    ]
    const { data } = composePicture({ width: 2, height: 2, layers }, bitmaps)
    expect([0, 1, 2, 3].map((pixel) => data[pixel * 4])).toEqual([10, 90, 10, 10])
  })
})
