// Scaled dot-product attention over heads (Vaswani et al. 2017, arXiv:1706.03762).
import { broadcastShapes } from '../axes'
import { formatShape } from '../graph'
import type { Shape, Value } from '../graph'
import { MICROSOFT } from '../lowering/emitter'
import type { Emitter } from '../lowering/emitter'
import { defineOperator } from '../operator'
import type { Refuse } from '../operator'
import { reduceSum } from './broadcast'
import { add, multiply, scale as multiplyBy, subtract } from './elementwise'
import { reshape, transpose } from './layout'
import { matmul, swapLastAxes } from './matmul'
import { softmax } from './reduce'

export interface AttentionOptions {
  readonly heads: number
  /** Factor of the products of q and k; 1 / sqrt(D) unless given. */
  readonly scale?: number | undefined
  /** Added to the scaled products; broadcasts to [B, H, Lq, Lk]. */
  readonly mask?: Value | undefined
  /** Compute in float32 even where the rest is float16: SD 2.1's products pass 65504 (`upcast_attention`). */
  readonly upcast?: boolean
}

interface Attributes {
  readonly heads: number
  readonly scale: number
  readonly upcast: boolean
}

interface Extents {
  readonly batch: number
  readonly queries: number
  readonly keys: number
  /** Width of one head of q and k, and of v. */
  readonly width: number
  readonly valueWidth: number
}

function extentsOf(q: Value, k: Value, v: Value, heads: number, refuse: Refuse): Extents {
  const [batch, queries, qWidth] = q.shape as [number, number, number]
  const [, keys, kWidth] = k.shape as [number, number, number]
  const vWidth = v.shape[2]!
  if ([q, k, v].some(({ shape }) => shape.length !== 3 || shape[0] !== batch))
    return refuse('wants q, k and v as [B, L, H * D]')
  if (qWidth !== kWidth) return refuse('q and k differ in width')
  if (v.shape[1] !== keys) return refuse('k and v differ in length')
  if (qWidth % heads !== 0 || vWidth % heads !== 0) return refuse(`${heads} heads do not divide the width`)
  return { batch, queries, keys, width: qWidth / heads, valueWidth: vWidth / heads }
}

const unreachable: Refuse = (reason) => {
  throw new Error(reason)
}

const attend = defineOperator<readonly [q: Value, k: Value, v: Value, mask?: Value], Attributes>({
  name: 'attention',
  shape([q, k, v, mask], { heads }, refuse) {
    const { batch, queries, keys, valueWidth } = extentsOf(q, k, v, heads, refuse)
    const scores = [batch, heads, queries, keys]
    if (mask && formatShape(broadcastShapes(mask.shape, scores, refuse)) !== formatShape(scores))
      return refuse(`the mask does not broadcast to ${formatShape(scores)}`)
    return [batch, queries, heads * valueWidth]
  },
  lower(onnx, names, { inputs: [q, k, v, mask], attributes: { heads, scale, upcast } }) {
    const extents = extentsOf(q, k, v, heads, unreachable)
    const lower = (onnx: Emitter, names: typeof inputs): string =>
      onnx.target.fused
        ? fusedAttention(onnx, names, { ...extents, heads, scale, maskShape: mask?.shape })
        : plainAttention(onnx, names, { ...extents, heads, scale })
    const inputs = [names[0], names[1], names[2], names[3] ?? ''] as const
    return upcast ? onnx.inFloat32(inputs, lower) : lower(onnx, inputs)
  },
  compose: ({ inputs: [q, k, v, mask], attributes }) =>
    attentionWithProbabilities(q, k, v, { ...attributes, mask }).output,
})

type Names = readonly [q: string, k: string, v: string, mask: string]

/**
 * On wasm, whose sizes have 32 bits, the kernel counts its multiplications in a signed one, 2 D Lq Lk of a head, and breaks off where
 * that overflows: from 4096 queries and keys of width 64 on. It is given as many queries at a time as it can count.
 */
const COUNTED = 2 ** 31 - 1

function fusedAttention(
  onnx: Emitter,
  names: Names,
  of: Extents & { heads: number; scale: number; maskShape: Shape | undefined },
): string {
  const { queries, keys, width, valueWidth } = of
  const most = Math.max(1, Math.floor(COUNTED / (2 * Math.max(width, valueWidth) * keys)))
  if (onnx.target.provider !== 'wasm' || queries <= most) return fusedKernel(onnx, names, of)
  const size = Math.ceil(queries / Math.ceil(queries / most))
  const rows = (x: string, axis: number, start: number, end: number): string =>
    onnx.node('Slice', [x, onnx.ints([start]), onnx.ints([end]), onnx.ints([axis])])
  const parts: string[] = []
  for (let start = 0; start < queries; start += size) {
    const end = Math.min(queries, start + size)
    const [q, k, v, mask] = names
    const isRepeated = of.maskShape?.at(-2) === 1 || (of.maskShape?.length ?? 0) < 2
    const part = mask === '' || isRepeated ? mask : rows(mask, of.maskShape!.length - 2, start, end)
    parts.push(fusedKernel(onnx, [rows(q, 1, start, end), k, v, part], { ...of, queries: end - start }))
  }
  return onnx.node('Concat', parts, { axis: 1 })
}

function fusedKernel(
  onnx: Emitter,
  [q, k, v, mask]: Names,
  of: Extents & { heads: number; scale: number; maskShape: Shape | undefined },
): string {
  const { heads, scale, queries, keys, maskShape } = of
  // The kernel repeats a mask over batch and heads, but not over queries and keys.
  const bias =
    maskShape === undefined ? [] : ['', '', onnx.node('Expand', [mask, onnx.ints([1, 1, queries, keys])])]
  return onnx.node(
    'MultiHeadAttention',
    [q, k, v, ...bias],
    { num_heads: heads, scale: { float: scale } },
    MICROSOFT,
  )
}

function plainAttention(
  onnx: Emitter,
  [q, k, v, mask]: Names,
  { batch, queries, keys, width, valueWidth, heads, scale }: Extents & { heads: number; scale: number },
): string {
  const byHead = (x: string, length: number, width: number, permutation: readonly number[]): string =>
    onnx.transpose(onnx.reshape(x, [batch, length, heads, width]), permutation)
  // The factor goes to q before the product, which in float16 might not hold it.
  const scaled = onnx.node('Mul', [q, onnx.scalar(scale)])
  const products = onnx.node('MatMul', [
    byHead(scaled, queries, width, [0, 2, 1, 3]),
    byHead(k, keys, width, [0, 2, 3, 1]),
  ])
  const scores = mask === '' ? products : onnx.node('Add', [products, mask])
  const probabilities = onnx.inFloat32([scores], (onnx, inputs) => onnx.node('Softmax', inputs, { axis: -1 }))
  const output = onnx.node('MatMul', [probabilities, byHead(v, keys, valueWidth, [0, 2, 1, 3])])
  return onnx.reshape(onnx.transpose(output, [0, 2, 1, 3]), [batch, queries, heads * valueWidth])
}

/**
 * The values weighted by the softmax of the products, which is given beside them: probabilities [..., Lq, Lk] times values [..., Lk, D]. Its
 * gradient goes to the products at once, past the softmax. What that subtracts, each query's sum over the keys of the
 * probabilities times their gradients, is the sum over D of the result times its own (Dao et al. 2022, arXiv:2205.14135, appendix B.2).
 */
const weighted = defineOperator<readonly [products: Value, probabilities: Value, values: Value]>({
  name: 'weightedValues',
  shape: ([, probabilities, values]) => [...probabilities.shape.slice(0, -1), values.shape.at(-1)!],
  lower: (onnx, [, probabilities, values]) => onnx.node('MatMul', [probabilities, values]),
  gradient(dy, { inputs: [, probabilities, values], output }) {
    const along = () => reduceSum(multiply(dy, output), [-1], { keepDims: true })
    return [
      () => multiply(probabilities, subtract(matmul(dy, swapLastAxes(values)), along())),
      undefined,
      () => matmul(swapLastAxes(probabilities), dy),
    ]
  },
})

const scaleOf = (q: Value, { heads, scale }: AttentionOptions): number =>
  scale ?? 1 / Math.sqrt(q.shape[2]! / heads)

/** softmax(q kᵀ scale + mask) v in each head. q [B, Lq, H * D], k and v [B, Lk, H * D] -> [B, Lq, H * D]. */
export function attention(q: Value, k: Value, v: Value, options: AttentionOptions): Value {
  const { heads, mask, upcast = false } = options
  return attend(mask ? [q, k, v, mask] : [q, k, v], { heads, scale: scaleOf(q, options), upcast })
}

/**
 * Attention with its probabilities [B, H, Lq, Lk] as a value of their own, to be read, edited or differentiated. Slower than
 * `attention`, to which it is equal.
 */
export function attentionWithProbabilities(
  q: Value,
  k: Value,
  v: Value,
  options: AttentionOptions,
): { readonly output: Value; readonly probabilities: Value } {
  const { heads, mask, upcast } = options
  const refuse: Refuse = (reason) => {
    throw new RangeError(
      `attentionWithProbabilities: ${reason} (shapes ${[q, k, v].map((x) => formatShape(x.shape)).join(', ')}).`,
    )
  }
  const { batch, queries, keys, width, valueWidth } = extentsOf(q, k, v, heads, refuse)
  const qHeads = transpose(
    reshape(multiplyBy(q, scaleOf(q, options)), [batch, queries, heads, width]),
    [0, 2, 1, 3],
  )
  const kHeads = transpose(reshape(k, [batch, keys, heads, width]), [0, 2, 3, 1])
  const vHeads = transpose(reshape(v, [batch, keys, heads, valueWidth]), [0, 2, 1, 3])
  const unmasked = matmul(qHeads, kHeads, { upcast })
  const products = mask ? add(unmasked, mask) : unmasked
  const probabilities = softmax(products, -1)
  const output = transpose(weighted([products, probabilities, vHeads], undefined), [0, 2, 1, 3])
  return { output: reshape(output, [batch, queries, heads * valueWidth]), probabilities }
}
