"""Writes the layouts of published checkpoints: configurations, keys and shapes of their real sizes, without weights.

    python tools/reference/published_layouts.py

What diffusers and transformers make of the published configurations, under the names that the published files have: `text_model.`
before the text encoder's keys, and the autoencoder's attention as diffusers before 0.17 wrote it.
"""

import gzip
import json
import pathlib

import diffusers
import torch
from transformers import CLIPTextConfig, CLIPTextModel

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "models" / "fixtures" / "publishedLayouts.json.gz"
VAE = {
    "block_out_channels": (128, 256, 512, 512),
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "layers_per_block": 2,
    "sample_size": 512,
}
FIRST = {"attention_head_dim": 8, "cross_attention_dim": 768}
SECOND = {"attention_head_dim": (5, 10, 20, 20), "cross_attention_dim": 1024, "use_linear_projection": True}


def early(key: str) -> str:
    for now, before in [(".to_q.", ".query."), (".to_k.", ".key."), (".to_v.", ".value."), (".to_out.0.", ".proj_attn.")]:
        key = key.replace(now, before)
    return key


def text(width: int, layers: int, activation: str) -> tuple[dict, dict]:
    sizes = {"hidden_size": width, "intermediate_size": 4 * width, "num_hidden_layers": layers, "num_attention_heads": width // 64}
    config = CLIPTextConfig(vocab_size=49408, max_position_embeddings=77, hidden_act=activation, **sizes)
    weights = {f"text_model.{key.removeprefix('text_model.')}": value for key, value in CLIPTextModel(config).state_dict().items()}
    return config.to_dict() | {"architectures": ["CLIPTextModel"], "model_type": "clip_text_model"}, weights


def network(model: diffusers.ModelMixin) -> tuple[dict, dict]:
    return json.loads(model.to_json_string()), model.state_dict()


def kohya_lora(unet: diffusers.UNet2DConditionModel, rank: int) -> dict:
    """A LoRA on all of its linear layers and convolutions but the first and the last, and none on the time's, as the one for LCM has it."""
    weights = {}
    for path, layer in unet.named_modules():
        is_inside = path.startswith(("down_blocks", "mid_block", "up_blocks"))
        if not is_inside or not isinstance(layer, torch.nn.Linear | torch.nn.Conv2d):
            continue
        name = f"lora_unet_{path.replace('.', '_')}"
        out, into, *kernel = layer.weight.shape
        weights[f"{name}.alpha"] = torch.empty((), dtype=torch.float16)
        weights[f"{name}.lora_down.weight"] = torch.empty(rank, into, *kernel, dtype=torch.float16)
        weights[f"{name}.lora_up.weight"] = torch.empty(out, rank, *[1 for _ in kernel], dtype=torch.float16)
    return weights


def shapes(weights: dict) -> dict[str, list[int]]:
    return {key: list(value.shape) for key, value in weights.items()}


def main() -> None:
    with torch.device("meta"):
        vae_config, vae = network(diffusers.AutoencoderKL(**VAE))
        parts = {
            "vae": (vae_config, {early(key): value for key, value in vae.items()}),
            "text1": text(768, 12, "quick_gelu"),
            "text2": text(1024, 23, "gelu"),
            "unet1": network(diffusers.UNet2DConditionModel(sample_size=64, **FIRST)),
            "instruct": network(diffusers.UNet2DConditionModel(sample_size=64, in_channels=8, **FIRST)),
            "depth": network(diffusers.UNet2DConditionModel(sample_size=64, in_channels=5, **SECOND)),
            "controlnet": network(diffusers.ControlNetModel(**FIRST)),
            "adapter": network(diffusers.T2IAdapter(adapter_type="full_adapter_xl", channels=[320, 640, 1280, 1280], downscale_factor=16)),
            "taesd": network(diffusers.AutoencoderTiny()),
            "lcm": ({}, kohya_lora(diffusers.UNet2DConditionModel(sample_size=64, **FIRST), rank=64)),
        }
    written = {name: {"config": config, "shapes": shapes(weights)} for name, (config, weights) in parts.items()}
    TARGET.write_bytes(gzip.compress(json.dumps(written, default=list).encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
