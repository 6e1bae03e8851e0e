// LDM's AutoencoderKL and diffusers': one network under two names.
import type { TensorEntry, TensorIndex } from '../../weights/safetensors'
import { within, type NamePair } from './nameTable'

const RESNET: readonly NamePair[] = [
  ['norm1', 'norm1'],
  ['conv1', 'conv1'],
  ['norm2', 'norm2'],
  ['conv2', 'conv2'],
  ['nin_shortcut', 'conv_shortcut'],
]

const MIDDLE: readonly NamePair[] = [
  ...within(['mid.block_1', 'mid_block.resnets.0'], RESNET),
  ...within(['mid.block_2', 'mid_block.resnets.1'], RESNET),
  ['mid.attn_1.norm', 'mid_block.attentions.0.group_norm'],
  ['mid.attn_1.q', 'mid_block.attentions.0.to_q'],
  ['mid.attn_1.k', 'mid_block.attentions.0.to_k'],
  ['mid.attn_1.v', 'mid_block.attentions.0.to_v'],
  ['mid.attn_1.proj_out', 'mid_block.attentions.0.to_out.0'],
  ['conv_in', 'conv_in'],
  ['norm_out', 'conv_norm_out'],
  ['conv_out', 'conv_out'],
]

interface VaeTopology {
  /** From the finest. */
  readonly channels: readonly number[]
  /** Resnets of a level of the encoder; the decoder has one more. */
  readonly layers: number
  readonly latentChannels: number
}

/** What names and shapes say of it. Nothing is missing that `renamed` and the network's own check would not find missing. */
export function vaeTopologyOf(weights: TensorIndex): VaeTopology {
  const channels: number[] = []
  let layers = 0
  const shapeOf = (key: string) => weights.get(key)?.shape
  for (let shape; (shape = shapeOf(`encoder.down.${channels.length}.block.0.conv2.weight`));)
    channels.push(shape[0]!)
  while (shapeOf(`encoder.down.0.block.${layers}.conv1.weight`)) layers += 1
  return { channels, layers, latentChannels: shapeOf('decoder.conv_in.weight')?.[1] ?? 4 }
}

export function vaeNames({ channels, layers }: VaeTopology): readonly NamePair[] {
  const pairs: NamePair[] = [
    ['quant_conv', 'quant_conv'],
    ['post_quant_conv', 'post_quant_conv'],
    ...within(['encoder', 'encoder'], MIDDLE),
    ...within(['decoder', 'decoder'], MIDDLE),
  ]
  for (let level = 0; level < channels.length; level += 1) {
    // LDM counts the way up from the finest level, as the way down; diffusers from the coarsest.
    const place = channels.length - 1 - level
    const down: NamePair = [`encoder.down.${level}`, `encoder.down_blocks.${level}`]
    const up: NamePair = [`decoder.up.${level}`, `decoder.up_blocks.${place}`]
    for (let layer = 0; layer <= layers; layer += 1)
      for (const [ldm, diffusers] of layer < layers ? [down, up] : [up])
        pairs.push(...within([`${ldm}.block.${layer}`, `${diffusers}.resnets.${layer}`], RESNET))
    pairs.push([`${down[0]}.downsample.conv`, `${down[1]}.downsamplers.0.conv`])
    pairs.push([`${up[0]}.upsample.conv`, `${up[1]}.upsamplers.0.conv`])
  }
  return pairs
}

/** The attention's projections, which are 1x1 convolutions there and linear in diffusers: the same bytes with two axes fewer. */
export function asLinear(weights: TensorIndex): TensorIndex {
  const isProjection = (key: string) => /\.attentions\.0\.to_(?:q|k|v|out\.0)\.weight$/.test(key)
  const view = (entry: TensorEntry): TensorEntry =>
    entry.shape.length === 4 && entry.shape[2] === 1 && entry.shape[3] === 1
      ? { ...entry, shape: entry.shape.slice(0, 2) }
      : entry
  return new Map([...weights].map(([key, entry]) => [key, isProjection(key) ? view(entry) : entry]))
}
