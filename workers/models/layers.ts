// PyTorch's layers with weights: a module's keys `weight` and `bias`, used by an operator.
import type { Value } from '../graph/graph'
import { conv2d, type Padding } from '../graph/operators/conv2d'
import { split } from '../graph/operators/layout'
import { linear } from '../graph/operators/linear'
import { rowsOf } from '../graph/weightRows'
import { groupNorm, layerNorm } from '../graph/operators/norm'
import type { Module } from './keyedWeights'
import { besideConv, besideLinear } from './overlays/lowRank'

interface ConvOptions {
  /** Of the result. */
  readonly channels: number
  readonly kernel: number
  readonly stride?: number
  /** So much that stride 1 keeps the size, unless given. */
  readonly padding?: Padding
  readonly bias?: boolean
}

/** nn.Conv2d: x [B, C, H, W]. */
export function convLayer(module: Module, x: Value, options: ConvOptions): Value {
  const { channels, kernel, stride = 1, padding = (kernel - 1) >> 1, bias = true } = options
  const { weight, beside: overlays } = module.layer('weight', [channels, x.shape[1]!, kernel, kernel])
  const y = conv2d(x, weight, bias ? module.weight('bias', [channels]) : undefined, { stride, padding })
  return besideConv(x, y, { kernel, stride, padding }, { overlays, values: module.overlayInputs })
}

/** nn.Linear on the last axis. */
export function linearLayer(
  module: Module,
  x: Value,
  { features, bias = true }: { readonly features: number; readonly bias?: boolean },
): Value {
  const { weight, beside } = module.layer('weight', [features, x.shape.at(-1)!])
  const y = linear(x, weight, bias ? module.weight('bias', [features]) : undefined)
  return besideLinear(x, y, beside, module.overlayInputs)
}

/**
 * nn.Linear on the last axis, its result in two halves. Each half is a product with half of the rows, which lie together in the
 * file: cutting the result in two would copy it. The same numbers; 0.97 of a UNet pass.
 */
export function linearHalves(
  module: Module,
  x: Value,
  { features }: { readonly features: number },
): readonly [Value, Value] {
  const { weight, beside } = module.layer('weight', [features, x.shape.at(-1)!])
  const bias = module.weight('bias', [features])
  const half = features / 2
  if (beside.length > 0) {
    const y = besideLinear(x, linear(x, weight, bias), beside, module.overlayInputs)
    return split(y, [half, half], -1) as [Value, Value]
  }
  const from = (start: number): Value =>
    linear(x, rowsOf(weight, start, start + half), rowsOf(bias, start, start + half))
  return [from(0), from(half)]
}

/** nn.GroupNorm: x [B, C, ...]. */
export function groupNormLayer(
  module: Module,
  x: Value,
  options: { readonly groups: number; readonly epsilon: number },
): Value {
  const channels = [x.shape[1]!]
  return groupNorm(x, module.weight('weight', channels), module.weight('bias', channels), options)
}

/** nn.LayerNorm over the last axis. */
export function layerNormLayer(module: Module, x: Value, options: { readonly epsilon: number }): Value {
  const features = [x.shape.at(-1)!]
  return layerNorm(x, module.weight('weight', features), module.weight('bias', features), options)
}
