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

/** Coverage over (distance / radius)^2, from 0 to 1 in `profileSteps` steps: by the square, no root has to be taken. */
const profileSteps = 4096
let cached: { readonly hardness: number; readonly profile: Uint8Array } | undefined

/** Smoothstep from the hard core to the rim, so that neither shows as a ring. */
function softProfile(hardness: number): Uint8Array {
  if (cached?.hardness !== hardness) {
    const profile = Uint8Array.from({ length: profileSteps + 2 }, (_, i) => {
      const t = Math.min(1, Math.max(0, (1 - Math.sqrt(i / profileSteps)) / (1 - hardness)))
      return Math.round(255 * t * t * (3 - 2 * t))
    })
    cached = { hardness, profile }
  }
  return cached.profile
}

/**
 * Makes a function that says where a row at a height `y` from the start lies within `radius` of the segment from (0, 0) to
 * (dx, dy): it writes [from, to] to `span`, from > to where nowhere.
 */
function rowWithin(dx: number, dy: number, radius: number) {
  const length = Math.sqrt(dx * dx + dy * dy)
  const squared = radius * radius
  // The long sides of the sweep lie `radius` to either side of the segment.
  const [offX, offY] = length === 0 ? [0, 0] : [(-radius * dy) / length, (radius * dx) / length]
  return (y: number, span: Float64Array): void => {
    let from = Infinity
    let to = -Infinity
    const atStart = squared - y * y
    if (atStart >= 0) {
      to = Math.sqrt(atStart)
      from = -to
    }
    const atEnd = squared - (y - dy) * (y - dy)
    if (atEnd >= 0) {
      const half = Math.sqrt(atEnd)
      from = Math.min(from, dx - half)
      to = Math.max(to, dx + half)
    }
    if (dy !== 0)
      for (let side = -1; side <= 1; side += 2) {
        const along = (y - side * offY) / dy
        if (along < 0 || along > 1) continue
        from = Math.min(from, along * dx + side * offX)
        to = Math.max(to, along * dx + side * offX)
      }
    span[0] = from
    span[1] = to
  }
}

export interface SweepOptions {
  /** A sweep to `from` was painted before this one: what lies behind `from` has its coverage already. */
  readonly continued?: boolean
}

/**
 * Paints or erases the sweep of the brush from one point to another (the same twice: one dab) in that part of a mask. A pixel
 * takes the larger coverage (erasing: the smaller), so a stroke does not build up where it crosses itself and any order of its
 * segments gives the same.
 */
export function paintSweep(
  mask: MaskWindow,
  brush: Brush,
  from: PenPoint,
  to: PenPoint,
  { continued = false }: SweepOptions = {},
): void {
  const picture = { width: mask.left + mask.width, height: mask.top + mask.height }
  const region = intersectRegions(sweepRegion(brush, from, to, picture), mask)
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const lengthSquared = dx * dx + dy * dy
  const moved = lengthSquared > 1e-9
  const endRadius = moved ? radiusAt(brush, to) : Math.max(radiusAt(brush, from), radiusAt(brush, to))
  const startRadius = moved ? radiusAt(brush, from) : endRadius
  const growth = endRadius - startRadius
  const perLength = moved ? 1 / lengthSquared : 0
  const hardness = Math.min(1, Math.max(0, brush.hardness))
  // A rim narrower than a pixel would be jagged: it is painted as a hard one.
  const hard = (1 - hardness) * brush.radius < 1
  const profile = hard ? undefined : softProfile(hardness)
  // Surely covered fully, whatever the pressure in between.
  const smallest = Math.min(startRadius, endRadius)
  const core = Math.max(0, profile ? smallest * hardness - 1 : smallest - 1)
  const reach = Math.max(startRadius, endRadius) + 0.5
  const behind = continued && moved
  const erasing = brush.mode === 'erase'
  const { data } = mask

  const outer = rowWithin(dx, dy, reach)
  const inner = rowWithin(dx, dy, core)
  const span = new Float64Array(2)
  for (let y = region.top; y < region.top + region.height; y++) {
    const py = y + 0.5 - from.y
    outer(py, span)
    const first = Math.max(region.left, Math.floor((span[0] as number) + from.x))
    const last = Math.min(region.left + region.width, Math.ceil((span[1] as number) + from.x))
    if (first >= last) continue
    const row = (y - mask.top) * mask.width - mask.left
    inner(py, span)
    const coreFirst = Math.max(first, Math.ceil((span[0] as number) + from.x - 0.5))
    const coreLast = Math.min(last, Math.floor((span[1] as number) + from.x + 0.5))
    if (coreFirst < coreLast) data.fill(erasing ? 0 : 255, row + coreFirst, row + coreLast)
    for (let x = first; x < last; x++) {
      if (x === coreFirst && coreFirst < coreLast) {
        x = coreLast - 1
        continue
      }
      const px = x + 0.5 - from.x
      // The place on the way, as a share of it, from which the tip covers the pixel best: where distance / radius is least.
      // That is the nearest place, moved on towards the larger end.
      let t = (px * dx + py * dy) * perLength
      if (growth !== 0) {
        const there = startRadius + t * growth
        const offside = px * px + py * py - t * t * lengthSquared
        t = there > 0 ? t + (growth * offside * perLength) / there : growth > 0 ? 1 : 0
      }
      if (t < 0) {
        if (behind) continue
        t = 0
      } else if (t > 1) t = 1
      const radius = startRadius + t * growth
      const ex = px - t * dx
      const ey = py - t * dy
      const squared = ex * ex + ey * ey
      let coverage: number
      if (profile) {
        if (squared >= radius * radius) continue
        coverage = profile[((squared / (radius * radius)) * profileSteps + 0.5) | 0] as number
      } else {
        if (squared >= (radius + 0.5) * (radius + 0.5)) continue
        coverage =
          squared <= (radius - 0.5) * (radius - 0.5)
            ? 255
            : (255 * (radius + 0.5 - Math.sqrt(squared)) + 0.5) | 0
      }
      const at = row + x
      const before = data[at] as number
      if (erasing) {
        if (255 - coverage < before) data[at] = 255 - coverage
      } else if (coverage > before) data[at] = coverage
    }
  }
}
