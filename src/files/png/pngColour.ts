// Whether a PNG's numbers are sRGB, as nearly all are, or mean other colours that the browser has to translate.
import type { PngChunk } from './pngChunks'

/** 1 / 2.2 as gAMA stores it, times 100000: what sRGB's curve comes to. */
const srgbGamma = 45455

/** Whether the picture says that its colours are not sRGB: an embedded profile, code points of video, or another gamma. */
export function pngNeedsColourManagement(chunks: readonly PngChunk[]): boolean {
  const dataOf = (wanted: string) => chunks.find(({ type }) => type === wanted)?.data
  const codePoints = dataOf('cICP')
  // Primaries 1 and transfer 13 are sRGB (ITU-T H.273).
  if (codePoints) return codePoints[0] !== 1 || codePoints[1] !== 13
  if (dataOf('iCCP')) return true
  if (dataOf('sRGB')) return false
  const gamma = dataOf('gAMA')
  if (!gamma || gamma.length !== 4) return false
  const value = new DataView(gamma.buffer, gamma.byteOffset, 4).getUint32(0)
  return Math.abs(value - srgbGamma) > 500
}
