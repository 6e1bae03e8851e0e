// Tables of colours in ICC profiles, from device to connection space (ICC.1:2022, 10.10 to 10.12): lut8, lut16, lutAToB.
import { readCurve, throughTable, type Curve } from './iccCurve'

/** From device samples of 0 to 1 to the connection space's three, as the file encodes them. */
export type DeviceTable = (device: readonly number[]) => number[]

export interface ReadTable {
  readonly inputs: number
  readonly at: DeviceTable
  /** The older 16-bit form of Lab, whose 100 % is 0xff00. */
  readonly legacyLab: boolean
}

/** @throws RangeError when there is none that can be read. */
export function readDeviceTable(view: DataView, at: number): ReadTable {
  switch (view.getUint32(at)) {
    case 0x6d667431: // mft1
      return readOlderTable(view, at, 1)
    case 0x6d667432: // mft2
      return readOlderTable(view, at, 2)
    case 0x6d414220: // mAB
      return readNewerTable(view, at)
    default:
      throw new RangeError('not a table of colours')
  }
}

/** Input tables, grid, output tables; the matrix is of no effect on device colours. */
function readOlderTable(view: DataView, at: number, bytes: 1 | 2): ReadTable {
  const [inputs, outputs, side] = [view.getUint8(at + 8), view.getUint8(at + 9), view.getUint8(at + 10)]
  const [inputEntries, outputEntries] =
    bytes === 1 ? [256, 256] : [view.getUint16(at + 48), view.getUint16(at + 50)]
  let next = at + (bytes === 1 ? 48 : 52)
  const take = (count: number) => {
    const values = readNumbers(view, next, count, bytes)
    next += count * bytes
    return values
  }
  const before = Array.from({ length: inputs }, () => throughTable(take(inputEntries)))
  const grid = gridOf(
    Array.from({ length: inputs }, () => side),
    outputs,
    take(side ** inputs * outputs),
  )
  const after = Array.from({ length: outputs }, () => throughTable(take(outputEntries)))
  return {
    inputs,
    legacyLab: bytes === 2,
    at: (device) => grid(device.map((value, i) => before[i]!(value))).map((value, i) => after[i]!(value)),
  }
}

/** A curves, grid, M curves, matrix, B curves; all but the last may be absent. */
function readNewerTable(view: DataView, at: number): ReadTable {
  const [inputs, outputs] = [view.getUint8(at + 8), view.getUint8(at + 9)]
  const [bAt, matrixAt, mAt, gridAt, aAt] = [12, 16, 20, 24, 28].map((place) => view.getUint32(at + place))
  const b = curvesAt(view, at + bAt!, outputs)
  const steps: DeviceTable[] = []
  if (aAt) steps.push(each(curvesAt(view, at + aAt, inputs)))
  if (gridAt) {
    const sides = Array.from({ length: inputs }, (_, i) => view.getUint8(at + gridAt + i))
    const bytes = view.getUint8(at + gridAt + 16) === 1 ? 1 : 2
    const count = sides.reduce((product, side) => product * side, outputs)
    steps.push(gridOf(sides, outputs, readNumbers(view, at + gridAt + 20, count, bytes)))
  }
  if (mAt) steps.push(each(curvesAt(view, at + mAt, outputs)))
  if (matrixAt) {
    const m = Array.from({ length: 12 }, (_, i) => view.getInt32(at + matrixAt + 4 * i) / 65536)
    steps.push(([x = 0, y = 0, z = 0]) =>
      [0, 3, 6].map((row, i) => m[row]! * x + m[row + 1]! * y + m[row + 2]! * z + m[9 + i]!),
    )
  }
  steps.push(each(b))
  return {
    inputs,
    legacyLab: false,
    at: (device) => steps.reduce((values, step) => step(values), [...device]),
  }
}

const each =
  (curves: readonly Curve[]): DeviceTable =>
  (values) =>
    values.map((value, i) => curves[i]!(value))

/** Curves one after the other, each beginning at a multiple of four bytes. */
function curvesAt(view: DataView, start: number, count: number): Curve[] {
  let at = start
  return Array.from({ length: count }, () => {
    const { curve, length } = readCurve(view, at)
    at += Math.ceil(length / 4) * 4
    return curve
  })
}

function readNumbers(view: DataView, at: number, count: number, bytes: 1 | 2): Float64Array {
  if (at + count * bytes > view.byteLength) throw new RangeError('a table is cut short')
  return Float64Array.from({ length: count }, (_, i) =>
    bytes === 1 ? view.getUint8(at + i) / 255 : view.getUint16(at + 2 * i) / 65535,
  )
}

/**
 * Between the points of a grid: tetrahedra over the last three inputs (Kasson et al. 1995), lines over the ones before them, as
 * LittleCMS does it.
 */
function gridOf(sides: readonly number[], outputs: number, values: Float64Array): DeviceTable {
  const strides = sides.map((_, i) => sides.slice(i + 1).reduce((product, side) => product * side, outputs))
  const pointAt = (base: number) => Array.from(values.subarray(base, base + outputs))
  const mixed = (from: number[], to: number[], share: number) =>
    from.map((value, i) => value + share * (to[i]! - value))

  return (device) => {
    const cells = device.map((value, i) => {
      const place = Math.min(Math.max(value, 0), 1) * (sides[i]! - 1)
      const below = Math.min(Math.floor(place), Math.max(sides[i]! - 2, 0))
      return { base: below * strides[i]!, share: place - below, step: sides[i]! > 1 ? strides[i]! : 0 }
    })
    const from = (input: number, base: number): number[] => {
      const rest = cells.slice(input)
      if (rest.length > 3) {
        const { share, step } = rest[0]!
        const near = from(input + 1, base)
        return share === 0 ? near : mixed(near, from(input + 1, base + step), share)
      }
      // From corner to corner, the largest share first.
      const out = pointAt(base)
      let corner = base
      for (const { share, step } of rest.toSorted((a, b) => b.share - a.share)) {
        for (let o = 0; o < outputs; o++)
          out[o] = out[o]! + share * (values[corner + step + o]! - values[corner + o]!)
        corner += step
      }
      return out
    }
    return from(
      0,
      cells.reduce((sum, { base }) => sum + base, 0),
    )
  }
}
