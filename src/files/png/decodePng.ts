// PNG to pixels, exactly: every colour type, depth and order of rows. The browser's own way through a canvas multiplies by
// alpha and loses bits, and a picture that was exported here comes back as it was.
import { checkPictureSize } from '../../shared/pictureLimits'
import type { Pixels } from '../../shared/pixels'
import type { Samples } from '../colour/toSrgb'
import { inflateRows } from '../compression'
import { damagedPicture } from '../damagedPicture'
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
 * @throws PalimpsestError('image') when it is damaged.
 */
export async function decodePngSamples(chunks: readonly PngChunk[], bits: 8 | 16): Promise<Samples> {
  const header = readPngHeader((chunks[0] as PngChunk).data)
  const unknown = chunks.find(({ type }) => /^[A-Z]/.test(type) && !understood.has(type))
  if (unknown) throw damagedPicture(messages.unknownChunk({ chunk: unknown.type }))
  const passes = passesOf(header)
  const expected = passes.reduce((sum, pass) => sum + pass.height * (1 + rowBytes(header, pass)), 0)
  const bytes = await inflateRows(joined(chunks), expected)
  if (bytes.length !== expected) throw damagedPicture(messages.rowsMissing())

  const { width, height } = header
  const data = bits === 8 ? new Uint8ClampedArray(width * height * 4) : new Uint16Array(width * height * 4)
  const expand = rowExpander(header, dataOf(chunks, 'PLTE'), dataOf(chunks, 'tRNS'), bits)
  let at = 0
  for (const pass of passes) {
    const length = rowBytes(header, pass)
    for (let row = 0; row < pass.height; row++) {
      const above = row === 0 ? undefined : at - length
      if (!unfilterRow(bytes[at] as number, bytes, at + 1, above, length, pixelBytes(header)))
        throw damagedPicture(messages.unknownFilter())
      const first = ((pass.top + row * pass.stepY) * header.width + pass.left) * 4
      expand(bytes.subarray(at + 1, at + 1 + length), pass.width, data, first, pass.stepX * 4)
      at += 1 + length
    }
  }
  return { width, height, data, model: header.colour.startsWith('grey') ? 'grey' : 'rgb' }
}

const understood = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND'])

const bitsOf = ({ colour, bitDepth }: PngHeader) => samplesOf(colour) * bitDepth
const rowBytes = (header: PngHeader, { width }: Pass) => Math.ceil((width * bitsOf(header)) / 8)
const pixelBytes = (header: PngHeader) => Math.max(1, bitsOf(header) / 8)

const dataOf = (chunks: readonly PngChunk[], wanted: string) =>
  chunks.find(({ type }) => type === wanted)?.data

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
