import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PalimpsestError } from '../../shared/errors'
import { pictureForms } from '../fixtures/forms.node'
import { expectedPictures, fixture } from '../fixtures/pictures.node'
import { messages } from '../messages'
import { readPictureHeader, type DecodedType } from './pictureHeader'
import { pictureTypeOf, requirePictureType } from './pictureType'

const typeByEnding = { jpg: 'jpeg', webp: 'webp', avif: 'avif' } as const
const pictures = Object.entries(expectedPictures).filter(([name]) => !name.endsWith('.png'))
const headerOf = (bytes: Uint8Array<ArrayBuffer>) =>
  readPictureHeader(pictureTypeOf(bytes) as DecodedType, bytes)

describe('the header of a picture', () => {
  it.each(pictures)('%s: kind and size as Pillow reads them', (name, { width, height }) => {
    const bytes = fixture(name)
    const type = pictureTypeOf(bytes)
    expect(type).toBe(typeByEnding[name.split('.').at(-1) as keyof typeof typeByEnding])
    expect(headerOf(bytes)).toMatchObject({ width, height })
  })

  it('says whether there may be transparent pixels', () => {
    const alpha = (name: string) => headerOf(fixture(name)).alpha
    expect(['lossless-alpha.webp', 'lossy-alpha.webp', 'alpha.avif'].map(alpha)).toEqual([true, true, true])
    expect(['lossy.webp', 'opaque.avif', 'orientation-1.jpg'].map(alpha)).toEqual([false, false, false])
  })

  it('is read from the first few hundred bytes', () => {
    for (const [name, { width, height }] of pictures) {
      const head = fixture(name).slice(0, 400)
      if (name.endsWith('.avif') || name.endsWith('.jpg')) continue
      expect(headerOf(head)).toMatchObject({ width, height })
    }
  })

  it('of a GIF says whether more pictures follow, and what its comment is, however long', () => {
    const gif = (name: string) => pictureForms.find((form) => form.name === `gif-${name}.gif`)!.file
    const { animated, alpha, comment } = readPictureHeader('gif', gif('animated-1'))
    expect([animated, alpha, comment]).toEqual([true, false, 'made'])
    const still = readPictureHeader('gif', gif('16-0'))
    expect([still.animated, still.comment]).toEqual([false, undefined])
    expect(readPictureHeader('gif', gif('clear')).alpha).toBe(true)

    const long = 'a fox, '.repeat(60)
    const blocks = [long.slice(0, 255), long.slice(255)].flatMap((part) => [
      part.length,
      ...new TextEncoder().encode(part),
    ])
    const bytes = gif('16-0')
    const table = 13 + 3 * 2 ** ((bytes[10]! & 7) + 1)
    const commented = Uint8Array.from([
      ...bytes.subarray(0, table),
      0x21,
      0xfe,
      ...blocks,
      0,
      ...bytes.subarray(table),
    ])
    expect(readPictureHeader('gif', commented).comment).toBe(long)
    expect(() => readPictureHeader('gif', bytes.slice(0, table))).toThrow('the file ends too early')
  })

  it('gives a typed error or some header for any damage, and never hangs', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...pictures.map(([name]) => name)),
        fc.nat(600),
        fc.array(fc.tuple(fc.nat(500), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
        (name, cut, changes) => {
          const type = pictureTypeOf(fixture(name)) as DecodedType
          const bytes = fixture(name).slice(0, Math.max(16, fixture(name).length - cut))
          for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value
          try {
            const { width, height } = readPictureHeader(type, bytes)
            expect(width).toBeGreaterThanOrEqual(0)
            expect(height).toBeGreaterThanOrEqual(0)
          } catch (error) {
            if (!(error instanceof PalimpsestError)) throw error
            expect(error.message).toMatch(/^The picture is .*\.$/)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('what is not a picture that can be opened', () => {
  it.each([
    ['colours.tiff', 'colours.tiff is a TIFF, which cannot be opened.'],
    ['expected.json', 'expected.json is not a picture that can be opened.'],
  ])('%s is refused in one sentence', (name, sentence) => {
    expect(() => requirePictureType(fixture(name), messages.file({ path: name }))).toThrow(sentence)
  })

  it.each([
    ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'an SVG drawing'],
    ['\ufeff<?xml version="1.0"?>\n<!-- made -->\n<!DOCTYPE svg PUBLIC "x" "y">\n<svg/>', 'an SVG drawing'],
    ['\n<!doctype HTML><html></html>', 'a web page'],
    ['%PDF-1.7', 'a PDF'],
    ['\0\0\x01\0\x01\0\x10\x10', 'an icon (ICO)'],
    ['\0\0\0\x18ftypheic\0\0\0\0mif1', 'a HEIC photo'],
    ['\0\0\0\x18ftypmsf1\0\0\0\0heic', 'a HEIC photo'],
    ['\0\0\0\x18ftypqt  \0\0\0\0', 'a video'],
    ['\0\0\0\x0cJXL \r\n', 'a JPEG XL'],
  ])('%j is named', (start, kind) => {
    const bytes = new TextEncoder().encode(start)
    const shown = messages.file({ path: 'x.png' })
    expect(() => requirePictureType(bytes, shown)).toThrow(`x.png is ${kind}, which cannot be opened.`)
  })

  it.each([
    ['II+\0\x08\0\0\0', 'a TIFF'],
    ['II*\0\x10\0\0\0CR\x02\0', 'a camera’s raw file'],
    ['\0\0\0\x18ftypcrx \0\0\0\x01', 'a camera’s raw file'],
    ['FUJIFILMCCD-RAW 0201', 'a camera’s raw file'],
    ['gimp xcf v011\0', 'a GIMP file'],
    [`PK\x03\x04${'\0'.repeat(26)}mimetypeapplication/x-krita`, 'a Krita file'],
    [`PK\x03\x04${'\0'.repeat(26)}mimetypeimage/openraster`, 'an OpenRaster file'],
    ['PK\x03\x04\x14\0', 'an archive'],
    ['\x1f\x8b\x08', 'an archive'],
    ['\0\0\x02\0\x01\0', 'an icon (ICO)'],
    ['%!PS-Adobe-3.0', 'a PostScript file'],
    ['RIFF\0\0\x01\0AVI LIST', 'a video'],
    ['\0\0\0\x0cjP  \r\n\x87\n', 'a JPEG 2000'],
    ['\xff\x4f\xff\x51', 'a JPEG 2000'],
    ['v/1\x01\x02\0\0\0', 'a picture with a high dynamic range (OpenEXR or Radiance)'],
    ['P6\n4 4\n255\n', 'a Netpbm picture'],
    ['version https://git-lfs.github.com/spec/v1\n', 'a note of Git LFS where the file itself lies'],
  ])('the bytes %j are named', (start, kind) => {
    const bytes = Uint8Array.from(start, (character) => character.charCodeAt(0))
    const shown = messages.file({ path: 'x.png' })
    expect(() => requirePictureType(bytes, shown)).toThrow(`x.png is ${kind}, which cannot be opened.`)
  })

  it('is no icon, only because it begins as one: a TGA has no mark', () => {
    const bytes = Uint8Array.of(0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0, 28, 0, 24, 0)
    expect(() => requirePictureType(bytes, messages.file({ path: 'x.tga' }))).toThrow(
      'x.tga is not a picture that can be opened.',
    )
  })

  it.each([
    ['version https://git-lfs.github.com/spec/v1\n', /^Download the picture itself again/],
    ['<!DOCTYPE html><html></html>', /^Download the picture itself again/],
    ['%PDF-1.7', /^Save it as PNG or JPEG/],
  ])('%j is followed by what helps', (start, hint) => {
    const bytes = new TextEncoder().encode(start)
    const refused = () => requirePictureType(bytes, messages.file({ path: 'x.png' }))
    expect(refused).toThrow(expect.objectContaining({ hint: expect.stringMatching(hint) }))
  })

  it.each([
    ['lossless', 0xc3, 8, 'a lossless JPEG'],
    ['JPEG-LS', 0xf7, 8, 'a lossless JPEG'],
    ['hierarchical', 0xc5, 8, 'a hierarchical JPEG'],
    ['of 12 bits', 0xc1, 12, 'a JPEG of 12 bits'],
  ])('is a JPEG that is %s', (_, marker, bits, kind) => {
    const bytes = fixture('orientation-1.jpg').slice()
    const frame = bytes.findIndex((byte, at) => byte === 0xff && bytes[at + 1] === 0xc0)
    bytes[frame + 1] = marker
    bytes[frame + 4] = bits
    expect(() => readPictureHeader('jpeg', bytes)).toThrow(`The picture is ${kind}, which cannot be opened.`)
  })

  it('includes an empty file and a few bytes of anything', () => {
    expect(() => requirePictureType(new Uint8Array(), messages.file({ path: 'x.png' }))).toThrow(
      'x.png is empty.',
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(pictureTypeOf(new Uint8Array(bytes))).toBeUndefined()
      }),
    )
  })
})
