import type { Pixels } from '../../shared/pixels'
import { scaledSamples } from './tentFilter'

/** A picture at another size, its colours weighted by alpha; the same size gives the same picture. */
export function scalePixels(pixels: Pixels, width: number, height: number): Pixels {
  if (pixels.width === width && pixels.height === height) return pixels
  const premultiplied = new Float32Array(pixels.data.length)
  for (let at = 0; at < premultiplied.length; at += 4) {
    const alpha = pixels.data[at + 3]! / 255
    for (let channel = 0; channel < 3; channel++)
      premultiplied[at + channel] = pixels.data[at + channel]! * alpha
    premultiplied[at + 3] = pixels.data[at + 3]!
  }
  const scaled = scaledSamples({ ...pixels, data: premultiplied }, 4, { width, height })
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < data.length; at += 4) {
    const alpha = scaled[at + 3]!
    if (alpha < 0.5) continue
    for (let channel = 0; channel < 3; channel++) data[at + channel] = (scaled[at + channel]! * 255) / alpha
    data[at + 3] = alpha
  }
  return { width, height, data }
}
