import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../src/shared/pixels'
import { boundsOf, type Mask } from './mask'
import { pixelsFromTensor, tensorFromPixels } from './pixelTensor'
import { coverOf, cropPixels, paste, workingRegion } from './placement'

const maskWith = (width: number, height: number, x: number, y: number, side: number): Mask => {
  const data = new Float32Array(width * height)
  for (let row = y; row < Math.min(y + side, height); row++)
    data.fill(1, row * width + x, row * width + Math.min(x + side, width))
  return { width, height, data }
}
const noisy = (width: number, height: number): Pixels => ({
  width,
  height,
  data: Uint8ClampedArray.from({ length: width * height * 4 }, (_, at) => (at * 97 + (at >> 3)) % 256),
})

describe('the region that the networks see', () => {
  it('is the whole picture without a mask, and of a picture that is no larger than they are', () => {
    const whole = { left: 0, top: 0, width: 300, height: 200 }
    expect(workingRegion({ width: 300, height: 200 }, { width: 64, height: 64 }, undefined)).toEqual(whole)
    const mask = maskWith(300, 200, 10, 10, 20)
    expect(workingRegion({ width: 300, height: 200 }, { width: 320, height: 200 }, mask)).toEqual(whole)
  })

  it('is as large as the working size around a small mask, so that nothing is scaled', () => {
    const mask = maskWith(500, 400, 200, 100, 20)
    expect(workingRegion({ width: 500, height: 400 }, { width: 128, height: 64 }, mask)).toEqual({
      left: 210 - 64,
      top: 110 - 32,
      width: 128,
      height: 64,
    })
  })

  it('lies in the picture, holds the mask, and has the working size’s proportions unless it is the whole', () => {
    const layouts = fc.record({
      width: fc.integer({ min: 16, max: 400 }),
      height: fc.integer({ min: 16, max: 400 }),
      x: fc.double({ min: 0, max: 0.999, noNaN: true }),
      y: fc.double({ min: 0, max: 0.999, noNaN: true }),
      side: fc.integer({ min: 1, max: 200 }),
      working: fc.constantFrom(
        { width: 64, height: 64 },
        { width: 128, height: 64 },
        { width: 64, height: 256 },
      ),
    })
    fc.assert(
      fc.property(layouts, ({ width, height, x, y, side, working }) => {
        const mask = maskWith(width, height, Math.floor(x * width), Math.floor(y * height), side)
        const region = workingRegion({ width, height }, working, mask)
        const bounds = boundsOf(mask)
        expect(region.left).toBeGreaterThanOrEqual(0)
        expect(region.top).toBeGreaterThanOrEqual(0)
        expect(region.left + region.width).toBeLessThanOrEqual(width)
        expect(region.top + region.height).toBeLessThanOrEqual(height)
        expect(region.left).toBeLessThanOrEqual(bounds.left)
        expect(region.top).toBeLessThanOrEqual(bounds.top)
        expect(region.left + region.width).toBeGreaterThanOrEqual(bounds.left + bounds.width)
        expect(region.top + region.height).toBeGreaterThanOrEqual(bounds.top + bounds.height)
        const isWhole = region.width === width && region.height === height
        if (!isWhole) expect(region.width / working.width).toBeCloseTo(region.height / working.height, 1)
      }),
    )
  })
})

describe('pasting', () => {
  const picture = noisy(40, 30)
  const region = { left: 8, top: 4, width: 20, height: 16 }

  it('of what was cut out gives the picture back', () => {
    const part = cropPixels(picture, region)
    expect([part.width, part.height]).toEqual([20, 16])
    expect(paste(picture, part, region, undefined)).toEqual(picture)
  })

  it('leaves every byte where the cover is 0, and alpha everywhere', () => {
    const cover = maskWith(40, 30, 10, 6, 6)
    const white = { ...region, data: new Uint8ClampedArray(20 * 16 * 4).fill(255) }
    const pasted = paste(picture, white, region, cover)
    pasted.data.forEach((value, at) => {
      const isColour = at % 4 !== 3
      const inside = cover.data[Math.floor(at / 4)] === 1 && isColour
      expect(value).toBe(inside ? 255 : picture.data[at])
    })
  })

  it('mixes by the cover’s share', () => {
    const half = { width: 40, height: 30, data: new Float32Array(1200).fill(0.5) }
    const black = { ...region, data: new Uint8ClampedArray(20 * 16 * 4) }
    const at = ((5 * 40 + 9) * 4) as number
    expect(paste(picture, black, region, half).data[at]).toBe(Math.round((picture.data[at] as number) / 2))
    expect(paste(picture, black, region, half).data[0]).toBe(picture.data[0])
  })
})

describe('pixels and tensors', () => {
  it('convert there and back without a change', () => {
    const opaque = { ...noisy(9, 7), data: noisy(9, 7).data.map((value, at) => (at % 4 === 3 ? 255 : value)) }
    const there = tensorFromPixels(opaque)
    expect(there.shape).toEqual([1, 3, 7, 9])
    expect(pixelsFromTensor(there)).toEqual(opaque)
  })

  it('reach from -1 to 1, transparent ones white', () => {
    const data = Uint8ClampedArray.from([0, 0, 0, 255, 255, 255, 255, 255, 9, 9, 9, 0])
    expect([...tensorFromPixels({ width: 3, height: 1, data }).data.subarray(0, 3)]).toEqual([-1, 1, 1])
  })

  it('clamp what is out of range', () => {
    const pixels = pixelsFromTensor({ data: Float32Array.of(-3, 0, 7), shape: [1, 3, 1, 1] })
    expect([...pixels.data]).toEqual([0, 128, 255, 255])
  })
})

describe('the cover of a change', () => {
  const change = maskWith(16, 16, 4, 6, 3)
  const region = { left: 20, top: 10, width: 64, height: 48 }
  const cover = coverOf(change, region, { width: 100, height: 80 })
  const at = (x: number, y: number) => cover.data[y * 100 + x] as number

  it('is whole where the change lies in the picture, and soft around it', () => {
    // Each of its pixels is 4 x 3 of the picture's.
    for (let y = 10 + 18; y < 10 + 27; y++) for (let x = 20 + 16; x < 20 + 28; x++) expect(at(x, y)).toBe(1)
    expect(at(20 + 16 - 10, 10 + 20)).toBeGreaterThan(0.3)
    expect(at(20 + 16 - 10, 10 + 20)).toBeLessThan(0.7)
  })

  it('is nothing farther away, nor outside of the region', () => {
    expect(at(20 + 28 + 20, 10 + 20)).toBe(0)
    for (let y = 0; y < 80; y++) for (let x = 0; x < 20; x++) expect(at(x, y)).toBe(0)
  })
})
