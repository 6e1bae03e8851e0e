// Snapping: small corrections that bring edges onto lines nearby.
import type { Box } from './shapes'

export interface SnapLines {
  /** x of vertical lines, y of horizontal ones. */
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** The edges and the middle of a picture, or of a layer on it. */
export const snapLinesOf = ({ left, top, right, bottom }: Box): SnapLines => ({
  x: [left, (left + right) / 2, right],
  y: [top, (top + bottom) / 2, bottom],
})

/** The line nearest to a value, if it lies within `reach`. */
export function snapValue(value: number, lines: readonly number[], reach: number): number | undefined {
  let nearest: number | undefined
  for (const line of lines)
    if (Math.abs(line - value) <= (nearest === undefined ? reach : Math.abs(nearest - value))) nearest = line
  return nearest
}

export interface Snapped {
  readonly box: Box
  /** The lines that it came to lie on, to be shown. */
  readonly lines: SnapLines
}

/**
 * Moves a box by at most `reach` in each direction so that one of its edges, or its middle, lies on a line. Where none is near it
 * takes whole pixels.
 */
export function snapBox(box: Box, lines: SnapLines, reach: number): Snapped {
  const across = shiftOnto([box.left, (box.left + box.right) / 2, box.right], lines.x, reach)
  const down = shiftOnto([box.top, (box.top + box.bottom) / 2, box.bottom], lines.y, reach)
  return {
    box: {
      left: box.left + across.shift,
      right: box.right + across.shift,
      top: box.top + down.shift,
      bottom: box.bottom + down.shift,
    },
    lines: { x: across.lines, y: down.lines },
  }
}

function shiftOnto(values: readonly [number, number, number], lines: readonly number[], reach: number) {
  let shift: number | undefined
  for (const value of values) {
    const line = snapValue(value, lines, reach)
    if (line !== undefined && (shift === undefined || Math.abs(line - value) < Math.abs(shift)))
      shift = line - value
  }
  if (shift === undefined) return { shift: Math.round(values[0]) - values[0], lines: [] }
  const by = shift
  return {
    shift: by,
    lines: lines.filter((line) => values.some((value) => Math.abs(value + by - line) < 1e-9)),
  }
}

/** Turns an angle in radians to the nearest multiple of a step, as Shift does. */
export const snapAngle = (angle: number, step = Math.PI / 12): number => Math.round(angle / step) * step
