// The configurations that a single file does not have, as diffusers' config.json would say it. What shapes do not tell (groups,
// heads, activations) follows from the family.
import type { TensorIndex } from '../../weights/safetensors'
import type { UNetTopology } from './unetTopology'
import type { vaeTopologyOf } from './vaeNames'
import { TIME_IDS } from '../unetEncoderConfig'

type Json = Readonly<Record<string, unknown>>

/** Stable Diffusion 2 has linear projections, and heads of 64 channels; 1 has eight heads everywhere. */
export function encoderConfig(topology: UNetTopology): Json {
  const { channels, downAttention, layers, contextDim, usesLinear, inChannels, transformerLayers, labelDim } =
    topology
  return {
    in_channels: inChannels,
    block_out_channels: channels,
    down_block_types: downAttention.map((has) => (has ? 'CrossAttnDownBlock2D' : 'DownBlock2D')),
    layers_per_block: layers,
    cross_attention_dim: contextDim,
    transformer_layers_per_block: transformerLayers,
    attention_head_dim: usesLinear ? channels.map((count) => Math.max(count / 64, 1)) : 8,
    use_linear_projection: usesLinear,
    // Stable Diffusion 2.1's attention overflows float16; that of 2.0 loses nothing by it.
    upcast_attention: usesLinear && labelDim === undefined,
  }
}

/** @param projectionDim of the second text encoder: what is left of the label are the embeddings of six numbers */
const textTimeConfig = (labelDim: number, projectionDim: number): Json => ({
  addition_embed_type: 'text_time',
  addition_time_embed_dim: (labelDim - projectionDim) / TIME_IDS,
  projection_class_embeddings_input_dim: labelDim,
})

interface Trained {
  /** Latent pixels on a side that it was trained at. */
  readonly sampleSize: number
  /** Width of the embedding of the whole text, where it reads one. */
  readonly projectionDim?: number | undefined
}

export const unetConfigJson = (topology: UNetTopology, { sampleSize, projectionDim }: Trained): Json => ({
  _class_name: 'UNet2DConditionModel',
  ...encoderConfig(topology),
  ...(topology.labelDim !== undefined &&
    projectionDim !== undefined &&
    textTimeConfig(topology.labelDim, projectionDim)),
  sample_size: sampleSize,
  out_channels: topology.outChannels,
  up_block_types: topology.upAttention.map((has) => (has ? 'CrossAttnUpBlock2D' : 'UpBlock2D')),
})

export const vaeConfigJson = (
  topology: ReturnType<typeof vaeTopologyOf>,
  weights: TensorIndex,
  { isXl }: { readonly isXl: boolean },
): Json => ({
  // Stable Diffusion XL's overflows in float16.
  ...(isXl && { scaling_factor: 0.13025, force_upcast: true }),
  _class_name: 'AutoencoderKL',
  block_out_channels: topology.channels,
  down_block_types: topology.channels.map(() => 'DownEncoderBlock2D'),
  up_block_types: topology.channels.map(() => 'UpDecoderBlock2D'),
  layers_per_block: topology.layers,
  latent_channels: topology.latentChannels,
  use_quant_conv: weights.has('quant_conv.weight'),
  use_post_quant_conv: weights.has('post_quant_conv.weight'),
})

/** @param weights under transformers' names, without `text_model.` */
export function textConfigJson(weights: TensorIndex, activation: 'quick_gelu' | 'gelu'): Json {
  const rows = (key: string, axis = 0) => weights.get(key)?.shape[axis]
  const layers = new Set(
    [...weights.keys()].flatMap((key) => /^encoder\.layers\.(\d+)\./.exec(key)?.[1] ?? []),
  )
  const hidden = rows('embeddings.token_embedding.weight', 1)
  return {
    model_type: 'clip_text_model',
    vocab_size: rows('embeddings.token_embedding.weight'),
    hidden_size: hidden,
    intermediate_size: rows('encoder.layers.0.mlp.fc1.weight'),
    num_hidden_layers: layers.size,
    // CLIP's heads have 64 numbers, in every size of it.
    num_attention_heads: Math.max((hidden ?? 64) / 64, 1),
    max_position_embeddings: rows('embeddings.position_embedding.weight'),
    hidden_act: activation,
  }
}

interface Sampling {
  readonly isXl: boolean
  readonly predictsVelocity: boolean
  readonly zeroSnr: boolean
  readonly instructs: boolean
}

/** As the Hub's folders of these families have it. */
export const schedulerConfigJson = ({ isXl, predictsVelocity, zeroSnr, instructs }: Sampling): Json => ({
  _class_name: isXl
    ? 'EulerDiscreteScheduler'
    : instructs
      ? 'EulerAncestralDiscreteScheduler'
      : predictsVelocity
        ? 'DDIMScheduler'
        : 'PNDMScheduler',
  num_train_timesteps: 1000,
  beta_start: 0.00085,
  beta_end: 0.012,
  beta_schedule: 'scaled_linear',
  steps_offset: 1,
  prediction_type: predictsVelocity ? 'v_prediction' : 'epsilon',
  ...(isXl && { timestep_spacing: 'leading' }),
  ...(!isXl && !instructs && { clip_sample: false, set_alpha_to_one: false }),
  ...(!isXl && !instructs && !predictsVelocity && { skip_prk_steps: true }),
  ...(zeroSnr && { rescale_betas_zero_snr: true, timestep_spacing: 'trailing' }),
})
