// LoRA (Hu et al. 2021, arXiv:2106.09685) beside a layer: y + s alpha/r up(down(x)). Of the same result as a changed weight,
// for a fraction of its cost, and what training differentiates: no gradient of a whole weight is needed.
import type { Value } from '../../graph/graph'
import { conv2d, type Padding } from '../../graph/operators/conv2d'
import { add, multiply, scale } from '../../graph/operators/elementwise'
import { reshape } from '../../graph/operators/layout'
import { linear } from '../../graph/operators/linear'
import type { OverlayValues } from './changedWeight'
import type { Factor, Overlay, Product } from './overlay'

/** An overlay that can go beside its layer. */
export type LowRank = Overlay & {
  readonly scale: number
  readonly magnitude?: undefined
  readonly difference: { readonly kind: 'product'; readonly of: Exclude<Product, { readonly whole: Factor }> }
}

export const isLowRank = (overlay: Overlay): overlay is LowRank =>
  'difference' in overlay &&
  !overlay.magnitude &&
  overlay.difference.kind === 'product' &&
  !('whole' in overlay.difference.of)

/** What the overlays add to nn.Linear's result y. x [..., in], y [..., out]. */
export function besideLinear(x: Value, y: Value, overlays: readonly LowRank[], values: OverlayValues): Value {
  const [into, out] = [x.shape.at(-1)!, y.shape.at(-1)!]
  return overlays.reduce((sum, overlay) => {
    const { up, down } = overlay.difference.of
    const rank = down.shape[0]!
    const inner = linear(x, reshape(values.factor(down), [rank, into]))
    return add(sum, linear(strengthened(inner, overlay, values), reshape(values.factor(up), [out, rank])))
  }, y)
}

interface Convolution {
  readonly kernel: number
  readonly stride: number
  readonly padding: Padding
}

/** What the overlays add to nn.Conv2d's result y. x [B, in, H, W], y [B, out, h, w]. */
export function besideConv(
  x: Value,
  y: Value,
  { kernel, stride, padding }: Convolution,
  { overlays, values }: { readonly overlays: readonly LowRank[]; readonly values: OverlayValues },
): Value {
  const [into, out] = [x.shape[1]!, y.shape[1]!]
  return overlays.reduce((sum, overlay) => {
    const { of } = overlay.difference
    const rank = of.down.shape[0]!
    let [inner, width] = [x, rank]
    if ('core' in of) {
      width = of.core.shape[0]!
      inner = conv2d(inner, reshape(values.factor(of.down), [rank, into, 1, 1]))
      inner = conv2d(inner, values.factor(of.core), undefined, { stride, padding })
    } else {
      const down = reshape(values.factor(of.down), [rank, into, kernel, kernel])
      inner = conv2d(inner, down, undefined, { stride, padding })
    }
    const up = reshape(values.factor(of.up), [out, width, 1, 1])
    return add(sum, conv2d(strengthened(inner, overlay, values), up))
  }, y)
}

/** Multiplied where it is narrowest. */
const strengthened = (inner: Value, overlay: LowRank, values: OverlayValues): Value =>
  multiply(scale(inner, overlay.scale), values.strength(overlay.strength))
