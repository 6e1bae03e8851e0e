// T2IAdapter (Mou et al. 2023, arXiv:2302.08453), from its configuration to a graph that runs once before the first step.
import { Graph } from '../graph/graph'
import type { Shape, Value } from '../graph/graph'
import { relu } from '../graph/operators/activation'
import { add } from '../graph/operators/elementwise'
import { zeroPad } from '../graph/operators/layout'
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
 * The adapter. Input `hint` [1, 3 or 1, H, W] in [0, 1]; where H or W is no multiple of the downscale factor, it is continued in black. Outputs `adapter_0` ..., the
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
  smallestAdapter(config, weights).requireExact()
}

/** The keys of an adapter's weights and their shapes. */
export const t2iAdapterKeys = (config: T2IAdapterConfig): ReadonlyMap<string, Shape> =>
  smallestAdapter(config, new Map()).shapes

function smallestAdapter(config: T2IAdapterConfig, weights: TensorIndex): KeyedWeights {
  const keyed = new KeyedWeights(new Graph(), NAME, weights)
  const side = config.downscaleFactor * 2 ** config.channels.length
  buildAdapter(config, keyed, { height: side, width: side })
  return keyed
}

/** Shapes of the outputs `adapter_0` ... for a hint of some size. An odd side is halved upwards, as the UNet does it. */
export function featureShapes(config: T2IAdapterConfig, { height, width }: HintSize): readonly Shape[] {
  const { downscaleFactor } = config
  return featureLevels(config).map((channels, level) => {
    const scale = downscaleFactor * 2 ** halvingsBefore(config, level)
    return [1, channels, Math.ceil(height / scale), Math.ceil(width / scale)]
  })
}

/** For messages: such a network lies in a folder of any name. */
const NAME = 'T2I-Adapter'

/** Channels of each level's feature. */
export const featureLevels = ({ adapterType, channels }: T2IAdapterConfig): readonly number[] =>
  adapterType === 'light_adapter' ? [...channels, channels.at(-1)!] : channels

/** Whether a level begins with a halving. Stable Diffusion XL's adapters have one, before their third level. */
const halves = ({ adapterType }: T2IAdapterConfig, level: number): boolean =>
  adapterType === 'full_adapter_xl' ? level === 2 : level > 0

const halvingsBefore = (config: T2IAdapterConfig, level: number): number =>
  Array.from({ length: level }, (_, at) => halves(config, at + 1)).filter(Boolean).length

function buildAdapter(config: T2IAdapterConfig, { graph, root }: KeyedWeights, size: HintSize): void {
  const { adapterType, inChannels, downscaleFactor, numResBlocks } = config
  const adapter = root.child('adapter')
  const hint = graph.input('hint', [1, inChannels, size.height, size.width])
  const unshuffled = pixelUnshuffle(wholeBlocks(hint, downscaleFactor), downscaleFactor)
  const levels = featureLevels(config)
  const isLight = adapterType === 'light_adapter'
  let hidden = isLight
    ? unshuffled
    : convLayer(adapter.child('conv_in'), unshuffled, { channels: levels[0]!, kernel: 3 })
  for (const [level, channels] of levels.entries()) {
    const module = adapter.child(`body.${level}`)
    if (halves(config, level)) hidden = halved(hidden)
    hidden = isLight
      ? lightAdapterBlock(module, hidden, channels, numResBlocks)
      : adapterBlock(module, hidden, channels, numResBlocks)
    graph.output(`adapter_${level}`, hidden)
  }
}

/** On the right and below, as the UNet halves an odd side upwards. */
function wholeBlocks(hint: Value, factor: number): Value {
  const [height, width] = hint.shape.slice(2) as [number, number]
  const [below, right] = [(factor - (height % factor)) % factor, (factor - (width % factor)) % factor]
  const rows = zeroPad(hint, { axis: 2, before: 0, after: below })
  return zeroPad(rows, { axis: 3, before: 0, after: right })
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
