// The exact Euclidean distance transform (Felzenszwalb & Huttenlocher 2012, "Distance Transforms of Sampled Functions").

/** Stands for "no sample here"; squared distances in a picture stay far below. */
export const far = 1e20

/** Columns that are transformed together: one cache line of them. */
const block = 16

/**
 * Turns a grid of squared offsets (0 at a sample, `far` where there is none) into the squared distance to the nearest sample,
 * in place: the least of offset(q) + |p - q|^2 over all q.
 */
export function squaredDistances(grid: Float32Array, width: number, height: number): void {
  const line = lineTransform(Math.max(width, height))
  // Columns are gathered by the block: one at a time, each value would cost a cache line of its own.
  const columns = new Float32Array(block * height)
  for (let left = 0; left < width; left += block) {
    const count = Math.min(block, width - left)
    for (let y = 0; y < height; y++)
      for (let i = 0; i < count; i++) columns[i * height + y] = grid[y * width + left + i] as number
    for (let i = 0; i < count; i++) line(columns, i * height, height)
    for (let y = 0; y < height; y++)
      for (let i = 0; i < count; i++) grid[y * width + left + i] = columns[i * height + y] as number
  }
  for (let y = 0; y < height; y++) line(grid, y * width, width)
}

/** The transform of one line of values: the lower envelope of the parabolas that stand on them. */
function lineTransform(longest: number) {
  const places = new Int32Array(longest)
  const heights = new Float64Array(longest)
  /** Where each parabola of the envelope begins to be the lowest. */
  const starts = new Float64Array(longest + 1)
  return (values: Float32Array, start: number, length: number): void => {
    let count = 0
    for (let q = 0; q < length; q++) {
      const height = values[start + q] as number
      if (height >= far) continue
      let from = -Infinity
      while (count > 0) {
        const p = places[count - 1] as number
        from = (height + q * q - ((heights[count - 1] as number) + p * p)) / (2 * (q - p))
        if (from > (starts[count - 1] as number)) break
        count--
        from = -Infinity
      }
      places[count] = q
      heights[count] = height
      starts[count] = from
      count++
    }
    if (count === 0) return
    starts[count] = Infinity
    for (let q = 0, k = 0; q < length; q++) {
      while ((starts[k + 1] as number) < q) k++
      const distance = q - (places[k] as number)
      values[start + q] = distance * distance + (heights[k] as number)
    }
  }
}
