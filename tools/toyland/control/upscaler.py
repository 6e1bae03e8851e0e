"""The upscaler: drawings of this world four times as large, with clean outlines; to be `toyland/upscaler` once it is
better than a bicubic enlargement."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.functional import interpolate, pixel_shuffle

from ..training_state import load_state
from ..world import CANVAS
from .transformers_js import write_for_transformers_js

FACTOR = 4
_WIDTH, _BLOCKS = 48, 5
_WEIGHTS = Path(__file__).parent / "upscaler.safetensors"


class Upscaler(nn.Module):
    """RGB in 0..1, (count, 3, height, width), to the same four times as high and wide: what is added to a bilinear enlargement."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Conv2d(3, _WIDTH, 3, padding=1)
        self.blocks = nn.ModuleList(_Block() for _ in range(_BLOCKS))
        self.twice = nn.Conv2d(_WIDTH, 64, 3, padding=1)
        self.fine = nn.Conv2d(16, 32, 3, padding=1)
        self.last = nn.Conv2d(32, 12, 3, padding=1)

    def forward(self, pixel_values: Tensor) -> Tensor:
        """(count, 3, 4 height, 4 width), not clamped."""
        x = self.first(pixel_values)
        for block in self.blocks:
            x = block(x)
        x = torch.relu(pixel_shuffle(self.twice(x), 2))
        added = pixel_shuffle(self.last(torch.relu(self.fine(x))), 2)
        return added + interpolate(pixel_values, scale_factor=FACTOR, mode="bilinear", align_corners=False)


class _Block(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.one = nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1)
        self.two = nn.Conv2d(_WIDTH, _WIDTH, 3, padding=1)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.two(torch.relu(self.one(x)))


def load_upscaler() -> Upscaler:
    """The newest one, the committed one, or a new one that enlarges bilinearly."""
    upscaler, state = Upscaler(), load_state("upscaler")
    if state:
        upscaler.load_state_dict(state["average"])
    elif _WEIGHTS.exists():
        upscaler.load_state_dict(load_file(_WEIGHTS))
    else:
        nn.init.zeros_(upscaler.last.weight)
        nn.init.zeros_(upscaler.last.bias)
    return upscaler


def export_upscaler() -> None:
    """Write the weights here, and the network for transformers.js' "image-to-image"."""
    upscaler = load_upscaler()
    save_file({name: part.contiguous() for name, part in upscaler.state_dict().items()}, _WEIGHTS)
    sizes = {0: torch.export.Dim("count"), 2: torch.export.Dim("height"), 3: torch.export.Dim("width")}
    write_for_transformers_js(
        "upscaler",
        upscaler,
        torch.zeros(2, 3, CANVAS, CANVAS - 8),
        "reconstruction",
        sizes,
        {"model_type": "swin2sr", "architectures": ["Swin2SRForImageSuperResolution"], "upscale": FACTOR},
        {"image_processor_type": "Swin2SRImageProcessor", "do_rescale": True, "rescale_factor": 1 / 255, "do_pad": False},
    )
