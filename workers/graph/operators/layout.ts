// Operators that move numbers and compute nothing.
import { sizeOf } from '../../tensor/tensor'
import { axisOf } from '../axes'
import { formatShape } from '../graph'
import type { Shape, Value } from '../graph'
import { defineOperator } from '../operator'

const reshaped = defineOperator<readonly [x: Value], { readonly shape: Shape }>({
  name: 'reshape',
  shape([x], { shape }, refuse) {
    return sizeOf(shape) === sizeOf(x.shape) ? shape : refuse(`${formatShape(shape)} has another size`)
  },
  lower: (onnx, [x], { output }) => onnx.reshape(x, output.shape),
  gradient: (dy, { inputs: [x] }) => [() => reshape(dy, x.shape)],
})

/** The same numbers in row-major order under another shape. */
export const reshape = (x: Value, shape: Shape): Value => reshaped([x], { shape })

const transposed = defineOperator<readonly [x: Value], { readonly permutation: readonly number[] }>({
  name: 'transpose',
  shape([x], { permutation }, refuse) {
    const axes = [...permutation].sort((a, b) => a - b)
    if (axes.length !== x.shape.length || axes.some((axis, index) => axis !== index))
      return refuse(`${formatShape(permutation)} is not a permutation of the axes`)
    return permutation.map((axis) => x.shape[axis]!)
  },
  lower: (onnx, [x], { attributes: { permutation } }) => onnx.transpose(x, permutation),
  gradient: (dy, { attributes: { permutation } }) => [
    () =>
      transpose(
        dy,
        [...permutation.keys()].map((axis) => permutation.indexOf(axis)),
      ),
  ],
})

/** Axis i of the result is axis `permutation[i]` of x (PyTorch's `permute`). */
export const transpose = (x: Value, permutation: readonly number[]): Value => transposed([x], { permutation })

const concatenated = defineOperator<readonly [Value, ...Value[]], { readonly axis: number }>({
  name: 'concat',
  shape(values, { axis }, refuse) {
    const [{ shape }] = values
    const along = axisOf(axis, shape.length, refuse)
    const fits = (other: Shape): boolean =>
      other.length === shape.length &&
      other.every((extent, index) => index === along || extent === shape[index])
    if (!values.every((value) => fits(value.shape))) return refuse(`extents differ beside axis ${axis}`)
    const total = values.reduce((sum, value) => sum + value.shape[along]!, 0)
    return shape.map((extent, index) => (index === along ? total : extent))
  },
  lower: (onnx, inputs, { attributes: { axis } }) => onnx.node('Concat', inputs, { axis }),
  gradient(dy, { inputs, attributes: { axis } }) {
    let start = 0
    return inputs.map(({ shape }) => {
      const extent = shape.at(axis)!
      const range = { axis, start, end: start + extent }
      start += extent
      return () => slice(dy, range)
    })
  },
})

/** The values one after another along `axis`. */
export function concat(values: readonly Value[], axis: number): Value {
  const [first, ...rest] = values
  if (!first) throw new RangeError('concat: wants one value or more.')
  return concatenated([first, ...rest], { axis })
}

interface Range {
  readonly axis: number
  readonly start: number
  readonly end: number
}

const sliced = defineOperator<readonly [x: Value], Range>({
  name: 'slice',
  shape([x], { axis, start, end }, refuse) {
    const along = axisOf(axis, x.shape.length, refuse)
    if (start < 0 || start >= end || end > x.shape[along]!)
      return refuse(`there is no range ${start} to ${end} on axis ${axis}`)
    return x.shape.map((extent, index) => (index === along ? end - start : extent))
  },
  lower: (onnx, [x], { attributes: { axis, start, end } }) =>
    onnx.node('Slice', [x, onnx.ints([start]), onnx.ints([end]), onnx.ints([axis])]),
  gradient: (dy, { inputs: [x], attributes: { axis, start, end } }) => [
    () => zeroPad(dy, { axis, before: start, after: x.shape.at(axis)! - end }),
  ],
})

/** Elements `start` up to, but without, `end` of one axis. */
export const slice = (x: Value, range: Range): Value => sliced([x], range)

/** Pieces of the given sizes along `axis`. Each is a slice, so that one that nobody needs is not computed. */
export function split(x: Value, sizes: readonly number[], axis: number): readonly Value[] {
  const extent = x.shape.at(axis)
  const total = sizes.reduce((sum, size) => sum + size, 0)
  if (total !== extent)
    throw new RangeError(
      `split: sizes ${formatShape(sizes)} do not add up to axis ${axis} (shape ${formatShape(x.shape)}).`,
    )
  let start = 0
  return sizes.map((size) => {
    start += size
    return slice(x, { axis, start: start - size, end: start })
  })
}

export interface Zeros {
  readonly axis: number
  readonly before: number
  readonly after: number
}

const zeroPadded = defineOperator<readonly [x: Value], Zeros>({
  name: 'zeroPad',
  shape([x], { axis, before, after }, refuse) {
    const along = axisOf(axis, x.shape.length, refuse)
    if (before < 0 || after < 0) return refuse(`${before} zeros before and ${after} after would crop`)
    return x.shape.map((extent, index) => (index === along ? before + extent + after : extent))
  },
  lower(onnx, [x], { attributes: { axis, before, after }, output: { shape } }) {
    const along = axis < 0 ? axis + shape.length : axis
    const side = (count: number) => shape.map((_, index) => (index === along ? count : 0))
    return onnx.node('Pad', [x, onnx.ints([...side(before), ...side(after)])], { mode: 'constant' })
  },
  gradient: (dy, { inputs: [x], attributes: { axis, before } }) => [
    () => slice(dy, { axis, start: before, end: before + x.shape.at(axis)! }),
  ],
})

/** Zeros before and after the elements of one axis. */
export const zeroPad = (x: Value, zeros: Zeros): Value =>
  zeros.before === 0 && zeros.after === 0 ? x : zeroPadded([x], zeros)

const flipped = defineOperator<readonly [x: Value], { readonly axes: readonly number[] }>({
  name: 'flip',
  shape([x], { axes }, refuse) {
    for (const axis of axes) axisOf(axis, x.shape.length, refuse)
    return x.shape
  },
  lower(onnx, [x], { attributes: { axes }, output: { shape } }) {
    const ends = axes.map((axis) => -shape.at(axis)! - 1)
    const backwards = [axes.map(() => -1), ends, axes, axes.map(() => -1)]
    return onnx.node('Slice', [x, ...backwards.map((list) => onnx.ints(list))])
  },
  gradient: (dy, { attributes: { axes } }) => [() => flip(dy, axes)],
})

/** The elements of some axes in the opposite order. */
export const flip = (x: Value, axes: readonly number[]): Value => flipped([x], { axes })
