// The UNet's graph with a loss behind it and the gradients of that.
import { gradient } from '../graph/gradient'
import type { Graph } from '../graph/graph'
import { reduceSum } from '../graph/operators/broadcast'
import { multiply, subtract } from '../graph/operators/elementwise'
import { reduceMean } from '../graph/operators/reduce'
import { peakBytes } from '../graph/peakBytes'

/** Inputs of the training graph beside the UNet's own. */
export const lossInputs = { target: 'target', weight: 'loss_weight' } as const

/**
 * Appends a loss and its gradients to a UNet's graph, as its only outputs. Inputs: the UNet's, `target` [B, C, h, w] and `loss_weight`
 * [B, 1, h, w]. Outputs: `loss` [], the sum over all pixels of the weight times the channels' mean squared error (1 / (B h w)
 * everywhere makes it the mean), and for each of `wanted`, an input of the graph, `<input>.grad` of its shape.
 * @param options `comfortable`: bytes above which blocks are computed again on the way back in place of being kept
 * @throws RangeError when the loss does not depend on one of `wanted`.
 */
export function withLoss(
  graph: Graph,
  wanted: readonly string[],
  { comfortable = Infinity }: { readonly comfortable?: number | undefined } = {},
): Graph {
  const output = graph.outputs.get('output')!
  const [batch, , height, width] = output.shape as [number, number, number, number]
  const difference = subtract(output, graph.input(lossInputs.target, output.shape))
  const errors = reduceMean(multiply(difference, difference), [1], { keepDims: true })
  const weighed = multiply(errors, graph.input(lossInputs.weight, [batch, 1, height, width]))
  const loss = reduceSum(weighed, [0, 1, 2, 3])
  const inputs = wanted.map((name) => {
    const input = graph.inputs.get(name)
    if (!input) throw new RangeError(`The training graph has no input "${name}".`)
    return input
  })
  const giveOut = (recompute: boolean) => {
    const gradients = gradient(loss, inputs, { recompute })
    graph.keepOutputs([])
    graph.output('loss', loss)
    wanted.forEach((name, at) => graph.output(`${name}.grad`, gradients[at]!))
  }
  giveOut(false)
  if (peakBytes(graph) > comfortable) giveOut(true)
  return graph
}
