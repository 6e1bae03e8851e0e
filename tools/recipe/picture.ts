// Pictures on disk. sharp reads PNG, JPEG, WebP and AVIF.
import sharp from 'sharp'
import { PalimpsestError } from '../../src/shared/errors'
import { checkPictureSize } from '../../src/shared/pictureLimits'
import type { Pixels } from '../../src/shared/pixels'
import { bytesAt } from './addresses'
import { writeResult } from './writeResult'

/** Reads the picture at an address, turned upright by its EXIF orientation, alpha kept. */
export async function readPicture(address: string): Promise<Pixels> {
  return decodePicture(await bytesAt(address), address)
}

/**
 * Reads the bytes of a picture, as `readPicture` does.
 * @param path for messages
 */
export async function decodePicture(file: Uint8Array, path: string): Promise<Pixels> {
  try {
    const { width, height, depth } = await sharp(file).metadata()
    checkPictureSize(width, height, `picture ${path}`)
    const upright = sharp(file).rotate()
    const isDeep = depth === 'ushort'
    const { data, info } = await (isDeep ? upright.toColourspace('rgb16') : upright.toColourspace('srgb'))
      .ensureAlpha()
      .raw({ depth: isDeep ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return {
      width: info.width,
      height: info.height,
      data: isDeep ? rounded(data) : new Uint8ClampedArray(data),
    }
  } catch (error) {
    if (error instanceof PalimpsestError) throw error
    throw new PalimpsestError(
      'image',
      `${path} is not a picture that can be read.`,
      'Use a PNG, JPEG, WebP or AVIF file.',
      {
        cause: error,
      },
    )
  }
}

/** 16 bits to 8, to the nearest as the page does it; sharp itself would cut the lower ones off. */
function rounded(data: Buffer): Uint8ClampedArray<ArrayBuffer> {
  const values = new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
  return Uint8ClampedArray.from(values, (value) => Math.round(value / 257))
}

/**
 * Writes a PNG, without an alpha channel where every pixel is opaque.
 * @throws PalimpsestError('storage') when it cannot be written
 */
export async function writePng(path: string, { width, height, data }: Pixels): Promise<void> {
  const opaque = data.every((value, at) => at % 4 !== 3 || value === 255)
  const image = sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), {
    raw: { width, height, channels: 4 },
  })
  const png = await (opaque ? image.removeAlpha() : image).png().toBuffer()
  await writeResult(path, png)
}
