// Pictures on disk. sharp reads PNG, JPEG, WebP and AVIF.
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { PalimpsestError } from '../../src/shared/errors'
import { checkPictureSize } from '../../src/shared/pictureLimits'
import type { Pixels } from '../../src/shared/pixels'
import { writeResult } from './writeResult'

/** Reads a picture, turned upright by its EXIF orientation, alpha kept. */
export async function readPicture(path: string): Promise<Pixels> {
  const file = await readFile(path).catch(() => {
    throw new PalimpsestError('image', `The picture ${path} cannot be read.`, 'Check its path.')
  })
  try {
    const { width, height } = await sharp(file).metadata()
    checkPictureSize(width, height, `picture ${path}`)
    const { data, info } = await sharp(file)
      .rotate()
      .toColourspace('srgb')
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) }
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
