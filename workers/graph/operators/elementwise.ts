import { broadcastShapes } from '../axes'
import type { Node, Value } from '../graph'
import { defineOperator } from '../operator'
import { sumTo } from './broadcast'

type Unary = Node<readonly [x: Value], undefined>

function defineUnary(
  name: string,
  onnxType: string,
  /** How the loss changes with x, given how it changes with the result. */
  gradient: (dy: Value, x: Value, y: Value) => Value,
): (x: Value) => Value {
  const unary = defineOperator<readonly [x: Value]>({
    name,
    shape: ([x]) => x.shape,
    lower: (onnx, inputs) => onnx.node(onnxType, inputs),
    gradient: (dy, { inputs: [x], output }: Unary) => [() => gradient(dy, x, output)],
  })
  return (x) => unary([x], undefined)
}

export const exp = defineUnary('exp', 'Exp', (dy, _, y) => multiply(dy, y))
export const log = defineUnary('log', 'Log', (dy, x) => divide(dy, x))
export const sin = defineUnary('sin', 'Sin', (dy, x) => multiply(dy, cos(x)))
export const cos = defineUnary('cos', 'Cos', (dy, x) => neg(multiply(dy, sin(x))))
export const sqrt = defineUnary('sqrt', 'Sqrt', (dy, _, y) => divide(scale(dy, 0.5), y))
export const neg = defineUnary('neg', 'Neg', (dy) => neg(dy))
/** Its gradient at 0 is 0. */
export const abs = defineUnary('abs', 'Abs', (dy, x) =>
  multiply(dy, subtract(greater(x, zeroOf(x)), greater(zeroOf(x), x))),
)
/** The error function: 2 / sqrt(pi) times the integral of exp(-t²) from 0 to x. */
export const erf = defineUnary('erf', 'Erf', (dy, x) =>
  multiply(dy, scale(exp(neg(multiply(x, x))), 2 / Math.sqrt(Math.PI))),
)

const zeroOf = ({ graph }: Value): Value => graph.constant([0], [])

type Binary = Node<readonly [a: Value, b: Value], undefined>

/** An operator on two values, which broadcast as in NumPy. */
function defineBinary(
  name: string,
  onnxType: string,
  /** As in `Operator`, of the result's shape: the broadcast is undone here. */
  gradient: (dy: Value, node: Binary) => readonly [da: () => Value, db: () => Value],
): (a: Value, b: Value) => Value {
  const binary = defineOperator<readonly [a: Value, b: Value]>({
    name,
    shape: ([a, b], _, refuse) => broadcastShapes(a.shape, b.shape, refuse),
    lower: (onnx, inputs) => onnx.node(onnxType, inputs),
    gradient(dy, node) {
      const [a, b] = node.inputs
      const [da, db] = gradient(dy, node)
      return [() => sumTo(da(), a.shape), () => sumTo(db(), b.shape)]
    },
  })
  return (a, b) => binary([a, b], undefined)
}

export const add = defineBinary('add', 'Add', (dy) => [() => dy, () => dy])
export const subtract = defineBinary('subtract', 'Sub', (dy) => [() => dy, () => neg(dy)])
export const multiply = defineBinary('multiply', 'Mul', (dy, { inputs: [a, b] }) => [
  () => multiply(dy, b),
  () => multiply(dy, a),
])
export const divide = defineBinary('divide', 'Div', (dy, { inputs: [, b], output }) => [
  () => divide(dy, b),
  () => neg(multiply(dy, divide(output, b))),
])

const isGreater = defineOperator<readonly [a: Value, b: Value]>({
  name: 'greater',
  shape: ([a, b], _, refuse) => broadcastShapes(a.shape, b.shape, refuse),
  lower: (onnx, inputs) =>
    onnx.node('Cast', [onnx.node('Greater', inputs)], { to: { elementType: onnx.target.compute } }),
  // Nothing changes by a small step of either side.
  gradient: () => [],
})

/** 1 where a > b, else 0. */
export const greater = (a: Value, b: Value): Value => isGreater([a, b], undefined)

const scaled = defineOperator<readonly [x: Value], { readonly factor: number }>({
  name: 'scale',
  shape: ([x]) => x.shape,
  lower: (onnx, [x], { attributes: { factor } }) => onnx.node('Mul', [x, onnx.scalar(factor)]),
  gradient: (dy, { attributes: { factor } }) => [() => scale(dy, factor)],
})

/** x times a number. */
export const scale = (x: Value, factor: number): Value => scaled([x], { factor })

const shifted = defineOperator<readonly [x: Value], { readonly term: number }>({
  name: 'addScalar',
  shape: ([x]) => x.shape,
  lower: (onnx, [x], { attributes: { term } }) => onnx.node('Add', [x, onnx.scalar(term)]),
  gradient: (dy) => [() => dy],
})

/** x plus a number. */
export const addScalar = (x: Value, term: number): Value => shifted([x], { term })

const clamped = defineOperator<readonly [x: Value], { readonly min: number; readonly max: number }>({
  name: 'clamp',
  shape([x], { min, max }, refuse) {
    return min <= max ? x.shape : refuse(`min ${min} is above max ${max}`)
  },
  lower: (onnx, [x], { attributes: { min, max } }) =>
    onnx.node('Clip', [x, onnx.scalar(min), onnx.scalar(max)]),
  gradient: (dy, { inputs: [x], attributes: { min, max } }) => [
    () => {
      const [low, high] = [x.graph.constant([min], []), x.graph.constant([max], [])]
      return multiply(dy, multiply(greater(x, low), greater(high, x)))
    },
  ],
})

/** x, not below `min` and not above `max`. */
export const clamp = (x: Value, min: number, max: number): Value => clamped([x], { min, max })
