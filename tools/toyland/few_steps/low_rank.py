"""Low-rank differences (LoRA, Hu et al. 2022) of every matrix and convolution inside a UNet, trained without a second forward pass.

The sums W + B A are written into the UNet's own parameters before a step; after it their gradients are carried over to A and B. So
the pass costs what it costs without them.
"""

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn

RANK = 24


class LowRank:
    """Factors A (rank, in) and B (out, rank) for each layer of a UNet, by the layer's path. A convolution's window is part of its `in`."""

    def __init__(self, unet: UNet2DConditionModel) -> None:
        inner = {
            path: layer for path, layer in unet.named_modules() if isinstance(layer, (nn.Linear, nn.Conv2d)) and path not in ("conv_in", "conv_out")
        }
        unet.requires_grad_(False)
        self._weights = {path: layer.weight.requires_grad_(True) for path, layer in inner.items()}
        self._frozen = {path: weight.detach().clone() for path, weight in self._weights.items()}
        self.down, self.up = {}, {}
        for path, weight in self._frozen.items():
            rows, columns = weight.shape[0], weight[0].numel()
            rank = min(RANK, rows, columns)
            self.down[path] = (torch.randn(rank, columns) / columns**0.5).requires_grad_(True)
            self.up[path] = torch.zeros(rows, rank, requires_grad=True)

    @torch.no_grad()
    def write(self) -> None:
        """Put the sums into the UNet."""
        for path, weight in self._weights.items():
            weight.copy_(self._frozen[path] + (self.up[path] @ self.down[path]).view_as(weight))

    @torch.no_grad()
    def take_gradients(self) -> None:
        """Carry the gradients of the UNet's weights over to the factors."""
        for path, weight in self._weights.items():
            gradient = weight.grad.reshape(weight.shape[0], -1)
            self.down[path].grad = self.up[path].T @ gradient
            self.up[path].grad = gradient @ self.down[path].T
            weight.grad = None

    def state(self) -> dict[str, dict[str, Tensor]]:
        """The factors, for a state that goes on."""
        return {"down": self.down, "up": self.up}

    @torch.no_grad()
    def restore(self, state: dict[str, dict[str, Tensor]]) -> None:
        """Take over factors that `state` gave."""
        for path in self.down:
            self.down[path].copy_(state["down"][path])
            self.up[path].copy_(state["up"][path])

    def tensors(self) -> dict[str, Tensor]:
        """The add-on's file in half precision, its keys as diffusers and PEFT write them."""
        found: dict[str, Tensor] = {}
        for path, down in self.down.items():
            weight, rank = self._frozen[path], len(down)
            one = (1, 1) if weight.ndim == 4 else ()
            found[f"unet.{path}.lora_A.weight"] = down.detach().view(rank, *weight.shape[1:]).half().contiguous()
            found[f"unet.{path}.lora_B.weight"] = self.up[path].detach().view(-1, rank, *one).half().contiguous()
        return found
