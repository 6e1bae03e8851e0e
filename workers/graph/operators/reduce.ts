import { axisOf, reducedShape } from '../axes'
import type { Node, Value } from '../graph'
import { defineOperator } from '../operator'
import { expandReduced, reduceSum } from './broadcast'
import { multiply, scale, subtract } from './elementwise'

const softmaxed = defineOperator<readonly [x: Value], { readonly axis: number }>({
  name: 'softmax',
  shape([x], { axis }, refuse) {
    axisOf(axis, x.shape.length, refuse)
    return x.shape
  },
  // In float32: a sum of thousands of exponentials.
  lower: (onnx, inputs, { attributes: { axis } }) =>
    onnx.inFloat32(inputs, (onnx, inputs) => onnx.node('Softmax', inputs, { axis })),
  gradient: (dy, { attributes: { axis }, output: y }) => [
    () => {
      const share = multiply(dy, y)
      return subtract(share, multiply(y, reduceSum(share, [axis], { keepDims: true })))
    },
  ],
})

/** exp(x) over its sum along `axis`. */
export const softmax = (x: Value, axis: number): Value => softmaxed([x], { axis })

interface Reduction {
  readonly axes: readonly number[]
  readonly keepDims: boolean
}

function defineReduction(
  name: string,
  onnxType: string,
  gradient: (dy: Value, node: Node<readonly [x: Value], Reduction>) => Value,
): (x: Value, axes: readonly number[], options?: { readonly keepDims?: boolean }) => Value {
  const reduction = defineOperator<readonly [x: Value], Reduction>({
    name,
    shape: ([x], attributes, refuse) => reducedShape(x.shape, attributes, refuse),
    // In float32: a sum over an image may pass float16's 65504.
    lower: (onnx, inputs, { attributes: { axes, keepDims } }) =>
      onnx.inFloat32(inputs, (onnx, [x]) =>
        onnx.node(onnxType, [x, onnx.ints(axes)], { keepdims: keepDims ? 1 : 0 }),
      ),
    gradient: (dy, node) => [() => gradient(dy, node)],
  })
  return (x, axes, { keepDims = false } = {}) => reduction([x], { axes, keepDims })
}

/** The mean over `axes`, which disappear unless `keepDims`. */
export const reduceMean = defineReduction(
  'reduceMean',
  'ReduceMean',
  (dy, { inputs: [{ shape }], attributes: { axes } }) => {
    const count = axes.reduce((product, axis) => product * shape.at(axis)!, 1)
    return expandReduced(scale(dy, 1 / count), shape, axes)
  },
)

/** The largest element over `axes`, which disappear unless `keepDims`. Elements that share it share its gradient too. */
export const reduceMax = defineReduction(
  'reduceMax',
  'ReduceMax',
  (dy, { inputs: [x], attributes: { axes } }) =>
    multiply(expandReduced(dy, x.shape, axes), maxShares([x], { axes })),
)

const maxShares = defineOperator<readonly [x: Value], Pick<Reduction, 'axes'>>({
  name: 'maxShares',
  shape: ([x]) => x.shape,
  // One operator: where the largest element is rounded on its way, as float16 is at a cast, none would be equal to it.
  lower: (onnx, inputs, { attributes: { axes } }) =>
    onnx.inFloat32(inputs, (onnx, [x]) => {
      const reduced = (type: string, of: string) => onnx.node(type, [of, onnx.ints(axes)], { keepdims: 1 })
      const isLargest = onnx.node('Equal', [x, reduced('ReduceMax', x)])
      const ones = onnx.node('Cast', [isLargest], { to: { elementType: onnx.target.compute } })
      return onnx.node('Div', [ones, reduced('ReduceSum', ones)])
    }),
})
