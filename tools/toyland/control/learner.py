"""A network beside the base as it is trained: diffusers' own module, and how it and the frozen base predict noise together."""

from pathlib import Path

import torch
from diffusers import ControlNetModel, T2IAdapter, UNet2DConditionModel
from torch import Tensor, nn

from ..fast_unet import PlainAttention
from ..networks import LATENT_CHANNELS, new_unet
from .catalogue import Network
from .conditions import depth_channel, hint_tensor

#: Channels of a ControlNet's small network from the hint to the latents' size; published ones have 16, 32, 96, 256.
_HINT_CHANNELS = (8, 16, 32, 64)
#: Keeps the spread of a signal through SiLU: the mean of its square is 0.356 for one of spread 1.
_SILU_GAIN = 0.356**-0.5
_WIDTHS = (64, 128, 192)


def new_network(network: Network, base: UNet2DConditionModel) -> nn.Module:
    """The network before its training: it changes nothing yet, except for the adapters."""
    if network.kind == "controlnet":
        controlnet = ControlNetModel.from_unet(base, conditioning_embedding_out_channels=_HINT_CHANNELS)
        _awaken(controlnet.controlnet_cond_embedding)
        return controlnet
    if network.kind == "checkpoint":
        return _with_depth_channel(base)
    # A light adapter has one block more than the base has levels; its features are too small for the middle block, which leaves them out.
    return T2IAdapter(
        in_channels=1 if network.grey else 3,
        channels=list(_WIDTHS),
        num_res_blocks=4 if network.light else 2,
        downscale_factor=8,
        adapter_type="light_adapter" if network.light else "full_adapter",
    )


def _awaken(hint_network: nn.Module) -> None:
    """Weights that carry the hint through from the first step on.

    diffusers ends this network with zeros and leaves the other weights to PyTorch, which lets a signal fade to a thousandth over
    eight layers: the loss had not moved after 175 steps. The zero convolutions behind it are protection enough.
    """
    for layer in hint_network.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.normal_(layer.weight, std=_SILU_GAIN / layer.weight[0].numel() ** 0.5)
            nn.init.zeros_(layer.bias)


def load_network(network: Network, folder: Path) -> nn.Module:
    """The network as it was committed, in single precision."""
    if network.kind == "checkpoint":
        return UNet2DConditionModel.from_pretrained(folder / "unet", low_cpu_mem_usage=False).float()
    kind = ControlNetModel if network.kind == "controlnet" else T2IAdapter
    return kind.from_pretrained(folder, low_cpu_mem_usage=False).float()


def _with_depth_channel(base: UNet2DConditionModel) -> UNet2DConditionModel:
    """The base with a fifth input channel, which counts for nothing yet."""
    wide = new_unet(LATENT_CHANNELS + 1)
    weights = dict(base.state_dict())
    weights["conv_in.weight"] = nn.functional.pad(weights["conv_in.weight"], (0, 0, 0, 0, 0, 1))
    wide.load_state_dict(weights)
    return wide


class Learner(nn.Module):
    """The trained network and the frozen base, in bfloat16 where it is faster, as `fast_unet.py` says.

    Not compiled: that takes minutes, which a training of ten does not earn back.
    """

    def __init__(self, network: Network, module: nn.Module, base: UNet2DConditionModel) -> None:
        super().__init__()
        self.network, self.module = network, module
        self.base = base.requires_grad_(False)
        for part in (module, base):
            if hasattr(part, "set_attn_processor"):
                part.set_attn_processor(PlainAttention())

    def forward(self, latents: Tensor, timesteps: Tensor, text: Tensor, hints: Tensor) -> Tensor:
        """The noise in latents (count, 4, 16, 16) under text states (count, 32, 128) and hints as they are cached, uint8."""
        condition = hint_tensor(self.network, hints)
        if self.network.kind == "checkpoint":
            condition = depth_channel(condition)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self._predict(latents, timesteps, text, condition.contiguous(memory_format=torch.channels_last)).float()

    def _predict(self, latents: Tensor, timesteps: Tensor, text: Tensor, condition: Tensor) -> Tensor:
        if self.network.kind == "checkpoint":
            return self.module(torch.cat((latents, condition), 1), timesteps, text, return_dict=False)[0]
        if self.network.kind == "t2i-adapter":
            features = self.module(condition)
            return self.base(latents, timesteps, text, down_intrablock_additional_residuals=features, return_dict=False)[0]
        down, middle = self.module(latents, timesteps, text, condition, return_dict=False)
        return self.base(latents, timesteps, text, down_block_additional_residuals=down, mid_block_additional_residual=middle, return_dict=False)[0]
