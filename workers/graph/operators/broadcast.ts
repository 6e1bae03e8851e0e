// Repeating and its opposite, summing: each is the other's gradient.
import { reducedShape } from '../axes'
import { formatShape } from '../graph'
import type { Shape, Value } from '../graph'
import { defineOperator } from '../operator'
import { reshape } from './layout'

const expanded = defineOperator<readonly [x: Value], { readonly shape: Shape }>({
  name: 'expand',
  shape([x], { shape }, refuse) {
    const offset = shape.length - x.shape.length
    const fits = x.shape.every((extent, index) => extent === 1 || extent === shape[index + offset])
    return fits && offset >= 0 ? shape : refuse(`does not expand to ${formatShape(shape)}`)
  },
  lower: (onnx, [x], { output }) => onnx.node('Expand', [x, onnx.ints(output.shape)]),
  gradient: (dy, { inputs: [x] }) => [() => sumTo(dy, x.shape)],
})

/** Repeats axes of extent 1 (and new ones in front) until the shape is `shape`. */
export const expand = (x: Value, shape: Shape): Value => expanded([x], { shape })

const summed = defineOperator<
  readonly [x: Value],
  { readonly axes: readonly number[]; readonly keepDims: boolean }
>({
  name: 'reduceSum',
  shape: ([x], attributes, refuse) => reducedShape(x.shape, attributes, refuse),
  // In float32: a sum over an image may pass float16's 65504.
  lower: (onnx, inputs, { attributes: { axes, keepDims } }) =>
    onnx.inFloat32(inputs, (onnx, [x]) =>
      onnx.node('ReduceSum', [x, onnx.ints(axes)], { keepdims: keepDims ? 1 : 0 }),
    ),
  gradient: (dy, { inputs: [x], attributes: { axes } }) => [() => expandReduced(dy, x.shape, axes)],
})

/** The sum over `axes`, which disappear unless `keepDims`. */
export const reduceSum = (
  x: Value,
  axes: readonly number[],
  { keepDims = false }: { readonly keepDims?: boolean } = {},
): Value => summed([x], { axes, keepDims })

/** The result of a reduction over `axes`, with or without these, repeated to the shape from which it was reduced. */
export function expandReduced(reduced: Value, shape: Shape, axes: readonly number[]): Value {
  const gone = new Set(axes.map((axis) => (axis < 0 ? axis + shape.length : axis)))
  const kept = shape.map((extent, axis) => (gone.has(axis) ? 1 : extent))
  return expand(reshape(reduced, kept), shape)
}

/** Undoes a broadcast: the sum over the axes along which a value of shape `shape` was repeated to that of x. */
export function sumTo(x: Value, shape: Shape): Value {
  if (formatShape(x.shape) === formatShape(shape)) return x
  const added = x.shape.length - shape.length
  const axes = [...x.shape.keys()].filter(
    (axis) => axis < added || (shape[axis - added] === 1 && x.shape[axis] !== 1),
  )
  return reshape(axes.length === 0 ? x : reduceSum(x, axes), shape)
}
