import { broadcastShapes } from '../axes'
import type { Value } from '../graph'
import { defineOperator } from '../operator'
import { sumTo } from './broadcast'
import { transpose } from './layout'

const product = defineOperator<readonly [a: Value, b: Value], { readonly upcast: boolean }>({
  name: 'matmul',
  shape([a, b], _, refuse) {
    if (a.shape.length < 2 || b.shape.length < 2) return refuse('wants matrices')
    if (a.shape.at(-1) !== b.shape.at(-2)) return refuse('the inner extents differ')
    const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2), refuse)
    return [...batch, a.shape.at(-2)!, b.shape.at(-1)!]
  },
  lower: (onnx, inputs, { attributes: { upcast } }) =>
    upcast
      ? onnx.inFloat32(inputs, (onnx, inputs) => onnx.node('MatMul', inputs))
      : onnx.node('MatMul', inputs),
  gradient: (dy, { inputs: [a, b], attributes }) => [
    () => sumTo(matmul(dy, swapLastAxes(b), attributes), a.shape),
    () => sumTo(matmul(swapLastAxes(a), dy, attributes), b.shape),
  ],
})

/** Each matrix transposed. x [..., m, n] -> [..., n, m]. */
export function swapLastAxes(x: Value): Value {
  const axes = [...x.shape.keys()]
  return transpose(x, [...axes.slice(0, -2), axes.at(-1)!, axes.at(-2)!])
}

/**
 * Matrix product over the last two axes; the axes before them broadcast. a [..., m, k], b [..., k, n] -> [..., m, n].
 * With `upcast` it is computed in float32 even where the rest is float16, and stays so for a reader that is too.
 */
export const matmul = (
  a: Value,
  b: Value,
  { upcast = false }: { readonly upcast?: boolean | undefined } = {},
): Value => product([a, b], { upcast })
