// UNet2DConditionModel (Rombach et al. 2022, arXiv:2112.10752), from its configuration to a graph.
import { Graph } from '../graph/graph'
import type { Shape, Value } from '../graph/graph'
import { silu } from '../graph/operators/activation'
import { add, addScalar, scale } from '../graph/operators/elementwise'
import type { TensorIndex } from '../weights/safetensors'
import { deepCut, type DeepOption } from './deepFeature'
import { KeyedWeights } from './keyedWeights'
import { convLayer, groupNormLayer } from './layers'
import type { Overlays } from './overlays/overlay'
import { sharedInput } from './sharedInput'
import { distinctOf } from './sharedSamples'
import { AttentionTaps } from './transformer2d'
import { midBlock, upBlock } from './unetBlocks'
import type { UNetConfig } from './unetConfig'
import { blockContext, downPath } from './unetEncoder'
import type { UNetEncoderConfig } from './unetEncoderConfig'

export interface UNetGraphOptions {
  readonly batch: number
  /**
   * For each of the batch, which sample it sees, where several see the same at one timestep: what comes before the first text is
   * then computed once. Not for a UNet whose time embedding depends on more than the timestep.
   */
  readonly samples?: readonly number[]
  /** In latent pixels. */
  readonly height: number
  readonly width: number
  /** Tokens of the text. */
  readonly length: number
  /** Additive inputs on the skips and the middle (ControlNet). */
  readonly residuals?: boolean
  /** Additive inputs inside the down path (T2I-Adapter). */
  readonly adapter?: boolean
  /** One on the middle too (an adapter for Stable Diffusion XL, which has a level more than its UNet). */
  readonly adapterMiddle?: boolean
  /** The deep part as an output, or as an input in place of being computed (`deepFeature.ts`). */
  readonly deep?: DeepOption
  /** Attention layers whose probabilities are outputs, by module path. */
  readonly taps?: readonly string[]
  /** Keys of weights that are inputs of the graph, of that name, in place of what the files hold. */
  readonly weightInputs?: readonly string[]
  /** What is laid over the weights. */
  readonly overlays?: Overlays
  /**
   * The cross-attention's keys and values, which are weight inputs, do not train by the text's first token: for that one they are a
   * second input each, of the name `detachedName` (Custom Diffusion).
   */
  readonly detachedBegin?: boolean
}

/** What a ControlNet adds to a UNet's skips and to its middle. */
export interface Residuals {
  readonly down: readonly Value[]
  readonly mid: Value
}

/**
 * The UNet. Inputs: `sample` [B, Cin, h, w], `timestep` [B] (with `samples` as many samples as differ, and one timestep), `encoder_hidden_states` [B, L, D]; `timestep_cond`
 * [B, time_cond_proj_dim], `text_embeds` [B, P] and `time_ids` [B, 6] where the configuration has them; `down_residual_0` ... and `mid_residual` with residuals, `adapter_0`
 * ... with adapter (shapes: `residualShapes`, `adapterShapes`); `deep` where it is given; the overlays' strengths and whatever else they name.
 * Outputs: `output` [B, Cout, h, w]; `deep` where it is wanted; each tap under its path, [B, heads, queries, keys].
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen; RangeError when a tap is no attention layer.
 */
export function unetGraph(config: UNetConfig, weights: TensorIndex, options: UNetGraphOptions): Graph {
  const keyed = new KeyedWeights(new Graph(), 'unet', weights, options)
  buildUNet(config, keyed, options)
  keyed.requireFound()
  return keyed.graph
}

/** @throws PalimpsestError('checkpoint') that names the keys which are missing, misshapen or surplus. */
export function checkUNetKeys(config: UNetConfig, weights: TensorIndex): void {
  smallestUNet(config, weights).requireExact()
}

/** The keys of a UNet's weights and their shapes. */
export const unetShapes = (config: UNetConfig): ReadonlyMap<string, Shape> =>
  smallestUNet(config, new Map()).shapes

function smallestUNet(config: UNetConfig, weights: TensorIndex): KeyedWeights {
  const keyed = new KeyedWeights(new Graph(), 'unet', weights)
  const side = 2 ** (config.blockOutChannels.length - 1)
  buildUNet(config, keyed, { batch: 1, height: side, width: side, length: 1 })
  return keyed
}

/**
 * Builds it into a graph that may hold other networks.
 * @param given residuals of a network in the same graph, in place of inputs
 */
export function buildUNet(
  config: UNetConfig,
  weights: KeyedWeights,
  options: UNetGraphOptions,
  given?: Residuals,
): void {
  const { batch, samples, height, width, length } = options
  const { residuals = false, adapter = false, adapterMiddle = false, detachedBegin = false } = options
  const { graph, root } = weights
  const taps = new AttentionTaps(options.taps ?? [])
  const sample = sharedInput(graph, 'sample', [distinctOf(batch, samples), config.inChannels, height, width])
  const context = blockContext(root, { config, batch, length, samples, taps, detachedBegin })
  const { spread } = context
  const levels = [...config.blockOutChannels.keys()]
  const [finest] = config.blockOutChannels as [number]

  const centred = config.centerInputSample ? addScalar(scale(sample, 2), -1) : sample
  const first = convLayer(root.child('conv_in'), centred, { channels: finest, kernel: config.convInKernel })
  const feature = (level: number, shape: Shape) => graph.input(`adapter_${level}`, shape)
  const { output, skips } = downPath(root, first, context, adapter ? feature : undefined)
  let hidden = spread(config.hasMidBlock ? midBlock(root.child('mid_block'), output, context) : output)
  if (adapterMiddle) hidden = add(hidden, feature(levels.length, hidden.shape))
  if (residuals || given) {
    skips.forEach((skip, index) => {
      const own = spread(skip)
      skips[index] = add(own, given?.down[index] ?? graph.input(`down_residual_${index}`, own.shape))
    })
    hidden = add(hidden, given?.mid ?? graph.input('mid_residual', hidden.shape))
  }
  const cut = deepCut(graph, options.deep, skips.length)
  for (const [place, level] of levels.toReversed().entries())
    hidden = upBlock(root.child(`up_blocks.${place}`), hidden, { level, context, skips, cut })

  const { normNumGroups: groups, normEps: epsilon } = config
  hidden = silu(groupNormLayer(root.child('conv_norm_out'), hidden, { groups, epsilon }))
  const { outChannels: channels, convOutKernel: kernel } = config
  graph.output('output', convLayer(root.child('conv_out'), hidden, { channels, kernel }))
  taps.requireFound()
}

interface Size {
  readonly batch: number
  readonly height: number
  readonly width: number
}

/** Shapes of the inputs `down_residual_0` ... and `mid_residual`: those of the skips and of the middle block's output. */
export function residualShapes(
  config: UNetEncoderConfig,
  size: Size,
): { readonly down: readonly Shape[]; readonly mid: Shape } {
  const down: Shape[] = [[size.batch, config.blockOutChannels[0]!, size.height, size.width]]
  let shape = down[0]!
  config.blockOutChannels.forEach((channels, level) => {
    shape = [size.batch, channels, ...shape.slice(2)]
    for (let layer = 0; layer < config.layersPerBlock[level]!; layer += 1) down.push(shape)
    if (level === config.blockOutChannels.length - 1) return
    shape = downsampled(config, shape)
    down.push(shape)
  })
  return { down, mid: shape }
}

/** Shapes of the inputs `adapter_0` ...: one for each down block. */
export function adapterShapes(config: UNetConfig, size: Size): readonly Shape[] {
  let shape: Shape = [size.batch, config.inChannels, size.height, size.width]
  return config.blockOutChannels.map((channels, level) => {
    const inside = [size.batch, channels, ...shape.slice(2)]
    const isLast = level === config.blockOutChannels.length - 1
    shape = isLast ? inside : downsampled(config, inside)
    return config.downBlockTypes[level] === 'CrossAttnDownBlock2D' ? inside : shape
  })
}

function downsampled({ downsamplePadding }: UNetEncoderConfig, [batch, channels, ...size]: Shape): Shape {
  const padding = downsamplePadding === 0 ? 1 : 2 * downsamplePadding
  const halved = size.map((extent) => Math.floor((extent + padding - 3) / 2) + 1)
  return [batch!, channels!, ...halved]
}
