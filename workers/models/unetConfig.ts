import type { ConfigReader } from './configReader'
import { messages } from './messages'
import { checkBlocks, readUNetEncoderConfig, type UNetEncoderConfig } from './unetEncoderConfig'

/** `unet/config.json` of a UNet2DConditionModel as Stable Diffusion 1 and 2 use it. */
export interface UNetConfig extends UNetEncoderConfig {
  /** Latent pixels on a side that it was trained at. */
  readonly sampleSize: number
  readonly outChannels: number
  /** From the coarsest to the finest. */
  readonly upBlockTypes: readonly ('CrossAttnUpBlock2D' | 'UpBlock2D')[]
  readonly centerInputSample: boolean
  readonly convInKernel: number
  readonly convOutKernel: number
}

/** Stable Diffusion's, for a configuration that does not say. */
const USUAL_SAMPLE_SIZE = 64

/** @throws PalimpsestError('checkpoint') that names an option and its value. */
export function readUNetConfig(reader: ConfigReader): UNetConfig {
  reader.only('_class_name', 'UNet2DConditionModel')
  reader.only('mid_block_only_cross_attention', null, false)
  reader.only('dual_cross_attention', false)
  reader.only('attention_type', 'default')
  reader.only('cross_attention_norm', null)
  reader.only('reverse_transformer_layers_per_block', null)
  reader.only('time_embedding_type', 'positional')
  reader.only('time_embedding_act_fn', null)
  reader.only('timestep_post_act', null)
  reader.only('resnet_skip_time_act', false)
  reader.only('resnet_out_scale_factor', 1)
  reader.only('class_embeddings_concat', false)
  // Training only; the record of a moving average's training.
  reader.harmless('dropout')
  reader.harmless('decay', 'min_decay', 'inv_gamma', 'power', 'optimization_step')
  reader.harmless('update_after_step', 'use_ema_warmup')

  const encoder = readUNetEncoderConfig(reader)
  const [cross, plain] = ['CrossAttnUpBlock2D', 'UpBlock2D'] as const
  const timeCondProjDim = reader.optionalInteger('time_cond_proj_dim')
  const config: UNetConfig = {
    ...encoder,
    sampleSize: readSampleSize(reader),
    outChannels: reader.integer('out_channels', 4),
    upBlockTypes: reader.words('up_block_types', [cross, plain], [plain, cross, cross, cross], {
      length: encoder.blockOutChannels.length,
    }),
    centerInputSample: reader.boolean('center_input_sample', false),
    timeEmbeddingDim: reader.optionalInteger('time_embedding_dim') ?? encoder.timeEmbeddingDim,
    ...(timeCondProjDim !== undefined && { timeCondProjDim }),
    convInKernel: readKernel(reader, 'conv_in_kernel'),
    convOutKernel: readKernel(reader, 'conv_out_kernel'),
  }
  reader.done()
  checkBlocks(reader, config, (level) => config.upBlockTypes.toReversed()[level] === 'CrossAttnUpBlock2D')
  return config
}

function readSampleSize(reader: ConfigReader): number {
  // A list is [height, width]; the working size is only a proposal, so one of them will do.
  const [size = USUAL_SAMPLE_SIZE] = reader.optionalIntegers('sample_size')
  return size
}

/** An even kernel leaves a picture that is a pixel smaller than the latents. */
function readKernel(reader: ConfigReader, key: string): number {
  const kernel = reader.integer(key, 3)
  if (kernel % 2 === 1) return kernel
  throw reader.unsupported(key, messages.odd())
}
