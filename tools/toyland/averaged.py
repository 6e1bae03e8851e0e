"""Weights that two optimisers train, with a moving average of them."""

from typing import Any

import torch
from torch import Tensor, nn

from .muon import Muon


class AveragedTraining:
    """Parameters, their moving average (at most `ema` of it stays at a step) and their optimisers, whose rate rises over `warm_up` steps."""

    def __init__(
        self,
        parameters: list[nn.Parameter],
        inner: list[nn.Parameter],
        rate: float,
        ema: float,
        warm_up: int,
    ) -> None:
        """Muon for the `inner` weights, AdamW for the rest: what is read or written first and last, embeddings, vectors."""
        self._parameters = parameters
        self._average = [parameter.detach().clone() for parameter in self._parameters]
        chosen = set(map(id, inner))
        rest = [parameter for parameter in self._parameters if id(parameter) not in chosen]
        self._optimisers: list[torch.optim.Optimizer] = [
            Muon(inner, lr=rate, weight_decay=1e-2),
            torch.optim.AdamW(rest, lr=rate, betas=(0.9, 0.99), weight_decay=1e-2),
        ]
        self._ema, self._warm_up, self._steps = ema, warm_up, 0

    def update(self, loss: Tensor, rate: float) -> None:
        """One step of both optimisers and of the moving average."""
        for optimiser in self._optimisers:
            optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self._parameters, 1.0)
        for optimiser in self._optimisers:
            for group in optimiser.param_groups:
                group["lr"] = rate * min(1.0, (self._steps + 1) / self._warm_up)
            optimiser.step()
        self._steps += 1
        decay = min(self._ema, (1 + self._steps) / (10 + self._steps))
        torch._foreach_lerp_(self._average, [p.detach() for p in self._parameters], 1 - decay)

    def use_average(self) -> None:
        """Put the moving averages into the networks, for sampling and export."""
        with torch.no_grad():
            for parameter, mean in zip(self._parameters, self._average):
                parameter.copy_(mean)

    def state(self) -> dict[str, Any]:
        """All but the parameters themselves, which their networks keep."""
        return {
            "average": self._average,
            "optimisers": [optimiser.state_dict() for optimiser in self._optimisers],
            "optimiser_steps": self._steps,
            "torch_random": torch.get_rng_state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Go on where `state` was taken."""
        self._average, self._steps = state["average"], state["optimiser_steps"]
        for optimiser, kept in zip(self._optimisers, state["optimisers"]):
            optimiser.load_state_dict(kept)
        torch.set_rng_state(state["torch_random"])
