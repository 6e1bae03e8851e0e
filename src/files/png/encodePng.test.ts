// What we write, read by libvips (sharp) and by our own reader.
import * as fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { Pixels } from '../../shared/pixels'
import { decodePng } from './decodePng'
import { encodePng } from './encodePng'
import { readPngChunks } from './pngChunks'
import { pngTextChunk } from './pngText'

const noise = (width: number, height: number, seed: number): Pixels => {
  let state = seed
  const data = new Uint8ClampedArray(width * height * 4).map((_, at) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    // Half smooth, half noise, so that the filters differ from row to row.
    return Math.floor(at / 4 / width) % 2 === 0 ? (at >> 2) % 256 : state >> 16
  })
  return { width, height, data }
}

const picture = fc
  .record({
    width: fc.integer({ min: 16, max: 40 }),
    height: fc.integer({ min: 16, max: 40 }),
    seed: fc.nat(),
    opaque: fc.boolean(),
  })
  .map(({ width, height, seed, opaque }) => {
    const pixels = noise(width, height, seed)
    if (opaque) for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255
    return pixels
  })

describe('encodePng', () => {
  it('keeps every bit, also of colours under a transparent pixel', async () => {
    await fc.assert(
      fc.asyncProperty(picture, async (pixels) => {
        const bytes = await encodePng(pixels)
        expect(await decodePng(readPngChunks(bytes))).toEqual(pixels)
        const theirs = await sharp(bytes).ensureAlpha().raw().toBuffer()
        expect(Buffer.compare(theirs, Buffer.from(pixels.data))).toBe(0)
      }),
      { numRuns: 60 },
    )
  })

  it('writes no alpha channel where every pixel is opaque', async () => {
    const pixels = noise(20, 20, 3)
    expect((await encodePng(pixels))[25]).toBe(6)
    for (let at = 3; at < pixels.data.length; at += 4) pixels.data[at] = 255
    expect((await encodePng(pixels))[25]).toBe(2)
  })

  it('uses every filter, and so comes out smaller than without', async () => {
    const pixels = noise(256, 64, 1)
    for (let at = 0; at < pixels.data.length; at++) pixels.data[at] = ((at >> 2) % 256) ^ (at >> 11)
    const plain = await sharp(pixels.data, { raw: { width: 256, height: 64, channels: 4 } })
      .png({ adaptiveFiltering: false })
      .toBuffer()
    expect((await encodePng(pixels)).length).toBeLessThan(plain.length)
  })

  it('says that its colours are sRGB and carries texts', async () => {
    const chunks = readPngChunks(await encodePng(noise(16, 16, 2), [pngTextChunk('Title', 'fox')]))
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'sRGB', 'tEXt', 'IDAT', 'IEND'])
  })

  it('reads what libvips writes with filters, 16 bits and interlacing', async () => {
    const pixels = noise(33, 21, 9)
    const raw = { raw: { width: 33, height: 21, channels: 4 } } as const
    const written = await sharp(pixels.data, raw)
      .png({ adaptiveFiltering: true, progressive: true })
      .toBuffer()
    expect(await decodePng(readPngChunks(new Uint8Array(written)))).toEqual(pixels)
  })
})
