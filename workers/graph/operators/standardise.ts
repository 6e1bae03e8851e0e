// What normalisations have in common: the numbers of a row less their mean, over their standard deviation.
import type { Value } from '../graph'
import { defineOperator } from '../operator'

interface Attributes {
  /** Added to the variance. */
  readonly epsilon: number
}

const standardised = defineOperator<readonly [x: Value], Attributes>({
  name: 'standardise',
  shape: ([x], _, refuse) => (x.shape.length === 3 ? x.shape : refuse('wants [B, R, n]')),
  lower: (onnx, inputs, { attributes: { epsilon }, output: { shape } }) =>
    // In float32: the variance of a large activation does not fit float16.
    onnx.inFloat32(inputs, (onnx, [x]) => {
      const rows = shape[1]!
      const unit = [onnx.floats(Array(rows).fill(1), [rows]), onnx.floats(Array(rows).fill(0), [rows])]
      return onnx.node('InstanceNormalization', [x, ...unit], { epsilon: { float: epsilon } })
    }),
  gradient: (dy, { inputs: [x], attributes, output: y }) => [
    () => standardisedBackwards([x, y, dy], attributes),
  ],
})

/** Each row of n numbers less its mean, over its standard deviation. x [B, R, n] */
export const standardise = (x: Value, epsilon: number): Value => standardised([x], { epsilon })

/** One operator, so that in half precision nothing in between is rounded: the squares of x would not fit. */
const standardisedBackwards = defineOperator<readonly [x: Value, y: Value, dy: Value], Attributes>({
  name: 'standardisedBackwards',
  shape: ([x]) => x.shape,
  // Moving x moves its mean and its deviation too: (dy - mean(dy) - y mean(dy y)) / deviation.
  lower: (onnx, inputs, { attributes: { epsilon } }) =>
    onnx.inFloat32(inputs, (onnx, [x, y, dy]) => {
      const binary = (type: string) => (a: string, b: string) => onnx.node(type, [a, b])
      const [add, subtract, multiply, divide] = [binary('Add'), binary('Sub'), binary('Mul'), binary('Div')]
      const mean = (of: string) => onnx.node('ReduceMean', [of, onnx.ints([-1])], { keepdims: 1 })
      const centred = subtract(x, mean(x))
      const variance = mean(multiply(centred, centred))
      const deviation = onnx.node('Sqrt', [add(variance, onnx.scalar(epsilon))])
      const alongMean = subtract(dy, mean(dy))
      return divide(subtract(alongMean, multiply(y, mean(multiply(dy, y)))), deviation)
    }),
})
