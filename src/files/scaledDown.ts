// Pictures that are too large to be edited, made as large as they may be.
import { maxPixels, sideLimits } from '../shared/pictureLimits'
import { damagedPicture } from './damagedPicture'
import { readOpaque } from './decodeInBrowser'
import { readBmpHeader } from './bmp/decodeBmp'
import { readPictureHeader } from './headers/pictureHeader'
import { pictureTypeOf } from './headers/pictureType'
import { messages } from './messages'
import { nameOfFile, openPicture, type OpenedPicture } from './openPicture'
import { readPngHeader } from './png/pngHeader'
import { readPictureTexts } from './readPicture'

interface Size {
  readonly width: number
  readonly height: number
}

/** Its header lies in the first bytes; photos carry a thumbnail and a profile before it. */
const headBytes = 4_000_000

/** The largest size of its proportions that can be edited; undefined where the file is no picture, or is not too large. */
export async function scaledDownSize(file: Blob): Promise<Size | undefined> {
  try {
    const bytes = new Uint8Array(await file.slice(0, headBytes).arrayBuffer())
    const type = pictureTypeOf(bytes)
    if (!type) return undefined
    const { width, height } =
      type === 'png'
        ? readPngHeader(bytes.subarray(16, 29))
        : type === 'bmp'
          ? readBmpHeader(bytes)
          : readPictureHeader(type, bytes)
    const share = Math.min(Math.sqrt(maxPixels / (width * height)), sideLimits.most / Math.max(width, height))
    const size = { width: Math.floor(width * share), height: Math.floor(height * share) }
    return share < 1 && Math.min(size.width, size.height) >= sideLimits.least ? size : undefined
  } catch {
    return undefined
  }
}

/**
 * Opens a picture for what makes it smaller anyway: one that is too large to be edited comes as large as that may be.
 * @throws PalimpsestError('image') as `openPicture` does, but for the size.
 */
export async function openToBeScaled(file: Blob): Promise<OpenedPicture> {
  const size = await scaledDownSize(file)
  return size ? openScaledDown(file, size) : openPicture(file)
}

/**
 * Opens it at that size, by the browser's own means from beginning to end: only it can decode more than fits here.
 * @throws PalimpsestError('image') when the browser cannot.
 */
export async function openScaledDown(file: Blob, { width, height }: Size): Promise<OpenedPicture> {
  // One side alone: the browser finds the other, and knows whether the picture is turned.
  const bitmap = await createImageBitmap(file, {
    imageOrientation: 'from-image',
    ...(width > height ? { resizeWidth: width } : { resizeHeight: height }),
    resizeQuality: 'high',
  }).catch((error: unknown) => {
    throw damagedPicture(messages.notDecoded(), { cause: error })
  })
  try {
    const isTurned = bitmap.width > bitmap.height !== width > height
    const pixels = readOpaque(bitmap, isTurned ? { width: height, height: width } : { width, height })
    const texts = await readPictureTexts(new Uint8Array(await file.arrayBuffer()))
    return { name: nameOfFile(file), type: 'png', pixels, texts, animated: false }
  } finally {
    bitmap.close()
  }
}
