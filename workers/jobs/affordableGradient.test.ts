import { describe, expect, it } from 'vitest'
import { gradient } from '../graph/gradient'
import { Graph } from '../graph/graph'
import { tanh } from '../graph/operators/activation'
import { reduceSum } from '../graph/operators/broadcast'
import { peakBytes } from '../graph/peakBytes'
import { affordableGradient } from './affordableGradient'

function build({ recompute }: { readonly recompute: boolean }): Graph {
  const graph = new Graph()
  const x = graph.input('x', [1e8])
  let hidden = x
  for (let block = 0; block < 4; block++) {
    for (let depth = 0; depth < 6; depth++) hidden = tanh(hidden)
    graph.boundary(hidden)
  }
  graph.output('dx', gradient(reduceSum(hidden, [0]), [x], { recompute })[0]!)
  return graph
}

describe('a gradient', () => {
  const [keeping, again] = [build({ recompute: false }), build({ recompute: true })].map(peakBytes) as [
    number,
    number,
  ]

  it('keeps what it computes where that is comfortable', () => {
    expect(peakBytes(affordableGradient(build, { comfortable: keeping }))).toBe(keeping)
  })

  it('computes blocks again where it is not', () => {
    expect(again).toBeLessThan(0.6 * keeping)
    expect(peakBytes(affordableGradient(build, { comfortable: keeping - 1, most: again }))).toBe(again)
  })

  it('is refused with what it takes where neither fits', () => {
    expect(() => affordableGradient(build, { comfortable: 1e9, most: 2e9 })).toThrow(
      `The gradient of this checkpoint’s attention takes about ${(again / 1e9).toFixed(1)} GB of memory at this size, and there are 2.0.`,
    )
  })
})
