// The mask brush. Between two points of the pen it paints the sweep of a round tip: what stamps set infinitely close would
// give, in one pass over the pixels under the sweep, so a large soft brush costs no more for being moved slowly.
import type { Region } from '../../shared/pixels'
import type { MaskWindow } from './mask'
import { intersectRegions, pixelRegion } from './regions'

export interface Brush {
  /** Pixels of the picture, at full pressure. */
  readonly radius: number
  /** Share of the radius that is covered fully: 1 for a hard edge (still smoothed over one pixel), 0 for the softest. */
  readonly hardness: number
  readonly mode: 'paint' | 'erase'
}

/** Where the pen was, in pixels of the picture. */
export interface PenPoint {
  readonly x: number
  readonly y: number
  /** 0 to 1, which scales the radius; 1 for a mouse. */
  readonly pressure: number
}

/** Below half a pixel a tip would miss every pixel centre. */
const minRadius = 0.5

const radiusAt = (brush: Brush, { pressure }: PenPoint) => Math.max(minRadius, brush.radius * pressure)

/** The pixels that a sweep from one point to another can change, within a picture. */
export function sweepRegion(
  brush: Brush,
  from: PenPoint,
  to: PenPoint,
  picture: { readonly width: number; readonly height: number },
): Region {
  const [r0, r1] = [radiusAt(brush, from) + 0.5, radiusAt(brush, to) + 0.5]
  const edges = {
    left: Math.min(from.x - r0, to.x - r1),
    top: Math.min(from.y - r0, to.y - r1),
    right: Math.max(from.x + r0, to.x + r1),
    bottom: Math.max(from.y + r0, to.y + r1),
  }
  return pixelRegion(edges, picture)
}

/** Coverage over distance / radius, from 0 to 1 in `profileSteps` steps. */
const profileSteps = 1024

/** Smoothstep from the hard core to the rim, so that neither shows as a ring. */
function softProfile(hardness: number): Uint8Array {
  return Uint8Array.from({ length: profileSteps + 2 }, (_, i) => {
    const t = Math.min(1, Math.max(0, (1 - i / profileSteps) / (1 - hardness)))
    return Math.round(255 * t * t * (3 - 2 * t))
  })
}

/**
 * Paints or erases the sweep of the brush from one point to another (the same twice: one dab) in that part of a mask. A pixel
 * takes the larger coverage (erasing: the smaller), so a stroke does not build up where it crosses itself and any order of its
 * segments gives the same.
 */
export function paintSweep(mask: MaskWindow, brush: Brush, from: PenPoint, to: PenPoint): void {
  const picture = { width: mask.left + mask.width, height: mask.top + mask.height }
  const region = intersectRegions(sweepRegion(brush, from, to, picture), mask)
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const lengthSquared = dx * dx + dy * dy
  const startRadius = radiusAt(brush, from)
  const growth = radiusAt(brush, to) - startRadius
  const hardness = Math.min(1, Math.max(0, brush.hardness))
  // A rim narrower than a pixel would be jagged: it is painted as a hard one.
  const hard = (1 - hardness) * Math.max(startRadius, startRadius + growth) < 1
  const profile = hard ? undefined : softProfile(hardness)
  const erasing = brush.mode === 'erase'

  for (let y = region.top; y < region.top + region.height; y++) {
    const py = y + 0.5 - from.y
    const row = (y - mask.top) * mask.width - mask.left
    for (let x = region.left; x < region.left + region.width; x++) {
      const px = x + 0.5 - from.x
      // Nearest point of the segment, as a share of its length.
      let t = lengthSquared === 0 ? 0 : (px * dx + py * dy) / lengthSquared
      t = t < 0 ? 0 : t > 1 ? 1 : t
      const radius = startRadius + t * growth
      const [ex, ey] = [px - t * dx, py - t * dy]
      const squared = ex * ex + ey * ey
      if (squared >= (radius + 0.5) * (radius + 0.5)) continue
      let coverage: number
      if (profile) {
        if (squared >= radius * radius) continue
        coverage = profile[((Math.sqrt(squared) / radius) * profileSteps + 0.5) | 0] as number
      } else if (squared <= (radius - 0.5) * (radius - 0.5)) coverage = 255
      else coverage = (255 * (radius + 0.5 - Math.sqrt(squared)) + 0.5) | 0
      const at = row + x
      const before = mask.data[at] as number
      if (erasing) {
        if (255 - coverage < before) mask.data[at] = 255 - coverage
      } else if (coverage > before) mask.data[at] = coverage
    }
  }
}
