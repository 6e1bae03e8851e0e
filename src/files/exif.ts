// EXIF data (CIPA DC-008), a small TIFF inside of JPEG, WebP and PNG: which way is up, and what was written about the picture.
import type { Orientation } from './orient'

export interface Exif {
  readonly orientation: Orientation
  /** Texts in which programs that draw put their settings, by the names of their tags, the likeliest first. */
  readonly texts: ReadonlyMap<string, string>
}

const tags = {
  imageDescription: 0x010e,
  make: 0x010f,
  model: 0x0110,
  orientation: 0x0112,
  exif: 0x8769,
  userComment: 0x9286,
  xpComment: 0x9c9c,
} as const
const nothing: Exif = { orientation: 1, texts: new Map() }

/** Reads as much as can be read: a picture is opened whatever its EXIF data look like. */
export function readExif(bytes: Uint8Array | undefined): Exif {
  if (!bytes) return nothing
  // Some programs keep the header of JPEG's segment in front of it.
  const isMarked = latin1(bytes.subarray(0, 6)) === 'Exif\0\0'
  try {
    return read(isMarked ? bytes.subarray(6) : bytes)
  } catch (error) {
    // Beyond the end of the data.
    if (error instanceof RangeError) return nothing
    throw error
  }
}

interface Entry {
  readonly bytes: Uint8Array
  readonly number: number
}

function read(bytes: Uint8Array): Exif {
  const order = latin1(bytes.subarray(0, 2))
  if (order !== 'II' && order !== 'MM') return nothing
  const little = order === 'II'
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const main = entriesOf(view, view.getUint32(4, little), little)
  const pointer = main.get(tags.exif)?.number
  const inner = pointer === undefined ? undefined : entriesOf(view, pointer, little)
  const orientation = main.get(tags.orientation)?.number ?? 1
  const textOf = (name: string, bytes: Uint8Array | undefined, read: (bytes: Uint8Array) => string) =>
    bytes ? [[name, read(bytes)] as const] : []
  // ComfyUI puts its own forms where cameras have their names.
  const named = [
    ...textOf('Make', main.get(tags.make)?.bytes, plainText),
    ...textOf('Model', main.get(tags.model)?.bytes, plainText),
  ].filter(([, text]) => /^\w+:\s*[{[]/.test(text))
  return {
    orientation: (orientation >= 1 && orientation <= 8 ? orientation : 1) as Orientation,
    texts: new Map([
      ...textOf('UserComment', inner?.get(tags.userComment)?.bytes, (bytes) => commentOf(bytes, little)),
      ...textOf('ImageDescription', main.get(tags.imageDescription)?.bytes, plainText),
      // Windows' own, always in this order.
      ...textOf('XPComment', main.get(tags.xpComment)?.bytes, (bytes) =>
        trimmed(new TextDecoder('utf-16le').decode(bytes)),
      ),
      ...named,
    ]),
  }
}

/** Bytes of a value by its type: BYTE, ASCII, SHORT, LONG, RATIONAL, and so on. */
const sizes: Readonly<Record<number, number>> = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 9: 4, 10: 8 }

function entriesOf(view: DataView, at: number, little: boolean): Map<number, Entry> {
  const entries = new Map<number, Entry>()
  const count = view.getUint16(at, little)
  for (let i = 0; i < count && at + 14 + 12 * i <= view.byteLength; i++) {
    const entry = at + 2 + 12 * i
    const type = view.getUint16(entry + 2, little)
    const length = (sizes[type] ?? 0) * view.getUint32(entry + 4, little)
    const place = length <= 4 ? entry + 8 : view.getUint32(entry + 8, little)
    if (length === 0 || place + length > view.byteLength) continue
    entries.set(view.getUint16(entry, little), {
      bytes: new Uint8Array(view.buffer, view.byteOffset + place, length),
      number: type === 3 ? view.getUint16(place, little) : type === 4 ? view.getUint32(place, little) : 0,
    })
  }
  return entries
}

/** Eight bytes name the encoding. "UNICODE" is UTF-16 in the order of the rest, or in any that some program chose. */
function commentOf(bytes: Uint8Array, little: boolean): string {
  const text = bytes.subarray(8)
  if (!latin1(bytes.subarray(0, 8)).startsWith('UNICODE')) return plainText(text)
  // Some programs write UTF-8 under that name: UTF-16 has zeros wherever there are line breaks, digits or blanks.
  if (!text.includes(0) && /\n|: /.test(latin1(text))) return plainText(text)
  const marked = (text[0] === 0xff && text[1] === 0xfe) || (text[0] === 0xfe && text[1] === 0xff)
  const isLittle = marked ? text[0] === 0xff : guessedOrder(text, little)
  const decoded = new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(text)
  return trimmed(decoded)
}

/** The order in which more characters are those of Latin letters; most texts have line breaks, digits and commas. */
function guessedOrder(text: Uint8Array, little: boolean): boolean {
  let [first, second] = [0, 0]
  for (let at = 0; at + 1 < text.length; at += 2) {
    if (text[at] === 0 && text[at + 1] !== 0) first++
    if (text[at] !== 0 && text[at + 1] === 0) second++
  }
  return first === second ? little : second > first
}

/** UTF-8, or Latin-1 where it is none. */
export function plainText(bytes: Uint8Array): string {
  try {
    return trimmed(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return trimmed(latin1(bytes))
  }
}

const trimmed = (text: string) => text.replace(/\0+$/, '')

function latin1(bytes: Uint8Array): string {
  let text = ''
  // In parts: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}
