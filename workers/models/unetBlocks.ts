// The down, middle and up blocks of UNet2DConditionModel, which its ControlNets share.
import type { Value } from '../graph/graph'
import { add } from '../graph/operators/elementwise'
import { concat } from '../graph/operators/layout'
import { upsampleNearest } from '../graph/operators/spatial'
import type { Module } from './keyedWeights'
import { convLayer } from './layers'
import { resnetBlock2d } from './resnetBlock2d'
import type { Spread } from './sharedSamples'
import { transformer2d, type AttentionTaps } from './transformer2d'
import type { UNetConfig } from './unetConfig'
import type { UNetEncoderConfig } from './unetEncoderConfig'

/** What every block of one network is given. */
export interface BlockContext<Config extends UNetEncoderConfig = UNetEncoderConfig> {
  readonly config: Config
  /** Time embedding after its activation, [B, E]. */
  readonly activatedEmbedding: Value
  /** [B, L, D] */
  readonly encoderHiddenStates: Value
  readonly spread: Spread
  readonly taps: AttentionTaps
  readonly detachedBegin: boolean
}

function resnet(module: Module, x: Value, channels: number, context: BlockContext): Value {
  const { config, activatedEmbedding } = context
  const { normNumGroups: groups, normEps: epsilon } = config
  return module.graph.boundary(resnetBlock2d(module, x, { channels, groups, epsilon, activatedEmbedding }))
}

function transformer(module: Module, x: Value, level: number, context: BlockContext): Value {
  const { config, encoderHiddenStates, spread, taps, detachedBegin } = context
  const transformed = transformer2d(module, x, {
    layers: config.transformerLayers[level]!,
    heads: config.heads[level]!,
    groups: config.normNumGroups,
    useLinearProjection: config.useLinearProjection,
    upcastAttention: config.upcastAttention,
    encoderHiddenStates,
    spread,
    taps,
    detachedBegin,
  })
  return module.graph.boundary(transformed)
}

/**
 * CrossAttnDownBlock2D or DownBlock2D of one level (0 is the finest).
 * @param adapter makes the input of a T2I-Adapter's feature of the given shape. It is added behind the last pair of resnet
 *   and attention; in a block without attention, behind the whole block, to what its last skip is too.
 */
export function downBlock(
  module: Module,
  x: Value,
  level: number,
  context: BlockContext,
  adapter?: (shape: readonly number[]) => Value,
): { readonly output: Value; readonly skips: readonly Value[] } {
  const { config } = context
  const channels = config.blockOutChannels[level]!
  const layers = config.layersPerBlock[level]!
  const isCross = config.downBlockTypes[level] === 'CrossAttnDownBlock2D'
  const skips: Value[] = []
  /** Each call has a feature of its own. */
  const adapted = (from: Value): Value => {
    const own = context.spread(from)
    return adapter ? add(own, adapter(own.shape)) : own
  }
  let hidden = x
  for (let layer = 0; layer < layers; layer += 1) {
    hidden = resnet(module.child(`resnets.${layer}`), hidden, channels, context)
    if (isCross) hidden = transformer(module.child(`attentions.${layer}`), hidden, level, context)
    if (isCross && adapter && layer === layers - 1) hidden = adapted(hidden)
    skips.push(hidden)
  }
  if (level < config.blockOutChannels.length - 1) {
    // diffusers pads on the right and below where the configuration says 0.
    const padding = config.downsamplePadding === 0 ? ([0, 0, 1, 1] as const) : config.downsamplePadding
    hidden = convLayer(module.child('downsamplers.0.conv'), hidden, {
      channels,
      kernel: 3,
      stride: 2,
      padding,
    })
    skips.push(hidden)
  }
  if (!isCross && adapter) {
    hidden = adapted(hidden)
    skips[skips.length - 1] = hidden
  }
  return { output: hidden, skips }
}

/** UNetMidBlock2DCrossAttn. */
export function midBlock(module: Module, x: Value, context: BlockContext): Value {
  const level = context.config.blockOutChannels.length - 1
  const channels = x.shape[1]!
  let hidden = resnet(module.child('resnets.0'), x, channels, context)
  hidden = transformer(module.child('attentions.0'), hidden, level, context)
  return resnet(module.child('resnets.1'), hidden, channels, context)
}

interface UpBlock {
  readonly level: number
  readonly context: BlockContext<UNetConfig>
  /** Of the down path; the block takes its own from the end. Their sizes may be odd: it goes up to the size of the next one. */
  readonly skips: Value[]
  /** What a layer begins with, where so many skips are left (`deepCut`). */
  readonly cut: (hidden: Value, left: number) => Value
}

/** CrossAttnUpBlock2D or UpBlock2D of one level. */
export function upBlock(module: Module, x: Value, { level, context, skips, cut }: UpBlock): Value {
  const { config } = context
  const channels = config.blockOutChannels[level]!
  const place = config.blockOutChannels.length - 1 - level
  const isCross = config.upBlockTypes[place] === 'CrossAttnUpBlock2D'
  let hidden = x
  for (let layer = 0; layer <= config.layersPerBlock[level]!; layer += 1) {
    hidden = cut(hidden, skips.length)
    hidden = resnet(
      module.child(`resnets.${layer}`),
      concat([hidden, context.spread(skips.pop()!)], 1),
      channels,
      context,
    )
    if (isCross) hidden = transformer(module.child(`attentions.${layer}`), hidden, level, context)
  }
  if (level > 0) {
    const [height, width] = skips.at(-1)!.shape.slice(2) as [number, number]
    hidden = upsampleNearest(hidden, { size: [height, width] })
    hidden = convLayer(module.child('upsamplers.0.conv'), hidden, { channels, kernel: 3 })
  }
  return hidden
}
