// What an operator is. Each file of operators/ holds, side by side, the operator's shape rule, its lowering to ONNX and its
// gradient. Below each stands the function that people call.
import { formatShape } from './graph'
import type { Node, Shape, Value, ValueType } from './graph'
import type { Emitter } from './lowering/emitter'

/** Throws a RangeError that names the operator and its shapes. */
export type Refuse = (reason: string) => never

type Operand = Value | undefined
/** The values that a node reads; optional ones stand last and may be left out. */
export type Operands = readonly Operand[]

/** The ONNX names of operands. */
type NamesOf<Inputs extends Operands> = { readonly [I in keyof Inputs]: string }

export interface Operator<Inputs extends Operands = readonly Value[], Attributes = unknown> {
  readonly name: string
  /** Types of the inputs where they are not all 'float'; the output is always 'float'. */
  readonly inputTypes?: readonly ValueType[]
  // Written as methods: their parameters are then compared bivariantly, so that operators with inputs and attributes of
  // their own fit in one list of nodes.
  /** The output's shape; refuses inputs that do not fit together. */
  shape(inputs: Inputs, attributes: Attributes, refuse: Refuse): Shape
  /** Emits the ONNX nodes that compute the operator, and returns the name of their result. */
  lower(onnx: Emitter, inputs: NamesOf<Inputs>, node: Node<Inputs, Attributes>): string
  /**
   * How the loss changes with each input, given how it changes with the output (`upstream`, of the output's shape). Each result
   * has its input's shape, and is made only where it is asked for; undefined, or left out at the end: that input changes
   * nothing.
   */
  gradient?(upstream: Value, node: Node<Inputs, Attributes>): readonly ((() => Value) | undefined)[]
  /**
   * The same computation from finer operators, whose intermediate values the gradient needs. Whoever differentiates the
   * operator puts these in its place, so that nothing is computed twice.
   */
  compose?(node: Node<Inputs, Attributes>): Value
}

/** Turns an operator into the function that appends it to its inputs' graph. */
export function defineOperator<Inputs extends readonly [Value, ...Operands], Attributes = undefined>(
  operator: Operator<Inputs, Attributes>,
): (inputs: Inputs, attributes: Attributes) => Value {
  return (inputs, attributes) => {
    const { graph } = inputs[0]
    // An optional operand that is left out is not in the list, so there is no undefined among them.
    const operands = inputs as readonly Operand[] as readonly Value[]
    const refuse: Refuse = (reason) => {
      const shapes = operands.map(({ shape }) => formatShape(shape)).join(', ')
      throw new RangeError(`${operator.name}: ${reason} (shapes ${shapes}).`)
    }
    operands.forEach((input, index) => {
      if (input.graph !== graph) refuse(`input ${index} belongs to another graph`)
      const expected = operator.inputTypes?.[index] ?? 'float'
      if (input.type !== expected) refuse(`input ${index} is ${input.type}, not ${expected}`)
    })
    const shape = operator.shape(inputs, attributes, refuse)
    return graph.append({
      operator: operator as Operator,
      inputs: operands,
      attributes,
      shape,
      type: 'float',
    })
  }
}
