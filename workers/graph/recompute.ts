// Gradient checkpointing (Chen et al. 2016, arXiv:1604.06174): of the forward pass only what leaves a block is kept, and the way
// back computes each block again before it goes through it. One forward pass more, for the memory of one block in place of all.
import type { Graph, Node, Value } from './graph'
import { add, scale } from './operators/elementwise'
import { reshape, slice } from './operators/layout'
import { sizeOf } from '../tensor/tensor'

/**
 * The forward nodes as the way back from a loss is to read them.
 * @returns for a node and the gradient that has arrived at it: the node with inputs and output that were computed again after
 *   that; itself where it lies behind the last of `graph.boundaries`, whose values are still there.
 */
export function recomputing(loss: Value): (node: Node, upstream: Value) => Node {
  const { graph } = loss
  const nodes = nodesBefore(loss)
  const blockOf = blocksOf(graph, nodes)
  const last = Math.max(0, ...blockOf.values())
  const kept = new Set<Value>()
  for (const node of nodes)
    for (const { origin } of node.inputs)
      if (origin.kind === 'node' && blockOf.get(origin.node.output) !== blockOf.get(node.output))
        kept.add(origin.node.output)
  const again = new Map<number, (value: Value) => Value>()

  function computedAgain(block: number, upstream: Value): (value: Value) => Value {
    const values = new Map<Value, Value>()
    const delayed = new Map<Value, Value>()
    const read = (value: Value): Value => {
      if (value.origin.kind !== 'node') return value
      const found = values.get(value) ?? delayed.get(value) ?? after(value, upstream)
      if (!values.has(value)) delayed.set(value, found)
      return found
    }
    for (const { operator, inputs, attributes, output } of nodes) {
      if (blockOf.get(output) !== block || kept.has(output)) continue
      const { shape, type } = output
      values.set(output, graph.append({ operator, inputs: inputs.map(read), attributes, shape, type }))
    }
    return read
  }

  return (node, upstream) => {
    const block = blockOf.get(node.output)!
    if (block === last) return node
    const read = again.get(block) ?? computedAgain(block, upstream)
    again.set(block, read)
    return { ...node, inputs: node.inputs.map(read), output: read(node.output) }
  }
}

/** What has to be computed for the loss, in order. */
function nodesBefore(loss: Value): readonly Node[] {
  const needed = new Set([loss])
  return loss.graph.nodes
    .toReversed()
    .filter(({ inputs, output }) => {
      if (needed.has(output)) for (const input of inputs) needed.add(input)
      return needed.has(output)
    })
    .reverse()
}

/** The number of the block in which each value is made. */
function blocksOf({ boundaries }: Graph, nodes: readonly Node[]): ReadonlyMap<Value, number> {
  const ends = new Set(boundaries)
  let block = 0
  return new Map(
    nodes.map(({ output }) => {
      const own = block
      if (ends.has(output)) block += 1
      return [output, own]
    }),
  )
}

/**
 * The value, once `earlier` is there. Without that, a block would be computed again as soon as its inputs are, or ONNX Runtime
 * would see that it was computed already: either way nothing would be saved.
 */
function after(value: Value, earlier: Value): Value {
  const one = slice(reshape(earlier, [sizeOf(earlier.shape)]), { axis: 0, start: 0, end: 1 })
  return add(value, scale(one, 0))
}
