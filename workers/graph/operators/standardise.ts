// What normalisations have in common: the numbers of a row less their mean, over their standard deviation.
import type { Value } from '../graph'
import type { Emitter } from '../lowering/emitter'
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
      if (onnx.target.provider === 'webgpu') {
        const { centred, deviation } = spread(onnx, x, epsilon)
        return onnx.node('Div', [centred, deviation])
      }
      const rows = shape[1]!
      const unit = [onnx.floats(Array(rows).fill(1), [rows]), onnx.floats(Array(rows).fill(0), [rows])]
      return onnx.node('InstanceNormalization', [x, ...unit], { epsilon: { float: epsilon } })
    }),
  gradient: (dy, { inputs: [x], attributes, output: y }) => [
    () => standardisedBackwards([x, y, dy], attributes),
  ],
})

/**
 * x less its rows' means, and their standard deviations. By plain operators, once for the way there and back: ONNX Runtime finds what is
 * computed twice. With the kernel of InstanceNormalization on WebGPU a UNet's gradients were off by 1.3e-3, so they are by 2.4e-5.
 */
function spread(onnx: Emitter, x: string, epsilon: number): { centred: string; deviation: string } {
  const mean = (of: string) => onnx.node('ReduceMean', [of, onnx.ints([-1])], { keepdims: 1 })
  const centred = onnx.node('Sub', [x, mean(x)])
  const variance = mean(onnx.node('Mul', [centred, centred]))
  return {
    centred,
    deviation: onnx.node('Sqrt', [onnx.node('Add', [variance, onnx.scalar(epsilon)])]),
  }
}

/** Each row of n numbers less its mean, over its standard deviation. x [B, R, n] */
export const standardise = (x: Value, epsilon: number): Value => standardised([x], { epsilon })

/** One operator, so that in half precision nothing in between is rounded: the squares of x would not fit. */
const standardisedBackwards = defineOperator<readonly [x: Value, y: Value, dy: Value], Attributes>({
  name: 'standardisedBackwards',
  shape: ([x]) => x.shape,
  // Moving x moves its mean and its deviation too: (dy - mean(dy) - y mean(dy y)) / deviation.
  lower: (onnx, inputs, { attributes: { epsilon }, output: { shape } }) =>
    onnx.inFloat32(inputs, (onnx, [x, y, dy]) => {
      const binary = (type: string) => (a: string, b: string) => onnx.node(type, [a, b])
      const [subtract, multiply] = [binary('Sub'), binary('Mul')]
      const reduced = (type: string, of: string, axes = [-1], keepdims = 1) =>
        onnx.node(type, [of, onnx.ints(axes)], { keepdims })
      const mean = (of: string) => reduced('ReduceMean', of)
      const across = subtract(dy, multiply(y, mean(multiply(dy, y))))
      if (onnx.target.provider === 'webgpu') {
        const { deviation } = spread(onnx, x, epsilon)
        return onnx.node('Div', [subtract(across, mean(dy)), deviation])
      }
      const centred = subtract(x, mean(x))
      // The last step for all rows in one pass, as a normalisation of given mean and variance: n times the variance, so that its
      // division is spared.
      const [batch, rows, n] = shape as [number, number, number]
      const perRow = (of: string) => (batch === 1 ? of : onnx.reshape(of, [batch * rows]))
      const ofRows = (type: string, of: string) => perRow(reduced(type, of, batch === 1 ? [0, 2] : [2], 0))
      const result = onnx.node(
        'BatchNormalization',
        [
          batch === 1 ? across : onnx.reshape(across, [1, batch * rows, n]),
          onnx.floats(Array(batch * rows).fill(Math.sqrt(n)), [batch * rows]),
          onnx.floats(Array(batch * rows).fill(0), [batch * rows]),
          ofRows('ReduceMean', dy),
          ofRows('ReduceSumSquare', centred),
        ],
        { epsilon: { float: epsilon * n } },
      )
      return batch === 1 ? result : onnx.reshape(result, shape)
    }),
})
