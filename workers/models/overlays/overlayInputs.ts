import type { Graph, Value } from '../../graph/graph'
import type { OverlayValues } from './changedWeight'
import type { Factor } from './overlay'

/** The overlays' tensors in one graph, each once: weights in their files, or inputs. */
export class OverlayInputs implements OverlayValues {
  private readonly strengths = new Map<string, Value>()
  private readonly factors = new Map<Factor, Value>()

  constructor(private readonly graph: Graph) {}

  /** [1] */
  readonly strength = (name: string): Value => {
    const known = this.strengths.get(name) ?? this.graph.input(name, [1])
    this.strengths.set(name, known)
    return known
  }

  readonly factor = (factor: Factor): Value => {
    const known = this.factors.get(factor) ?? this.valueOf(factor)
    this.factors.set(factor, known)
    return known
  }

  private valueOf(factor: Factor): Value {
    return 'input' in factor ? this.graph.input(factor.input, factor.shape) : this.graph.weight(factor)
  }
}
