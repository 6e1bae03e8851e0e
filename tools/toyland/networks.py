"""The three networks of Toyland, as diffusers and transformers build them."""

import torch
from diffusers import AutoencoderKL, DDIMScheduler, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

from .world import CANVAS

LATENT_CHANNELS = 4
#: Pixels that a latent pixel covers, each way.
LATENT_PIXEL = 8
LATENT_SIDE = CANVAS // LATENT_PIXEL
#: Positions of the text encoder: begin, 30 tokens, end.
TEXT_POSITIONS = 32
TEXT_WIDTH = 128
#: How pictures are sampled: steps and guidance.
STEPS, GUIDANCE = 25, 4.0


def new_vae(scaling_factor: float = 1.0) -> AutoencoderKL:
    """The autoencoder: 8x smaller, 4 latent channels, 1.0 M parameters."""
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(16, 32, 64, 64),
        layers_per_block=1,
        latent_channels=LATENT_CHANNELS,
        norm_num_groups=8,
        sample_size=CANVAS,
        scaling_factor=scaling_factor,
    )


def new_unet(in_channels: int) -> UNet2DConditionModel:
    """The UNet: 4 input channels for `base`, 8 for `instruct`; 8.8 M parameters."""
    return UNet2DConditionModel(
        sample_size=LATENT_SIDE,
        in_channels=in_channels,
        out_channels=LATENT_CHANNELS,
        block_out_channels=(64, 128, 192),
        layers_per_block=1,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        attention_head_dim=4,
        cross_attention_dim=TEXT_WIDTH,
        norm_num_groups=16,
    )


def new_text_encoder(vocabulary: int, begin: int, end: int) -> CLIPTextModel:
    """The text encoder: 3 layers, 128 wide, 32 positions."""
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=vocabulary,
            hidden_size=TEXT_WIDTH,
            intermediate_size=4 * TEXT_WIDTH,
            num_hidden_layers=3,
            num_attention_heads=4,
            max_position_embeddings=TEXT_POSITIONS,
            projection_dim=TEXT_WIDTH,
            hidden_act="quick_gelu",
            bos_token_id=begin,
            eos_token_id=end,
            pad_token_id=end,
        )
    )


def new_scheduler() -> DDIMScheduler:
    """DDIM as Stable Diffusion 1.5 configures it."""
    return DDIMScheduler(
        num_train_timesteps=1000,
        beta_schedule="scaled_linear",
        beta_start=0.00085,
        beta_end=0.012,
        clip_sample=False,
        set_alpha_to_one=False,
        steps_offset=1,
        prediction_type="epsilon",
    )


def use_one_core() -> None:
    """One thread: on a core of its own this trains as fast as two threads beside other work."""
    torch.set_num_threads(1)
