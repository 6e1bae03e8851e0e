// Masks at another size, by a tent filter that is stretched when the mask shrinks, as Pillow's BILINEAR does it.
import type { Mask } from './mask'

interface Taps {
  readonly first: number
  readonly weights: Float64Array
}

/** For each output position, the input positions that it reads and their weights, which sum to 1. */
function tapsFor(from: number, to: number): Taps[] {
  const scale = from / to
  const reach = Math.max(scale, 1)
  return Array.from({ length: to }, (_, out) => {
    const centre = (out + 0.5) * scale
    const first = Math.max(0, Math.floor(centre - reach + 0.5))
    const last = Math.min(from, Math.floor(centre + reach + 0.5))
    const weights = Float64Array.from({ length: last - first }, (_, k) =>
      Math.max(0, 1 - Math.abs((first + k + 0.5 - centre) / reach)),
    )
    const sum = weights.reduce((total, weight) => total + weight, 0)
    return { first, weights: weights.map((weight) => weight / sum) }
  })
}

/** A mask at another size; the same size gives the same mask. */
export function scaleMask(mask: Mask, width: number, height: number): Mask {
  if (mask.width === width && mask.height === height) return mask
  const rows = new Float32Array(width * mask.height)
  tapsFor(mask.width, width).forEach(({ first, weights }, x) => {
    for (let y = 0; y < mask.height; y++) {
      let sum = 0
      for (let k = 0; k < weights.length; k++)
        sum += (weights[k] as number) * (mask.data[y * mask.width + first + k] as number)
      rows[y * width + x] = sum
    }
  })
  const data = new Uint8Array(width * height)
  tapsFor(mask.height, height).forEach(({ first, weights }, y) => {
    for (let x = 0; x < width; x++) {
      let sum = 0
      for (let k = 0; k < weights.length; k++)
        sum += (weights[k] as number) * (rows[(first + k) * width + x] as number)
      data[y * width + x] = Math.round(sum)
    }
  })
  return { width, height, data }
}
