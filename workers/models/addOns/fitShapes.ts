// Whether an overlay's tensors make up a weight of the network's.
import type { Message } from '../../../src/shared/message'
import { formatShape, type Shape } from '../../graph/graph'
import { sizeOf } from '../../tensor/tensor'
import type { Difference, Magnitude, Product } from '../overlays/overlay'
import { outerShape } from '../overlays/products'
import { messages } from './messages'

/** What a difference comes to, "[32, 24]" say, where that is not `shape`; undefined where it fits. */
export function shapeMisfit(
  difference: Difference,
  shape: Shape,
  magnitude?: Magnitude,
): Message | undefined {
  const misfit = differenceMisfit(difference, shape)
  if (misfit !== undefined || !magnitude) return misfit
  const { lengths, of } = magnitude
  return sizeOf(lengths.shape) === shape[of === 'rows' ? 0 : 1]
    ? undefined
    : messages.shape({ shape: formatShape(lengths.shape) })
}

function differenceMisfit({ kind, of }: Difference, shape: Shape): Message | undefined {
  if (kind === 'product') return productMisfit(of, shape)
  if (kind === 'hadamard') return productMisfit(of[0], shape) ?? productMisfit(of[1], shape)
  const [rows, columns] = outerShape(of[0])
  const [out, into, ...kernel] = shape
  const inner = [out! / rows, (into ?? 1) / columns, ...kernel]
  if (inner.every(Number.isInteger))
    return productMisfit(of[0], [rows, columns]) ?? productMisfit(of[1], inner)
  return messages.multiplesOf({ shape: formatShape([rows, columns]) })
}

function productMisfit(product: Product, shape: Shape): Message | undefined {
  const [out = 1, ...rest] = shape
  if ('whole' in product) {
    const { shape: whole } = product.whole
    return sizeOf(whole) === sizeOf(shape) && whole[0] === shape[0]
      ? undefined
      : messages.shape({ shape: formatShape(whole) })
  }
  const { up, down } = product
  if (!('core' in product)) {
    const rank = down.shape[0] ?? 0
    const made = [sizeOf(up.shape) / rank, sizeOf(down.shape) / rank]
    const fits = rank > 0 && up.shape[0] === out && made[0] === out && made[1] === sizeOf(rest)
    return fits
      ? undefined
      : messages.productOf({ first: formatShape(up.shape), second: formatShape(down.shape) })
  }
  const { core, upTransposed } = product
  const [p = 0, q = 0, ...kernel] = core.shape
  const [into = 0, ...positions] = rest
  const fits =
    up.shape[upTransposed ? 1 : 0] === out &&
    sizeOf(up.shape) === p * out &&
    down.shape[0] === q &&
    sizeOf(down.shape) === q * into &&
    kernel.join() === positions.join()
  return fits
    ? undefined
    : messages.productOfThree({
        first: formatShape(up.shape),
        second: formatShape(core.shape),
        third: formatShape(down.shape),
      })
}
