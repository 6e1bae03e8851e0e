// The IHDR chunk: size and form of a PNG's pixels.
import { damagedPicture } from '../damagedPicture'
import { messages } from '../messages'

export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits of a sample, or of a palette index. */
  readonly bitDepth: 1 | 2 | 4 | 8 | 16
  readonly colour: PngColour
  /** In seven passes (Adam7). */
  readonly interlaced: boolean
}

export type PngColour = 'grey' | 'rgb' | 'palette' | 'grey-alpha' | 'rgb-alpha'

/** By the number in the file: the form, its samples a pixel, and the depths that it may have. */
const colours: Readonly<Record<number, readonly [PngColour, number, readonly number[]]>> = {
  0: ['grey', 1, [1, 2, 4, 8, 16]],
  2: ['rgb', 3, [8, 16]],
  3: ['palette', 1, [1, 2, 4, 8]],
  4: ['grey-alpha', 2, [8, 16]],
  6: ['rgb-alpha', 4, [8, 16]],
}

/** Samples of one pixel. */
export const samplesOf = (colour: PngColour): number =>
  Object.values(colours).find(([name]) => name === colour)?.[1] ?? 0

/**
 * Reads the data of an IHDR chunk.
 * @throws PalimpsestError('image') when it is no header of the format.
 */
export function readPngHeader(data: Uint8Array): PngHeader {
  if (data.length !== 13) throw damagedPicture(messages.otherHeaderLength())
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  const [width, height] = [view.getUint32(0), view.getUint32(4)]
  const [bitDepth = 0, type = 0, compression, filter, interlace] = data.subarray(8)
  const [colour, , depths] = colours[type] ?? []
  if (width === 0 || height === 0 || width > 0x7fffffff || height > 0x7fffffff)
    throw damagedPicture(messages.otherSize({ width, height }))
  if (!colour || !depths?.includes(bitDepth) || compression !== 0 || filter !== 0)
    throw damagedPicture(messages.unknownPixels())
  if (interlace !== 0 && interlace !== 1) throw damagedPicture(messages.unknownOrder())
  return { width, height, bitDepth: bitDepth as PngHeader['bitDepth'], colour, interlaced: interlace === 1 }
}
