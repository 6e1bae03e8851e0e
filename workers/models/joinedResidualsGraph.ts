// What ControlNets left on the device for the samples of one run of the UNet, added up and masked there: a graph without weights.
import { Graph, type Shape, type Value } from '../graph/graph'
import { expand } from '../graph/operators/broadcast'
import { add, multiply } from '../graph/operators/elementwise'
import { concat, slice } from '../graph/operators/layout'

/** Row `row` of source `source`, times a mask or not. */
export interface ResidualTerm {
  readonly source: number
  readonly row: number
  readonly masked: boolean
}

export interface JoinedResiduals {
  /** [1, C, h, w] of each residual by its name. */
  readonly shapes: readonly (readonly [name: string, shape: Shape])[]
  /** How many samples each source is of. */
  readonly batches: readonly number[]
  /** The terms that each sample of the run adds up; none: zeros. */
  readonly samples: readonly (readonly ResidualTerm[])[]
}

/** Names of the inputs. */
export const sourceName = (name: string, source: number) => `${name} of ${source}`
export const maskName = (name: string, sample: number, term: number) => `mask of ${name} ${sample} ${term}`

/**
 * Inputs: for each residual its sources [B of the source, C, h, w] (`sourceName`) and masks [1, 1, h, w] (`maskName`). Outputs: each
 * residual [samples, C, h, w] under its name.
 */
export function joinedResidualsGraph({ shapes, batches, samples }: JoinedResiduals): Graph {
  const graph = new Graph()
  for (const [name, shape] of shapes) {
    const [, ...rest] = shape
    const sources = batches.map((batch, at) => graph.input(sourceName(name, at), [batch, ...rest]))
    const valueOf = ({ source, row, masked }: ResidualTerm, sample: number, term: number): Value => {
      const whole = sources[source]!
      const one = whole.shape[0] === 1 ? whole : slice(whole, { axis: 0, start: row, end: row + 1 })
      const [, , height, width] = shape as [number, number, number, number]
      return masked ? multiply(one, graph.input(maskName(name, sample, term), [1, 1, height, width])) : one
    }
    const sums = samples.map((terms, sample) => {
      const [first, ...others] = terms.map((term, at) => valueOf(term, sample, at))
      return first ? others.reduce(add, first) : expand(graph.constant([0], [1, 1, 1, 1]), shape)
    })
    graph.output(name, concat(sums, 0))
  }
  return graph
}
