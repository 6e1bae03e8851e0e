// The sketch pen's line: smoothed, and thinner where the pen moves fast or presses lightly.
import { getStroke } from 'perfect-freehand'
import type { PenPoint } from './brush'
import type { Point } from './fillPolygon'

export interface Pen {
  /** Diameter in pixels of the picture. */
  readonly size: number
  /** Share of the size that follows the pressure, 0 (an even line) to 1. */
  readonly thinning: number
  /** How far the line is calmed, 0 to 1. */
  readonly smoothing: number
  /** The device reports no pressure, so it is guessed from the speed. */
  readonly simulatePressure: boolean
}

/** A quiet, slightly lively line. */
export const defaultPen: Pen = { size: 6, thinning: 0.5, smoothing: 0.5, simulatePressure: true }

/**
 * The outline of a stroke, to be filled by the nonzero rule.
 * @param finished whether the pen was lifted; before that the end of the line may still move
 */
export function penOutline(
  points: readonly PenPoint[],
  pen: Pen,
  { finished }: { readonly finished: boolean },
): Point[] {
  const outline = getStroke(
    points.map(({ x, y, pressure }) => [x, y, pressure]),
    {
      size: pen.size,
      thinning: pen.thinning,
      smoothing: pen.smoothing,
      streamline: pen.smoothing,
      simulatePressure: pen.simulatePressure,
      last: finished,
    },
  )
  return outline.map(([x = 0, y = 0]) => ({ x, y }))
}
