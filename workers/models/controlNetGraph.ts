// ControlNetModel (Zhang et al. 2023, arXiv:2302.05543), from its configuration to two graphs: the hint encoder, which runs once,
// and the copy of the UNet's way down, which runs at each step.
import { Graph } from '../graph/graph'
import type { Shape, Value } from '../graph/graph'
import { silu } from '../graph/operators/activation'
import { add, multiply } from '../graph/operators/elementwise'
import { expand } from '../graph/operators/broadcast'
import { concat, reshape, slice, split } from '../graph/operators/layout'
import { reduceMean } from '../graph/operators/reduce'
import type { TensorIndex } from '../weights/safetensors'
import type { ControlNetConfig } from './controlNetConfig'
import { KeyedWeights, type Module } from './keyedWeights'
import { convLayer } from './layers'
import { sharedInput } from './sharedInput'
import { distinctOf } from './sharedSamples'
import { AttentionTaps } from './transformer2d'
import { midBlock } from './unetBlocks'
import { blockContext, downPath } from './unetEncoder'
import type { Residuals } from './unetGraph'

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
 * `encoded_hint` [B, C0, h, w] as the hint encoder gives it (with `samples` as the UNet's inputs), and `residual_weights` [B, residuals], the
 * middle block's last. Outputs: `down_residual_0` ... and `mid_residual`, each times its weight, of the shapes and under the names that the
 * UNet's graph takes.
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen.
 */
export function controlNetGraph(
  config: ControlNetConfig,
  weights: TensorIndex,
  options: ControlNetGraphOptions,
): Graph {
  const keyed = new KeyedWeights(new Graph(), NAME, weights, options)
  const encodedHint = keyed.graph.input('encoded_hint', [
    distinctOf(options.batch, options.samples),
    config.blockOutChannels[0]!,
    options.height,
    options.width,
  ])
  const { down, mid } = buildControlNet(config, keyed, encodedHint, options)
  const weigh = weigher(keyed.graph, options.batch, down.length + 1)
  for (const [index, residual] of down.entries())
    keyed.graph.output(`down_residual_${index}`, weigh(residual, index))
  keyed.graph.output('mid_residual', weigh(mid, down.length))
  keyed.requireFound()
  return keyed.graph
}

/** Multiplies residual `index` of each sample by its own weight. */
function weigher(graph: Graph, batch: number, count: number): (residual: Value, index: number) => Value {
  const weights = graph.input('residual_weights', [batch, count])
  return (residual, index) => {
    const own = slice(weights, { axis: 1, start: index, end: index + 1 })
    return multiply(residual, reshape(own, [batch, 1, 1, 1]))
  }
}

/**
 * The hint encoder. Input `hint` [1, 3 or 1, H, W] in [0, 1], H and W multiples of the scale factor; output `encoded_hint`
 * [1, C0, h, w].
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen; RangeError for a hint of broken latent pixels.
 */
export function controlNetHintGraph(config: ControlNetConfig, weights: TensorIndex, size: HintSize): Graph {
  const keyed = new KeyedWeights(new Graph(), NAME, weights)
  const hint = keyed.graph.input('hint', [1, config.conditioningChannels, size.height, size.width])
  keyed.graph.output('encoded_hint', buildHintEncoder(config, keyed, hint))
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
  const hintSide = side * config.scaleFactor
  const hint = keyed.graph.input('hint', [1, config.conditioningChannels, hintSide, hintSide])
  const size = { batch: 1, height: side, width: side, length: 1 }
  buildControlNet(config, keyed, buildHintEncoder(config, keyed, hint), size)
  return keyed
}

/** For messages: such a network lies in a folder of any name. */
const NAME = 'controlnet'

/** Builds the network of each step into a graph that may hold other networks. @param encodedHint [B, C0, h, w] */
export function buildControlNet(
  config: ControlNetConfig,
  { graph, root }: KeyedWeights,
  encodedHint: Value,
  { batch, samples, height, width, length }: ControlNetGraphOptions,
): Residuals {
  const channels = config.blockOutChannels[0]!
  const sample = sharedInput(graph, 'sample', [distinctOf(batch, samples), config.inChannels, height, width])
  const context = blockContext(root, { config, batch, length, samples, taps: new AttentionTaps([]) })
  const first = convLayer(root.child('conv_in'), sample, { channels, kernel: 3 })
  const { output, skips } = downPath(root, add(first, encodedHint), context)
  const mid = config.hasMidBlock ? midBlock(root.child('mid_block'), output, context) : output

  const residual = (path: string, x: Value) => context.spread(zeroConv(root.child(path), x, config))
  return {
    down: skips.map((skip, index) => residual(`controlnet_down_blocks.${index}`, skip)),
    mid: residual('controlnet_mid_block', mid),
  }
}

/** A 1x1 convolution, which training starts at 0: until it has learned something, the network changes nothing. */
function zeroConv(module: Module, x: Value, { globalPoolConditions }: ControlNetConfig): Value {
  const residual = convLayer(module, x, { channels: x.shape[1]!, kernel: 1 })
  return globalPoolConditions ? expand(reduceMean(residual, [2, 3], { keepDims: true }), x.shape) : residual
}

/** ControlNetConditioningEmbedding: [B, 3 or 1, H, W] -> [B, C0, h, w]. */
export function buildHintEncoder(config: ControlNetConfig, { root }: KeyedWeights, hint: Value): Value {
  const { conditioningEmbeddingOutChannels: stages, scaleFactor } = config
  const [, , height = 0, width = 0] = hint.shape
  if (height % scaleFactor !== 0 || width % scaleFactor !== 0)
    throw new RangeError(
      `A hint of ${height} x ${width} pixels has no whole latent pixels of ${scaleFactor}.`,
    )
  const module = root.child('controlnet_cond_embedding')
  const ordered = config.conditioningChannelOrder === 'bgr' ? reverseChannels(hint) : hint
  let hidden = silu(convLayer(module.child('conv_in'), ordered, { channels: stages[0]!, kernel: 3 }))
  for (const [stage, channels] of stages.slice(1).entries()) {
    const [same, halving] = [module.child(`blocks.${2 * stage}`), module.child(`blocks.${2 * stage + 1}`)]
    hidden = silu(convLayer(same, hidden, { channels: stages[stage]!, kernel: 3 }))
    hidden = silu(convLayer(halving, hidden, { channels, kernel: 3, stride: 2 }))
  }
  return convLayer(module.child('conv_out'), hidden, { channels: config.blockOutChannels[0]!, kernel: 3 })
}

function reverseChannels(x: Value): Value {
  const single = Array<number>(x.shape[1]!).fill(1)
  return concat(split(x, single, 1).toReversed(), 1)
}
