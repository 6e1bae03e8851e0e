// Growing and shrinking masks by a distance, round at corners.
import { far, squaredDistances } from './distanceTransform'
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
  const data = mask.data.slice()
  const grid = new Float32Array(width * height)
  // A pixel covered by the share c stands for an edge that lies 1 - c before its far side: by this offset, growing by 0
  // would change nothing.
  const offsets = Float32Array.from({ length: 256 }, (_, c) => (c === 0 ? far : (1 - c / 255) ** 2))
  const part = cropMask(mask, region)
  for (let i = 0; i < grid.length; i++) grid[i] = offsets[part.data[i] as number] as number
  squaredDistances(grid, width, height)
  const [full, none] = [radius * radius, (radius + 1) * (radius + 1)]
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const squared = grid[y * width + x] as number
      if (squared >= none) continue
      data[(top + y) * mask.width + left + x] =
        squared <= full ? 255 : Math.round(255 * (1 + radius - Math.sqrt(squared)))
    }
  return { width: mask.width, height: mask.height, data }
}
