// A soft rim around a binary mask, by the exact Euclidean distance transform
// (Felzenszwalb & Huttenlocher 2012, "Distance Transforms of Sampled Functions").
import type { Mask } from './mask'

const far = 1e20

/** Squared distance of a sampled function's lower envelope of parabolas: one row or column, in place. */
function transformLine(
  line: Float64Array,
  length: number,
  places: Int32Array,
  bounds: Float64Array,
  out: Float64Array,
): void {
  let k = 0
  places[0] = 0
  bounds[0] = -far
  bounds[1] = far
  for (let q = 1; q < length; q++) {
    const crossing = (): number => {
      const v = places[k] as number
      return ((line[q] as number) + q * q - ((line[v] as number) + v * v)) / (2 * q - 2 * v)
    }
    let s = crossing()
    while (k > 0 && s <= (bounds[k] as number)) {
      k--
      s = crossing()
    }
    k++
    places[k] = q
    bounds[k] = s
    bounds[k + 1] = far
  }
  k = 0
  for (let q = 0; q < length; q++) {
    while ((bounds[k + 1] as number) < q) k++
    const v = places[k] as number
    out[q] = (q - v) * (q - v) + (line[v] as number)
  }
}

/** Distance of each pixel to the nearest covered one, in pixels; 0 inside. */
export function distanceToMask({ width, height, data }: Mask): Float64Array {
  const grid = Float64Array.from(data, (value) => (value > 0 ? 0 : far))
  const longest = Math.max(width, height)
  const [line, out] = [new Float64Array(longest), new Float64Array(longest)]
  const [places, bounds] = [new Int32Array(longest), new Float64Array(longest + 1)]
  for (let x = 0; x < width; x++) {
    for (let y = 0; y < height; y++) line[y] = grid[y * width + x] as number
    transformLine(line, height, places, bounds, out)
    for (let y = 0; y < height; y++) grid[y * width + x] = out[y] as number
  }
  for (let y = 0; y < height; y++) {
    line.set(grid.subarray(y * width, (y + 1) * width))
    transformLine(line, width, places, bounds, out)
    for (let x = 0; x < width; x++) grid[y * width + x] = Math.sqrt(out[x] as number)
  }
  return grid
}

/**
 * The mask with a soft rim: 1 where it was 1, falling to 0 over `radius` pixels outwards, 0 from there on.
 * @param radius pixels; 0 leaves the mask as it is
 */
export function feather(mask: Mask, radius: number): Mask {
  if (radius <= 0) return mask
  const distance = distanceToMask(mask)
  return {
    ...mask,
    data: Float32Array.from(distance, (d) => {
      if (d === 0) return 1
      const t = 1 - d / (radius + 1)
      // Smoothstep, so that neither end of the rim shows.
      return t <= 0 ? 0 : t * t * (3 - 2 * t)
    }),
  }
}
