import { sizeOf } from '../tensor/tensor'
import type { Graph, Value } from './graph'
import { liveNodes } from './lowering/liveNodes'

/**
 * Bytes that a run of the graph holds at its fullest, in float32: weights, inputs, and between the nodes what later ones read. A
 * reshaped value lies where the value itself does. What kernels need for themselves comes on top.
 */
export function peakBytes(graph: Graph): number {
  const nodes = liveNodes(graph)
  const homes = new Map<Value, Value>()
  const homeOf = (value: Value): Value => homes.get(value) ?? value
  for (const { operator, inputs, output } of nodes)
    if (operator.name === 'reshape') homes.set(output, homeOf(inputs[0]!))
  const lastRead = new Map<Value, number>()
  const standing = new Set<Value>()
  for (const [at, { inputs }] of nodes.entries())
    for (const input of inputs) {
      const home = homeOf(input)
      lastRead.set(home, at)
      if (home.origin.kind !== 'node') standing.add(home)
    }
  for (const output of graph.outputs.values()) lastRead.set(homeOf(output), nodes.length)
  const bytes = (value: Value) => 4 * sizeOf(value.shape)
  const ends = new Map<number, Value[]>()
  for (const [value, at] of lastRead) ends.set(at, [...(ends.get(at) ?? []), value])

  let held = [...standing].reduce((sum, value) => sum + bytes(value), 0)
  let peak = held
  for (const [at, { output }] of nodes.entries()) {
    if (homeOf(output) === output) held += bytes(output)
    peak = Math.max(peak, held)
    for (const value of ends.get(at) ?? []) if (value.origin.kind === 'node') held -= bytes(value)
  }
  return peak
}
