// What kind of picture some bytes are, by their first ones: a file's name and declared type may lie.
import { PalimpsestError } from '../../shared/errors'
import type { Message } from '../../shared/message'
import { messages } from '../messages'

export type PictureType = 'png' | 'jpeg' | 'webp' | 'avif' | 'gif' | 'bmp'

const startsWith = (bytes: Uint8Array, at: number, text: string) =>
  [...text].every((character, i) => bytes[at + i] === character.charCodeAt(0))

/** How a text begins. */
const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8').decode(bytes.subarray(0, 2000)).trimStart()

/** Whether a ZIP archive begins with a file that says what the whole is (OpenRaster's and Krita's `mimetype`). */
const isZipOf = (bytes: Uint8Array, what: string): boolean =>
  startsWith(bytes, 0, 'PK\x03\x04') && startsWith(bytes, 30, `mimetype${what}`)

const beginsWith =
  (...marks: readonly string[]) =>
  (bytes: Uint8Array) =>
    marks.some((mark) => startsWith(bytes, 0, mark))

/** Other kinds, so that the sentence can name them. */
const others: readonly (readonly [name: () => Message, is: (bytes: Uint8Array) => boolean])[] = [
  [messages.heic, (bytes) => ['ftyphe', 'ftypmif1', 'ftypmsf1'].some((mark) => startsWith(bytes, 4, mark))],
  [messages.cameraRaw, isCameraRaw],
  [messages.tiff, beginsWith('II*\0', 'MM\0*', 'II+\0', 'MM\0+')],
  [messages.photoshop, beginsWith('8BPS')],
  [messages.gimp, beginsWith('gimp xcf')],
  [messages.krita, (bytes) => isZipOf(bytes, 'application/x-krita')],
  [messages.openRaster, (bytes) => isZipOf(bytes, 'image/openraster')],
  [messages.archive, beginsWith('PK\x03\x04', '7z\xbc\xaf', 'Rar!', '\x1f\x8b')],
  [
    messages.svg,
    (bytes) =>
      /^(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*(?:<!doctype svg[^>]*>\s*)?<svg\b/is.test(textOf(bytes)),
  ],
  [messages.webPage, (bytes) => /^(?:<!--.*?-->\s*)*<(?:!doctype html|html)\b/is.test(textOf(bytes))],
  [messages.changedPng, beginsWith('\x89PNG')],
  [messages.lfsPointer, beginsWith('version https://git-lfs.github.com/')],
  // Of at least one icon: many a TGA begins alike.
  [messages.icon, (bytes) => beginsWith('\0\0\x01\0', '\0\0\x02\0')(bytes) && (bytes[4] ?? 0) > 0],
  [messages.pdf, beginsWith('%PDF')],
  [messages.postScript, beginsWith('%!PS')],
  [
    messages.video,
    (bytes) =>
      startsWith(bytes, 4, 'ftyp') ||
      beginsWith('\x1a\x45\xdf\xa3')(bytes) ||
      (beginsWith('RIFF')(bytes) && startsWith(bytes, 8, 'AVI ')),
  ],
  [messages.jpegXl, (bytes) => startsWith(bytes, 0, '\xff\x0a') || startsWith(bytes, 4, 'JXL ')],
  [messages.jpeg2000, (bytes) => startsWith(bytes, 4, 'jP  ') || startsWith(bytes, 0, '\xff\x4f\xff\x51')],
  [messages.highRange, beginsWith('v/1\x01', '#?RADIANCE', '#?RGBE')],
  [messages.netpbm, (bytes) => /^P[1-7fF]\s/.test(String.fromCharCode(...bytes.subarray(0, 3)))],
]

/** Kinds that no program makes a picture of: something else came in its place. */
const inItsPlace: readonly (() => Message)[] = [messages.webPage, messages.lfsPointer, messages.changedPng]

/** Raw files of Canon, Fujifilm, Olympus, Panasonic and Sigma. Other makers' are TIFFs that do not say it at their beginning. */
function isCameraRaw(bytes: Uint8Array): boolean {
  if (startsWith(bytes, 4, 'ftypcrx') || startsWith(bytes, 8, 'CR\x02')) return true
  return beginsWith('FUJIFILMCCD-RAW', 'IIRO', 'IIRS', 'MMOR', 'IIU\0', 'FOVb')(bytes)
}

/** The kind of a picture that can be opened, or undefined. Sixteen bytes and more of the file's beginning are enough. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | undefined {
  if (startsWith(bytes, 0, '\x89PNG\r\n\x1a\n')) return 'png'
  if (startsWith(bytes, 0, '\xff\xd8\xff')) return 'jpeg'
  if (startsWith(bytes, 0, 'RIFF') && startsWith(bytes, 8, 'WEBP')) return 'webp'
  if (startsWith(bytes, 4, 'ftyp') && hasBrand(bytes, 'avif')) return 'avif'
  if (startsWith(bytes, 0, 'GIF87a') || startsWith(bytes, 0, 'GIF89a')) return 'gif'
  if (isBmp(bytes)) return 'bmp'
  return undefined
}

/** Two letters alone may begin any text: the size of the second header tells. */
const isBmp = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0, 'BM') && [12, 16, 40, 52, 56, 64, 108, 124].includes(bytes[14] ?? 0) && bytes[15] === 0

/** Whether an ISO media file names a brand as its own or as a compatible one. */
function hasBrand(bytes: Uint8Array, brand: string): boolean {
  const length = Math.min(
    bytes.length,
    new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0),
  )
  if (startsWith(bytes, 8, brand)) return true
  for (let at = 16; at + 4 <= length; at += 4) if (startsWith(bytes, at, brand)) return true
  return false
}

/** @throws PalimpsestError('image') when the bytes are not one of the kinds that can be opened. */
export function requirePictureType(bytes: Uint8Array, file: Message): PictureType {
  const type = pictureTypeOf(bytes)
  if (type) return type
  const [kind] = others.find(([, is]) => is(bytes)) ?? []
  if (bytes.length === 0) throw new PalimpsestError(messages.emptyPicture({ file }))
  if (!kind) throw new PalimpsestError(messages.noPicture({ file }))
  const problem = inItsPlace.includes(kind) ? messages.otherCame : messages.otherKind
  throw new PalimpsestError(problem({ file, kind: kind() }))
}
