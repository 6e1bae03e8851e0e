import { axisOf } from '../axes'
import type { Value } from '../graph'
import { defineOperator } from '../operator'

const softmaxed = defineOperator<readonly [x: Value], { readonly axis: number }>({
  name: 'softmax',
  shape([x], { axis }, refuse) {
    axisOf(axis, x.shape.length, refuse)
    return x.shape
  },
  // In float32: a sum of thousands of exponentials.
  lower: (onnx, inputs, { attributes: { axis } }) =>
    onnx.inFloat32(inputs, (onnx, inputs) => onnx.node('Softmax', inputs, { axis })),
})

/** exp(x) over its sum along `axis`. */
export const softmax = (x: Value, axis: number): Value => softmaxed([x], { axis })

function defineReduction(
  name: string,
  onnxType: string,
): (x: Value, axes: readonly number[], options?: { readonly keepDims?: boolean }) => Value {
  const reduction = defineOperator<
    readonly [x: Value],
    { readonly axes: readonly number[]; readonly keepDims: boolean }
  >({
    name,
    shape([x], { axes, keepDims }, refuse) {
      const rank = x.shape.length
      const reduced = new Set(axes.map((axis) => axisOf(axis, rank, refuse)))
      if (reduced.size === 0 || reduced.size < axes.length) return refuse('wants one axis or more, each once')
      const kept = x.shape.map((extent, axis) => (reduced.has(axis) ? 1 : extent))
      return keepDims ? kept : kept.filter((_, axis) => !reduced.has(axis))
    },
    // In float32: a sum over an image may pass float16's 65504.
    lower: (onnx, inputs, { attributes: { axes, keepDims } }) =>
      onnx.inFloat32(inputs, (onnx, [x]) =>
        onnx.node(onnxType, [x, onnx.ints(axes)], { keepdims: keepDims ? 1 : 0 }),
      ),
  })
  return (x, axes, { keepDims = false } = {}) => reduction([x], { axes, keepDims })
}

/** The sum over `axes`, which disappear unless `keepDims`. */
export const reduceSum = defineReduction('reduceSum', 'ReduceSum')

/** The mean over `axes`, which disappear unless `keepDims`. */
export const reduceMean = defineReduction('reduceMean', 'ReduceMean')
