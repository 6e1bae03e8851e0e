import type { ConfigReader } from './configReader'
import { messages } from './messages'
import { checkBlocks, readUNetEncoderConfig, type UNetEncoderConfig } from './unetEncoderConfig'

/** `config.json` of a ControlNetModel for Stable Diffusion 1 and 2. */
export interface ControlNetConfig extends UNetEncoderConfig {
  /** Of the hint: 3, or 1 for a grey one. */
  readonly conditioningChannels: 1 | 3
  /** Of the hint encoder's stages; each but the first halves the hint. */
  readonly conditioningEmbeddingOutChannels: readonly number[]
  /** "bgr": it was trained with blue first, and is given the hint's channels in the reverse order. */
  readonly conditioningChannelOrder: 'rgb' | 'bgr'
  /** Each residual is one number a channel, its mean over the picture; such a network (shuffle) is run for the prompt alone. */
  readonly globalPoolConditions: boolean
  /** Pixels of the hint per latent pixel: 8 for Stable Diffusion. */
  readonly scaleFactor: number
}

/** @throws PalimpsestError('checkpoint') that names an option and its value. */
export function readControlNetConfig(reader: ConfigReader): ControlNetConfig {
  reader.only('_class_name', 'ControlNetModel')
  const conditioningChannels = reader.integer('conditioning_channels', 3)
  if (conditioningChannels !== 3 && conditioningChannels !== 1)
    throw reader.unsupported('conditioning_channels', messages.threeOrOne())
  const embedding = reader.integers('conditioning_embedding_out_channels', [16, 32, 96, 256])
  const config: ControlNetConfig = {
    ...readUNetEncoderConfig(reader),
    conditioningChannels,
    conditioningEmbeddingOutChannels: embedding,
    conditioningChannelOrder: reader.word('controlnet_conditioning_channel_order', ['rgb', 'bgr'], 'rgb'),
    globalPoolConditions: reader.boolean('global_pool_conditions', false),
    scaleFactor: 2 ** (embedding.length - 1),
  }
  reader.done()
  checkBlocks(reader, config)
  return config
}
