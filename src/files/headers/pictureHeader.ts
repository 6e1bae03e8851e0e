// What a picture says of itself before its pixels: its size, so that a huge one is refused before anything is decoded, which way is
// up, and what its numbers mean.
import type { PictureColour, Samples } from '../colour/toSrgb'
import type { Exif } from '../exif'
import type { Flaw } from '../flaws'
import type { Rectangle } from '../orient'
import { readAvifHeader } from './avifHeader'
import { readGifHeader } from './gifHeader'
import { readJpegHeader } from './jpegHeader'
import type { PictureType } from './pictureType'
import { readWebpHeader } from './webpHeader'

/** Kinds that a decoder of the platform's, or a library's, decodes. */
export type DecodedType = Exclude<PictureType, 'png' | 'bmp'>

export interface PictureHeader {
  /** Pixels as they are stored, before they are turned upright. */
  readonly width: number
  readonly height: number
  /** Whether it may have transparent pixels. */
  readonly alpha: boolean
  /** Whether there are pictures after the first. */
  readonly animated: boolean
  /** The part of it that is shown; all where it is left out. */
  readonly crop?: Rectangle
  /** The part of it that has pixels; what lies around it is transparent. */
  readonly covered?: Rectangle
  /** The file ends before its pixels do. */
  readonly flaw?: Flaw
  readonly model: Samples['model']
  /** Whether its samples have more than 8 bits. */
  readonly isDeep?: boolean
  readonly exif: Exif
  /** What JPEG's or GIF's own comment says. */
  readonly comment?: string | undefined
  /** A text of its XMP in which settings may lie. */
  readonly xmp?: string | undefined
  readonly colour: PictureColour
}

/**
 * Reads the header of a picture that is neither a PNG, whose own chunks say it all, nor a BMP.
 * @throws PalimpsestError('image') when it is damaged.
 */
export function readPictureHeader(type: DecodedType, bytes: Uint8Array): PictureHeader {
  switch (type) {
    case 'jpeg':
      return readJpegHeader(bytes)
    case 'webp':
      return readWebpHeader(bytes)
    case 'gif':
      return readGifHeader(bytes)
    case 'avif':
      return readAvifHeader(bytes)
  }
}
