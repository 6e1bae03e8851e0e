// Pixels to PNG, exactly: 8 bits a channel, alpha as it is, without an alpha channel where every pixel is opaque.
import type { Pixels } from '../../shared/pixels'
import { deflate } from '../compression'
import { writePngChunks, type PngChunk } from './pngChunks'
import { filterRow } from './rowFilters'

/** Bytes filtered between two pauses, in which the page can answer to the hand. */
const sliceBytes = 2_000_000

/**
 * The bytes of a PNG file.
 * @param texts chunks to put in front of the pixels, from `pngTextChunk`
 */
export async function encodePng(
  pixels: Pixels,
  texts: readonly PngChunk[] = [],
): Promise<Uint8Array<ArrayBuffer>> {
  const channels = isOpaque(pixels) ? 3 : 4
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, pixels.width)
  view.setUint32(4, pixels.height)
  header.set([8, channels === 4 ? 6 : 2], 8)
  return writePngChunks([
    { type: 'IHDR', data: header },
    // Said to be sRGB, so that no program guesses at its colours; perceptual intent.
    { type: 'sRGB', data: new Uint8Array([0]) },
    ...texts,
    { type: 'IDAT', data: await deflate(filteredRows(pixels, channels)) },
    { type: 'IEND', data: new Uint8Array() },
  ])
}

function isOpaque({ data }: Pixels): boolean {
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return false
  return true
}

async function* filteredRows({ width, height, data }: Pixels, channels: 3 | 4) {
  const length = width * channels
  const spare = new Uint8Array(length)
  let [row, above] = [new Uint8Array(length), new Uint8Array(length)]
  const rowsAtOnce = Math.max(1, Math.floor(sliceBytes / length))
  for (let top = 0; top < height; top += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, height - top)
    const out = new Uint8Array(count * (length + 1))
    for (let y = 0; y < count; y++) {
      const from = (top + y) * width * 4
      if (channels === 4) row.set(data.subarray(from, from + length))
      else
        for (let x = 0, to = 0; to < length; x += 4) {
          row[to++] = data[from + x] as number
          row[to++] = data[from + x + 1] as number
          row[to++] = data[from + x + 2] as number
        }
      filterRow(row, above, channels, out.subarray(y * (length + 1), (y + 1) * (length + 1)), spare)
      ;[row, above] = [above, row]
    }
    yield out
    await new Promise((resolve) => setTimeout(resolve))
  }
}
