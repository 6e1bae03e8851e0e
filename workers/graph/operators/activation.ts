import type { Value } from '../graph'
import { MICROSOFT } from '../lowering/emitter'
import type { Emitter } from '../lowering/emitter'
import { defineOperator } from '../operator'

function defineActivation(name: string, lower: (onnx: Emitter, x: string) => string): (x: Value) => Value {
  const activation = defineOperator<readonly [x: Value]>({
    name,
    shape: ([x]) => x.shape,
    lower: (onnx, [x]) => lower(onnx, x),
  })
  return (x) => activation([x], undefined)
}

/** x sigmoid(alpha x). */
function swish(onnx: Emitter, x: string, alpha: number): string {
  if (onnx.target.fused) return onnx.node('QuickGelu', [x], { alpha: { float: alpha } }, MICROSOFT)
  const scaled = alpha === 1 ? x : onnx.node('Mul', [x, onnx.scalar(alpha)])
  return onnx.node('Mul', [x, onnx.node('Sigmoid', [scaled])])
}

/** x sigmoid(x), "swish". */
export const silu = defineActivation('silu', (onnx, x) => swish(onnx, x, 1))

/** CLIP's approximation of gelu: x sigmoid(1.702 x). */
export const quickGelu = defineActivation('quickGelu', (onnx, x) => swish(onnx, x, 1.702))

/** x Φ(x), exact, by the error function (Hendrycks & Gimpel 2016). */
export const gelu = defineActivation('gelu', (onnx, x) => onnx.node('Gelu', [x]))

/** gelu in its approximation by tanh. */
export const geluTanh = defineActivation('geluTanh', (onnx, x) =>
  onnx.node('Gelu', [x], { approximate: 'tanh' }),
)

export const relu = defineActivation('relu', (onnx, x) => onnx.node('Relu', [x]))
export const sigmoid = defineActivation('sigmoid', (onnx, x) => onnx.node('Sigmoid', [x]))
export const tanh = defineActivation('tanh', (onnx, x) => onnx.node('Tanh', [x]))
