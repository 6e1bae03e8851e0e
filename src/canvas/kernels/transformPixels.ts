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
  const { width, height, data } = pixels
  // Samples along each side of an output pixel: enough that neighbouring ones lie at most one source pixel apart.
  const count = (reach: number) => Math.min(16, Math.max(1, Math.ceil(reach - exact)))
  const [across, down] = [count(Math.hypot(a, b)), count(Math.hypot(c, d))]
  const samples = across * down
  for (let y = 0; y < region.height; y++)
    for (let x = 0; x < region.width; x++) {
      // Colours times their alpha, and the alpha, of all samples.
      let red = 0
      let green = 0
      let blue = 0
      let alpha = 0
      for (let sample = 0; sample < samples; sample++) {
        const px = region.left + x + ((sample % across) + 0.5) / across
        const py = region.top + y + (Math.floor(sample / across) + 0.5) / down
        const sx = a * px + c * py + e - 0.5
        const sy = b * px + d * py + f - 0.5
        const left = Math.floor(sx + exact)
        const top = Math.floor(sy + exact)
        if (left < -1 || top < -1 || left >= width || top >= height) continue
        const fx = Math.max(0, sx - left)
        const fy = Math.max(0, sy - top)
        for (let tap = 0; tap < 4; tap++) {
          const column = left + (tap & 1)
          const row = top + (tap >> 1)
          const share = ((tap & 1) === 0 ? 1 - fx : fx) * (tap >> 1 === 0 ? 1 - fy : fy)
          if (share < exact || column < 0 || row < 0 || column >= width || row >= height) continue
          const from = (row * width + column) * 4
          const weight = share * (data[from + 3] as number)
          red += weight * (data[from] as number)
          green += weight * (data[from + 1] as number)
          blue += weight * (data[from + 2] as number)
          alpha += weight
        }
      }
      if (alpha === 0) continue
      const at = (y * region.width + x) * 4
      out.data[at] = red / alpha
      out.data[at + 1] = green / alpha
      out.data[at + 2] = blue / alpha
      out.data[at + 3] = alpha / samples
    }
  return out
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
