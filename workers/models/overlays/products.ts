// Weights that overlays write as products of smaller ones, computed in the graph.
import type { Shape, Value } from '../../graph/graph'
import { multiply } from '../../graph/operators/elementwise'
import { reshape, transpose } from '../../graph/operators/layout'
import { matmul } from '../../graph/operators/matmul'
import { sizeOf } from '../../tensor/tensor'
import type { Difference, Factor, Product } from './overlay'

/** Makes an overlay's tensor a value of the graph. */
export type FactorValue = (factor: Factor) => Value

/** The difference as a weight of that shape, [out, in] or [out, in, kh, kw], without its scale. */
export function differenceOf(difference: Difference, shape: Shape, value: FactorValue): Value {
  if (difference.kind === 'product') return productOf(difference.of, shape, value)
  const [first, second] = difference.of
  if (difference.kind === 'hadamard')
    return multiply(productOf(first, shape, value), productOf(second, shape, value))
  const [out, into, ...kernel] = shape as [number, number, ...number[]]
  const [rows, columns] = outerShape(first)
  const inner = [out / rows, into / columns, ...kernel]
  return kronecker(productOf(first, [rows, columns], value), productOf(second, inner, value), shape)
}

function productOf(product: Product, shape: Shape, value: FactorValue): Value {
  if ('whole' in product) return reshape(value(product.whole), shape)
  const [out, into, ...kernel] = shape as [number, number, ...number[]]
  if (!('core' in product)) {
    const rank = product.down.shape[0]!
    const up = reshape(value(product.up), [out, rank])
    return reshape(matmul(up, reshape(value(product.down), [rank, sizeOf(shape) / out])), shape)
  }
  const [p, q] = product.core.shape as [number, number]
  const positions = sizeOf(kernel)
  const up = product.upTransposed
    ? transpose(reshape(value(product.up), [p, out]), [1, 0])
    : reshape(value(product.up), [out, p])
  const half = reshape(matmul(up, reshape(value(product.core), [p, q * positions])), [out, q, positions])
  const rows = reshape(transpose(half, [0, 2, 1]), [out * positions, q])
  const whole = reshape(matmul(rows, reshape(value(product.down), [q, into])), [out, positions, into])
  return reshape(transpose(whole, [0, 2, 1]), shape)
}

/** Rows and columns of a Kronecker product's first factor. */
export function outerShape(product: Product): readonly [number, number] {
  if ('whole' in product) return product.whole.shape as readonly [number, number]
  return [product.up.shape[0]!, product.down.shape[1]!]
}

/** a [r, c], b [m, n, ...] -> [r m, c n, ...]. */
function kronecker(a: Value, b: Value, shape: Shape): Value {
  const [rows, columns] = a.shape as [number, number]
  const [m, n, ...kernel] = b.shape as [number, number, ...number[]]
  const positions = sizeOf(kernel)
  return reshape(multiply(reshape(a, [rows, 1, columns, 1, 1]), reshape(b, [1, m, 1, n, positions])), shape)
}
