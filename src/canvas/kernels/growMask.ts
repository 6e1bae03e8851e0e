// Growing and shrinking masks by a distance, round at corners.
import { nearestInLine, nearestRows } from './distanceTransform'
import { cropMask, invertMask, type Mask } from './mask'
import { maskBounds } from './maskBounds'
import { growRegion } from './regions'

/**
 * The mask grown by `radius` pixels, or shrunk by it where it is negative. Its edge stays smooth; a soft rim becomes one pixel
 * wide. The picture's border holds: what is covered up to it stays covered when the mask shrinks.
 */
export function growMask(mask: Mask, radius: number): Mask {
  if (radius === 0) return mask
  return radius > 0 ? grow(mask, radius) : invertMask(grow(invertMask(mask), -radius))
}

function grow(mask: Mask, radius: number): Mask {
  const region = growRegion(maskBounds(mask), Math.ceil(radius) + 1, mask)
  const { left, top, width, height } = region
  const part = cropMask(mask, region)
  const rows = nearestRows(part)
  const findNearest = nearestInLine(width)
  const [heights, nearest] = [new Float64Array(width), new Int32Array(width)]
  const reach = (radius + 1) * (radius + 1)
  const data = mask.data.slice()
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = rows[y * width + x] as number
      const squared = (y - row) * (y - row)
      heights[x] = row < 0 || squared > reach ? Infinity : squared
    }
    findNearest(heights, nearest)
    for (let x = 0; x < width; x++) {
      const column = nearest[x] as number
      if (column < 0) continue
      const squared = (x - column) * (x - column) + (heights[column] as number)
      if (squared > reach) continue
      // The edge runs through the nearest covered pixel, or along its far side where it is covered fully.
      const source = part.data[(rows[y * width + column] as number) * width + column] as number
      const coverage = source + 255 * (radius - Math.sqrt(squared))
      const at = (top + y) * mask.width + left + x
      if (coverage > (data[at] as number)) data[at] = Math.min(255, Math.round(coverage))
    }
  }
  return { width: mask.width, height: mask.height, data }
}
