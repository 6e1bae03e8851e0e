// PNG to pixels, exactly: every colour type, depth and order of rows. The browser's own way through a canvas multiplies by
// alpha and loses bits, and a picture that was exported here comes back as it was.
import { checkPictureSize } from '../../shared/pictureLimits'
import type { Pixels } from '../../shared/pixels'
import type { Samples } from '../colour/toSrgb'
import { inflateRows } from '../compression'
import { damagedPicture } from '../damagedPicture'
import type { Flaw } from '../flaws'
import { messages } from '../messages'
import { passesOf, type Pass } from './interlace'
import type { PngChunk } from './pngChunks'
import { readPngHeader, samplesOf, type PngHeader } from './pngHeader'
import { unfilterRow } from './rowFilters'
import { rowExpander } from './rowExpander'

/**
 * The pixels of a PNG; samples of 16 bits are rounded to 8. Colour profiles are not applied.
 * @param chunks from `readPngChunks`
 * @param options `part`: it is a part of a picture, such as a layer, and may be smaller than what can be edited
 * @throws PalimpsestError('image') when it is damaged, or too small or large to be edited.
 */
export async function decodePng(
  chunks: readonly PngChunk[],
  { part = false }: { readonly part?: boolean } = {},
): Promise<Pixels> {
  const header = readPngHeader((chunks[0] as PngChunk).data)
  const least = part ? 16 : 1
  checkPictureSize(Math.max(least, header.width), Math.max(least, header.height))
  const { width, height, data } = await decodePngSamples(chunks, 8)
  return { width, height, data: data as Pixels['data'] }
}

/**
 * The samples of a PNG of whatever size, for colours to be translated.
 * @param bits of the samples that are wanted
 * @param flaws where it is given, rows that are missing are left transparent and colours that the palette lacks black, and what is
 * wrong is added to it
 * @throws PalimpsestError('image') when it is damaged; with `flaws`, when no row can be read.
 */
export async function decodePngSamples(
  chunks: readonly PngChunk[],
  bits: 8 | 16,
  flaws?: Set<Flaw>,
): Promise<Samples> {
  const header = readPngHeader((chunks[0] as PngChunk).data)
  const unknown = chunks.find(({ type }) => /^[A-Z]/.test(type) && !understood.has(type))
  if (unknown) throw damagedPicture(messages.unknownChunk({ chunk: unknown.type }))
  const passes = passesOf(header)
  const expected = passes.reduce((sum, pass) => sum + pass.height * (1 + rowBytes(header, pass)), 0)
  const bytes = await inflateRows(joined(chunks), expected, { partly: flaws !== undefined })
  // A part of every pass is no picture yet.
  if (bytes.length !== expected && (!flaws || passes.length > 1)) throw damagedPicture(messages.rowsMissing())
  if (bytes.length !== expected) flaws?.add('cut')

  const { width, height } = header
  const data = bits === 8 ? new Uint8ClampedArray(width * height * 4) : new Uint16Array(width * height * 4)
  const expand = rowExpander(header, paletteOf(chunks, flaws !== undefined), dataOf(chunks, 'tRNS'), bits)
  let at = 0
  for (const pass of passes) {
    const length = rowBytes(header, pass)
    for (let row = 0; row < pass.height && at + length < bytes.length; row++) {
      const above = row === 0 ? undefined : at - length
      if (!unfilterRow(bytes[at] as number, bytes, at + 1, above, length, pixelBytes(header))) {
        if (!flaws || at === 0 || passes.length > 1) throw damagedPicture(messages.unknownFilter())
        flaws.add('damaged')
        break
      }
      const first = ((pass.top + row * pass.stepY) * header.width + pass.left) * 4
      expand(bytes.subarray(at + 1, at + 1 + length), pass.width, data, first, pass.stepX * 4)
      at += 1 + length
    }
  }
  if (at === 0) throw damagedPicture(messages.rowsMissing())
  return { width, height, data, model: header.colour.startsWith('grey') ? 'grey' : 'rgb' }
}

const understood = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND'])

const bitsOf = ({ colour, bitDepth }: PngHeader) => samplesOf(colour) * bitDepth
const rowBytes = (header: PngHeader, { width }: Pass) => Math.ceil((width * bitsOf(header)) / 8)
const pixelBytes = (header: PngHeader) => Math.max(1, bitsOf(header) / 8)

const dataOf = (chunks: readonly PngChunk[], wanted: string) =>
  chunks.find(({ type }) => type === wanted)?.data

/** @param filled up with black, as decoders take colours that are not in it */
function paletteOf(chunks: readonly PngChunk[], filled: boolean): Uint8Array | undefined {
  const palette = dataOf(chunks, 'PLTE')
  if (!filled || !palette || palette.length < 3 || palette.length > 768) return palette
  const out = new Uint8Array(768)
  out.set(palette.subarray(0, palette.length - (palette.length % 3)))
  return out
}

/** The data of all IDAT chunks, which are one stream cut into parts. */
function joined(chunks: readonly PngChunk[]): Uint8Array<ArrayBuffer> {
  const parts = chunks.filter(({ type }) => type === 'IDAT')
  const out = new Uint8Array(parts.reduce((sum, { data }) => sum + data.length, 0))
  let at = 0
  for (const { data } of parts) {
    out.set(data, at)
    at += data.length
  }
  return out
}
