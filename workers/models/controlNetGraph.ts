// ControlNetModel (Zhang et al. 2023, arXiv:2302.05543), from its configuration to two graphs: the hint encoder, which runs once,
// and the copy of the UNet's way down, which runs at each step.
import { Graph } from '../graph/graph'
import type { Shape, Value } from '../graph/graph'
import { silu } from '../graph/operators/activation'
import { add } from '../graph/operators/elementwise'
import { expand } from '../graph/operators/broadcast'
import { concat, split } from '../graph/operators/layout'
import { reduceMean } from '../graph/operators/reduce'
import type { TensorIndex } from '../weights/safetensors'
import type { ControlNetConfig } from './controlNetConfig'
import { KeyedWeights, type Module } from './keyedWeights'
import { convLayer } from './layers'
import { distinctOf } from './sharedSamples'
import { AttentionTaps } from './transformer2d'
import { midBlock } from './unetBlocks'
import { blockContext, downPath } from './unetEncoder'

export interface ControlNetGraphOptions {
  readonly batch: number
  /** As the UNet's: which sample, and which hint, each of the batch sees. */
  readonly samples?: readonly number[]
  /** In latent pixels. */
  readonly height: number
  readonly width: number
  /** Tokens of the text. */
  readonly length: number
  /** Keys of weights that are inputs of the graph, of that name, in place of what the files hold. */
  readonly weightInputs?: readonly string[]
}

/** In pixels. */
interface HintSize {
  readonly height: number
  readonly width: number
}

/**
 * The network of each step. Inputs: `sample` [B, Cin, h, w], `timestep` [B], `encoder_hidden_states` [B, L, D], and
 * `encoded_hint` [B, C0, h, w] as the hint encoder gives it (with `samples` as the UNet's inputs). Outputs: `down_residual_0` ... and `mid_residual`, of the shapes and
 * under the names that the UNet's graph takes, not yet weighted.
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen.
 */
export function controlNetGraph(
  config: ControlNetConfig,
  weights: TensorIndex,
  options: ControlNetGraphOptions,
): Graph {
  const keyed = new KeyedWeights(new Graph(), NAME, weights, options)
  buildControlNet(config, keyed, options)
  keyed.requireFound()
  return keyed.graph
}

/**
 * The hint encoder. Input `hint` [1, 3 or 1, H, W] in [0, 1], H and W multiples of the scale factor; output `encoded_hint`
 * [1, C0, h, w].
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen; RangeError for a hint of broken latent pixels.
 */
export function controlNetHintGraph(config: ControlNetConfig, weights: TensorIndex, size: HintSize): Graph {
  const keyed = new KeyedWeights(new Graph(), NAME, weights)
  buildHintEncoder(config, keyed, size)
  keyed.requireFound()
  return keyed.graph
}

/** @throws PalimpsestError('checkpoint') that names the keys which are missing, misshapen or surplus. */
export function checkControlNetKeys(config: ControlNetConfig, weights: TensorIndex): void {
  smallestControlNet(config, weights).requireExact()
}

/** The keys of a ControlNet's weights and their shapes. */
export const controlNetKeys = (config: ControlNetConfig): ReadonlyMap<string, Shape> =>
  smallestControlNet(config, new Map()).shapes

function smallestControlNet(config: ControlNetConfig, weights: TensorIndex): KeyedWeights {
  const keyed = new KeyedWeights(new Graph(), NAME, weights)
  const side = 2 ** (config.blockOutChannels.length - 1)
  // Between them, the two graphs take every key.
  buildHintEncoder(config, keyed, { height: config.scaleFactor, width: config.scaleFactor })
  buildControlNet(config, keyed, { batch: 1, height: side, width: side, length: 1 })
  return keyed
}

/** For messages: such a network lies in a folder of any name. */
const NAME = 'controlnet'

function buildControlNet(
  config: ControlNetConfig,
  { graph, root }: KeyedWeights,
  { batch, samples, height, width, length }: ControlNetGraphOptions,
): void {
  const channels = config.blockOutChannels[0]!
  const distinct = distinctOf(batch, samples)
  const sample = graph.input('sample', [distinct, config.inChannels, height, width])
  const encodedHint = graph.input('encoded_hint', [distinct, channels, height, width])
  const context = blockContext(root, { config, batch, length, samples, taps: new AttentionTaps([]) })
  const first = convLayer(root.child('conv_in'), sample, { channels, kernel: 3 })
  const { output, skips } = downPath(root, add(first, encodedHint), context)
  const mid = config.hasMidBlock ? midBlock(root.child('mid_block'), output, context) : output

  const residual = (path: string, x: Value) => context.spread(zeroConv(root.child(path), x, config))
  for (const [index, skip] of skips.entries())
    graph.output(`down_residual_${index}`, residual(`controlnet_down_blocks.${index}`, skip))
  graph.output('mid_residual', residual('controlnet_mid_block', mid))
}

/** A 1x1 convolution, which training starts at 0: until it has learned something, the network changes nothing. */
function zeroConv(module: Module, x: Value, { globalPoolConditions }: ControlNetConfig): Value {
  const residual = convLayer(module, x, { channels: x.shape[1]!, kernel: 1 })
  return globalPoolConditions ? expand(reduceMean(residual, [2, 3], { keepDims: true }), x.shape) : residual
}

/** ControlNetConditioningEmbedding. */
function buildHintEncoder(config: ControlNetConfig, { graph, root }: KeyedWeights, size: HintSize): void {
  const { conditioningChannels, conditioningEmbeddingOutChannels: stages, scaleFactor } = config
  const { height, width } = size
  if (height % scaleFactor !== 0 || width % scaleFactor !== 0)
    throw new RangeError(
      `A hint of ${height} x ${width} pixels has no whole latent pixels of ${scaleFactor}.`,
    )
  const module = root.child('controlnet_cond_embedding')
  const hint = graph.input('hint', [1, conditioningChannels, height, width])
  const ordered = config.conditioningChannelOrder === 'bgr' ? reverseChannels(hint) : hint
  let hidden = silu(convLayer(module.child('conv_in'), ordered, { channels: stages[0]!, kernel: 3 }))
  for (const [stage, channels] of stages.slice(1).entries()) {
    const [same, halving] = [module.child(`blocks.${2 * stage}`), module.child(`blocks.${2 * stage + 1}`)]
    hidden = silu(convLayer(same, hidden, { channels: stages[stage]!, kernel: 3 }))
    hidden = silu(convLayer(halving, hidden, { channels, kernel: 3, stride: 2 }))
  }
  const encoded = convLayer(module.child('conv_out'), hidden, {
    channels: config.blockOutChannels[0]!,
    kernel: 3,
  })
  graph.output('encoded_hint', encoded)
}

function reverseChannels(x: Value): Value {
  const single = Array<number>(x.shape[1]!).fill(1)
  return concat(split(x, single, 1).toReversed(), 1)
}
