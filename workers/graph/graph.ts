// A graph is a list of nodes over values with static shapes. Values are made by `graph.input`, `graph.weight`,
// `graph.constant` and by the operators (operators/*.ts), each a function on values that reads like PyTorch. Nodes are kept
// in the order in which they were made, so every node comes after the nodes it reads: whoever walks the list forwards has
// its inputs ready, and whoever walks it backwards (dead-node removal, gradients) has all of its readers behind.
import { sizeOf } from '../tensor/tensor'
import type { TensorEntry } from '../weights/safetensors'
import type { Operands, Operator } from './operator'

export type Shape = readonly number[]

/** 'float' is computed in float32 or float16, as the lowering decides; 'int32' is for token ids. */
export type ValueType = 'float' | 'int32'

/** A tensor that will exist when the graph runs. */
export interface Value {
  readonly graph: Graph
  readonly shape: Shape
  readonly type: ValueType
  readonly origin: Origin
}

/** Where a value comes from. */
export type Origin =
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'weight'; readonly entry: TensorEntry }
  | { readonly kind: 'constant'; readonly data: Float32Array }
  | { readonly kind: 'node'; readonly node: Node }

/** One use of an operator. */
export interface Node<Inputs extends Operands = readonly Value[], Attributes = unknown> {
  readonly operator: Operator<Inputs, Attributes>
  readonly inputs: Inputs
  readonly attributes: Attributes
  readonly output: Value
}

export const formatShape = (shape: Shape): string => `[${shape.join(', ')}]`

export class Graph {
  readonly nodes: readonly Node[] = []
  readonly inputs: ReadonlyMap<string, Value> = new Map()
  readonly outputs: ReadonlyMap<string, Value> = new Map()
  /** Where one block of a network ends and the next begins, in order. */
  readonly boundaries: readonly Value[] = []

  /**
   * A tensor that is given at each run; as float32 whatever the graph computes in.
   * @throws RangeError when the name is taken.
   */
  input(name: string, shape: Shape, type: ValueType = 'float'): Value {
    if (this.inputs.has(name)) throw new RangeError(`The graph has an input "${name}" already.`)
    const value = this.value(shape, type, { kind: 'input', name })
    ;(this.inputs as Map<string, Value>).set(name, value)
    return value
  }

  /** A tensor that stays in its safetensors file, to which the written model points. */
  weight(entry: TensorEntry): Value {
    return this.value(entry.shape, 'float', { kind: 'weight', entry })
  }

  /**
   * A small tensor that is written into the model.
   * @throws RangeError when `data` does not fill `shape`.
   */
  constant(data: Float32Array | readonly number[], shape: Shape): Value {
    if (data.length !== sizeOf(shape))
      throw new RangeError(`${data.length} numbers do not fill a constant of shape ${formatShape(shape)}.`)
    return this.value(shape, 'float', { kind: 'constant', data: Float32Array.from(data) })
  }

  /**
   * Names a value that a run gives back; as float32 whatever the graph computes in.
   * @throws RangeError when the name is taken, or the value is of another graph.
   */
  output(name: string, value: Value): void {
    if (value.graph !== this) throw new RangeError(`The output "${name}" belongs to another graph.`)
    if (this.outputs.has(name)) throw new RangeError(`The graph has an output "${name}" already.`)
    ;(this.outputs as Map<string, Value>).set(name, value)
  }

  /** Says that a block of the network ends with this value, from which the next begins. */
  boundary(value: Value): Value {
    ;(this.boundaries as Value[]).push(value)
    return value
  }

  /**
   * Drops the outputs that are not named, and with them what only they needed.
   * @throws RangeError when there is no output of a name.
   */
  keepOutputs(names: readonly string[]): void {
    for (const name of names)
      if (!this.outputs.has(name)) throw new RangeError(`The graph has no output "${name}".`)
    const kept = new Set(names)
    for (const name of this.outputs.keys())
      if (!kept.has(name)) (this.outputs as Map<string, Value>).delete(name)
  }

  /**
   * Has the output of a node computed by what `compose` appends, in the node's place in the list. Its readers read the same
   * value as before.
   */
  substitute(node: Node, compose: () => Value): void {
    const nodes = this.nodes as Node[]
    const behind = nodes.splice(nodes.indexOf(node)).slice(1)
    const result = compose()
    const last = nodes.pop()
    if (!last || last.output !== result || result.shape.join() !== node.output.shape.join())
      throw new Error(`What takes the place of "${node.operator.name}" does not end in a node of its shape.`)
    const renamed = { ...last, output: node.output }
    ;(node.output.origin as { node: Node }).node = renamed
    nodes.push(renamed, ...behind)
  }

  /** Appends a node. Called by `defineOperator`, which has checked the inputs. */
  append(use: Omit<Node, 'output'> & { readonly shape: Shape; readonly type: ValueType }): Value {
    const { operator, inputs, attributes, shape, type } = use
    // A node and its output refer to each other.
    const origin: { kind: 'node'; node?: Node } = { kind: 'node' }
    const output = this.value(shape, type, origin as Origin)
    origin.node = { operator, inputs, attributes, output }
    ;(this.nodes as Node[]).push(origin.node)
    return output
  }

  private value(shape: Shape, type: ValueType, origin: Origin): Value {
    if (!shape.every((extent) => Number.isSafeInteger(extent) && extent > 0))
      throw new RangeError(`${formatShape(shape)} is not a shape: extents are whole numbers above 0.`)
    return { graph: this, shape: Object.freeze([...shape]), type, origin }
  }
}
