// The sizes of the bundled Toyland checkpoints, for measurements that random weights serve as well.
import type { CheckpointConfigs } from '../full-size/randomCheckpoint'

export const toyland: CheckpointConfigs = {
  unet: {
    _class_name: 'UNet2DConditionModel',
    attention_head_dim: 4,
    block_out_channels: [64, 128, 192],
    cross_attention_dim: 128,
    down_block_types: ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
    layers_per_block: 1,
    norm_num_groups: 16,
    sample_size: 16,
    up_block_types: ['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D'],
  },
  vae: {
    _class_name: 'AutoencoderKL',
    block_out_channels: [16, 32, 64, 64],
    down_block_types: [
      'DownEncoderBlock2D',
      'DownEncoderBlock2D',
      'DownEncoderBlock2D',
      'DownEncoderBlock2D',
    ],
    latent_channels: 4,
    layers_per_block: 1,
    norm_num_groups: 8,
    up_block_types: ['UpDecoderBlock2D', 'UpDecoderBlock2D', 'UpDecoderBlock2D', 'UpDecoderBlock2D'],
  },
  textEncoder: {
    architectures: ['CLIPTextModel'],
    hidden_act: 'quick_gelu',
    hidden_size: 128,
    intermediate_size: 512,
    max_position_embeddings: 32,
    model_type: 'clip_text_model',
    num_attention_heads: 4,
    num_hidden_layers: 3,
    vocab_size: 1024,
  } as CheckpointConfigs['textEncoder'],
  scheduler: {
    _class_name: 'DDIMScheduler',
    beta_end: 0.012,
    beta_schedule: 'scaled_linear',
    beta_start: 0.00085,
    clip_sample: false,
    num_train_timesteps: 1000,
    set_alpha_to_one: false,
    steps_offset: 1,
  },
}
