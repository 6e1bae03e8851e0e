// The UNet up to the attention maps that a loss reads, and back from there: the gradient with respect to the sample.
import { gradient } from '../graph/gradient'
import type { Graph, Value } from '../graph/graph'
import type { TensorIndex } from '../weights/safetensors'
import type { UNetConfig } from './unetConfig'
import { unetGraph, type UNetGraphOptions } from './unetGraph'

export interface AttentionLossOptions extends UNetGraphOptions {
  /** The attention layers whose maps the loss is given, by module path. */
  readonly taps: readonly string[]
  /** Times which the gradient is given, so that it does not vanish in float16; the loss is not. */
  readonly lossScale?: number
  /** Computes each block again on the way back, which needs less memory and more time. */
  readonly recompute?: boolean
}

/** Builds a loss of one element from maps [B, heads, queries, tokens] by module path, and what else is to be given out. */
export type BuildAttentionLoss = (
  graph: Graph,
  maps: ReadonlyMap<string, Value>,
) => { readonly loss: Value; readonly outputs?: Readonly<Record<string, Value>> }

/**
 * Inputs: those of the UNet that the maps depend on, and those that the loss makes. Outputs: `loss`, `sample.grad` of the
 * sample's shape, and the loss's own. What lies behind the last map is not run.
 * @throws as `unetGraph`.
 */
export function attentionLossGraph(
  config: UNetConfig,
  weights: TensorIndex,
  { lossScale = 1, recompute = false, ...options }: AttentionLossOptions,
  build: BuildAttentionLoss,
): Graph {
  const graph = unetGraph(config, weights, options)
  const maps = new Map(options.taps.map((path) => [path, graph.outputs.get(path)!]))
  const { loss, outputs = {} } = build(graph, maps)
  const [ofSample] = gradient(loss, [graph.inputs.get('sample')!], { scale: lossScale, recompute })
  graph.keepOutputs([])
  graph.output('loss', loss)
  graph.output('sample.grad', ofSample!)
  for (const [name, value] of Object.entries(outputs)) graph.output(name, value)
  return graph
}
