// A network on paper: how much it computes and holds, and numbers of its results' shapes that mean nothing.
import type { Graph } from '../../graph/graph'
import { liveNodes } from '../../graph/lowering/liveNodes'
import { peakBytes } from '../../graph/peakBytes'
import { workOf } from '../../graph/workOf'
import { sizeOf, tensor, type Tensor } from '../../tensor/tensor'
import type { TensorEntry } from '../../weights/safetensors'

export interface PaperNetwork {
  /** Multiplications of a run. */
  readonly work: number
  /** Of its weights, as they are stored and in float32. */
  readonly weightBytes: number
  readonly weightBytes32: number
  /** That a run holds at its fullest besides, in float32. */
  readonly activationBytes: number
  /**
   * The results of a run. Those of two runs near to each other differ, as a guide needs that looks for what changes: a little everywhere, and by
   * much in one place.
   * @param turn of the run among those of all networks, from 0
   */
  results(turn: number): ReadonlyMap<string, Tensor>
}

/** Results that differ. More would take more memory, where a guide asks for all attention. */
const VARIANTS = 3

export function paperNetwork(graph: Graph): PaperNetwork {
  const shapes = [...graph.outputs].map(([name, { shape }]) => [name, shape] as const)
  const made: (ReadonlyMap<string, Tensor> | undefined)[] = []
  const variant = (number: number) =>
    new Map(shapes.map(([name, shape]) => [name, tensor(numbers(sizeOf(shape), number), shape)]))
  const weights = weightsOf(graph)
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0)
  const weightBytes32 = 4 * sum(weights.map(({ shape }) => sizeOf(shape)))
  return {
    work: workOf(graph),
    weightBytes: sum(weights.map(({ byteLength }) => byteLength)),
    weightBytes32,
    activationBytes: peakBytes(graph) - weightBytes32,
    results: (turn) => (made[turn % VARIANTS] ??= variant(turn % VARIANTS)),
  }
}

/** Between 0 and 1, as attention is, and as pictures and latents may be. */
function numbers(count: number, variant: number): Float32Array<ArrayBuffer> {
  const share = 1 - variant / 100
  const all = Float32Array.from({ length: count }, (_, at) => share * (((at * 7) % 101) / 101 + 0.001))
  all[0] = (variant + 1) / VARIANTS
  return all
}

/** Those that the outputs need, each once. */
const weightsOf = (graph: Graph): readonly TensorEntry[] => [
  ...new Set(
    liveNodes(graph).flatMap(({ inputs }) =>
      inputs.flatMap(({ origin }) => (origin.kind === 'weight' ? [origin.entry] : [])),
    ),
  ),
]
