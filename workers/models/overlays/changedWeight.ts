// A weight with overlays, computed in the graph where no cheaper way leads to the same: W + s (W1 - W), which is W at strength
// 0, W1 at 1, and straight between.
import type { Value } from '../../graph/graph'
import { add, divide, multiply, scale, sqrt, subtract } from '../../graph/operators/elementwise'
import { reshape } from '../../graph/operators/layout'
import { reduceSum } from '../../graph/operators/broadcast'
import type { Magnitude, Overlay } from './overlay'
import { differenceOf, type FactorValue } from './products'

export interface OverlayValues {
  readonly factor: FactorValue
  /** [1] */
  readonly strength: (name: string) => Value
}

/** The weight with all of its overlays. Differences are taken from the checkpoint's own weight, so their order is one. */
export function changedWeight(weight: Value, overlays: readonly Overlay[], values: OverlayValues): Value {
  return overlays.reduce((changed, overlay) => {
    const change = changeOf(weight, overlay, values.factor)
    return add(changed, multiply(change, values.strength(overlay.strength)))
  }, weight)
}

/** W1 - W */
function changeOf(weight: Value, overlay: Overlay, factor: FactorValue): Value {
  if ('replacement' in overlay) return subtract(reshape(factor(overlay.replacement), weight.shape), weight)
  const difference = scale(differenceOf(overlay.difference, weight.shape, factor), overlay.scale)
  if (!overlay.magnitude) return difference
  return subtract(decomposed(add(weight, difference), overlay.magnitude, factor), weight)
}

/** DoRA: the weight with the lengths that were learned. Programs differ below strength 1; most editors do as we do. */
function decomposed(weight: Value, { lengths, of }: Magnitude, factor: FactorValue): Value {
  const axes = [...weight.shape.keys()]
  const kept = of === 'rows' ? 0 : 1
  const others = axes.filter((axis) => axis !== kept)
  const squares = reduceSum(multiply(weight, weight), others, { keepDims: true })
  const learned = reshape(
    factor(lengths),
    axes.map((axis) => (axis === kept ? weight.shape[axis]! : 1)),
  )
  return multiply(weight, divide(learned, sqrt(squares)))
}
