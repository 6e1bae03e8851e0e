import { broadcastShapes } from '../axes'
import type { Value } from '../graph'
import { defineOperator } from '../operator'

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
})

/**
 * Matrix product over the last two axes; the axes before them broadcast. a [..., m, k], b [..., k, n] -> [..., m, n].
 * With `upcast` it is computed in float32 even where the rest is float16, and stays so for a reader that is too.
 */
export const matmul = (
  a: Value,
  b: Value,
  { upcast = false }: { readonly upcast?: boolean | undefined } = {},
): Value => product([a, b], { upcast })
