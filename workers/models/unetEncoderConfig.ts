import { MAX_LAYERS, type ConfigReader } from './configReader'
import { messages } from './messages'

/** The half of a UNet that goes down, with its middle: what a ControlNet is a copy of. Lists go by down block, from the finest. */
export interface UNetEncoderConfig {
  readonly inChannels: number
  readonly blockOutChannels: readonly number[]
  readonly layersPerBlock: readonly number[]
  readonly downBlockTypes: readonly ('CrossAttnDownBlock2D' | 'DownBlock2D')[]
  readonly crossAttentionDim: number
  readonly heads: readonly number[]
  readonly transformerLayers: readonly number[]
  readonly useLinearProjection: boolean
  /** Small distilled UNets (segmind/tiny-sd) have none: the way up begins with what the way down ends in. */
  readonly hasMidBlock: boolean
  /** Attention in float32 even where the rest is float16. */
  readonly upcastAttention: boolean
  readonly normNumGroups: number
  readonly normEps: number
  readonly downsamplePadding: number
  readonly flipSinToCos: boolean
  readonly freqShift: number
  readonly timeEmbeddingDim: number
  /** Width of the guidance-scale embedding of a distilled UNet, which others do not have. */
  readonly timeCondProjDim?: number
  /** What is added to the timestep's embedding besides, where anything is: Stable Diffusion XL's. */
  readonly textTime?: TextTimeConfig
}

/** The embedding of the whole text and of six numbers, what size a picture had and where it was cropped (`text_time`). */
export interface TextTimeConfig {
  /** Numbers for each of the six. */
  readonly timeDim: number
  /** Of the text's and the six together. */
  readonly inputDim: number
}

/** Height and width of the original, top and left of the crop, height and width that are wanted. */
export const TIME_IDS = 6

/**
 * Reads the options that a UNet2DConditionModel and a ControlNetModel have in common, and refuses values of them that are not
 * built here. The channels of its blocks are not yet held against groups and heads: `checkBlocks` does.
 * @throws PalimpsestError('checkpoint') that names an option and its value.
 */
export function readUNetEncoderConfig(reader: ConfigReader): UNetEncoderConfig {
  reader.only('act_fn', 'silu', 'swish')
  reader.only('mid_block_type', 'UNetMidBlock2DCrossAttn', null)
  reader.only('mid_block_scale_factor', 1)
  reader.only('only_cross_attention', false)
  // diffusers refuses it of a UNet too: `attention_head_dim` holds the number of heads, for the sake of early checkpoints.
  reader.only('num_attention_heads', null)
  reader.only('resnet_time_scale_shift', 'default')
  reader.only('encoder_hid_dim', null)
  reader.only('encoder_hid_dim_type', null)
  reader.only('class_embed_type', null)
  reader.only('num_class_embeds', null)
  // Of another kind of embedding.
  reader.harmless('addition_embed_type_num_heads')
  const textTime = readTextTime(reader)

  const blockOutChannels = reader.integers('block_out_channels', [320, 640, 1280, 1280])
  const count = blockOutChannels.length
  const [cross, plain] = ['CrossAttnDownBlock2D', 'DownBlock2D'] as const
  return {
    inChannels: reader.integer('in_channels', 4),
    blockOutChannels,
    layersPerBlock: reader.perBlock('layers_per_block', count, 2, { max: MAX_LAYERS }),
    downBlockTypes: reader.words('down_block_types', [cross, plain], [cross, cross, cross, plain], {
      length: count,
    }),
    crossAttentionDim: readCrossAttentionDim(reader, count),
    heads: reader.perBlock('attention_head_dim', count, 8),
    transformerLayers: reader.perBlock('transformer_layers_per_block', count, 1, { max: MAX_LAYERS }),
    useLinearProjection: reader.boolean('use_linear_projection', false),
    hasMidBlock: !reader.isNull('mid_block_type'),
    upcastAttention: reader.optionalBoolean('upcast_attention'),
    normNumGroups: reader.integer('norm_num_groups', 32),
    normEps: reader.positive('norm_eps', 1e-5),
    downsamplePadding: reader.integer('downsample_padding', 1, { min: 0 }),
    flipSinToCos: reader.boolean('flip_sin_to_cos', true),
    // From half the embedding on, its frequencies divide by zero.
    freqShift: reader.integer('freq_shift', 0, { min: 0, max: Math.max((blockOutChannels[0]! >> 1) - 1, 0) }),
    timeEmbeddingDim: blockOutChannels[0]! * 4,
    ...(textTime && { textTime }),
  }
}

function readTextTime(reader: ConfigReader): TextTimeConfig | undefined {
  reader.only('addition_embed_type', null, 'text_time')
  if (!reader.isSet('addition_embed_type')) {
    reader.harmless('addition_time_embed_dim', 'projection_class_embeddings_input_dim')
    return undefined
  }
  const timeDim = reader.integer('addition_time_embed_dim', undefined, { min: 4 })
  if (timeDim % 2 !== 0) throw reader.unsupported('addition_time_embed_dim', messages.even())
  return { timeDim, inputDim: reader.integer('projection_class_embeddings_input_dim') }
}

function readCrossAttentionDim(reader: ConfigReader, count: number): number {
  const [first, ...rest] = reader.perBlock('cross_attention_dim', count, 1280)
  if (rest.some((size) => size !== first))
    throw reader.unsupported('cross_attention_dim', messages.oneForAllBlocks())
  return first!
}

/**
 * Holds the channels of each block against its groups and attention heads.
 * @param hasAttention whether the block of a level attends on the way up; the middle always does.
 * @throws PalimpsestError('checkpoint') that names the numbers which do not divide.
 */
export function checkBlocks(
  reader: ConfigReader,
  { blockOutChannels, normNumGroups, downBlockTypes, heads }: UNetEncoderConfig,
  hasAttention: (level: number) => boolean = () => false,
): void {
  // Half of the timestep's embedding are sines, half cosines.
  if (blockOutChannels[0]! % 2 !== 0) throw reader.unsupported('block_out_channels', messages.firstEven())
  blockOutChannels.forEach((channels, level) => {
    if (channels % normNumGroups !== 0)
      throw reader.error(messages.groupsDoNotDivide({ channels, groups: normNumGroups }))
    const isCross =
      downBlockTypes[level] === 'CrossAttnDownBlock2D' ||
      level === blockOutChannels.length - 1 ||
      hasAttention(level)
    if (isCross && channels % heads[level]! !== 0)
      throw reader.error(messages.headsDoNotDivide({ channels, heads: heads[level]! }))
  })
}
