// The outer form of a PNG file (W3C PNG, third edition, 5): a signature, then chunks of length, type, data and checksum.
import { damagedPicture } from '../damagedPicture'
import { crc32 } from './crc32'

export interface PngChunk {
  /** Four letters; the first is a capital where a reader must understand the chunk. */
  readonly type: string
  readonly data: Uint8Array<ArrayBuffer>
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

export const isPng = (bytes: Uint8Array): boolean => signature.every((value, at) => bytes[at] === value)

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes)

/**
 * Splits a file into its chunks; their data are views of `bytes`. What follows the end chunk is not part of the picture.
 * @throws PalimpsestError('image') when the file is not a PNG, is cut short, or a checksum does not fit.
 */
export function readPngChunks(bytes: Uint8Array<ArrayBuffer>): PngChunk[] {
  if (!isPng(bytes)) throw damagedPicture('it does not begin as a PNG file does')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const chunks: PngChunk[] = []
  let at = signature.length
  for (;;) {
    if (at + 12 > bytes.length) throw damagedPicture('the file ends too early')
    const length = view.getUint32(at)
    const type = latin1(bytes.subarray(at + 4, at + 8))
    if (!/^[A-Za-z]{4}$/.test(type)) throw damagedPicture('something that is not a PNG chunk lies in it')
    if (at + 12 + length > bytes.length) throw damagedPicture('the file ends too early')
    if (view.getUint32(at + 8 + length) !== crc32(bytes.subarray(at + 4, at + 8 + length)))
      throw damagedPicture(`its ${type} chunk does not match its checksum`)
    if ((type === 'IHDR') !== (chunks.length === 0))
      throw damagedPicture('its header is not where it belongs')
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) })
    at += 12 + length
    if (type === 'IEND') return chunks
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
