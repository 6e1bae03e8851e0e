// How much a network computes: multiplications of its convolutions, matrix products and attentions, which are all but a few of a hundred.
import { sizeOf } from '../tensor/tensor'
import type { Graph, Node } from './graph'
import { liveNodes } from './lowering/liveNodes'

/** Multiplications of one run of a graph. */
export const workOf = (graph: Graph): number =>
  liveNodes(graph).reduce((sum, node) => sum + workOfNode(node), 0)

function workOfNode({ operator, inputs, output }: Node): number {
  const [first, second, third] = inputs
  switch (operator.name) {
    case 'conv2d':
      return sizeOf(output.shape) * sizeOf(second!.shape.slice(1))
    case 'linear':
    case 'matmul':
      return sizeOf(output.shape) * first!.shape.at(-1)!
    case 'transposedConv2d':
      return sizeOf(first!.shape) * sizeOf(second!.shape.slice(1))
    case 'weightedValues':
      return sizeOf(output.shape) * second!.shape.at(-1)!
    case 'attention':
      return sizeOf(first!.shape.slice(0, 2)) * second!.shape[1]! * (first!.shape[2]! + third!.shape[2]!)
    default:
      return 0
  }
}
