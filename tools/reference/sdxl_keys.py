"""Writes how many weights the networks of Stable Diffusion XL have at their real size, and a digest of their names and shapes.

    python tools/reference/sdxl_keys.py

The networks are diffusers' and transformers' own, made of the published configurations (tools/full-size/stableDiffusionXl.json) without
any memory for their weights. workers/models/xlKeys.test.ts makes the same of this program's.
"""

import hashlib
import json
import pathlib

import diffusers
import torch
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

ROOT = pathlib.Path(__file__).parents[2]
CONFIGS = json.loads((ROOT / "tools" / "full-size" / "stableDiffusionXl.json").read_text())
TARGET = ROOT / "workers" / "models" / "fixtures" / "xlKeys.json"


def built(kind: type, config: dict) -> torch.nn.Module:
    with torch.device("meta"):
        if kind in (CLIPTextModel, CLIPTextModelWithProjection):
            return kind(CLIPTextConfig(**config))
        return kind.from_config(config)


def summary(model: torch.nn.Module) -> dict:
    shapes = {name.removeprefix("text_model."): list(weight.shape) for name, weight in model.named_parameters()}
    lines = sorted(f"{name} {','.join(map(str, shape))}" for name, shape in shapes.items())
    return {
        "keys": len(lines),
        "parameters": sum(weight.numel() for weight in model.parameters()),
        "sha256": hashlib.sha256("\n".join(lines).encode()).hexdigest(),
    }


NETWORKS = {
    "unet": (diffusers.UNet2DConditionModel, {}),
    "unet, 8 channels": (diffusers.UNet2DConditionModel, {"in_channels": 8}),
    "unet, 9 channels": (diffusers.UNet2DConditionModel, {"in_channels": 9}),
    "vae": (diffusers.AutoencoderKL, {}),
    "text_encoder": (CLIPTextModel, {}),
    "text_encoder_2": (CLIPTextModelWithProjection, {}),
    "controlnet": (diffusers.ControlNetModel, {}),
    "adapter": (diffusers.T2IAdapter, {}),
}


def main() -> None:
    found = {name: summary(built(kind, CONFIGS[name.split(",")[0]] | changes)) for name, (kind, changes) in NETWORKS.items()}
    TARGET.write_text(json.dumps(found, indent=2) + "\n")
    print(found)


if __name__ == "__main__":
    main()
