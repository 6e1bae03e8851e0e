"""Autoencoders alone in one file, under each of their names, and what diffusers makes with their weights.

The weights are sin(n) / 10 over all tensors in the order of their keys, so that they need not be kept.

    python tools/reference/vae_files.py > workers/models/ldm/fixtures/vaeFiles.json
"""

import json
import re

import numpy as np
import torch
from diffusers import AutoencoderKL, AutoencoderTiny
from diffusers.loaders.single_file_utils import convert_ldm_vae_checkpoint

LEVELS = 4


def fill(model: torch.nn.Module) -> dict[str, list[int]]:
    """Gives a model its weights; returns their shapes."""
    shapes, at = {}, 0
    for name, parameter in model.state_dict().items():
        numbers = np.sin(np.arange(at, at + parameter.numel(), dtype=np.float64)) / 10
        parameter.copy_(torch.from_numpy(numbers.astype(np.float32)).reshape(parameter.shape))
        shapes[name] = list(parameter.shape)
        at += parameter.numel()
    return shapes


def ldm_name(name: str) -> str:
    """A key of AutoencoderKL as the original code has it."""
    name = re.sub(r"^encoder\.down_blocks\.(\d)", r"encoder.down.\1", name)
    name = re.sub(r"^decoder\.up_blocks\.(\d)", lambda found: f"decoder.up.{LEVELS - 1 - int(found[1])}", name)
    name = re.sub(r"mid_block\.resnets\.(\d)", lambda found: f"mid.block_{int(found[1]) + 1}", name)
    name = name.replace("mid_block.attentions.0.", "mid.attn_1.")
    name = re.sub(r"attn_1\.to_(q|k|v)\.", r"attn_1.\1.", name)
    name = name.replace("attn_1.to_out.0.", "attn_1.proj_out.").replace("attn_1.group_norm", "attn_1.norm")
    name = name.replace(".resnets.", ".block.").replace("conv_shortcut", "nin_shortcut")
    name = name.replace("downsamplers.0.conv", "downsample.conv").replace("upsamplers.0.conv", "upsample.conv")
    return name.replace("conv_norm_out", "norm_out")


def numbers(tensor: torch.Tensor) -> list[float]:
    return [float(f"{value:.7g}") for value in tensor.flatten().tolist()]


@torch.no_grad()
def main() -> None:
    kl = AutoencoderKL(
        block_out_channels=(32, 32, 64, 64),
        down_block_types=("DownEncoderBlock2D",) * LEVELS,
        up_block_types=("UpDecoderBlock2D",) * LEVELS,
        layers_per_block=2,
    ).eval()
    shapes = fill(kl)
    ldm = {}
    for name, shape in shapes.items():
        is_projection = re.search(r"attentions\.0\.to_.*weight$", name)
        ldm[ldm_name(name)] = [*shape, 1, 1] if is_projection else shape
    back = convert_ldm_vae_checkpoint({name: torch.zeros(shape) for name, shape in ldm.items()}, kl.config)
    assert set(back) == set(shapes), set(back) ^ set(shapes)

    tiny = AutoencoderTiny().eval()
    tiny_shapes = fill(tiny)
    picture = torch.sin(torch.arange(3 * 16 * 24, dtype=torch.float64) / 5).float().reshape(1, 3, 16, 24)
    latents = torch.cos(torch.arange(4 * 2 * 3, dtype=torch.float64)).float().reshape(1, 4, 2, 3)
    decoded = kl.decode(latents / 0.18215).sample
    print(
        json.dumps(
            {
                "diffusers": shapes,
                "ldm": ldm,
                "tiny": tiny_shapes,
                "mean": numbers(kl.encode(picture).latent_dist.mean),
                "decoded": numbers(decoded),
                "tinyDecoded": numbers(tiny.decode(latents).sample),
            }
        )
    )


main()
