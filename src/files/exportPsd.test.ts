import { initializeCanvas, readPsd } from 'ag-psd'
import { describe, expect, it } from 'vitest'
import { maskFromTiled, pixelsFromTiled } from '../canvas/kernels/tiledBitmap'
import { exportPsd } from './exportPsd'
import { bitmapOf, document, mask, picture } from './fixtures/foxDocument'

describe('a layered PSD', () => {
  it('holds the layers at their places, as its own reader finds them', async () => {
    const composite = pixelsFromTiled(picture)
    const file = await exportPsd(document, bitmapOf, composite)
    const noCanvas = () => {
      throw new Error('pixels are read without a canvas')
    }
    initializeCanvas(noCanvas, (width, height) => {
      const data = new Uint8ClampedArray(width * height * 4)
      return { width, height, data, colorSpace: 'srgb' }
    })
    const psd = readPsd(await file.arrayBuffer(), { useImageData: true })
    expect(
      psd.children?.map(({ name, left, top, opacity, hidden, blendMode }) => [
        name,
        left,
        top,
        opacity,
        hidden,
        blendMode,
      ]),
    ).toEqual([
      ['image', 0, 0, 1, false, 'normal'],
      ['위', -4, 7, 128 / 255, false, 'normal'],
      ['mask', 0, 0, 1, true, 'normal'],
      ['sketch', 0, 0, 1, false, 'color burn'],
    ])
    const pixels = (index: number) => Buffer.from(psd.children![index]!.imageData!.data.buffer)
    expect(pixels(0).equals(Buffer.from(composite.data.buffer))).toBe(true)
    const coverage = maskFromTiled(mask).data
    expect(coverage.every((value, i) => pixels(2)[i * 4 + 3] === value)).toBe(true)
  })
})
