import { broadcastShapes } from '../axes'
import type { Value } from '../graph'
import { defineOperator } from '../operator'

function defineUnary(name: string, onnxType: string): (x: Value) => Value {
  const unary = defineOperator<readonly [x: Value]>({
    name,
    shape: ([x]) => x.shape,
    lower: (onnx, inputs) => onnx.node(onnxType, inputs),
  })
  return (x) => unary([x], undefined)
}

export const exp = defineUnary('exp', 'Exp')
export const log = defineUnary('log', 'Log')
export const sin = defineUnary('sin', 'Sin')
export const cos = defineUnary('cos', 'Cos')
export const sqrt = defineUnary('sqrt', 'Sqrt')
export const neg = defineUnary('neg', 'Neg')
export const abs = defineUnary('abs', 'Abs')

/** An operator on two values, which broadcast as in NumPy. */
function defineBinary(name: string, onnxType: string): (a: Value, b: Value) => Value {
  const binary = defineOperator<readonly [a: Value, b: Value]>({
    name,
    shape: ([a, b], _, refuse) => broadcastShapes(a.shape, b.shape, refuse),
    lower: (onnx, inputs) => onnx.node(onnxType, inputs),
  })
  return (a, b) => binary([a, b], undefined)
}

export const add = defineBinary('add', 'Add')
export const subtract = defineBinary('subtract', 'Sub')
export const multiply = defineBinary('multiply', 'Mul')
export const divide = defineBinary('divide', 'Div')

const scaled = defineOperator<readonly [x: Value], { readonly factor: number }>({
  name: 'scale',
  shape: ([x]) => x.shape,
  lower: (onnx, [x], { attributes: { factor } }) => onnx.node('Mul', [x, onnx.scalar(factor)]),
})

/** x times a number. */
export const scale = (x: Value, factor: number): Value => scaled([x], { factor })

const shifted = defineOperator<readonly [x: Value], { readonly term: number }>({
  name: 'addScalar',
  shape: ([x]) => x.shape,
  lower: (onnx, [x], { attributes: { term } }) => onnx.node('Add', [x, onnx.scalar(term)]),
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
})

/** x, not below `min` and not above `max`. */
export const clamp = (x: Value, min: number, max: number): Value => clamped([x], { min, max })
