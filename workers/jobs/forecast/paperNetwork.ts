// A network on paper: how much it computes and holds, and numbers of its results' shapes that mean nothing.
import type { Graph } from '../../graph/graph'
import { peakBytes } from '../../graph/peakBytes'
import { workOf } from '../../graph/workOf'
import { sizeOf, tensor, type Tensor } from '../../tensor/tensor'

export interface PaperNetwork {
  /** Multiplications of a run. */
  readonly work: number
  /** That a run holds at its fullest, weights included, in float32. */
  readonly bytes: number
  /** Of its weights, as they are stored. */
  readonly weightBytes: number
  /** The results of a run. Those of two runs differ: a guide may look for what changes. */
  results(): ReadonlyMap<string, Tensor>
}

export function paperNetwork(graph: Graph): PaperNetwork {
  const shapes = [...graph.outputs].map(([name, { shape }]) => [name, shape] as const)
  const made = [0, 1].map(
    (odd) => new Map(shapes.map(([name, shape]) => [name, tensor(numbers(sizeOf(shape), odd), shape)])),
  ) as [Map<string, Tensor>, Map<string, Tensor>]
  let runs = 0
  return {
    work: workOf(graph),
    bytes: peakBytes(graph),
    weightBytes: weightBytes(graph),
    results: () => made[runs++ % 2]!,
  }
}

/** Between 0 and 1, as attention is, and as pictures and latents may be. */
function numbers(count: number, odd: number): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: count }, (_, at) => ((at * (7 + 4 * odd) + 3 * odd) % 101) / 101 + 0.001)
}

function weightBytes(graph: Graph): number {
  const entries = new Set(
    graph.nodes.flatMap(({ inputs }) =>
      inputs.flatMap(({ origin }) => (origin.kind === 'weight' ? [origin.entry] : [])),
    ),
  )
  return [...entries].reduce((sum, { byteLength }) => sum + byteLength, 0)
}
