import type { Node, Value } from '../graph'
import { MICROSOFT } from '../lowering/emitter'
import type { Emitter } from '../lowering/emitter'
import { defineOperator } from '../operator'
import { add, addScalar, erf, exp, greater, multiply, neg, scale, subtract } from './elementwise'

type Activation = Node<readonly [x: Value], undefined>

function defineActivation(
  name: string,
  lower: (onnx: Emitter, x: string) => string,
  rule:
    | { readonly gradient: (dy: Value, x: Value, y: Value) => Value }
    /** The activation from finer operators, by which it is differentiated. */
    | { readonly compose: (x: Value) => Value },
): (x: Value) => Value {
  const activation = defineOperator<readonly [x: Value]>({
    name,
    shape: ([x]) => x.shape,
    lower: (onnx, [x]) => lower(onnx, x),
    ...('compose' in rule
      ? { compose: ({ inputs: [x] }: Activation) => rule.compose(x) }
      : {
          gradient: (dy: Value, { inputs: [x], output }: Activation) => [() => rule.gradient(dy, x, output)],
        }),
  })
  return (x) => activation([x], undefined)
}

/** x sigmoid(alpha x). */
function defineSwish(name: string, alpha: number): (x: Value) => Value {
  const lower = (onnx: Emitter, x: string): string => {
    if (onnx.target.fused) return onnx.node('QuickGelu', [x], { alpha: { float: alpha } }, MICROSOFT)
    const scaled = alpha === 1 ? x : onnx.node('Mul', [x, onnx.scalar(alpha)])
    return onnx.node('Mul', [x, onnx.node('Sigmoid', [scaled])])
  }
  const times = (x: Value, factor: number): Value => (factor === 1 ? x : scale(x, factor))
  return defineActivation(name, lower, {
    // s + alpha y (1 - s), where s is the sigmoid.
    gradient(dy, x, y) {
      const s = sigmoid(times(x, alpha))
      const scaled = times(y, alpha)
      return multiply(dy, add(s, subtract(scaled, multiply(scaled, s))))
    },
  })
}

/** x sigmoid(x), "swish". */
export const silu = defineSwish('silu', 1)

/** CLIP's approximation of gelu: x sigmoid(1.702 x). */
export const quickGelu = defineSwish('quickGelu', 1.702)

/** x Φ(x), exact, by the error function (Hendrycks & Gimpel 2016). */
export const gelu = defineActivation('gelu', (onnx, x) => onnx.node('Gelu', [x]), {
  // Φ(x) + x φ(x) = (1 + erf(u) + 2 / sqrt(pi) u exp(-u²)) / 2 with u = x / sqrt(2).
  gradient(dy, x) {
    const u = scale(x, Math.SQRT1_2)
    const bell = multiply(scale(u, 2 / Math.sqrt(Math.PI)), exp(neg(multiply(u, u))))
    return multiply(dy, addScalar(scale(add(erf(u), bell), 0.5), 0.5))
  },
})

/** gelu in its approximation by tanh. */
export const geluTanh = defineActivation(
  'geluTanh',
  (onnx, x) => onnx.node('Gelu', [x], { approximate: 'tanh' }),
  {
    compose(x) {
      const inner = multiply(x, addScalar(scale(multiply(x, x), 0.044715), 1))
      return multiply(x, scale(addScalar(tanh(scale(inner, Math.sqrt(2 / Math.PI))), 1), 0.5))
    },
  },
)

/** Its gradient at 0 is 0. */
export const relu = defineActivation('relu', (onnx, x) => onnx.node('Relu', [x]), {
  gradient: (dy, x) => multiply(dy, greater(x, x.graph.constant([0], []))),
})

export const sigmoid = defineActivation('sigmoid', (onnx, x) => onnx.node('Sigmoid', [x]), {
  gradient: (dy, _, y) => multiply(dy, multiply(y, addScalar(neg(y), 1))),
})

export const tanh = defineActivation('tanh', (onnx, x) => onnx.node('Tanh', [x]), {
  gradient: (dy, _, y) => multiply(dy, addScalar(neg(multiply(y, y)), 1)),
})
