// T2IAdapter (Mou et al. 2023, arXiv:2302.08453), from its configuration to a graph that runs once before the first step.
import { Graph } from '../graph/graph'
import type { Shape, Value } from '../graph/graph'
import { relu } from '../graph/operators/activation'
import { add } from '../graph/operators/elementwise'
import { averagePool2d, pixelUnshuffle } from '../graph/operators/spatial'
import type { TensorIndex } from '../weights/safetensors'
import { KeyedWeights, type Module } from './keyedWeights'
import { convLayer } from './layers'
import type { T2IAdapterConfig } from './t2iAdapterConfig'

/** In pixels. */
interface HintSize {
  readonly height: number
  readonly width: number
}

/**
 * The adapter. Input `hint` [1, 3 or 1, H, W] in [0, 1], H and W multiples of the downscale factor. Outputs `adapter_0` ..., the
 * features of each level from the finest, under the names that the UNet's graph takes (`featureShapes`), not yet weighted.
 * @throws PalimpsestError('checkpoint') when weights are missing or misshapen; RangeError for a hint of another size.
 */
export function t2iAdapterGraph(config: T2IAdapterConfig, weights: TensorIndex, size: HintSize): Graph {
  const keyed = new KeyedWeights(new Graph(), NAME, weights)
  buildAdapter(config, keyed, size)
  keyed.requireFound()
  return keyed.graph
}

/** @throws PalimpsestError('checkpoint') that names the keys which are missing, misshapen or surplus. */
export function checkT2IAdapterKeys(config: T2IAdapterConfig, weights: TensorIndex): void {
  const keyed = new KeyedWeights(new Graph(), NAME, weights)
  const side = config.downscaleFactor * 2 ** config.channels.length
  buildAdapter(config, keyed, { height: side, width: side })
  keyed.requireExact()
}

/** Shapes of the outputs `adapter_0` ... for a hint of some size. An odd side is halved upwards, as the UNet does it. */
export function featureShapes(config: T2IAdapterConfig, { height, width }: HintSize): readonly Shape[] {
  const { downscaleFactor } = config
  return featureLevels(config).map((channels, level) => {
    const scale = downscaleFactor * 2 ** level
    return [1, channels, Math.ceil(height / scale), Math.ceil(width / scale)]
  })
}

/** For messages: such a network lies in a folder of any name. */
const NAME = 'T2I-Adapter'

/** Channels of each level's feature. */
export const featureLevels = ({ adapterType, channels }: T2IAdapterConfig): readonly number[] =>
  adapterType === 'light_adapter' ? [...channels, channels.at(-1)!] : channels

function buildAdapter(config: T2IAdapterConfig, { graph, root }: KeyedWeights, size: HintSize): void {
  const { adapterType, inChannels, downscaleFactor, numResBlocks } = config
  const adapter = root.child('adapter')
  const hint = graph.input('hint', [1, inChannels, size.height, size.width])
  const unshuffled = pixelUnshuffle(hint, downscaleFactor)
  const levels = featureLevels(config)
  const isLight = adapterType === 'light_adapter'
  let hidden = isLight
    ? unshuffled
    : convLayer(adapter.child('conv_in'), unshuffled, { channels: levels[0]!, kernel: 3 })
  for (const [level, channels] of levels.entries()) {
    const module = adapter.child(`body.${level}`)
    if (level > 0) hidden = halved(hidden)
    hidden = isLight
      ? lightAdapterBlock(module, hidden, channels, numResBlocks)
      : adapterBlock(module, hidden, channels, numResBlocks)
    graph.output(`adapter_${level}`, hidden)
  }
}

/** A side of one pixel stays, which PyTorch's own pooling counts as a window that reaches over the edge. */
function halved(x: Value): Value {
  return averagePool2d(x, { kernel: 2, stride: 2, ceil: true })
}

/** AdapterBlock, behind its pooling. */
function adapterBlock(module: Module, x: Value, channels: number, blocks: number): Value {
  let hidden = x.shape[1] === channels ? x : convLayer(module.child('in_conv'), x, { channels, kernel: 1 })
  for (let block = 0; block < blocks; block += 1) {
    const resnet = module.child(`resnets.${block}`)
    const inner = relu(convLayer(resnet.child('block1'), hidden, { channels, kernel: 3 }))
    hidden = add(convLayer(resnet.child('block2'), inner, { channels, kernel: 1 }), hidden)
  }
  return hidden
}

/** LightAdapterBlock, behind its pooling: it computes at a quarter of its channels. */
function lightAdapterBlock(module: Module, x: Value, channels: number, blocks: number): Value {
  const narrow = { channels: channels >> 2, kernel: 3 }
  let hidden = convLayer(module.child('in_conv'), x, { ...narrow, kernel: 1 })
  for (let block = 0; block < blocks; block += 1) {
    const resnet = module.child(`resnets.${block}`)
    const inner = relu(convLayer(resnet.child('block1'), hidden, narrow))
    hidden = add(convLayer(resnet.child('block2'), inner, narrow), hidden)
  }
  return convLayer(module.child('out_conv'), hidden, { channels, kernel: 1 })
}
