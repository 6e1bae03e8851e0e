// Pictures that pypng and Pillow wrote, of every form that the format has, against Pillow's reading of them.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../shared/errors'
import { expectedPictures, fixture, rgbaOf } from '../fixtures/pictures.node'
import { decodePng } from './decodePng'
import { readPngChunks, writePngChunks } from './pngChunks'

const pngs = Object.entries(expectedPictures).filter(([name]) => name.endsWith('.png'))
const decode = async (bytes: Uint8Array<ArrayBuffer>) => decodePng(readPngChunks(bytes))

describe('decodePng', () => {
  it.each(pngs)('reads %s as Pillow does', async (name, expected) => {
    const { width, height, data } = await decode(fixture(name))
    expect([width, height]).toEqual([expected.width, expected.height])
    expect(data).toEqual(rgbaOf(expected))
  })

  it('has seen every colour type, depth and order of rows', () => {
    const forms = new Set(pngs.map(([name]) => [24, 25, 28].map((at) => fixture(name)[at]).join(' ')))
    const depths = { 0: [1, 2, 4, 8, 16], 2: [8, 16], 3: [1, 2, 4, 8], 4: [8, 16], 6: [8, 16] }
    for (const [colour, bits] of Object.entries(depths))
      for (const depth of bits)
        for (const interlaced of [0, 1]) expect(forms).toContain(`${depth} ${colour} ${interlaced}`)
  })

  it('refuses a picture that is too large, before it decodes', async () => {
    const chunks = readPngChunks(fixture('rgb-8.png'))
    const header = chunks[0]!.data.slice()
    new DataView(header.buffer).setUint32(0, 12_000)
    new DataView(header.buffer).setUint32(4, 9_000)
    await expect(decodePng([{ type: 'IHDR', data: header }, ...chunks.slice(1)])).rejects.toThrow(
      'The picture is 12000x9000 pixels, more than the 64 million that can be edited.',
    )
  })

  it('refuses rows that are missing, and overlooks rows that are too many, as decoders do', async () => {
    const withHeight = async (height: number) => {
      const chunks = readPngChunks(fixture('rgb-8.png'))
      const header = chunks[0]!.data.slice()
      new DataView(header.buffer).setUint32(4, height)
      return decodePng([{ type: 'IHDR', data: header }, ...chunks.slice(1)])
    }
    await expect(withHeight(18)).rejects.toMatchObject({ code: 'image' })
    const whole = rgbaOf(expectedPictures['rgb-8.png']!)
    expect((await withHeight(16)).data).toEqual(whole.subarray(0, 16 * 19 * 4))
  })

  it('overlooks bytes behind the end of the compressed rows', async () => {
    const chunks = readPngChunks(fixture('rgb-8.png'))
    const longer = chunks.map((chunk) =>
      chunk.type === 'IDAT' ? { ...chunk, data: new Uint8Array([...chunk.data, 1, 2, 3, 4, 5]) } : chunk,
    )
    expect((await decodePng(longer)).data).toEqual(rgbaOf(expectedPictures['rgb-8.png']!))
  })

  it('loses a chunk with a wrong checksum, and the picture only where that holds pixels', async () => {
    const damaged = (wanted: string) => {
      const bytes = fixture('texts.png')
      const at = Buffer.from(bytes).indexOf(wanted)
      bytes[at + 5] = bytes[at + 5]! ^ 1
      return bytes
    }
    expect(readPngChunks(damaged('tEXt')).map(({ type }) => type)).not.toContain('tEXt')
    expect((await decode(damaged('tEXt'))).data).toEqual(rgbaOf(expectedPictures['texts.png']!))
    await expect(decode(damaged('IDAT'))).rejects.toThrow('does not match its checksum')
  })

  it('refuses a chunk that it would have to understand', async () => {
    const chunks = readPngChunks(fixture('rgb-8.png'))
    const data = new Uint8Array(3)
    await expect(decodePng(chunks.toSpliced(1, 0, { type: 'NEED', data }))).rejects.toThrow('NEED')
    await expect(decodePng(chunks.toSpliced(1, 0, { type: 'niCe', data }))).resolves.toBeDefined()
  })

  it('never gives wrong pixels for a damaged file: one changed byte is a typed error, changes nothing, or loses the transparent colour', async () => {
    const names = ['rgb-alpha-8.png', 'palette-4-interlaced.png', 'texts.png', 'grey-16-clear.png']
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 255 }),
        async (name, place, flip) => {
          const bytes = fixture(name)
          const at = Math.floor(place * bytes.length)
          bytes[at] = bytes[at]! ^ flip
          try {
            const { data } = await decode(bytes)
            const whole = rgbaOf(expectedPictures[name]!)
            // A chunk tRNS whose checksum is wrong is passed over, as by libpng and browsers.
            const isOpaque =
              name === 'grey-16-clear.png' && data.every((value, i) => i % 4 !== 3 || value === 255)
            expect(data).toEqual(isOpaque ? whole.map((value, i) => (i % 4 === 3 ? 255 : value)) : whole)
          } catch (error) {
            if (!(error instanceof PalimpsestError)) throw error
            expect(error.message).toMatch(/^The picture .*\.$/)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('never hangs or fails otherwise on rows that are wrong under a right checksum', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...pngs.map(([name]) => name)),
        fc.constantFrom('IHDR', 'PLTE', 'tRNS', 'IDAT'),
        fc.nat(200),
        fc.integer({ min: 0, max: 255 }),
        async (name, type, at, value) => {
          const chunks = readPngChunks(fixture(name)).map((chunk) => {
            const data = chunk.data.slice()
            if (chunk.type === type && at < data.length) data[at] = value
            return { ...chunk, data }
          })
          await decode(writePngChunks(chunks)).catch((error: unknown) => {
            if (!(error instanceof PalimpsestError)) throw error
          })
        },
      ),
      { numRuns: 1000 },
    )
  })

  it('refuses every file that is cut short before the end of its pixels', async () => {
    const bytes = fixture('texts.png')
    const end = bytes.length - 12
    for (let length = 0; length < end; length += 7)
      await expect(decode(bytes.slice(0, length))).rejects.toMatchObject({ code: 'image' })
    expect((await decode(bytes.slice(0, end))).data).toEqual(rgbaOf(expectedPictures['texts.png']!))
  })
})
