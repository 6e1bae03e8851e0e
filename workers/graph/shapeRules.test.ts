// Shape rules: what the operators refuse, and in which words.
import { describe, expect, it } from 'vitest'
import { Graph, type Value } from './graph'
import { attention, attentionWithProbabilities } from './operators/attention'
import { expand, reduceSum } from './operators/broadcast'
import { conv2d } from './operators/conv2d'
import { add, clamp } from './operators/elementwise'
import { embedding } from './operators/embedding'
import { concat, reshape, slice, split, transpose } from './operators/layout'
import { linear } from './operators/linear'
import { matmul } from './operators/matmul'
import { groupNorm, layerNorm } from './operators/norm'
import { reduceMean, softmax } from './operators/reduce'
import { averagePool2d, pad, pixelUnshuffle, upsampleNearest } from './operators/spatial'
import { timestepEmbedding } from './operators/timestepEmbedding'

const graph = new Graph()
const of = (...shape: number[]): Value => graph.input(`x${graph.inputs.size}`, shape)
const ids = (...shape: number[]): Value => graph.input(`ids${graph.inputs.size}`, shape, 'int32')
const heads = { heads: 2 }
const norm = { groups: 2, epsilon: 1e-5 }

const refused: readonly (readonly [words: RegExp, build: () => unknown])[] = [
  [/^add: 3 and 2 do not broadcast \(shapes \[2, 3\], \[2\]\)\.$/, () => add(of(2, 3), of(2))],
  [/^add: input 1 belongs to another graph/, () => add(of(2), new Graph().input('x', [2]))],
  [/^add: input 1 is int32, not float/, () => add(of(2), ids(2))],
  [/^clamp: min 2 is above max 1/, () => clamp(of(2), 2, 1)],
  [/^matmul: wants matrices/, () => matmul(of(3), of(3, 2))],
  [/^matmul: the inner extents differ/, () => matmul(of(2, 3), of(2, 3))],
  [/^matmul: 2 and 3 do not broadcast/, () => matmul(of(2, 1, 4), of(3, 4, 1))],
  [/^linear: the weight is not \[out, in\]/, () => linear(of(2, 3), of(4, 3, 1))],
  [/^linear: the last axis of x is not 4/, () => linear(of(2, 3), of(5, 4))],
  [/^linear: the bias is not \[5\]/, () => linear(of(2, 4), of(5, 4), of(4))],
  [/^embedding: the table is not \[V, D\]/, () => embedding(of(7), ids(2))],
  [/^embedding: input 1 is float, not int32/, () => embedding(of(7, 2), of(2))],
  [/^conv2d: wants x \[B, C, H, W\]/, () => conv2d(of(3, 4, 4), of(2, 3, 1, 1))],
  [/^conv2d: x has 3 channels, the weight wants 4/, () => conv2d(of(1, 3, 4, 4), of(2, 4, 1, 1))],
  [/^conv2d: the bias is not \[2\]/, () => conv2d(of(1, 3, 4, 4), of(2, 3, 1, 1), of(3))],
  [/^conv2d: the kernel is larger than the padded x/, () => conv2d(of(1, 3, 2, 4), of(2, 3, 3, 3))],
  [/^groupNorm: 5 channels do not make 2 groups/, () => groupNorm(of(1, 5, 2), of(5), of(5), norm)],
  [/^groupNorm: weight and bias are not \[4\]/, () => groupNorm(of(1, 4, 2), of(4), of(2), norm)],
  [/^groupNorm: x has no axis of channels/, () => groupNorm(of(4), of(4), of(4), norm)],
  [/^layerNorm: weight and bias are not \[3\]/, () => layerNorm(of(4, 3), of(4), of(4), { epsilon: 1e-5 })],
  [/^softmax: there is no axis 2 among 2/, () => softmax(of(4, 3), 2)],
  [/^reduceSum: wants one axis or more, each once/, () => reduceSum(of(4, 3), [])],
  [/^reduceMean: wants one axis or more, each once/, () => reduceMean(of(4, 3), [1, -1])],
  [/^attention: wants q, k and v as/, () => attention(of(2, 4), of(2, 4), of(2, 4), heads)],
  [/^attention: q and k differ in width/, () => attention(of(1, 3, 4), of(1, 3, 6), of(1, 3, 4), heads)],
  [/^attention: k and v differ in length/, () => attention(of(1, 3, 4), of(1, 3, 4), of(1, 2, 4), heads)],
  [/^attention: 2 heads do not divide/, () => attention(of(1, 3, 4), of(1, 3, 4), of(1, 3, 3), heads)],
  [
    /^attention: the mask does not broadcast to \[1, 2, 3, 5\]/,
    () => attention(of(1, 3, 4), of(1, 5, 4), of(1, 5, 4), { ...heads, mask: of(2, 1, 3, 5) }),
  ],
  [
    /^attentionWithProbabilities: q and k/,
    () => attentionWithProbabilities(of(1, 3, 4), of(1, 3, 6), of(1, 3, 4), heads),
  ],
  [/^reshape: \[5\] has another size/, () => reshape(of(2, 3), [5])],
  [/^transpose: \[0, 0\] is not a permutation/, () => transpose(of(2, 3), [0, 0])],
  [/^concat: extents differ beside axis 0/, () => concat([of(2, 3), of(2, 4)], 0)],
  [/^concat: wants one value or more/, () => concat([], 0)],
  [/^slice: there is no range 1 to 4 on axis 1/, () => slice(of(2, 3), { axis: 1, start: 1, end: 4 })],
  [/^split: sizes \[1, 1\] do not add up/, () => split(of(2, 3), [1, 1], 1)],
  [/^expand: does not expand to \[2, 4\]/, () => expand(of(2, 3), [2, 4])],
  [/^upsampleNearest: \[2, 8\] is smaller than x/, () => upsampleNearest(of(1, 1, 3, 4), { size: [2, 8] })],
  [/^upsampleNearest: wants \[B, C, H, W\]/, () => upsampleNearest(of(3, 4), { size: [6, 8] })],
  [
    /^averagePool2d: the kernel of 3 is larger/,
    () => averagePool2d(of(1, 1, 2, 4), { kernel: 3, stride: 1 }),
  ],
  [/^pad: \[0, -1, 0, 0\] would crop/, () => pad(of(1, 1, 2, 4), [0, -1, 0, 0])],
  [/^pad: there is too little to reflect/, () => pad(of(1, 1, 2, 4), [2, 0, 0, 0], { mode: 'reflect' })],
  [/^pixelUnshuffle: wants .* multiples of 2/, () => pixelUnshuffle(of(1, 1, 3, 4), 2)],
  [/^timestepEmbedding: the timesteps are not \[B\]/, () => timestepEmbedding(of(2, 1), { dimension: 8 })],
  [/^timestepEmbedding: the dimension 7 is not even/, () => timestepEmbedding(of(2), { dimension: 7 })],
]

describe('an operator refuses', () => {
  it.each(refused)('with %s', (words, build) => {
    expect(build).toThrow(RangeError)
    expect(build).toThrow(words)
  })

  it('without a trace in the graph', () => {
    const own = new Graph()
    const x = own.input('x', [2, 3])
    expect(() => reshape(x, [5])).toThrow()
    expect(own.nodes).toHaveLength(0)
  })
})

describe('a graph refuses', () => {
  it('a name that is taken', () => {
    const own = new Graph()
    const x = own.input('x', [2])
    expect(() => own.input('x', [2])).toThrow(/has an input "x" already/)
    own.output('y', x)
    expect(() => own.output('y', x)).toThrow(/has an output "y" already/)
  })

  it('an output of another graph', () => {
    expect(() => new Graph().output('y', of(2))).toThrow(/belongs to another graph/)
  })

  it('a constant that does not fill its shape', () => {
    expect(() => graph.constant([1, 2, 3], [2, 2])).toThrow(/3 numbers do not fill .* \[2, 2\]/)
  })

  it.each([[[0]], [[-1, 2]], [[1.5]], [[2 ** 53]]])('the shape %j', (shape) => {
    expect(() => new Graph().input('x', shape)).toThrow(/is not a shape/)
  })
})
