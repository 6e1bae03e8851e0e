// The handles of a box that is moved, resized or cropped: what lies under the pointer, and where a drag takes the box.
import type { Point } from './fillPolygon'
import type { Box } from './shapes'

/** Compass points for the edges and corners; `inside` moves the whole box. */
export type Handle = 'n' | 'ne' | 'e' | 'se' | 's' | 'sw' | 'w' | 'nw' | 'inside'

export const edgeHandles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const

/** Where a handle is drawn. */
export function handlePoint({ left, top, right, bottom }: Box, handle: Handle): Point {
  return {
    x: handle.includes('w') ? left : handle.includes('e') && handle !== 'inside' ? right : (left + right) / 2,
    y: handle.startsWith('n') ? top : handle.startsWith('s') ? bottom : (top + bottom) / 2,
  }
}

/**
 * The handle under a point, corners before edges; along an edge every place counts. Undefined outside the box.
 * @param reach distance at which a handle still catches, in the units of the box
 */
export function handleAt(box: Box, point: Point, reach: number): Handle | undefined {
  const { left, top, right, bottom } = box
  if (point.x < left - reach || point.x > right + reach || point.y < top - reach || point.y > bottom + reach)
    return undefined
  const near = (a: number, b: number) => Math.abs(a - b) <= reach
  // Of two edges that are both near, as in a tiny box, the nearer one.
  const vertical = pickNear(near, point.y, [top, 'n'], [bottom, 's'])
  const horizontal = pickNear(near, point.x, [left, 'w'], [right, 'e'])
  return ((vertical + horizontal) as Handle | '') || 'inside'
}

function pickNear(
  near: (a: number, b: number) => boolean,
  value: number,
  [first, nameOfFirst]: readonly [number, string],
  [second, nameOfSecond]: readonly [number, string],
): string {
  const firstIsNearer = Math.abs(value - first) <= Math.abs(value - second)
  if (firstIsNearer && near(value, first)) return nameOfFirst
  return near(value, second) ? nameOfSecond : ''
}

export interface ResizeOptions {
  /** Width divided by height that is kept; undefined leaves both free. */
  readonly aspect?: number | undefined
  /** The opposite side mirrors the drag. */
  readonly fromCentre?: boolean | undefined
  /** Smallest width and height. */
  readonly minSize?: number | undefined
}

/** The box after its handle was dragged by (dx, dy) from where the box was at the start. It never turns inside out. */
export function dragHandle(
  box: Box,
  handle: Handle,
  dx: number,
  dy: number,
  options: ResizeOptions = {},
): Box {
  const { left, top, right, bottom } = box
  if (handle === 'inside') return { left: left + dx, top: top + dy, right: right + dx, bottom: bottom + dy }
  const { aspect, fromCentre = false, minSize = 1 } = options
  const sx = handle.includes('e') ? 1 : handle.includes('w') ? -1 : 0
  const sy = handle.startsWith('s') ? 1 : handle.startsWith('n') ? -1 : 0
  const twice = fromCentre ? 2 : 1
  let width = Math.max(minSize, right - left + sx * dx * twice)
  let height = Math.max(minSize, bottom - top + sy * dy * twice)
  if (aspect !== undefined) {
    // An edge leads with its own direction, a corner with the one in which the box is larger: it reaches the pointer.
    const led =
      sy === 0 || (sx !== 0 && width / (right - left) >= height / (bottom - top)) ? width : height * aspect
    width = Math.max(led, minSize, minSize * aspect)
    height = width / aspect
  }
  return {
    ...place(left, right, width, fromCentre ? 0 : sx, (from, to) => ({ left: from, right: to })),
    ...place(top, bottom, height, fromCentre ? 0 : sy, (from, to) => ({ top: from, bottom: to })),
  }
}

/** An extent that keeps its end (side -1), its start (side 1) or its middle (side 0). */
function place<T>(
  from: number,
  to: number,
  extent: number,
  side: number,
  make: (from: number, to: number) => T,
): T {
  if (side > 0) return make(from, from + extent)
  if (side < 0) return make(to - extent, to)
  const middle = (from + to) / 2
  return make(middle - extent / 2, middle + extent / 2)
}
