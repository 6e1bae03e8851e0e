"""Muon (Jordan et al. 2024): steps along the nearest orthogonal matrix to the momentum of each weight matrix."""

from collections import defaultdict
from collections.abc import Iterable

import torch
from torch import Tensor

#: Coefficients of the quintic Newton-Schulz iteration (Jordan et al. 2024).
_QUINTIC = (3.4445, -4.7750, 2.0315)
_ITERATIONS = 5
#: The size of an AdamW update's elements, so that both optimisers take the same rate (Liu et al. 2025, "Muon is scalable").
_ADAM_SIZE = 0.2


class Muon(torch.optim.Optimizer):
    """For weights of two dimensions, and of convolutions, which count as (out, in * height * width).

    torch.optim.Muon takes matrices only, one by one; here those of one shape are orthogonalised together.
    """

    def __init__(self, parameters: Iterable[Tensor], lr: float, momentum: float = 0.95, weight_decay: float = 0.0) -> None:
        super().__init__(parameters, {"lr": lr, "momentum": momentum, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self, closure: None = None) -> None:
        """One step, with Nesterov's momentum."""
        for group in self.param_groups:
            by_shape: dict[torch.Size, list[Tensor]] = defaultdict(list)
            for parameter in group["params"]:
                if parameter.grad is not None:
                    by_shape[_as_matrix(parameter).shape].append(parameter)
            for parameters in by_shape.values():
                self._step(parameters, **{key: group[key] for key in ("lr", "momentum", "weight_decay")})

    def _step(self, parameters: list[Tensor], lr: float, momentum: float, weight_decay: float) -> None:
        gradients = [_as_matrix(parameter.grad) for parameter in parameters]  # type: ignore[arg-type]
        means = [self.state[parameter].setdefault("mean", torch.zeros_like(g)) for parameter, g in zip(parameters, gradients)]
        torch._foreach_lerp_(means, gradients, 1 - momentum)
        ahead = torch._foreach_lerp(means, gradients, 1 - momentum)
        updates = orthogonal(torch.stack(ahead))
        size = _ADAM_SIZE * max(updates.shape[1:]) ** 0.5
        for parameter, update in zip(parameters, updates):
            _as_matrix(parameter).mul_(1 - lr * weight_decay).sub_(update, alpha=lr * size)


def orthogonal(matrices: Tensor) -> Tensor:
    """Matrices (count, rows, columns) with all their singular values brought near to 1."""
    a, b, c = _QUINTIC
    wide = matrices if matrices.shape[1] <= matrices.shape[2] else matrices.mT
    x = (wide / (wide.norm(dim=(1, 2), keepdim=True) + 1e-7)).bfloat16()
    for _ in range(_ITERATIONS):
        square = x @ x.mT
        x = a * x + (b * square + c * square @ square) @ x
    return (x if wide is matrices else x.mT).float()


def _as_matrix(weight: Tensor) -> Tensor:
    """A view: rows are outputs. Convolutions are kept channels last, and the order of columns does not matter."""
    return weight.permute(0, 2, 3, 1).flatten(1) if weight.ndim == 4 else weight
