// A strength that changes over the steps: points between which it runs straight.

/** [part of the steps, value], the parts rising from 0 to 1: `[[0, 1], [0.6, 0.2]]`. */
export type Curve = readonly (readonly [at: number, value: number])[]

/** Where a step lies among the steps that are run. */
export interface StepPlace {
  /** 0-based. */
  readonly index: number
  readonly count: number
}

/** A number field as a guide receives it: one number, or a curve. */
export interface Strength {
  /** Its value at a step. */
  at(place: StepPlace): number
  /** Its largest value over all steps. */
  readonly most: number
}

export const isCurve = (value: unknown): value is Curve =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every((point) => Array.isArray(point) && point.length === 2 && point.every((n) => Number.isFinite(n)))

/** The strength that a recipe's number or curve gives. Before the first point and after the last it stays as they are. */
export function strengthOf(value: number | Curve): Strength {
  if (typeof value === 'number') return { at: () => value, most: value }
  return {
    at: ({ index, count }) => valueAt(value, count > 1 ? index / (count - 1) : 0),
    most: Math.max(...value.map(([, one]) => one)),
  }
}

function valueAt(curve: Curve, place: number): number {
  const next = curve.findIndex(([at]) => at >= place)
  const [at, value] = curve[next < 0 ? curve.length - 1 : next]!
  const before = next > 0 ? curve[next - 1] : undefined
  if (!before || at === before[0]) return value
  const share = (place - before[0]) / (at - before[0])
  return before[1] + share * (value - before[1])
}
