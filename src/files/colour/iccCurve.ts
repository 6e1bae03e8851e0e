// Curves of ICC profiles (ICC.1:2022, 10.6 and 10.18): a table, a power, or one of five formulas.

export type Curve = (sample: number) => number

export interface ReadCurve {
  readonly curve: Curve
  /** Bytes that it takes, without padding. */
  readonly length: number
}

/** @throws RangeError when there is none that can be read. */
export function readCurve(view: DataView, at: number): ReadCurve {
  switch (view.getUint32(at)) {
    case 0x63757276: // curv
      return tableCurve(view, at)
    case 0x70617261: // para
      return formulaCurve(view, at)
    default:
      throw new RangeError('not a curve')
  }
}

function tableCurve(view: DataView, at: number): ReadCurve {
  const count = view.getUint32(at + 8)
  const length = 12 + 2 * count
  if (count === 0) return { curve: (sample) => sample, length }
  if (count === 1) {
    const exponent = view.getUint16(at + 12) / 256
    return { curve: (sample) => sample ** exponent, length }
  }
  const table = Float64Array.from({ length: count }, (_, i) => view.getUint16(at + 12 + 2 * i) / 65535)
  return { curve: throughTable(table), length }
}

/** Linear between the entries of a table over 0 to 1. */
export const throughTable = (table: Float64Array): Curve => {
  const last = table.length - 1
  return (sample) => {
    const place = Math.min(Math.max(sample, 0), 1) * last
    const below = Math.min(Math.floor(place), Math.max(last - 1, 0))
    const [from, to] = [table[below]!, table[Math.min(below + 1, last)]!]
    return from + (place - below) * (to - from)
  }
}

function formulaCurve(view: DataView, at: number): ReadCurve {
  const kind = view.getUint16(at + 8)
  const count = [1, 3, 4, 5, 7][kind]
  if (count === undefined) throw new RangeError('an unknown formula')
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = Array.from(
    { length: count },
    (_, i) => view.getInt32(at + 12 + 4 * i) / 65536,
  )
  const power = (x: number) => Math.max(a * x + b, 0) ** g
  const formulas: readonly Curve[] = [
    (x) => Math.max(x, 0) ** g,
    (x) => (x >= -b / a ? power(x) : 0),
    (x) => (x >= -b / a ? power(x) + c : c),
    (x) => (x >= d ? power(x) : c * x),
    (x) => (x >= d ? power(x) + e : c * x + f),
  ]
  return { curve: formulas[kind]!, length: 12 + 4 * count }
}
