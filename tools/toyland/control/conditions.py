"""From cached hints to what the networks read, as diffusers' pipelines prepare it."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from ..maps import SEGMENT_COLOURS
from ..networks import LATENT_SIDE
from ..world import CANVAS
from .catalogue import Network

_CLASSES = torch.from_numpy(np.array(list(SEGMENT_COLOURS.values()), np.uint8))


def hint_tensor(network: Network, hints: Tensor) -> Tensor:
    """Cached hints as float (count, 3 or 1, 128, 128), from 0 to 1."""
    if network.hint == "segmentation":
        pictures = _CLASSES[hints.long()].permute(0, 3, 1, 2)
    elif network.hint == "colour":
        pictures = hints.permute(0, 3, 1, 2).repeat_interleave(CANVAS // hints.shape[1], 2).repeat_interleave(CANVAS // hints.shape[2], 3)
    else:
        pictures = hints[:, None] if network.grey or network.kind == "checkpoint" else hints[:, None].expand(-1, 3, -1, -1)
    return pictures.float() / 255


def depth_channel(depth: Tensor) -> Tensor:
    """Depth (count, 1, 128, 128) as Depth2Image's fifth channel (count, 1, 16, 16): -1 to 1 over each picture's own range."""
    small = F.interpolate(depth, (LATENT_SIDE, LATENT_SIDE), mode="bicubic", align_corners=False)
    low, high = small.amin((1, 2, 3), keepdim=True), small.amax((1, 2, 3), keepdim=True)
    return 2 * (small - low) / (high - low) - 1
