"""Trains an add-on with which a checkpoint needs four steps: teacher's ways are made and learnt in turn, in the time given."""

import math
import time
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor

from ..networks import use_one_core
from ..training_state import Log, asked_to_stop, load_state, save_state, state_folder
from .low_rank import LowRank
from .teacher import PHASES, Teacher, Ways, ddim, predict

CHECKPOINTS = ("base", "instruct")
_BATCH = 64
_RATE_DOWN, _RATE_UP = 1e-3, 2e-3
_WARM_UP_STEPS = 50
#: The last share of a run over which the rate falls to zero.
_DECAY = 0.4
#: Texts whose runs are made at once, and ways that are enough: after them all the time goes into learning.
_TEXTS, _ENOUGH = 48, 24_000
_SAVE_SECONDS = 120


def train_few_steps(checkpoint: str, minutes: float) -> None:
    """Train until `minutes` have been spent in all, over every run; the rate falls to zero at the end of this one."""
    use_one_core()
    training, log = FewSteps(checkpoint), Log(name_of(checkpoint))
    counters, stop = training.counters, asked_to_stop()
    begun, saved, marked, losses = counters["minutes"], time.time(), time.time(), []
    made = learnt = 0.0
    while counters["minutes"] < minutes and not stop():
        if len(training.pool) < _ENOUGH and made <= learnt:
            training.pool.add(training.teacher.ways(_TEXTS, training.random))
            made += time.time() - marked
        else:
            losses.append(training.step(_share((counters["minutes"] - begun) / (minutes - begun))))
            learnt += time.time() - marked
        now = time.time()
        counters["minutes"], marked = counters["minutes"] + (now - marked) / 60, now
        if len(losses) == 25:
            means = torch.stack(losses).nanmean(0).tolist()
            counters["losses"] = [round(mean, 4) for mean in means]
            log(**{**counters, "minutes": round(counters["minutes"], 2), "losses": str(counters["losses"])}, ways=len(training.pool))
            losses.clear()
        if now - saved > _SAVE_SECONDS:
            training.save()
            saved = time.time()
    training.save()


def name_of(checkpoint: str) -> str:
    """Of its state, its log and its folder."""
    return f"lcm-{checkpoint}"


class FewSteps:
    """The teacher, the student's factors, the optimiser and the counters."""

    def __init__(self, checkpoint: str) -> None:
        torch.manual_seed(7)
        self._name = name_of(checkpoint)
        self.teacher = Teacher(checkpoint)
        self.student = Teacher(checkpoint).unet.train()
        self.factors = LowRank(self.student)
        self.counters: dict[str, Any] = {"samples": 0, "steps": 0, "minutes": 0.0, "losses": []}
        self._optimiser = torch.optim.AdamW(
            [
                {"params": list(self.factors.down.values()), "rate": _RATE_DOWN},
                {"params": list(self.factors.up.values()), "rate": _RATE_UP},
            ],
            betas=(0.9, 0.99),
            weight_decay=0.0,
        )
        self.pool = _Pool(state_folder() / self._name)
        state = load_state(self._name)
        if state:
            self._restore(state)
        self.random = Random(f"toyland few steps {checkpoint} {len(self.pool)}")

    def step(self, share: float) -> Tensor:
        """One step of the optimiser at a share of the full rate; the mean error of each phase, NaN where none was seen."""
        ways = self.pool.some(_BATCH)
        self.factors.write()
        timesteps = torch.tensor(PHASES)[ways.phases]
        inputs = ways.begin if ways.pictures is None else torch.cat((ways.begin, ways.pictures), 1)
        noise = predict(self.student, inputs, timesteps, self.teacher.text(ways.ids))
        now, then = (self.teacher.alpha_bar[torch.tensor(PHASES)[at]].view(-1, 1, 1, 1) for at in (ways.phases, ways.phases + 1))
        errors = (ddim(ways.begin, noise, now, then) - ways.end).square().mean((1, 2, 3))
        errors.mean().backward()
        self.factors.take_gradients()
        parameters = [factor for group in self._optimiser.param_groups for factor in group["params"]]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        for group in self._optimiser.param_groups:
            group["lr"] = group["rate"] * share * min(1.0, (self.counters["steps"] + 1) / _WARM_UP_STEPS)
        self._optimiser.step()
        self.counters["steps"] += 1
        self.counters["samples"] += _BATCH
        told = errors.detach()
        return torch.stack([told[ways.phases == phase].mean() for phase in range(len(PHASES) - 1)])

    def save(self) -> None:
        """Write the whole state."""
        save_state(self._name, {
            "factors": self.factors.state(),
            "optimiser": self._optimiser.state_dict(),
            "counters": self.counters,
            "torch_random": torch.get_rng_state(),
        })  # fmt: skip

    def _restore(self, state: dict[str, Any]) -> None:
        self.factors.restore(state["factors"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.counters = state["counters"]
        torch.set_rng_state(state["torch_random"])


class _Pool:
    """The ways that were made so far, on disk as well."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)
        self._parts = [Ways(**torch.load(path)) for path in sorted(folder.glob("*.pt"))]
        self._count = sum(len(part.ids) for part in self._parts)

    def __len__(self) -> int:
        return self._count

    def add(self, ways: Ways) -> None:
        half = Ways(ways.ids.short(), None if ways.pictures is None else ways.pictures.half(), ways.phases, ways.begin.half(), ways.end.half())
        path = self._folder / f"{len(self._parts):04}.pt"
        torch.save(vars(half), path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)
        self._parts.append(half)
        self._count += len(half.ids)

    def some(self, count: int) -> Ways:
        """Random ways, in single precision."""
        sizes = torch.tensor([float(len(part.ids)) for part in self._parts])
        chosen = [self._parts[at] for at in torch.multinomial(sizes, count, replacement=True).tolist()]
        rows = [(part, int(torch.randint(len(part.ids), ()))) for part in chosen]
        return Ways(
            torch.stack([part.ids[row] for part, row in rows]).long(),
            None if chosen[0].pictures is None else torch.stack([part.pictures[row] for part, row in rows]).float(),
            torch.stack([part.phases[row] for part, row in rows]),
            torch.stack([part.begin[row] for part, row in rows]).float(),
            torch.stack([part.end[row] for part, row in rows]).float(),
        )


def _share(progress: float) -> float:
    """Of the full rate: all of it, and half a cosine to zero at the end."""
    left = max(0.0, 1 - progress) / _DECAY
    return 1 if left > 1 else 0.5 * (1 - math.cos(math.pi * left))
