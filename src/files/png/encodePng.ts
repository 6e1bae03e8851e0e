// Pixels to PNG, exactly: 8 bits a channel, alpha as it is, without an alpha channel where every pixel is opaque.
import type { Mask } from '../../canvas/kernels/mask'
import type { Pixels } from '../../shared/pixels'
import { deflate } from '../compression'
import { writePngChunks, type PngChunk } from './pngChunks'
import { filterRow } from './rowFilters'

/** Bytes filtered between two pauses, in which the page can answer to the hand. */
const sliceBytes = 2_000_000

/** Colour types of the format by the bytes of a pixel. */
const colourTypes = { 1: 0, 3: 2, 4: 6 } as const
type Channels = keyof typeof colourTypes

/**
 * A picture as the bytes of a PNG file.
 * @param texts chunks to put in front of the pixels, from `pngTextChunk`
 */
export async function encodePng(
  pixels: Pixels,
  texts: readonly PngChunk[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const { width, height, data } = pixels
  if (!isOpaque(pixels))
    return encodeRows(width, height, 4, texts, (y, row) =>
      row.set(data.subarray(y * width * 4, (y + 1) * width * 4)),
    )
  return encodeRows(width, height, 3, texts, (y, row) => {
    for (let from = y * width * 4, to = 0; to < row.length; from += 4) {
      row[to++] = data[from] as number
      row[to++] = data[from + 1] as number
      row[to++] = data[from + 2] as number
    }
  })
}

/** A mask as the bytes of a grey PNG. */
export const encodeMaskPng = ({ width, height, data }: Mask): Promise<Uint8Array<ArrayBuffer>> =>
  encodeRows(width, height, 1, [], (y, row) => row.set(data.subarray(y * width, (y + 1) * width)))

async function encodeRows(
  width: number,
  height: number,
  channels: Channels,
  texts: readonly PngChunk[],
  readRow: (y: number, row: Uint8Array) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, colourTypes[channels]], 8)
  return writePngChunks([
    { type: 'IHDR', data: header },
    // Said to be sRGB, so that no program guesses at its colours; perceptual intent.
    { type: 'sRGB', data: new Uint8Array([0]) },
    ...texts,
    { type: 'IDAT', data: await deflate(filteredRows(width * channels, height, channels, readRow)) },
    { type: 'IEND', data: new Uint8Array() },
  ])
}

function isOpaque({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}

async function* filteredRows(
  length: number,
  height: number,
  channels: Channels,
  readRow: (y: number, row: Uint8Array) => void,
) {
  const spare = new Uint8Array(length)
  let [row, above] = [new Uint8Array(length), new Uint8Array(length)]
  const rowsAtOnce = Math.max(1, Math.floor(sliceBytes / length))
  for (let top = 0; top < height; top += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, height - top)
    const out = new Uint8Array(count * (length + 1))
    for (let y = 0; y < count; y++) {
      readRow(top + y, row)
      filterRow(row, above, channels, out.subarray(y * (length + 1), (y + 1) * (length + 1)), spare)
      ;[row, above] = [above, row]
    }
    yield out
    await new Promise((resolve) => setTimeout(resolve))
  }
}
