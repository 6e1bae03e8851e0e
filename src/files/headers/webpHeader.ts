// The size of a WebP, from its first chunk (RFC 9649): extended (VP8X), lossless (VP8L) or lossy (VP8).
import { damagedPicture } from '../damagedPicture'
import type { PictureHeader } from './pictureHeader'

/** @throws PalimpsestError('image') when it begins with none of the three. */
export function readWebpHeader(bytes: Uint8Array): PictureHeader {
  if (bytes.length < 30) throw damagedPicture('the file ends too early')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const uint24 = (at: number) => view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case 'VP8X':
      return { width: uint24(24) + 1, height: uint24(27) + 1, alpha: (view.getUint8(20) & 0x10) !== 0 }
    case 'VP8L': {
      if (view.getUint8(20) !== 0x2f) throw damagedPicture('its lossless part has no signature')
      const packed = view.getUint32(21, true)
      return {
        width: (packed & 0x3fff) + 1,
        height: ((packed >>> 14) & 0x3fff) + 1,
        alpha: (packed & 0x10000000) !== 0,
      }
    }
    case 'VP8 ': {
      if (uint24(23) !== 0x2a019d) throw damagedPicture('its key frame has no start code')
      return {
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
        alpha: false,
      }
    }
    default:
      throw damagedPicture('it has no header with its size')
  }
}
