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

  it('are those of the fullest moment, at which what was read last is gone', () => {
    const graph = new Graph()
    const x = graph.input('x', [10])
    let y = x
    for (let at = 0; at < 5; at++) y = add(y, y)
    graph.output('y', y)
    // The input stays; of the rest one is read and one is made.
    expect(peakBytes(graph)).toBe(3 * 40)
  })

  it('do not grow by a value under another shape, which holds what it is made of', () => {
    const graph = new Graph()
    const x = graph.input('x', [10])
    graph.output('y', reshape(reshape(add(x, x), [2, 5]), [5, 2]))
    expect(peakBytes(graph)).toBe(2 * 40)
    const own = new Graph()
    const a = own.input('a', [10])
    const flat = add(a, a)
    const tall = reshape(flat, [10, 1])
    // While the sum of something else is made, what `tall` lies in must still be there.
    own.output('y', multiply(reshape(add(a, a), [10, 1]), tall))
    expect(peakBytes(own)).toBe(4 * 40)
  })

  it('leave out what no output needs', () => {
    const graph = new Graph()
    const x = graph.input('x', [10])
    add(graph.input('y', [1000]), graph.input('z', [1000]))
    graph.output('twice', add(x, x))
    expect(peakBytes(graph)).toBe(2 * 40)
  })
})
