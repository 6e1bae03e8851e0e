import type { Graph, Shape, Value } from '../graph/graph'

/** An input of the graph that two networks in it may both read: made by whichever asks first. */
export const sharedInput = (graph: Graph, name: string, shape: Shape): Value =>
  graph.inputs.get(name) ?? graph.input(name, shape)
