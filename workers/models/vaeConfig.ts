import { MAX_LAYERS, type ConfigReader } from './configReader'
import { messages } from './messages'

interface VaeSizes {
  readonly latentChannels: number
  /** Pixels per latent pixel: 8 for Stable Diffusion. */
  readonly scaleFactor: number
  /** Latents are multiplied by this after encoding. */
  readonly scalingFactor: number
}

/** `vae/config.json` of an AutoencoderKL. */
export interface KlVaeConfig extends VaeSizes {
  readonly kind: 'kl'
  readonly blockOutChannels: readonly number[]
  readonly layersPerBlock: number
  readonly normNumGroups: number
  readonly midBlockAddAttention: boolean
  readonly useQuantConv: boolean
  readonly usePostQuantConv: boolean
  /** Its activations may overflow float16: run it in float32 where precision matters. */
  readonly forceUpcast: boolean
}

/** `vae/config.json` of an AutoencoderTiny (TAESD). Its latents have no variance. */
export interface TinyVaeConfig extends VaeSizes {
  readonly kind: 'tiny'
  readonly encoderBlockOutChannels: readonly number[]
  readonly decoderBlockOutChannels: readonly number[]
  readonly numEncoderBlocks: readonly number[]
  readonly numDecoderBlocks: readonly number[]
}

export type VaeConfig = KlVaeConfig | TinyVaeConfig

/** @throws PalimpsestError('checkpoint') that names an option and its value. */
export function readVaeConfig(reader: ConfigReader): VaeConfig {
  const name = reader.word('_class_name', ['AutoencoderKL', 'AutoencoderTiny'])
  // The pictures of this program are RGB.
  reader.only('in_channels', 3)
  reader.only('out_channels', 3)
  const config = name === 'AutoencoderKL' ? readKl(reader) : readTiny(reader)
  reader.done()
  return config
}

function readKl(reader: ConfigReader): KlVaeConfig {
  reader.only('act_fn', 'silu', 'swish')
  reader.only('shift_factor', null)
  reader.only('latents_mean', null)
  reader.only('latents_std', null)
  // Tiles of diffusers' tiled decoding.
  reader.harmless('sample_size')
  const blockOutChannels = reader.integers('block_out_channels', [64])
  const { length } = blockOutChannels
  reader.words('down_block_types', ['DownEncoderBlock2D'], ['DownEncoderBlock2D'], { length })
  reader.words('up_block_types', ['UpDecoderBlock2D'], ['UpDecoderBlock2D'], { length })
  const normNumGroups = reader.integer('norm_num_groups', 32)
  for (const channels of blockOutChannels)
    if (channels % normNumGroups !== 0)
      throw reader.error(messages.groupsDoNotDivide({ channels, groups: normNumGroups }))
  return {
    kind: 'kl',
    latentChannels: reader.integer('latent_channels', 4),
    scaleFactor: 2 ** (length - 1),
    scalingFactor: reader.positive('scaling_factor', 0.18215),
    blockOutChannels,
    layersPerBlock: reader.integer('layers_per_block', 1, { max: MAX_LAYERS }),
    normNumGroups,
    midBlockAddAttention: reader.boolean('mid_block_add_attention', true),
    useQuantConv: reader.boolean('use_quant_conv', true),
    usePostQuantConv: reader.boolean('use_post_quant_conv', true),
    forceUpcast: reader.boolean('force_upcast', true),
  }
}

function readTiny(reader: ConfigReader): TinyVaeConfig {
  reader.only('act_fn', 'relu')
  reader.only('upsample_fn', 'nearest')
  reader.only('upsampling_scaling_factor', 2)
  reader.only('shift_factor', 0, null)
  // For latents stored as bytes; for half precision, which it stands; and the decoder's channels a second time.
  reader.harmless('latent_magnitude', 'latent_shift', 'force_upcast', 'block_out_channels')
  const encoderBlockOutChannels = reader.integers('encoder_block_out_channels', [64, 64, 64, 64])
  const decoderBlockOutChannels = reader.integers('decoder_block_out_channels', [64, 64, 64, 64])
  const stages = encoderBlockOutChannels.length
  if (decoderBlockOutChannels.length !== stages)
    throw reader.unsupported('decoder_block_out_channels', messages.asManyStages({ count: stages }))
  // diffusers' blocks have as many channels out as in, so that no other checkpoint can run.
  for (const [key, channels] of Object.entries({
    encoder_block_out_channels: encoderBlockOutChannels,
    decoder_block_out_channels: decoderBlockOutChannels,
  }))
    if (new Set(channels).size > 1) throw reader.unsupported(key, messages.equalNumbers())
  const blocks = { length: stages, min: 0, max: MAX_LAYERS }
  return {
    kind: 'tiny',
    latentChannels: reader.integer('latent_channels', 4),
    scaleFactor: 2 ** (stages - 1),
    scalingFactor: reader.positive('scaling_factor', 1),
    encoderBlockOutChannels,
    decoderBlockOutChannels,
    numEncoderBlocks: reader.integers('num_encoder_blocks', [1, 3, 3, 3], blocks),
    numDecoderBlocks: reader.integers('num_decoder_blocks', [3, 3, 3, 1], blocks),
  }
}
