// The exact Euclidean distance transform (Felzenszwalb & Huttenlocher 2012, "Distance Transforms of Sampled Functions"), as far as
// finding the nearest covered pixel: first within each column, then across columns by the lower envelope of parabolas.
import type { Mask } from './mask'

/** For each pixel the row of the nearest covered pixel in its own column; -1 where the column has none. */
export function nearestRows({ width, height, data }: Mask): Int32Array {
  const rows = new Int32Array(width * height).fill(-1)
  const last = new Int32Array(width).fill(-1)
  for (let y = 0; y < height; y++)
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (data[at] !== 0) last[x] = y
      rows[at] = last[x] as number
    }
  last.fill(-1)
  for (let y = height - 1; y >= 0; y--)
    for (let x = 0, at = y * width; x < width; x++, at++) {
      if (data[at] !== 0) last[x] = y
      const below = last[x] as number
      const above = rows[at] as number
      if (below >= 0 && (above < 0 || below - y < y - above)) rows[at] = below
    }
  return rows
}

/**
 * Makes a function that finds, for each place p of a line, the place q with the least (p - q)^2 + heights[q], and writes it to
 * `nearest`; -1 everywhere when all heights are infinite.
 * @param length of the lines
 */
export function nearestInLine(length: number): (heights: Float64Array, nearest: Int32Array) => void {
  /** The parabolas of the envelope from left to right, and where each begins to be the lowest. */
  const places = new Int32Array(length)
  const starts = new Float64Array(length + 1)
  return (heights, nearest) => {
    let count = 0
    for (let q = 0; q < length; q++) {
      const height = heights[q] as number
      if (height === Infinity) continue
      let start = -Infinity
      while (count > 0) {
        const p = places[count - 1] as number
        start = (height + q * q - ((heights[p] as number) + p * p)) / (2 * (q - p))
        if (start > (starts[count - 1] as number)) break
        count--
        start = -Infinity
      }
      places[count] = q
      starts[count] = start
      count++
    }
    if (count === 0) {
      nearest.fill(-1)
      return
    }
    starts[count] = Infinity
    for (let p = 0, k = 0; p < length; p++) {
      while ((starts[k + 1] as number) < p) k++
      nearest[p] = places[k] as number
    }
  }
}
