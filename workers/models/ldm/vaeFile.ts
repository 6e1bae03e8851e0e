// An autoencoder alone in one file: AutoencoderKL under diffusers' or LDM's names, and the decoder of TAESD under diffusers' or its
// author's. The configuration is read off the shapes; what they do not tell is as in Stable Diffusion.
import type { TensorIndex } from '../../weights/safetensors'
import { windowed } from '../../weights/windowOf'
import { ConfigReader } from '../configReader'
import { checkedNetwork, type OpenedNetwork } from '../openNetwork'
import { readVaeConfig, type VaeConfig } from '../vaeConfig'
import { checkDecoderKeys, checkVaeKeys } from '../vaeGraph'
import { vaeConfigJson } from './ldmConfigs'
import { refuseUnknown } from './ldmParts'
import { messages } from './messages'
import { renamed } from './nameTable'
import { asLinear, vaeNames, vaeTopologyOf } from './vaeNames'

/** What nothing is computed from: the training's loss, moving averages and state. */
const LEFT_ASIDE = /^(?:loss\.|model_ema\.|global_step$|epoch$|scale_factor$|vae_(?:scale|shift)$)/

const PREFIXES = ['first_stage_model.', 'vae.', 'taesd_decoder.']

/** Its own tensors without what is before their names. */
function ownTensors(tensors: TensorIndex): TensorIndex {
  const prefix = PREFIXES.find((one) => [...tensors.keys()].some((key) => key.startsWith(one))) ?? ''
  const own = [...tensors].flatMap(([key, entry]) => {
    // TAESD's encoder, of which previews have no use.
    if (key.startsWith('taesd_encoder.') || LEFT_ASIDE.test(key)) return []
    const name = key.startsWith(prefix) ? key.slice(prefix.length) : key
    return LEFT_ASIDE.test(name) ? [] : [[name, entry] as const]
  })
  return new Map(own)
}

export type AutoencoderKind = 'vae' | 'preview-decoder'

/** Which kind of autoencoder a file holds, by its names. */
export function autoencoderKindOf(tensors: TensorIndex): AutoencoderKind | undefined {
  const own = ownTensors(tensors)
  if (
    own.has('decoder.conv_in.weight') &&
    (own.has('encoder.conv_in.weight') || own.has('decoder.mid.block_1.conv1.weight'))
  )
    return 'vae'
  return own.has('decoder.layers.0.weight') || (own.has('1.weight') && own.has('3.conv.0.weight'))
    ? 'preview-decoder'
    : undefined
}

/** @throws PalimpsestError('weights' or 'checkpoint') that names what the file lacks, or holds besides. */
export function readVaeFile(
  name: string,
  tensors: TensorIndex,
  kind: AutoencoderKind,
): OpenedNetwork<VaeConfig> {
  const own = ownTensors(tensors)
  const reader = (json: unknown) => new ConfigReader(messages.autoencoderFile({ file: name }), json)
  if (kind === 'preview-decoder') {
    const named = tinyNames(own)
    return checkedNetwork(reader(tinyConfigJson(named)), named, {
      readConfig: readVaeConfig,
      checkKeys: checkDecoderKeys,
    })
  }
  const isLdm = own.has('encoder.down.0.block.0.conv1.weight')
  const topology = isLdm ? vaeTopologyOf(own) : diffusersTopologyOf(own)
  const { named, unknown } = isLdm ? renamed(own, vaeNames(topology)) : { named: own, unknown: [] }
  if (unknown.length > 0)
    refuseUnknown(
      name,
      unknown.map(({ key }) => key),
    )
  // Which family it is of, and so by how much latents are scaled, the file does not tell: the checkpoint does.
  return checkedNetwork(reader(vaeConfigJson(topology, own, { isXl: false })), windowed(asLinear(named)), {
    readConfig: readVaeConfig,
    checkKeys: checkVaeKeys,
  })
}

function diffusersTopologyOf(weights: TensorIndex): ReturnType<typeof vaeTopologyOf> {
  const shapeOf = (key: string) => weights.get(key)?.shape
  const channels: number[] = []
  let layers = 0
  for (let shape; (shape = shapeOf(`encoder.down_blocks.${channels.length}.resnets.0.conv2.weight`));)
    channels.push(shape[0]!)
  while (shapeOf(`encoder.down_blocks.0.resnets.${layers}.conv1.weight`)) layers += 1
  return { channels, layers, latentChannels: shapeOf('decoder.conv_in.weight')?.[1] ?? 4 }
}

/** TAESD's author counts the clamp before the first convolution as a layer; diffusers does not. */
function tinyNames(own: TensorIndex): TensorIndex {
  if (own.has('decoder.layers.0.weight')) return own
  return new Map(
    [...own].map(([key, entry]) => {
      const [, layer, rest] = /^(\d+)(\..*)$/.exec(key) ?? []
      return layer === undefined ? [key, entry] : [`decoder.layers.${Number(layer) - 1}${rest}`, entry]
    }),
  )
}

/** Convolution, activation, then stages of blocks with an upsampling and a convolution between them, and a convolution. */
function tinyConfigJson(weights: TensorIndex): Readonly<Record<string, unknown>> {
  const isBlock = (layer: number) => weights.has(`decoder.layers.${layer}.conv.0.weight`)
  const first = weights.get('decoder.layers.0.weight')!.shape
  const blocks: number[] = []
  for (let layer = 2; blocks.length < MOST_STAGES;) {
    let count = 0
    for (; isBlock(layer); layer += 1) count += 1
    blocks.push(count)
    if (!weights.has(`decoder.layers.${layer + 1}.weight`)) break
    // The upsampling has no weights.
    layer += 2
  }
  const channels = blocks.map(() => first[0])
  return {
    _class_name: 'AutoencoderTiny',
    latent_channels: first[1],
    decoder_block_out_channels: channels,
    num_decoder_blocks: blocks,
    // Only its decoder is read.
    encoder_block_out_channels: channels,
    num_encoder_blocks: blocks.toReversed(),
  }
}

const MOST_STAGES = 8
