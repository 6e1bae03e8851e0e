// Exporting a picture: PNG exactly and with its recipe, JPEG and WebP by the browser's encoders.
import { PalimpsestError } from '../shared/errors'
import type { Pixels } from '../shared/pixels'
import { messages } from './messages'
import { encodePng } from './png/encodePng'
import type { PngChunk } from './png/pngChunks'

export const exportFormats = ['png', 'jpeg', 'webp'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportOptions {
  readonly format: ExportFormat
  /** 0 to 1; of no effect on PNG. */
  readonly quality: number
  /** Put into PNGs (the recipe); the other formats have no place for it that programs agree on. */
  readonly texts?: readonly PngChunk[]
}

/** Neither format can hold a longer side. */
const longestSide: Readonly<Record<ExportFormat, number>> = { png: Infinity, jpeg: 65_535, webp: 16_383 }

/**
 * A picture as a file; its `size` is what the export dialog shows. JPEG has no transparency: what is transparent becomes white.
 * @throws PalimpsestError('image') when the browser cannot write it.
 */
export async function exportPicture(pixels: Pixels, options: ExportOptions): Promise<Blob> {
  const { format, quality, texts = [] } = options
  if (format === 'png') return new Blob([await encodePng(pixels, texts)], { type: 'image/png' })
  const limit = longestSide[format]
  const { width, height } = pixels
  if (Math.max(width, height) > limit) {
    const sizes = { most: limit, width, height }
    throw new PalimpsestError(format === 'jpeg' ? messages.jpegTooLarge(sizes) : messages.webpTooLarge(sizes))
  }
  const canvas = new OffscreenCanvas(pixels.width, pixels.height)
  const context = canvas.getContext('2d', { alpha: format !== 'jpeg' })
  if (!context) throw refused(format)
  const image = new ImageData(pixels.data, pixels.width, pixels.height)
  if (format === 'jpeg') {
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, pixels.width, pixels.height)
    context.drawImage(await createImageBitmap(image), 0, 0)
  } else context.putImageData(image, 0, 0)
  const type = `image/${format}`
  const blob = await canvas.convertToBlob({ type, quality }).catch(() => undefined)
  // A browser that cannot write a format gives a PNG in its place.
  if (blob?.type !== type) throw refused(format)
  return blob
}

const refused = (format: ExportFormat) => new PalimpsestError(messages.notWritable({ format }))

/** File systems take 255 bytes, an ending and what tells it from another among them. */
const longestName = 200

/** A document's name as a file can have it. */
export const fileNameOf = (name: string): string =>
  shortened(name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').trim()).trim() || 'picture'

function shortened(name: string): string {
  const encoder = new TextEncoder()
  let bytes = 0
  return [...name].filter((character) => (bytes += encoder.encode(character).length) <= longestName).join('')
}

/** "cat.png", "cat-edited.jpg": the file's name for a document's. */
export const exportName = (name: string, format: ExportFormat): string =>
  `${fileNameOf(name)}.${format === 'jpeg' ? 'jpg' : format}`
