// What a JPEG says of itself before its pixels (ITU-T T.81, B.2): size, EXIF data, colour profile.
import { PalimpsestError } from '../../shared/errors'
import type { Message } from '../../shared/message'
import type { PictureColour } from '../colour/toSrgb'
import { damagedPicture } from '../damagedPicture'
import { plainText, readExif } from '../exif'
import { messages } from '../messages'
import { xmpText } from '../xmp'
import type { PictureHeader } from './pictureHeader'

interface Segment {
  readonly marker: number
  /** Without marker and length. */
  readonly data: Uint8Array
}

const scan = 0xda
const end = 0xd9
const app = (n: number) => 0xe0 + n
const comment = 0xfe
const XMP = 'http://ns.adobe.com/xap/1.0/\0'

/** Markers of frame headers: SOF0 to SOF15 without the tables and the extension that lie between, and JPEG-LS's. */
const isFrame = (marker: number) =>
  (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) ||
  marker === 0xf7

/** @throws PalimpsestError('image') when there is no frame header, or one of a kind that decoders do not read. */
export function readJpegHeader(bytes: Uint8Array): PictureHeader {
  const { segments, rest, problem } = segmentsOf(bytes)
  const frame = segments.find(({ marker }) => isFrame(marker))
  if (!frame) throw damagedPicture(problem ?? messages.noSize())
  const view = new DataView(frame.data.buffer, frame.data.byteOffset, frame.data.byteLength)
  if (view.byteLength < 6) throw damagedPicture(messages.endsTooEarly())
  refuseUnopened(frame.marker, view.getUint8(0))
  const [height, width, components] = [view.getUint16(1), view.getUint16(3), view.getUint8(5)]
  if (width === 0 || height === 0) throw damagedPicture(messages.otherSize({ width, height }))
  const exif = segments.find(({ marker, data }) => marker === app(1) && startsWith(data, 'Exif\0\0'))
  const remark = segments.find(({ marker }) => marker === comment)
  const xmp = segments.find(({ marker, data }) => marker === app(1) && startsWith(data, XMP))
  return {
    width,
    height,
    alpha: false,
    animated: false,
    model: components === 1 ? 'grey' : components === 4 ? 'cmyk' : 'rgb',
    exif: readExif(exif?.data),
    comment: remark && plainText(remark.data),
    ...(endOf(rest).isCut && { flaw: 'cut' }),
    xmp: xmp && xmpText(xmp.data.subarray(XMP.length)),
    colour: profileOf(segments),
  }
}

/** Forms that no browser decodes; some of Node's decoders do. */
function refuseUnopened(marker: number, bits: number): void {
  const kind = LOSSLESS.has(marker)
    ? messages.losslessJpeg()
    : HIERARCHICAL.has(marker)
      ? messages.hierarchicalJpeg()
      : bits > 8
        ? messages.deepJpeg({ bits })
        : undefined
  if (kind) throw new PalimpsestError(messages.unopenedForm({ kind }))
}

/** SOF3 and SOF11, and JPEG-LS (ITU-T T.87). */
const LOSSLESS = new Set([0xc3, 0xcb, 0xf7])
/** SOF5 to SOF7 and SOF13 to SOF15. */
const HIERARCHICAL = new Set([0xc5, 0xc6, 0xc7, 0xcd, 0xce, 0xcf])

/**
 * The same picture without what speaks of orientation and colour, without what lies between its segments, and with an end, so that every
 * decoder gives the stored numbers.
 * @throws PalimpsestError('image') when it ends before its first pixel
 */
export function bareJpeg(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { segments, rest } = segmentsOf(bytes)
  // JFIF's and Adobe's own segments say how the samples are to be understood; inks mean nothing without their profile.
  const frame = segments.find(({ marker }) => isFrame(marker))
  const isOfInks = frame?.data[5] === 4
  const kept = segments.filter(
    ({ marker, data }) =>
      (marker !== comment && (marker < app(1) || marker > app(15) || marker === app(14))) ||
      (isOfInks && isProfile(marker, data)),
  )
  const { length, isCut } = endOf(rest)
  if (length === 0) throw damagedPicture(messages.endsTooEarly())
  const scans = isCut ? rest.subarray(0, length) : rest
  const out = new Uint8Array(
    2 + kept.reduce((sum, { data }) => sum + 4 + data.length, 0) + scans.length + (isCut ? 2 : 0),
  )
  out.set([0xff, 0xd8])
  let at = 2
  for (const { marker, data } of kept) {
    out.set([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255], at)
    out.set(data, at + 4)
    at += 4 + data.length
  }
  out.set(scans, at)
  if (isCut) out.set([0xff, end], at + length)
  return out
}

/**
 * How far the scans and the segments between them go, from the first scan on: all where they have an end, else up to the last whole
 * segment or number. Zero where no pixel is there.
 */
function endOf(rest: Uint8Array): { readonly length: number; readonly isCut: boolean } {
  let [at, pixelsAt] = [0, 0]
  const cutAt = (place: number) => {
    // Numbers that are damaged may look like a segment.
    const hasEnd = rest.some((byte, i) => i >= pixelsAt && byte === 0xff && rest[i + 1] === end)
    if (pixelsAt > 0 && hasEnd) return { length: rest.length, isCut: false }
    const length = rest[place - 1] === 0xff ? place - 1 : place
    return { length: length <= pixelsAt ? 0 : length, isCut: true }
  }
  for (;;) {
    const next = at + 2 + (((rest[at + 2] ?? 0xff) << 8) | (rest[at + 3] ?? 0xff))
    if (next > rest.length) return cutAt(at)
    const isScan = rest[at + 1] === scan
    at = next
    if (isScan) pixelsAt ||= at
    // Numbers go on up to the next marker that is no restart.
    while (at + 1 < rest.length && !(rest[at] === 0xff && (isSegment(rest[at + 1]!) || rest[at + 1] === end)))
      at += 1
    if (at + 1 >= rest.length) return cutAt(rest.length)
    if (rest[at + 1] === end) return { length: rest.length, isCut: false }
  }
}

/** The segments before the first scan; `rest` begins with that. What is no segment is skipped up to the next marker. */
function segmentsOf(bytes: Uint8Array): {
  readonly segments: readonly Segment[]
  readonly rest: Uint8Array
  readonly problem?: Message
} {
  const segments: Segment[] = []
  let at = 2
  const ended = (problem: Message) => ({ segments, rest: bytes.subarray(at), problem })
  for (;;) {
    while (at + 1 < bytes.length && !(bytes[at] === 0xff && isSegment(bytes[at + 1]!))) at += 1
    if (at + 4 > bytes.length) return ended(messages.endsTooEarly())
    const marker = bytes[at + 1]!
    if (marker === scan) return { segments, rest: bytes.subarray(at) }
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!
    if (length < 2) return ended(messages.noSegmentLength())
    if (at + 2 + length > bytes.length) return ended(messages.endsTooEarly())
    segments.push({ marker, data: bytes.subarray(at + 4, at + 2 + length) })
    at += 2 + length
  }
}

/** Markers that begin a segment; neither fill bytes nor the ones that stand alone. */
const isSegment = (marker: number) => marker >= 0xc0 && marker !== 0xff && (marker < 0xd0 || marker > 0xd9)

const isProfile = (marker: number, data: Uint8Array) => marker === app(2) && startsWith(data, 'ICC_PROFILE\0')

/** The profile is cut into parts that are numbered from 1 (ICC.1:2022, B.4). */
function profileOf(segments: readonly Segment[]): PictureColour {
  const parts = segments
    .filter(({ marker, data }) => isProfile(marker, data))
    .map(({ data }) => ({ at: data[12] ?? 0, bytes: data.subarray(14) }))
    .toSorted((a, b) => a.at - b.at)
  if (parts.length === 0) return undefined
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.bytes.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part.bytes, at)
    at += part.bytes.length
  }
  return { kind: 'profile', bytes }
}

const startsWith = (data: Uint8Array, text: string) =>
  [...text].every((character, i) => data[i] === character.charCodeAt(0))
