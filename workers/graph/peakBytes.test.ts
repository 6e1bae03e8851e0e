import { describe, expect, it } from 'vitest'
import { Graph } from './graph'
import { add, multiply } from './operators/elementwise'
import { reshape } from './operators/layout'
import { peakBytes } from './peakBytes'

describe('the bytes of a run at its fullest', () => {
  it('count what later nodes read, and a reshaped value once', () => {
    const graph = new Graph()
    const x = graph.input('x', [10])
    const a = add(x, x)
    const b = reshape(multiply(a, a), [2, 5])
    // x, a and b stand at once; then b is read and c made, while a is gone.
    graph.output('c', add(b, b))
    expect(peakBytes(graph)).toBe(3 * 40)
  })

  it('leave out what no output needs', () => {
    const graph = new Graph()
    const x = graph.input('x', [10])
    add(graph.input('y', [1000]), graph.input('z', [1000]))
    graph.output('twice', add(x, x))
    expect(peakBytes(graph)).toBe(2 * 40)
  })
})
