// Reverse-mode differentiation (Linnainmaa 1970): from a loss backwards through the nodes that lead to it. Each operator says how
// a change of its output is one of its inputs (`gradient` in operators/*.ts); this file walks the graph. What it appends are
// plain operators in the same graph, which run wherever the forward pass runs and read its values.
import { sizeOf } from '../tensor/tensor'
import { formatShape } from './graph'
import type { Graph, Node, Value } from './graph'
import { expand } from './operators/broadcast'
import { recomputing } from './recompute'
import { sumParts } from './sumParts'

interface GradientOptions {
  /**
   * Times which the gradients are given. In float16 small ones would vanish: give a power of two here, and divide the outputs
   * of the run by it.
   */
  readonly scale?: number
  /**
   * Computes what lies inside of blocks (`Graph.boundary`) again on the way back in place of keeping it: the same gradients, with
   * less memory, in about 4/3 of the time.
   */
  readonly recompute?: boolean
}

/**
 * The gradients of `loss`, a value of one element, with respect to values of its graph: inputs, weights or any nodes' results.
 * Fused operators on the way are replaced by the finer ones that they consist of.
 * @returns for each of `wrt` a value of its shape.
 * @throws RangeError when the loss has more than one element, does not depend on one of `wrt`, or depends on it through an
 *   operator without a gradient.
 */
export function gradient(
  loss: Value,
  wrt: readonly Value[],
  { scale = 1, recompute = false }: GradientOptions = {},
): readonly Value[] {
  const { graph } = loss
  if (sizeOf(loss.shape) !== 1)
    throw new RangeError(`A loss is one number, not of shape ${formatShape(loss.shape)}.`)
  composeBetween(graph, wrt, loss)

  const seed = expand(graph.constant([scale], []), loss.shape)
  const parts = new Map<Value, Value[]>([[loss, [seed]]])
  const sums = new Map<Value, Value>()
  const gradientOf = (value: Value): Value | undefined => {
    const known = sums.get(value)
    if (known) return known
    const sum = sumParts(parts.get(value) ?? [])
    if (sum) sums.set(value, sum)
    return sum
  }

  const changes = dependents(graph, wrt)
  const readable = recompute ? recomputing(loss) : (node: Node) => node
  for (const node of nodesBetween(graph, wrt, loss).toReversed()) {
    const upstream = gradientOf(node.output)
    if (!upstream) continue
    if (!node.operator.gradient) throw new RangeError(`The operator "${node.operator.name}" has no gradient.`)
    node.operator.gradient(upstream, readable(node, upstream)).forEach((make, index) => {
      const input = node.inputs[index]
      if (!make || !input || !changes.has(input)) return
      const part = make()
      if (formatShape(part.shape) !== formatShape(input.shape))
        throw new Error(
          `The gradient of "${node.operator.name}" with respect to input ${index} has shape ${formatShape(part.shape)}.`,
        )
      parts.set(input, [...(parts.get(input) ?? []), part])
    })
  }
  return wrt.map((value, index) => {
    const result = gradientOf(value)
    if (result) return result
    const { origin } = value
    const name =
      origin.kind === 'input'
        ? `"${origin.name}"`
        : origin.kind === 'weight'
          ? `"${origin.entry.key}"`
          : index
    throw new RangeError(`The loss does not depend on the value ${name}.`)
  })
}

/** The values that change with any of `wrt`. */
function dependents({ nodes }: Graph, wrt: readonly Value[]): ReadonlySet<Value> {
  const found = new Set(wrt)
  for (const { inputs, output } of nodes) if (inputs.some((input) => found.has(input))) found.add(output)
  return found
}

/** The nodes through which the loss depends on any of `wrt`, in order. */
function nodesBetween(graph: Graph, wrt: readonly Value[], loss: Value): readonly Node[] {
  const changes = dependents(graph, wrt)
  const needed = new Set([loss])
  const between: Node[] = []
  for (const node of graph.nodes.toReversed()) {
    if (!needed.has(node.output) || !node.inputs.some((input) => changes.has(input))) continue
    between.push(node)
    for (const input of node.inputs) needed.add(input)
  }
  return between.reverse()
}

/** Takes fused operators on the way apart, and those that these consist of, until none is left. */
function composeBetween(graph: Graph, wrt: readonly Value[], loss: Value): void {
  for (;;) {
    const fused = nodesBetween(graph, wrt, loss).filter(({ operator }) => operator.compose)
    if (fused.length === 0) return
    for (const node of fused) graph.substitute(node, () => node.operator.compose!(node))
  }
}
