// The cut between a UNet's deep part and its outer one (DeepCache, Ma et al. 2023, arXiv:2312.00858): what comes up to the layer that
// takes the skip of a given depth changes little from step to step. It can be taken out, or put in: then nothing below is computed.
import type { Graph, Value } from '../graph/graph'

export interface DeepOption {
  /** Skips that the outer part takes, counted from the outermost (the one behind `conv_in`). */
  readonly depth: number
  /** Whether the graph reads it as its input `deep`; otherwise it gives it as its output `deep`. */
  readonly given: boolean
}

/**
 * To be asked at each layer of the way up: what the layer is to begin with.
 * @param skips of the whole UNet
 * @throws RangeError when nothing or everything would be deep
 */
export function deepCut(
  graph: Graph,
  option: DeepOption | undefined,
  skips: number,
): (hidden: Value, left: number) => Value {
  if (!option) return (hidden) => hidden
  const { depth, given } = option
  if (!(Number.isInteger(depth) && depth >= 1 && depth < skips))
    throw new RangeError(`A UNet of ${skips} skips cannot be cut at a depth of ${depth}.`)
  return (hidden, left) => {
    if (left !== depth) return hidden
    // What leads here is left out of the model, as nothing reads it.
    if (given) return graph.input('deep', hidden.shape)
    graph.output('deep', hidden)
    return hidden
  }
}
