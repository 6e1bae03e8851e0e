// What is done with the points of a curve. Their places rise from 0 to 1, and stay so.
import type { Curve } from '../../../shared/curve'

/** More than anyone can tell apart over the steps. */
export const mostPoints = 12

export type CurvePoint = Curve[number]

interface Bounds {
  readonly min: number
  readonly max: number
  readonly step: number
}

/** The curve with a point elsewhere: between its neighbours, within the bounds, on whole steps. */
export function movedPoint(curve: Curve, index: number, [at, value]: CurvePoint, bounds: Bounds): Curve {
  const first = curve[index - 1]?.[0] ?? 0
  const last = curve[index + 1]?.[0] ?? 1
  const place = Math.min(Math.max(Math.round(at * 100) / 100, first), last)
  return curve.with(index, [place, onStep(value, bounds)])
}

function onStep(value: number, { min, max, step }: Bounds): number {
  const steps = Math.round((value - min) / step)
  // 0.1 x 3 is not 0.3 in binary.
  const snapped = Number((min + steps * step).toFixed(6))
  return Math.min(Math.max(snapped, min), max)
}

/** The curve with a point at a place, and that point's index. */
export function withPoint(
  curve: Curve,
  [at, value]: CurvePoint,
  bounds: Bounds,
): { readonly curve: Curve; readonly index: number } {
  const after = curve.findIndex(([other]) => other > at)
  const index = after < 0 ? curve.length : after
  return { curve: movedPoint(curve.toSpliced(index, 0, [at, value]), index, [at, value], bounds), index }
}

/** The curve with a point in the middle of its widest gap, on its line, so that it stays the same curve. */
export function withMiddlePoint(curve: Curve): Curve {
  const known: readonly CurvePoint[] = [[0, curve[0]?.[1] ?? 0], ...curve, [1, curve.at(-1)?.[1] ?? 0]]
  const gaps = known.slice(1).map(([at], before) => at - (known[before]?.[0] ?? 0))
  const widest = gaps.indexOf(Math.max(...gaps))
  const [one, two] = [known[widest], known[widest + 1]]
  if (!one || !two) return curve
  const middle = [(one[0] + two[0]) / 2, (one[1] + two[1]) / 2] as const
  return curve.toSpliced(widest, 0, middle)
}
