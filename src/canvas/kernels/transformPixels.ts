// A layer moved, scaled or turned for good: its pixels where the transform puts them.
import { emptyPixels, type Pixels, type Region } from '../../shared/pixels'
import { applyAffine, invertAffine, type Affine } from './affine'
import { pointBounds } from './fillPolygon'
import { rectanglePolygon } from './shapes'

/** A transform that moves by whole pixels or swaps axes is exact, in spite of rounding in its sines. */
const exact = 1e-6

/**
 * The part of the transformed picture that lies in `region`. Bilinear, with colours weighted by alpha; where the picture is
 * scaled down, several samples a pixel are averaged, so that thin lines do not vanish. Moving by whole pixels keeps every byte.
 * @param transform from the picture's pixels to those of `region`'s plane
 */
export function transformPixels(pixels: Pixels, transform: Affine, region: Region): Pixels {
  const out = emptyPixels(region.width, region.height)
  const inverse = invertAffine(snapped(transform))
  if (!inverse) return out
  const { a, b, c, d, e, f } = inverse
  // Samples along each side of an output pixel: enough that neighbouring ones lie at most one source pixel apart.
  const count = (reach: number) => Math.min(16, Math.max(1, Math.ceil(reach - exact)))
  const [across, down] = [count(Math.hypot(a, b)), count(Math.hypot(c, d))]
  const sum = new Float64Array(4)
  for (let y = 0; y < region.height; y++)
    for (let x = 0; x < region.width; x++) {
      sum.fill(0)
      for (let j = 0; j < down; j++)
        for (let i = 0; i < across; i++) {
          const px = region.left + x + (i + 0.5) / across
          const py = region.top + y + (j + 0.5) / down
          addSample(pixels, a * px + c * py + e - 0.5, b * px + d * py + f - 0.5, sum)
        }
      const alpha = sum[3] as number
      if (alpha === 0) continue
      const at = (y * region.width + x) * 4
      for (let k = 0; k < 3; k++) out.data[at + k] = (sum[k] as number) / alpha
      out.data[at + 3] = alpha / (across * down)
    }
  return out
}

/** Adds the colour at a place between pixel centres, times its alpha, and the alpha. */
function addSample({ width, height, data }: Pixels, x: number, y: number, sum: Float64Array): void {
  const [left, top] = [Math.floor(x + exact), Math.floor(y + exact)]
  const [fx, fy] = [Math.max(0, x - left), Math.max(0, y - top)]
  for (let j = 0; j < 2; j++)
    for (let i = 0; i < 2; i++) {
      const [px, py] = [left + i, top + j]
      if (px < 0 || py < 0 || px >= width || py >= height) continue
      const share = (i === 0 ? 1 - fx : fx) * (j === 0 ? 1 - fy : fy)
      if (share < exact) continue
      const at = (py * width + px) * 4
      const alpha = share * (data[at + 3] as number)
      for (let k = 0; k < 3; k++) sum[k] = (sum[k] as number) + alpha * (data[at + k] as number)
      sum[3] = (sum[3] as number) + alpha
    }
}

function snapped(transform: Affine): Affine {
  const near = (value: number) => (Math.abs(value - Math.round(value)) < exact ? Math.round(value) : value)
  const { a, b, c, d, e, f } = transform
  return { a: near(a), b: near(b), c: near(c), d: near(d), e: near(e), f: near(f) }
}

/** The whole pixels that a picture of a size touches after a transform; its edges may lie anywhere. */
export function transformedRegion(
  size: { readonly width: number; readonly height: number },
  transform: Affine,
): Region {
  const corners = rectanglePolygon({ left: 0, top: 0, right: size.width, bottom: size.height })
  const { left, top, right, bottom } = pointBounds(corners.map((corner) => applyAffine(transform, corner)))
  const first = { left: Math.floor(left + exact), top: Math.floor(top + exact) }
  return {
    ...first,
    width: Math.ceil(right - exact) - first.left,
    height: Math.ceil(bottom - exact) - first.top,
  }
}
