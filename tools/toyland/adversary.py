"""The discriminator that makes outlines clean, and how it and a decoder learn from each other.

PatchGAN (Isola et al. 2017) with spectral norm (Miyato et al. 2018) and the hinge loss, heard with a weight that follows the ratio of the
gradients in the decoder's last layer (Esser et al. 2021): the mean of all the places where an eye could be is no eye.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

_RATE = 4e-4
#: The discriminator's gradient in the decoder's last layer, as a share of the reconstruction's.
_SHARE = 0.25
#: Steps in which the discriminator learns before it is heard.
_ALONE_STEPS = 300


class Adversary:
    """A discriminator and its optimiser."""

    def __init__(self) -> None:
        self._discriminator = _Discriminator().to(memory_format=torch.channels_last)
        self._optimiser = torch.optim.AdamW(self._discriminator.parameters(), lr=_RATE, betas=(0.5, 0.9))
        self._steps = 0

    def heard(self, decoded: Tensor, reconstruction: Tensor, last_layer: Tensor) -> Tensor:
        """What the decoder's loss gains by these pictures: less where they look real, weighted against the reconstruction's loss."""
        if self._steps < _ALONE_STEPS:
            return torch.zeros(())
        self._discriminator.requires_grad_(False)
        adversarial = -self._discriminator(decoded).mean()
        self._discriminator.requires_grad_(True)
        ours, theirs = (torch.autograd.grad(loss, last_layer, retain_graph=True)[0].norm() for loss in (reconstruction, adversarial))
        return (_SHARE * ours / (theirs + 1e-6)).clamp(max=10).detach() * adversarial

    def learn(self, real: Tensor, made: Tensor, rate: float) -> float:
        """One step of the discriminator at this share of its rate; its loss."""
        seen_real, seen_made = self._discriminator(torch.cat((real, made.detach()))).chunk(2)
        loss = (F.relu(1 - seen_real).mean() + F.relu(1 + seen_made).mean()) / 2
        descend(self._optimiser, _RATE * rate, loss)
        self._steps += 1
        return loss.item()

    def state(self) -> dict[str, Any]:
        """All that `restore` needs."""
        return {"discriminator": self._discriminator.state_dict(), "optimiser": self._optimiser.state_dict(), "steps": self._steps}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on from a `state`."""
        self._discriminator.load_state_dict(state["discriminator"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._steps = state["steps"]


def descend(optimiser: torch.optim.Optimizer, rate: float, loss: Tensor) -> None:
    """One step down a loss, its gradient clipped to a norm of 1."""
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    parameters = [parameter for group in optimiser.param_groups for parameter in group["params"]]
    torch.nn.utils.clip_grad_norm_(parameters, 1.0)
    for group in optimiser.param_groups:
        group["lr"] = rate
    optimiser.step()


class _Discriminator(nn.Module):
    """How real each patch of 26 x 26 pixels looks: float (count, 3, side, side) to (count, 1, side / 4, side / 4)."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            spectral_norm(nn.Conv2d(3, 32, 4, 2, 1)), nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(32, 64, 4, 2, 1)), nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(64, 96, 3, 1, 1)), nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(96, 1, 3, 1, 1)),
        )  # fmt: skip

    def forward(self, pictures: Tensor) -> Tensor:
        return self.layers(pictures)
