import { MAX_LAYERS, type ConfigReader } from './configReader'

/** `unet/config.json` of a UNet2DConditionModel as Stable Diffusion 1 and 2 use it. Lists go by down block, from the finest. */
export interface UNetConfig {
  /** Latent pixels on a side that it was trained at. */
  readonly sampleSize: number
  readonly inChannels: number
  readonly outChannels: number
  readonly blockOutChannels: readonly number[]
  readonly layersPerBlock: readonly number[]
  readonly downBlockTypes: readonly ('CrossAttnDownBlock2D' | 'DownBlock2D')[]
  /** From the coarsest to the finest. */
  readonly upBlockTypes: readonly ('CrossAttnUpBlock2D' | 'UpBlock2D')[]
  readonly crossAttentionDim: number
  readonly heads: readonly number[]
  readonly transformerLayers: readonly number[]
  readonly useLinearProjection: boolean
  /** Attention in float32 even where the rest is float16. */
  readonly upcastAttention: boolean
  readonly normNumGroups: number
  readonly normEps: number
  readonly downsamplePadding: number
  readonly centerInputSample: boolean
  readonly flipSinToCos: boolean
  readonly freqShift: number
  readonly timeEmbeddingDim: number
  /** Width of the guidance-scale embedding of a distilled UNet, which others do not have. */
  readonly timeCondProjDim?: number
  readonly convInKernel: number
  readonly convOutKernel: number
}

/** Stable Diffusion's, for a configuration that does not say. */
const USUAL_SAMPLE_SIZE = 64

/** @throws PalimpsestError('checkpoint') that names an option and its value. */
export function readUNetConfig(reader: ConfigReader): UNetConfig {
  reader.only('_class_name', 'UNet2DConditionModel')
  reader.only('act_fn', 'silu', 'swish')
  reader.only('mid_block_type', 'UNetMidBlock2DCrossAttn')
  reader.only('mid_block_scale_factor', 1)
  reader.only('only_cross_attention', false)
  reader.only('mid_block_only_cross_attention', null, false)
  reader.only('dual_cross_attention', false)
  reader.only('attention_type', 'default')
  reader.only('cross_attention_norm', null)
  // diffusers refuses it too: `attention_head_dim` holds the number of heads, for the sake of early checkpoints.
  reader.only('num_attention_heads', null)
  reader.only('reverse_transformer_layers_per_block', null)
  reader.only('time_embedding_type', 'positional')
  reader.only('time_embedding_act_fn', null)
  reader.only('timestep_post_act', null)
  reader.only('resnet_time_scale_shift', 'default')
  reader.only('resnet_skip_time_act', false)
  reader.only('resnet_out_scale_factor', 1)
  reader.only('encoder_hid_dim', null)
  reader.only('encoder_hid_dim_type', null)
  reader.only('class_embed_type', null)
  reader.only('num_class_embeds', null)
  reader.only('class_embeddings_concat', false)
  reader.only('addition_embed_type', null)
  // Training only; sizes of embeddings that the options above switch off; the record of a moving average's training.
  reader.harmless('dropout', 'addition_embed_type_num_heads', 'addition_time_embed_dim')
  reader.harmless('projection_class_embeddings_input_dim')
  reader.harmless('decay', 'min_decay', 'inv_gamma', 'power', 'optimization_step')
  reader.harmless('update_after_step', 'use_ema_warmup')

  const blockOutChannels = reader.integers('block_out_channels', [320, 640, 1280, 1280])
  const count = blockOutChannels.length
  const [cross, plain] = ['CrossAttnDownBlock2D', 'DownBlock2D'] as const
  const [crossUp, plainUp] = ['CrossAttnUpBlock2D', 'UpBlock2D'] as const
  const timeCondProjDim = reader.optionalInteger('time_cond_proj_dim')
  const config: UNetConfig = {
    sampleSize: readSampleSize(reader),
    inChannels: reader.integer('in_channels', 4),
    outChannels: reader.integer('out_channels', 4),
    blockOutChannels,
    layersPerBlock: reader.perBlock('layers_per_block', count, 2, { max: MAX_LAYERS }),
    downBlockTypes: reader.words('down_block_types', [cross, plain], [cross, cross, cross, plain], {
      length: count,
    }),
    upBlockTypes: reader.words('up_block_types', [crossUp, plainUp], [plainUp, crossUp, crossUp, crossUp], {
      length: count,
    }),
    crossAttentionDim: readCrossAttentionDim(reader, count),
    heads: reader.perBlock('attention_head_dim', count, 8),
    transformerLayers: reader.perBlock('transformer_layers_per_block', count, 1, { max: MAX_LAYERS }),
    useLinearProjection: reader.boolean('use_linear_projection', false),
    upcastAttention: reader.boolean('upcast_attention', false),
    normNumGroups: reader.integer('norm_num_groups', 32),
    normEps: reader.positive('norm_eps', 1e-5),
    downsamplePadding: reader.integer('downsample_padding', 1, { min: 0 }),
    centerInputSample: reader.boolean('center_input_sample', false),
    flipSinToCos: reader.boolean('flip_sin_to_cos', true),
    // From half the embedding on, its frequencies divide by zero.
    freqShift: reader.integer('freq_shift', 0, { min: 0, max: Math.max((blockOutChannels[0]! >> 1) - 1, 0) }),
    timeEmbeddingDim: reader.optionalInteger('time_embedding_dim') ?? blockOutChannels[0]! * 4,
    ...(timeCondProjDim !== undefined && { timeCondProjDim }),
    convInKernel: readKernel(reader, 'conv_in_kernel'),
    convOutKernel: readKernel(reader, 'conv_out_kernel'),
  }
  reader.done()
  checkDivisions(reader, config)
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
  throw reader.unsupported(key, 'it should be an odd number')
}

function readCrossAttentionDim(reader: ConfigReader, count: number): number {
  const [first, ...rest] = reader.perBlock('cross_attention_dim', count, 1280)
  if (rest.some((size) => size !== first))
    throw reader.unsupported('cross_attention_dim', 'supported is one number for all blocks')
  return first!
}

function checkDivisions(reader: ConfigReader, config: UNetConfig): void {
  const { blockOutChannels, normNumGroups, downBlockTypes, upBlockTypes, heads } = config
  const coarsest = blockOutChannels.length - 1
  // Half of the timestep's embedding are sines, half cosines.
  if (blockOutChannels[0]! % 2 !== 0)
    throw reader.unsupported('block_out_channels', 'its first number should be even')
  blockOutChannels.forEach((channels, block) => {
    if (channels % normNumGroups !== 0)
      throw reader.error(
        `has blocks of ${channels} channels, which do not make ${normNumGroups} groups ("norm_num_groups")`,
      )
    const isCross =
      downBlockTypes[block] === 'CrossAttnDownBlock2D' ||
      upBlockTypes[coarsest - block] === 'CrossAttnUpBlock2D' ||
      block === coarsest
    if (isCross && channels % heads[block]! !== 0)
      throw reader.error(
        `has blocks of ${channels} channels, which do not make ${heads[block]} attention heads ("attention_head_dim")`,
      )
  })
}
