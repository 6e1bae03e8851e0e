// AutoencoderTiny: TAESD, a distilled autoencoder (github.com/madebyollin/taesd), as modules on values.
import type { Value } from '../graph/graph'
import { relu, tanh } from '../graph/operators/activation'
import { add, addScalar, scale } from '../graph/operators/elementwise'
import { upsampleNearest } from '../graph/operators/spatial'
import type { Module } from './keyedWeights'
import { convLayer } from './layers'
import type { TinyVaeConfig } from './vaeConfig'

/** The layers of an nn.Sequential, which PyTorch numbers; those without weights count too. */
function sequence(module: Module): { readonly next: () => Module; readonly skip: () => void } {
  let index = 0
  return { next: () => module.child(String(index++)), skip: () => void index++ }
}

/** A picture [1, 3, H, W] in [-1, 1] to latents [1, C, h, w]. */
export function tinyEncoder(root: Module, picture: Value, config: TinyVaeConfig): Value {
  const layers = sequence(root.child('encoder.layers'))
  // Its own pictures are in [0, 1].
  let hidden = scale(addScalar(picture, 1), 0.5)
  for (const [stage, channels] of config.encoderBlockOutChannels.entries()) {
    const conv = { channels, kernel: 3, ...(stage > 0 && { stride: 2, bias: false }) }
    hidden = convLayer(layers.next(), hidden, conv)
    for (let block = 0; block < config.numEncoderBlocks[stage]!; block += 1)
      hidden = residualBlock(layers.next(), hidden)
  }
  return convLayer(layers.next(), hidden, { channels: config.latentChannels, kernel: 3 })
}

/** Latents [1, C, h, w] as the encoder gives them to a picture [1, 3, H, W]. */
export function tinyDecoder(root: Module, latents: Value, config: TinyVaeConfig): Value {
  const layers = sequence(root.child('decoder.layers'))
  const { decoderBlockOutChannels, numDecoderBlocks } = config
  const clamped = scale(tanh(scale(latents, 1 / 3)), 3)
  let hidden = relu(convLayer(layers.next(), clamped, { channels: decoderBlockOutChannels[0]!, kernel: 3 }))
  layers.skip()
  for (const [stage, channels] of decoderBlockOutChannels.entries()) {
    for (let block = 0; block < numDecoderBlocks[stage]!; block += 1)
      hidden = residualBlock(layers.next(), hidden)
    if (stage === decoderBlockOutChannels.length - 1) break
    const [height, width] = hidden.shape.slice(2) as [number, number]
    hidden = upsampleNearest(hidden, { size: [2 * height, 2 * width] })
    layers.skip()
    hidden = convLayer(layers.next(), hidden, { channels, kernel: 3, bias: false })
  }
  const picture = convLayer(layers.next(), hidden, { channels: 3, kernel: 3 })
  return addScalar(scale(picture, 2), -1)
}

/** AutoencoderTinyBlock with as many channels out as in. */
function residualBlock(module: Module, x: Value): Value {
  const channels = x.shape[1]!
  let hidden = relu(convLayer(module.child('conv.0'), x, { channels, kernel: 3 }))
  hidden = relu(convLayer(module.child('conv.2'), hidden, { channels, kernel: 3 }))
  return relu(add(convLayer(module.child('conv.4'), hidden, { channels, kernel: 3 }), x))
}

/** Pixels around one of the picture on which its latents depend, at most. */
export const tinyEncoderHalo = (blocks: readonly number[]): number =>
  2 ** (blocks.length - 1) + blocks.reduce((sum, count, stage) => sum + 2 ** stage * convolutions(count), 0)

/** Latent pixels around one on which its part of the picture depends, at most. */
export const tinyDecoderHalo = (blocks: readonly number[]): number =>
  Math.ceil(2 + blocks.reduce((sum, count, stage) => sum + convolutions(count) / 2 ** stage, 0))

/** Of a stage: three of each block, and the one before or behind them. */
const convolutions = (blocks: number): number => 3 * blocks + 1
