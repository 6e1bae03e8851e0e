// Shape rules: what the operators refuse, and in which words.
import { describe, expect, it } from 'vitest'
import { Graph, type Origin, type Value } from './graph'
import { attention, attentionWithProbabilities } from './operators/attention'
import { expand, reduceSum } from './operators/broadcast'
import { conv2d } from './operators/conv2d'
import { add, clamp } from './operators/elementwise'
import { embedding, sumRows } from './operators/embedding'
import { concat, flip, reshape, slice, split, transpose, zeroPad } from './operators/layout'
import { linear } from './operators/linear'
import { matmul } from './operators/matmul'
import { groupNorm, layerNorm } from './operators/norm'
import { reduceMean, softmax } from './operators/reduce'
import { averagePool2d, pad, pixelUnshuffle, upsampleNearest } from './operators/spatial'
import { standardise } from './operators/standardise'
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
  [/^conv2d: wants x/, () => conv2d(of(1, 3, 4, 4), of(2, 3, 1))],
  [/^conv2d: the bias is not \[2\]/, () => conv2d(of(1, 3, 4, 4), of(2, 3, 1, 1), of(2, 1))],
  [/^linear: the bias is not \[5\]/, () => linear(of(2, 4), of(5, 4), of(5, 1))],
  [/^sumRows: the rows are not as many as the ids/, () => sumRows(of(2, 3, 4), ids(3, 2), 5)],
  [
    /^zeroPad: -1 zeros before and 2 after would crop/,
    () => zeroPad(of(2), { axis: 0, before: -1, after: 2 }),
  ],
  [
    /^zeroPad: 1 zeros before and -2 after would crop/,
    () => zeroPad(of(2), { axis: 0, before: 1, after: -2 }),
  ],
  [/^flip: there is no axis 2 among 2/, () => flip(of(2, 3), [0, 2])],
  [/^standardise: wants \[B, R, n\]/, () => standardise(of(2, 3), 1e-5)],
  [/^groupNorm: x has no axis of channels/, () => groupNorm(of(4), of(4), of(4), norm)],
  [/^layerNorm: weight and bias are not \[3\]/, () => layerNorm(of(4, 3), of(4), of(4), { epsilon: 1e-5 })],
  [/^softmax: there is no axis 2 among 2/, () => softmax(of(4, 3), 2)],
  [/^softmax: there is no axis -3 among 2/, () => softmax(of(4, 3), -3)],
  [/^softmax: there is no axis 0.5 among 2/, () => softmax(of(4, 3), 0.5)],
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
  [/^slice: there is no range -1 to 2 on axis 1/, () => slice(of(2, 3), { axis: 1, start: -1, end: 2 })],
  [/^slice: there is no range 2 to 2 on axis 1/, () => slice(of(2, 3), { axis: 1, start: 2, end: 2 })],
  [/^concat: extents differ beside axis 0/, () => concat([of(2, 3), of(2, 3, 1)], 0)],
  [/^expand: does not expand to \[3\]/, () => expand(of(2, 3), [3])],
  [/^transpose: \[0\] is not a permutation/, () => transpose(of(2, 3), [0])],
  [/^upsampleNearest: \[8, 3\] is smaller than x/, () => upsampleNearest(of(1, 1, 3, 4), { size: [8, 3] })],
  [/^pad: there is too little to reflect/, () => pad(of(1, 1, 4, 2), [0, 0, 0, 2], { mode: 'reflect' })],
  [/^pixelUnshuffle: wants .* multiples of 2/, () => pixelUnshuffle(of(1, 1, 4, 3), 2)],
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

const taken: readonly (readonly [what: string, build: () => Value, shape: readonly number[]])[] = [
  ['the first axis, counted from the back', () => softmax(of(4, 3), -2), [4, 3]],
  ['a sum over an axis from the back', () => reduceSum(of(4, 3, 2), [-3, 1]), [2]],
  ['bounds that are the same', () => clamp(of(2), 1, 1), [2]],
  ['a kernel as large as x', () => conv2d(of(1, 3, 3, 4), of(2, 3, 3, 4)), [1, 2, 1, 1]],
  ['a pool as large as x', () => averagePool2d(of(1, 1, 3, 3), { kernel: 3, stride: 2 }), [1, 1, 1, 1]],
  ['a slice to the end', () => slice(of(2, 3), { axis: -1, start: 2, end: 3 }), [2, 1]],
  [
    'a border as wide as can be reflected',
    () => pad(of(1, 1, 2, 3), [1, 2, 1, 0], { mode: 'reflect' }),
    [1, 1, 4, 5],
  ],
  ['an image of the size that it has', () => upsampleNearest(of(1, 1, 3, 4), { size: [3, 4] }), [1, 1, 3, 4]],
  ['values one after another', () => concat([of(2, 3), of(4, 3)], -2), [6, 3]],
  ['a scalar in front of all', () => expand(of(1), [2, 3, 4]), [2, 3, 4]],
]

describe('an operator takes', () => {
  it.each(taken)('%s', (_, build, shape) => {
    expect(build().shape).toEqual(shape)
  })

  it('no zeros at all as nothing to do', () => {
    const x = of(2)
    expect(zeroPad(x, { axis: 0, before: 0, after: 0 })).toBe(x)
    expect(zeroPad(x, { axis: 0, before: 0, after: 1 }).shape).toEqual([3])
    expect(zeroPad(x, { axis: 0, before: 1, after: 0 }).shape).toEqual([3])
  })
})

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

  it('another node in the place of one than the last, or one of another shape', () => {
    const own = new Graph()
    const x = own.input('x', [2])
    const sum = add(x, x)
    const { node } = sum.origin as Extract<Origin, { kind: 'node' }>
    const words = 'What takes the place of "add" does not end in a node of its shape.'
    expect(() => own.substitute(node, () => x)).toThrow(words)
    const again = add(x, x).origin as Extract<Origin, { kind: 'node' }>
    expect(() =>
      own.substitute(again.node, () => {
        const first = add(x, x)
        add(first, x)
        return first
      }),
    ).toThrow(words)
    const third = add(x, x).origin as Extract<Origin, { kind: 'node' }>
    expect(() => own.substitute(third.node, () => reshape(x, [1, 2]))).toThrow(words)
  })

  it('a constant that does not fill its shape', () => {
    expect(() => graph.constant([1, 2, 3], [2, 2])).toThrow(/3 numbers do not fill .* \[2, 2\]/)
  })

  it.each([[[0]], [[-1, 2]], [[1.5]], [[2 ** 53]]])('the shape %j', (shape) => {
    expect(() => new Graph().input('x', shape)).toThrow(/is not a shape/)
  })
})
