// Size and orientation of a picture from its header alone, so that a huge one is refused before anything is decoded.
import { isPng } from '../png/pngChunks'
import { readPngHeader } from '../png/pngHeader'
import { damagedPicture } from '../damagedPicture'
import { readAvifHeader } from './avifHeader'
import { readJpegHeader } from './jpegHeader'
import type { PictureType } from './pictureType'
import { readWebpHeader } from './webpHeader'

export interface PictureHeader {
  /** Pixels as they are stored, before they are turned upright. */
  readonly width: number
  readonly height: number
  /** Whether it may have transparent pixels. */
  readonly alpha: boolean
}

/**
 * Reads a picture's header.
 * @throws PalimpsestError('image') when it is damaged.
 */
export function readPictureHeader(type: PictureType, bytes: Uint8Array<ArrayBuffer>): PictureHeader {
  switch (type) {
    case 'png': {
      if (!isPng(bytes) || bytes.length < 29) throw damagedPicture('the file ends too early')
      const { width, height } = readPngHeader(bytes.subarray(16, 29))
      return { width, height, alpha: true }
    }
    case 'jpeg':
      return { ...readJpegHeader(bytes), alpha: false }
    case 'webp':
      return readWebpHeader(bytes)
    case 'avif':
      return readAvifHeader(bytes)
  }
}
