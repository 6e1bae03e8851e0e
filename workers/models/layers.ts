// PyTorch's layers with weights: a module's keys `weight` and `bias`, used by an operator.
import type { Value } from '../graph/graph'
import { conv2d, type Padding } from '../graph/operators/conv2d'
import { linear } from '../graph/operators/linear'
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
