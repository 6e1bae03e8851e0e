// What a WebP says of itself (RFC 9649): size by its first chunk, extended (VP8X), lossless (VP8L) or lossy (VP8), EXIF data, profile.
import { damagedPicture } from '../damagedPicture'
import { readExif } from '../exif'
import { messages } from '../messages'
import { xmpText } from '../xmp'
import type { PictureHeader } from './pictureHeader'

interface Chunk {
  readonly type: string
  readonly data: Uint8Array
  readonly isCut: boolean
}

const flags = { animated: 0x02, xmp: 0x04, exif: 0x08, alpha: 0x10, profile: 0x20 } as const

/** @throws PalimpsestError('image') when it begins with none of the three. */
export function readWebpHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length < 30) throw damagedPicture(messages.endsTooEarly())
  const chunks = chunksOf(bytes)
  const dataOf = (wanted: string) => chunks.find(({ type }) => type === wanted)?.data
  const set = chunks[0]?.type === 'VP8X' ? (chunks[0].data[0] ?? 0) : 0
  // What no flag speaks of, decoders do not see.
  const profile = (set & flags.profile) === 0 ? undefined : dataOf('ICCP')
  const [exif, xmp] = [readExif(dataOf('EXIF')), dataOf('XMP ')]
  return {
    ...sizeOf(bytes),
    ...((set & flags.alpha) === 0 && hasLosslessAlpha(chunks) && { alpha: true }),
    model: 'rgb',
    exif: (set & flags.exif) === 0 ? { ...exif, orientation: 1 } : exif,
    xmp: xmp && xmpText(xmp),
    colour: profile && { kind: 'profile', bytes: profile },
  }
}

/** A lossless picture has an alpha channel of its own, whatever is said in front of it. */
const hasLosslessAlpha = (chunks: readonly Chunk[]): boolean =>
  chunks.some(({ type, data }) => type === 'VP8L' && ((data[4] ?? 0) & 0x10) !== 0)

/**
 * The same picture, of several the first, without what speaks of orientation and colour and in a file of the right length, so that every
 * decoder gives the stored numbers.
 * @throws PalimpsestError('image') when a part of it is missing
 */
export function bareWebp(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const chunks = chunksOf(bytes)
  const [, second] = chunks.filter(({ type }) => type === 'ANMF')
  const kept = (second ? chunks.slice(0, chunks.indexOf(second)) : chunks).filter(({ type }) =>
    pixels.has(type),
  )
  if (kept.some(({ isCut }) => isCut)) throw damagedPicture(messages.endsTooEarly())
  const out = new Uint8Array(
    12 + kept.reduce((sum, { data }) => sum + 8 + data.length + (data.length & 1), 0),
  )
  const view = new DataView(out.buffer)
  out.set(bytes.subarray(0, 12))
  view.setUint32(4, out.length - 8, true)
  let at = 12
  for (const { type, data } of kept) {
    for (let i = 0; i < 4; i++) out[at + i] = type.charCodeAt(i)
    view.setUint32(at + 4, data.length, true)
    out.set(data, at + 8)
    if (type === 'VP8X') {
      out[at + 8] = out[at + 8]! & ~(flags.exif | flags.profile | flags.xmp)
      if (hasLosslessAlpha(kept)) out[at + 8] = out[at + 8]! | flags.alpha
    }
    at += 8 + data.length + (data.length & 1)
  }
  return out
}

/** Chunks that pixels are made of. */
const pixels = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF'])

/** One that claims more than there is ends the list. What the file says of its own length is not asked. */
function chunksOf(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: Chunk[] = []
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true)
    chunks.push({
      type: String.fromCharCode(...bytes.subarray(at, at + 4)),
      data: bytes.subarray(at + 8, Math.min(at + 8 + length, bytes.length)),
      isCut: at + 8 + length > bytes.length,
    })
    at += 8 + length + (length & 1)
  }
  return chunks
}

function sizeOf(bytes: Uint8Array): Pick<PictureHeader, 'width' | 'height' | 'alpha' | 'animated'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case 'VP8X': {
      const set = view.getUint8(20)
      return {
        width: uint24(24) + 1,
        height: uint24(27) + 1,
        alpha: (set & flags.alpha) !== 0,
        animated: (set & flags.animated) !== 0,
      }
    }
    case 'VP8L': {
      if (view.getUint8(20) !== 0x2f) throw damagedPicture(messages.noSignature())
      const packed = view.getUint32(21, true)
      return {
        width: (packed & 0x3fff) + 1,
        height: ((packed >>> 14) & 0x3fff) + 1,
        alpha: (packed & 0x10000000) !== 0,
        animated: false,
      }
    }
    case 'VP8 ': {
      if (uint24(23) !== 0x2a019d) throw damagedPicture(messages.noStartCode())
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
        alpha: false,
        animated: false,
      }
    }
    default:
      throw damagedPicture(messages.noSize())
  }
}
