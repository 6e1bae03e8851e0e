// Feathering: a Gaussian blur of the mask, as three box blurs (Wells 1986; within 3 % of the Gaussian's height).
import { cropMask, type Mask } from './mask'
import { maskBounds } from './maskBounds'
import { growRegion } from './regions'

/**
 * The mask with soft edges: from covered to not covered over about `radius` pixels to both sides (two standard deviations). What
 * the mask covers up to the picture's border stays covered there.
 */
export function featherMask(mask: Mask, radius: number): Mask {
  if (radius <= 0) return mask
  const boxes = boxWidths(radius / 2)
  const reach = boxes.reduce((sum, box) => sum + (box - 1) / 2, 0)
  const region = growRegion(maskBounds(mask), reach, mask)
  const { left, top, width, height } = region
  const grid = Float32Array.from(cropMask(mask, region).data)
  const spare = new Float32Array(grid.length)
  for (const box of boxes) {
    blurRows(grid, spare, width, height, box)
    blurColumns(spare, grid, width, height, box)
  }
  const data = mask.data.slice()
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[(top + y) * mask.width + left + x] = Math.round(grid[y * width + x] as number)
  return { width: mask.width, height: mask.height, data }
}

/** Three odd widths whose boxes, one after the other, have the variance of a Gaussian as nearly as whole pixels allow. */
function boxWidths(sigma: number): number[] {
  const ideal = Math.sqrt(4 * sigma * sigma + 1)
  const lower = Math.floor((ideal - 1) / 2) * 2 + 1
  // k boxes of the lower width and 3 - k of the next odd one: variances (w^2 - 1) / 12 add up.
  const k = Math.round((12 * sigma * sigma - 3 * lower * lower - 12 * lower - 9) / (-4 * lower - 4))
  return [0, 1, 2].map((i) => (i < k ? lower : lower + 2))
}

/** Mean over `box` pixels along each row; beyond the ends the end's value goes on. */
function blurRows(from: Float32Array, to: Float32Array, width: number, height: number, box: number): void {
  const half = (box - 1) / 2
  for (let y = 0; y < height; y++) {
    const row = y * width
    const at = (x: number) => from[row + (x < 0 ? 0 : x >= width ? width - 1 : x)] as number
    let sum = 0
    for (let x = -half; x <= half; x++) sum += at(x)
    for (let x = 0; x < width; x++) {
      to[row + x] = sum / box
      sum += at(x + half + 1) - at(x - half)
    }
  }
}

/** The same along columns, a row at a time. */
function blurColumns(from: Float32Array, to: Float32Array, width: number, height: number, box: number): void {
  const half = (box - 1) / 2
  const rowAt = (y: number) => Math.min(height - 1, Math.max(0, y)) * width
  const sums = new Float64Array(width)
  for (let y = -half; y <= half; y++) {
    const row = rowAt(y)
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (from[row + x] as number)
  }
  for (let y = 0; y < height; y++) {
    const [entering, leaving] = [rowAt(y + half + 1), rowAt(y - half)]
    for (let x = 0; x < width; x++) {
      const sum = sums[x] as number
      to[y * width + x] = sum / box
      sums[x] = sum + (from[entering + x] as number) - (from[leaving + x] as number)
    }
  }
}
