"""Writes what diffusers' UNet without a middle block (as segmind/tiny-sd has it) gives, for workers/models.

    python tools/reference/middleless.py

The network is that of the tiny checkpoint "sd1" with its middle taken out.
"""

import json

import diffusers
import torch
from checkpoints import CHECKPOINTS
from safetensors.torch import load_file


@torch.no_grad()
def main() -> None:
    folder = CHECKPOINTS / "sd1" / "unet"
    config = json.loads((folder / "config.json").read_text())
    options = {key: value for key, value in config.items() if not key.startswith("_")}
    model = diffusers.UNet2DConditionModel(**(options | {"mid_block_type": None})).eval()
    weights = load_file(folder / "diffusion_pytorch_model.safetensors")
    kept = {key: value.float() for key, value in weights.items() if not key.startswith("mid_block.")}
    model.load_state_dict(kept)
    generator = torch.Generator().manual_seed(3)
    sample = torch.randn(1, 4, 8, 8, generator=generator)
    text = torch.randn(1, 77, 24, generator=generator)
    output = model(sample, 301, text).sample
    (CHECKPOINTS.parent / "middleless.json").write_text(json.dumps(output.flatten().tolist()) + "\n")


if __name__ == "__main__":
    main()
