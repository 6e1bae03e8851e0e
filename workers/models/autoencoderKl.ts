// AutoencoderKL (Rombach et al. 2022, arXiv:2112.10752): its encoder and decoder as modules on values.
import type { Value } from '../graph/graph'
import { silu } from '../graph/operators/activation'
import { attention } from '../graph/operators/attention'
import { add } from '../graph/operators/elementwise'
import { concat, reshape, split, transpose } from '../graph/operators/layout'
import { upsampleNearest } from '../graph/operators/spatial'
import type { Module } from './keyedWeights'
import { convLayer, groupNormLayer, linearLayer } from './layers'
import { resnetBlock2d } from './resnetBlock2d'
import type { KlVaeConfig } from './vaeConfig'

/** Of every normalisation in it. */
export const EPSILON = 1e-6

/**
 * A picture [1, 3, H, W] to mean and log-variance, one after the other: [1, 2C, h, w].
 * @param options.from the level to begin at: the picture is then what goes into that level (`encoderPieces`)
 */
export function klEncoder(
  root: Module,
  picture: Value,
  config: KlVaeConfig,
  { from = 0 }: { readonly from?: number } = {},
): Value {
  const module = root.child('encoder')
  const { blockOutChannels, layersPerBlock, latentChannels, useQuantConv } = config
  const convIn = { channels: blockOutChannels[0]!, kernel: 3 }
  let hidden = from === 0 ? convLayer(module.child('conv_in'), picture, convIn) : picture
  for (const [level, channels] of blockOutChannels.entries()) {
    if (level < from) continue
    const block = module.child(`down_blocks.${level}`)
    for (let layer = 0; layer < layersPerBlock; layer += 1)
      hidden = resnet(block.child(`resnets.${layer}`), hidden, channels, config)
    if (level < blockOutChannels.length - 1) hidden = downsample(block, hidden, channels)
  }
  hidden = midBlock(module.child('mid_block'), hidden, config)
  const channels = 2 * latentChannels
  hidden = convOut(module, hidden, channels, config)
  return useQuantConv ? convLayer(root.child('quant_conv'), hidden, { channels, kernel: 1 }) : hidden
}

/**
 * Latents [1, C, h, w] as the encoder gives them to a picture [1, 3, H, W].
 * @param options.blocks up to which upsampling block: the result is then what comes out of the one before (`decoderPieces`)
 */
export function klDecoder(
  root: Module,
  latents: Value,
  config: KlVaeConfig,
  { blocks = config.blockOutChannels.length }: { readonly blocks?: number } = {},
): Value {
  const module = root.child('decoder')
  const { layersPerBlock, latentChannels, usePostQuantConv } = config
  const levels = config.blockOutChannels.toReversed()
  const unquantised = usePostQuantConv
    ? convLayer(root.child('post_quant_conv'), latents, { channels: latentChannels, kernel: 1 })
    : latents
  let hidden = convLayer(module.child('conv_in'), unquantised, { channels: levels[0]!, kernel: 3 })
  hidden = midBlock(module.child('mid_block'), hidden, config)
  for (const [place, channels] of levels.slice(0, blocks).entries()) {
    const block = module.child(`up_blocks.${place}`)
    for (let layer = 0; layer <= layersPerBlock; layer += 1)
      hidden = resnet(block.child(`resnets.${layer}`), hidden, channels, config)
    if (place < levels.length - 1) hidden = upsample(block, hidden, channels)
  }
  return blocks < levels.length ? hidden : convOut(module, hidden, 3, config)
}

/** To half the size; padded on the right and below alone. */
export const downsample = (block: Module, x: Value, channels: number): Value =>
  convLayer(block.child('downsamplers.0.conv'), x, { channels, kernel: 3, stride: 2, padding: [0, 0, 1, 1] })

/** To twice the size. */
export function upsample(block: Module, x: Value, channels: number): Value {
  const [height, width] = x.shape.slice(2) as [number, number]
  const larger = upsampleNearest(x, { size: [2 * height, 2 * width] })
  return convLayer(block.child('upsamplers.0.conv'), larger, { channels, kernel: 3 })
}

const resnet = (module: Module, x: Value, channels: number, { normNumGroups: groups }: KlVaeConfig): Value =>
  resnetBlock2d(module, x, { channels, groups, epsilon: EPSILON })

function convOut(module: Module, x: Value, channels: number, { normNumGroups: groups }: KlVaeConfig): Value {
  const hidden = silu(groupNormLayer(module.child('conv_norm_out'), x, { groups, epsilon: EPSILON }))
  return convLayer(module.child('conv_out'), hidden, { channels, kernel: 3 })
}

function midBlock(module: Module, x: Value, config: KlVaeConfig): Value {
  const channels = x.shape[1]!
  let hidden = resnet(module.child('resnets.0'), x, channels, config)
  if (config.midBlockAddAttention) hidden = attentionBlock(module.child('attentions.0'), hidden, config)
  return resnet(module.child('resnets.1'), hidden, channels, config)
}

/** Keys of diffusers' Attention, and of the AttentionBlock that it took the place of in 0.17: most files still have those. */
const ATTENTION_KEYS = { q: 'to_q', k: 'to_k', v: 'to_v', out: 'to_out.0' }
const EARLY_ATTENTION_KEYS = { q: 'query', k: 'key', v: 'value', out: 'proj_attn' }

/** Bytes of an attention map in float32 that may be there at once. */
const LARGEST_MAP = 2 ** 29

/** Queries [1, L, C] some at a time, where the map of all of them would be too large: from 107 latent pixels on a side on. */
function inSlices(queries: Value, attended: (part: Value) => Value): Value {
  const length = queries.shape[1]!
  const size = Math.max(1, Math.floor(LARGEST_MAP / (4 * length)))
  if (size >= length) return attended(queries)
  const sizes = Array.from({ length: Math.ceil(length / size) }, (_, at) =>
    Math.min(size, length - at * size),
  )
  return concat(split(queries, sizes, 1).map(attended), 1)
}

/** One head over all pixels. x [1, C, H, W] */
function attentionBlock(module: Module, x: Value, { normNumGroups: groups }: KlVaeConfig): Value {
  const [batch, features, height, width] = x.shape as [number, number, number, number]
  const keys = module.has('query.weight') ? EARLY_ATTENTION_KEYS : ATTENTION_KEYS
  const project = (name: string, of: Value) => linearLayer(module.child(name), of, { features })
  const normal = groupNormLayer(module.child('group_norm'), x, { groups, epsilon: EPSILON })
  const tokens = transpose(reshape(normal, [batch, features, height * width]), [0, 2, 1])
  const [q, k, v] = [project(keys.q, tokens), project(keys.k, tokens), project(keys.v, tokens)]
  const attended = project(
    keys.out,
    inSlices(q, (part) => attention(part, k, v, { heads: 1 })),
  )
  return add(x, reshape(transpose(attended, [0, 2, 1]), x.shape))
}
