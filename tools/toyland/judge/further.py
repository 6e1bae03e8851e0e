"""Judges that begin as the first one and learn something besides. The first stays as it is, since every other figure is its."""

import math
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F
from PIL import Image

from ..checkpoints import load_vae
from ..networks import use_one_core
from ..onnx_file import write_onnx
from ..train_vae import as_tensor
from ..training_state import Log, load_state, save_state
from .network import Judge, split
from .train import distorted, round_trip, take_over

BATCH = 48
_PEAK_RATE = 1e-3
_NONE = -100

#: A picture, and the true answers of the attributes that apply to it.
Labelled = tuple[Image.Image, dict[str, str]]


def train_further(
    name: str, seed: int, attributes: dict[str, tuple[str, ...]], labelled: Callable[[Random], Labelled], samples: int, decoded: int
) -> Judge:
    """Train until it has seen this many pictures in all, resuming where the last run ended; write `NAME.onnx`, and return it.

    `decoded` pictures of each batch of 48 pass through the autoencoder, beside those that `distorted` sends through it.
    """
    use_one_core()
    torch.manual_seed(seed)
    judge, random, seen = Judge(attributes).to(memory_format=torch.channels_last), Random(seed), 0
    optimiser = torch.optim.AdamW(judge.parameters(), lr=_PEAK_RATE, weight_decay=1e-2)
    state_name = f"{name}-judge"
    if state := load_state(state_name):
        judge.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        seen = state["seen"]
        random.seed(seen)
    else:
        take_over(judge, as_tensor([picture for picture, _ in (labelled(random) for _ in range(5 * BATCH))]))
    log, vae, total, count = Log(state_name), load_vae(), 0.0, 0
    started = time.time()
    while seen < samples:
        for group in optimiser.param_groups:
            group["lr"] = 1e-5 + _PEAK_RATE * 0.5 * (1 + math.cos(math.pi * seen / samples))
        pictures, truths = zip(*(labelled(random) for _ in range(BATCH)), strict=True)
        batch = as_tensor(list(pictures))
        if decoded:
            batch[-decoded:] = round_trip(batch[-decoded:], vae)
        loss = _loss(judge(distorted(batch, vae, random)), truths, attributes)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        seen, total, count = seen + BATCH, total + loss.item(), count + 1
        if count == 100:
            log(seen=seen, loss=round(total / count, 4), seconds=round(time.time() - started))
            total, count = 0.0, 0
            save_state(state_name, {"model": judge.state_dict(), "optimiser": optimiser.state_dict(), "seen": seen})
    examples = torch.zeros(2, 3, 128, 128)
    dynamic = {"pictures": {0: torch.export.Dim("count")}}
    write_onnx(judge.eval(), examples, Path(__file__).parent / f"{name}.onnx", name="picture", output="answers", dynamic=dynamic)
    return judge


def _loss(answers: torch.Tensor, truths: tuple[dict[str, str], ...], attributes: dict[str, tuple[str, ...]]) -> torch.Tensor:
    parts = split(answers, attributes)
    return torch.stack([
        F.nll_loss(
            parts[name],
            torch.tensor([names.index(truth[name]) if name in truth else _NONE for truth in truths]),
            ignore_index=_NONE,
            reduction="sum",
        )
        / len(truths)
        for name, names in attributes.items()
    ]).sum()  # fmt: skip
