import type { Graph, Node, Value } from '../graph'

/** The nodes that some output of the graph needs, in order. */
export function liveNodes(graph: Graph): readonly Node[] {
  const needed = new Set<Value>(graph.outputs.values())
  const live: Node[] = []
  for (let index = graph.nodes.length - 1; index >= 0; index -= 1) {
    const node = graph.nodes[index]!
    if (!needed.has(node.output)) continue
    live.push(node)
    for (const input of node.inputs) needed.add(input)
  }
  return live.reverse()
}
