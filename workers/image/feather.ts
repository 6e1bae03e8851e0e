// A soft rim around a binary mask, by the exact Euclidean distance transform
// (Felzenszwalb & Huttenlocher 2012, "Distance Transforms of Sampled Functions").
import { boundsOf, cropMask, type Mask } from './mask'

/** Distance of each pixel to the nearest covered one, in pixels; 0 inside, infinite where nothing is covered. */
export function distanceToMask({ width, height, data }: Mask): Float32Array {
  const distance = distanceWithinColumns(width, height, data)
  const envelope = createEnvelope(width)
  for (let y = 0; y < height; y++) envelope(distance.subarray(y * width, (y + 1) * width))
  return distance
}

/** Distance to the nearest covered pixel above or below: two sweeps, row by row. */
function distanceWithinColumns(width: number, height: number, data: Float32Array): Float32Array {
  const distance = Float32Array.from(data, (value) => (value > 0 ? 0 : Infinity))
  for (let at = width; at < distance.length; at++)
    distance[at] = Math.min(distance[at] as number, (distance[at - width] as number) + 1)
  for (let at = width * (height - 1) - 1; at >= 0; at--)
    distance[at] = Math.min(distance[at] as number, (distance[at + width] as number) + 1)
  return distance
}

/**
 * Turns a row of distances within columns into distances, in place: the lower envelope of the parabolas
 * (x - v)^2 + distance(v)^2 over all v.
 */
function createEnvelope(width: number): (row: Float32Array) => void {
  /** Where the parabolas of the envelope have their feet, and from which x on each is the lowest. */
  const feet = new Int32Array(width)
  const starts = new Float64Array(width)
  const squares = new Float64Array(width)
  return (row) => {
    let count = 0
    for (let v = 0; v < width; v++) {
      const square = (row[v] as number) ** 2
      squares[v] = square
      if (square === Infinity) continue
      let start = -Infinity
      for (; count > 0; count--) {
        const foot = feet[count - 1] as number
        start = (square + v * v - (squares[foot] as number) - foot * foot) / (2 * (v - foot))
        if (start > (starts[count - 1] as number)) break
        start = -Infinity
      }
      feet[count] = v
      starts[count] = start
      count++
    }
    if (count === 0) return
    let k = 0
    for (let x = 0; x < width; x++) {
      while (k + 1 < count && (starts[k + 1] as number) <= x) k++
      const foot = feet[k] as number
      row[x] = Math.sqrt((x - foot) ** 2 + (squares[foot] as number))
    }
  }
}

/**
 * The mask with a soft rim: 1 where it was 1, falling outwards, and 0 wherever the mask is more than `radius` pixels away.
 * @param radius pixels; 0 leaves the mask as it is
 */
export function feather(mask: Mask, radius: number): Mask {
  if (radius <= 0) return mask
  // Nothing happens farther away: a small mask on a large picture is little work.
  const reach = Math.ceil(radius)
  const bounds = boundsOf(mask)
  const left = Math.max(bounds.left - reach, 0)
  const top = Math.max(bounds.top - reach, 0)
  const width = Math.min(bounds.left + bounds.width + reach, mask.width) - left
  const height = Math.min(bounds.top + bounds.height + reach, mask.height) - top
  const distance = distanceToMask(cropMask(mask, { left, top, width, height }))
  const data = new Float32Array(mask.data.length)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const d = distance[y * width + x] as number
      if (d > radius) continue
      // Smoothstep, so that neither end of the rim shows; it would be 0 one pixel farther out.
      const t = 1 - d / (radius + 1)
      data[(top + y) * mask.width + left + x] = t * t * (3 - 2 * t)
    }
  return { ...mask, data }
}
