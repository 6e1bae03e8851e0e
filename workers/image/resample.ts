// Separable resampling with anti-aliasing: the filter is stretched when the picture shrinks, as Pillow does it.
import type { Pixels } from '../../src/shared/pixels'

interface Filter {
  readonly support: number
  readonly at: (x: number) => number
}

const sinc = (x: number) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))

/** Lanczos with three lobes (Turkowski 1990). */
const lanczos3: Filter = { support: 3, at: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) }

interface Taps {
  readonly first: number
  readonly weights: Float64Array
}

/** For each output position, the input positions that it reads and their weights, which sum to 1. */
function tapsFor(from: number, to: number, filter: Filter): Taps[] {
  const scale = from / to
  const stretch = Math.max(scale, 1)
  const reach = filter.support * stretch
  return Array.from({ length: to }, (_, out) => {
    const centre = (out + 0.5) * scale
    const first = Math.max(0, Math.floor(centre - reach + 0.5))
    const last = Math.min(from, Math.floor(centre + reach + 0.5))
    const weights = new Float64Array(last - first)
    let sum = 0
    for (let k = 0; k < weights.length; k++) {
      const weight = filter.at((first + k + 0.5 - centre) / stretch)
      weights[k] = weight
      sum += weight
    }
    for (let k = 0; k < weights.length; k++) weights[k] = (weights[k] as number) / sum
    return { first, weights }
  })
}

/**
 * A picture at another size, by Lanczos resampling. The same size gives the same picture, bit for bit.
 * Colours are weighted by their alpha, so that what is transparent does not bleed.
 */
export function resize(source: Pixels, width: number, height: number): Pixels {
  if (source.width === width && source.height === height) return source
  const across = tapsFor(source.width, width, lanczos3)
  const down = tapsFor(source.height, height, lanczos3)
  const opaque = source.data.every((value, at) => at % 4 !== 3 || value === 255)

  const rows = new Float32Array(width * source.height * 4)
  for (let y = 0; y < source.height; y++)
    for (let x = 0; x < width; x++) {
      const { first, weights } = across[x] as Taps
      let [r, g, b, a] = [0, 0, 0, 0]
      for (let k = 0; k < weights.length; k++) {
        const at = (y * source.width + first + k) * 4
        const weight = weights[k] as number
        const alpha = source.data[at + 3] as number
        const share = opaque ? weight : (weight * alpha) / 255
        r += share * (source.data[at] as number)
        g += share * (source.data[at + 1] as number)
        b += share * (source.data[at + 2] as number)
        a += weight * alpha
      }
      rows.set([r, g, b, a], (y * width + x) * 4)
    }

  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    const { first, weights } = down[y] as Taps
    for (let x = 0; x < width; x++) {
      let [r, g, b, a] = [0, 0, 0, 0]
      for (let k = 0; k < weights.length; k++) {
        const at = ((first + k) * width + x) * 4
        const weight = weights[k] as number
        r += weight * (rows[at] as number)
        g += weight * (rows[at + 1] as number)
        b += weight * (rows[at + 2] as number)
        a += weight * (rows[at + 3] as number)
      }
      const unweight = opaque ? 1 : a <= 0 ? 0 : 255 / a
      data.set([r * unweight, g * unweight, b * unweight, a], (y * width + x) * 4)
    }
  }
  return { width, height, data }
}
