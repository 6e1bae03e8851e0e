// The outer form of a PNG file (W3C PNG, third edition, 5): a signature, then chunks of length, type, data and checksum.
import { damagedPicture } from '../damagedPicture'
import type { Flaw } from '../flaws'
import { messages } from '../messages'
import { crc32 } from './crc32'

export interface PngChunk {
  /** Four letters; the first is a capital where a reader must understand the chunk. */
  readonly type: string
  readonly data: Uint8Array<ArrayBuffer>
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

const isPng = (bytes: Uint8Array): boolean => signature.every((value, at) => bytes[at] === value)

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes)

/** Chunks that pixels are made of. Any other one is left out where it is damaged, and the picture is what it is. */
const holdsPixels = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT'])

/**
 * Splits a file into its chunks; their data are views of `bytes`. What follows the end chunk is not part of the picture, and where
 * the file ends behind the pixels, that is its end.
 * @param flaws where it is given, pixels that are there are taken although others are missing or their checksum does not fit, and what
 * is wrong is added to it
 * @throws PalimpsestError('image') when the file is not a PNG, is cut short, or a checksum of its pixels does not fit.
 */
export function readPngChunks(bytes: Uint8Array<ArrayBuffer>, flaws?: Set<Flaw>): PngChunk[] {
  if (!isPng(bytes)) throw damagedPicture(messages.notAsPng())
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: PngChunk[] = []
  let at = signature.length
  for (;;) {
    const hasPixels = chunks.some(({ type }) => type === 'IDAT')
    if (at + 12 > bytes.length) {
      if (hasPixels) return chunks
      throw damagedPicture(messages.endsTooEarly())
    }
    const length = view.getUint32(at)
    const type = latin1(bytes.subarray(at + 4, at + 8))
    if (type === 'IEND' && hasPixels) return [...chunks, { type, data: new Uint8Array() }]
    if (!/^[A-Za-z]{4}$/.test(type)) {
      if (hasPixels) return chunks
      throw damagedPicture(messages.noPngChunk())
    }
    if (at + 12 + length > bytes.length) {
      if (hasPixels && type !== 'IDAT') return chunks
      if (!flaws || type !== 'IDAT' || chunks.length === 0) throw damagedPicture(messages.endsTooEarly())
      // The checksum alone may be what is missing: the rows tell.
      return [...chunks, { type, data: bytes.subarray(at + 8, at + 8 + length) }]
    }
    if ((type === 'IHDR') !== (chunks.length === 0)) throw damagedPicture(messages.headerElsewhere())
    const fits = view.getUint32(at + 8 + length) === crc32(bytes.subarray(at + 4, at + 8 + length))
    const isTaken = !fits && type === 'IDAT' && flaws !== undefined
    if (isTaken) flaws.add('damaged')
    else if (!fits && holdsPixels.has(type)) throw damagedPicture(messages.otherChecksum({ chunk: type }))
    if (fits || isTaken) chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
}

/** The bytes of a PNG file of these chunks. */
export function writePngChunks(chunks: readonly PngChunk[]): Uint8Array<ArrayBuffer> {
  const length = chunks.reduce((sum, { data }) => sum + 12 + data.length, signature.length)
  const bytes = new Uint8Array(length)
  const view = new DataView(bytes.buffer)
  bytes.set(signature)
  let at = signature.length
  for (const { type, data } of chunks) {
    view.setUint32(at, data.length)
    for (let i = 0; i < 4; i++) bytes[at + 4 + i] = type.charCodeAt(i)
    bytes.set(data, at + 8)
    view.setUint32(at + 8 + data.length, crc32(bytes.subarray(at + 4, at + 8 + data.length)))
    at += 12 + data.length
  }
  return bytes
}
