// Shapes as polygons, for `fillPolygon`.
import type { Point } from './fillPolygon'

/** A rectangle with fractional edges; `right` may lie left of `left`, as a drag to the left gives it. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Farthest that a chord may lie from its ellipse, in pixels: below what coverage of 8 bits shows. */
const flatness = 0.02

/** The box that a drag from one corner to another spans; `square` makes its sides equal, `fromCentre` grows it both ways. */
export function dragBox(
  from: Point,
  to: Point,
  { square = false, fromCentre = false }: { readonly square?: boolean; readonly fromCentre?: boolean } = {},
): Box {
  let [dx, dy] = [to.x - from.x, to.y - from.y]
  if (square) {
    const side = Math.max(Math.abs(dx), Math.abs(dy))
    dx = dx < 0 ? -side : side
    dy = dy < 0 ? -side : side
  }
  const start = fromCentre ? { x: from.x - dx, y: from.y - dy } : from
  const end = { x: from.x + dx, y: from.y + dy }
  return {
    left: Math.min(start.x, end.x),
    top: Math.min(start.y, end.y),
    right: Math.max(start.x, end.x),
    bottom: Math.max(start.y, end.y),
  }
}

export const rectanglePolygon = ({ left, top, right, bottom }: Box): Point[] => [
  { x: left, y: top },
  { x: right, y: top },
  { x: right, y: bottom },
  { x: left, y: bottom },
]

/** The ellipse that touches the box's four sides. */
export function ellipsePolygon({ left, top, right, bottom }: Box): Point[] {
  const [cx, cy] = [(left + right) / 2, (top + bottom) / 2]
  const [rx, ry] = [Math.abs(right - left) / 2, Math.abs(bottom - top) / 2]
  // A chord over the angle a lies r (1 - cos(a / 2)) from its arc.
  const radius = Math.max(rx, ry, flatness)
  const count = Math.max(8, Math.ceil(Math.PI / Math.acos(1 - flatness / radius)))
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count
    return { x: cx + rx * Math.cos(angle), y: cy + ry * Math.sin(angle) }
  })
}
