// The size of a JPEG, from its frame header (ITU-T T.81, B.2.2).
import { damagedPicture } from '../damagedPicture'

/** Markers of frame headers: SOF0 to SOF15 without the tables and the extension that lie between. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** @throws PalimpsestError('image') when there is no frame header. */
export function readJpegHeader(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw damagedPicture('something that is not a JPEG segment lies in it')
    const marker = bytes[at + 1] as number
    // Fill bytes, and markers that stand alone.
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
      at += 2
      continue
    }
    if (marker === 0xd9 || marker === 0xda) throw damagedPicture('it has no header with its size')
    const length = view.getUint16(at + 2)
    if (length < 2) throw damagedPicture('one of its segments has no length')
    if (isFrame(marker)) {
      if (at + 9 > bytes.length) break
      const [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)]
      if (width === 0 || height === 0) throw damagedPicture(`its header gives it ${width}x${height} pixels`)
      return { width, height }
    }
    at += 2 + length
  }
  throw damagedPicture('the file ends too early')
}
