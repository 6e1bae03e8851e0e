// What a GIF says of itself (GIF89a specification): its size, whether there are transparent pixels in its first picture, its comment.
import { damagedPicture } from '../damagedPicture'
import { plainText, readExif } from '../exif'
import { messages } from '../messages'
import type { PictureHeader } from './pictureHeader'

/** Introducers of blocks, and labels of extensions. */
const picture = 0x2c
const extension = 0x21
const control = 0xf9
const comment = 0xfe

/** @throws PalimpsestError('image') when it ends before its first picture. */
export function readGifHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length < 13) throw damagedPicture(messages.endsTooEarly())
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const [width, height] = [view.getUint16(6, true), view.getUint16(8, true)]
  if (width === 0 || height === 0) throw damagedPicture(messages.otherSize({ width, height }))
  let [pictures, alpha] = [0, false]
  let remark: Uint8Array | undefined
  let at = 13 + tableBytes(bytes[10]!)
  for (;;) {
    const kind = bytes[at]
    if (kind === extension && at + 2 < bytes.length) {
      const label = bytes[at + 1]
      if (label === control && pictures === 0) alpha ||= (bytes[at + 3]! & 1) !== 0
      if (label === comment) remark ??= joinedBlocks(bytes, at + 2)
      at = behindBlocks(bytes, at + 2)
    } else if (kind === picture && at + 10 < bytes.length) {
      const [left, top, right, bottom] = [1, 3, 5, 7].map((place) => view.getUint16(at + place, true)) as [
        number,
        number,
        number,
        number,
      ]
      // What the first picture does not cover is transparent.
      if (pictures === 0) alpha ||= left + top > 0 || right < width || bottom < height
      pictures += 1
      at = behindBlocks(bytes, at + 11 + tableBytes(bytes[at + 9]!))
    } else break
  }
  if (pictures === 0) throw damagedPicture(messages.endsTooEarly())
  return {
    width,
    height,
    alpha,
    animated: pictures > 1,
    model: 'rgb',
    exif: readExif(undefined),
    comment: remark && plainText(remark),
    colour: undefined,
  }
}

/** Bytes of a table of colours, where the packed field says that there is one. */
const tableBytes = (packed: number): number => ((packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1))

function joinedBlocks(bytes: Uint8Array, start: number): Uint8Array {
  const joined: number[] = []
  for (let at = start; at < bytes.length && bytes[at] !== 0; at += 1 + bytes[at]!)
    joined.push(...bytes.subarray(at + 1, at + 1 + bytes[at]!))
  return Uint8Array.from(joined)
}

/** Blocks of up to 255 bytes, each behind its length, end with an empty one. */
function behindBlocks(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== 0) at += 1 + bytes[at]!
  return at + 1
}
