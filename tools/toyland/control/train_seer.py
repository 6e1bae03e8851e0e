"""Trains the seer on the scenes of the other networks, drawn again, with the judge's distortions.

A shard's pictures are drawn as it is first used: 500 of them take a second. In bfloat16 a step takes two thirds of the time.
"""

import time
from random import Random

import torch
from torch import Tensor

from ..checkpoints import load_vae
from ..drawing import draw
from ..judge.train import distorted
from ..networks import use_one_core
from ..train_vae import as_tensor, cosine_rate
from ..training_state import Log, asked_to_stop, load_state, save_state
from .committed_seer import has_seer, load_seer
from .scenes import hinted_paths, scenes_of_shard
from .seer import losses, with_judges_body

_BATCH = 24
_PEAK_RATE = 2e-3
#: A megabyte and a half a scene in all: enough of them.
_SHARDS = 24
_DEPTH_WEIGHT = 10.0


def train_seer(minutes: float) -> None:
    """Train until `minutes` have been spent in all."""
    use_one_core()
    torch.manual_seed(3)
    seer, random, log = with_judges_body().to(memory_format=torch.channels_last), Random(3), Log("seer")
    optimiser = torch.optim.AdamW(seer.parameters(), lr=_PEAK_RATE, weight_decay=1e-2)
    spent, step = 0.0, 0
    state = load_state("seer")
    if state:
        seer.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        spent, step = state["spent"], state["step"]
    elif has_seer():
        seer.load_state_dict(load_seer().state_dict())
    vae, paths, stop = load_vae(), hinted_paths()[:_SHARDS], asked_to_stop()
    shards: list[dict[str, Tensor]] = []
    marked, sums = time.time(), torch.zeros(2)
    while spent < minutes and not stop():
        if len(shards) < len(paths) and step >= 30 * len(shards):
            shards.append(_with_pictures(len(shards)))
        for group in optimiser.param_groups:
            group["lr"] = cosine_rate(_PEAK_RATE, spent / minutes, step)
        shard = shards[random.randrange(len(shards))]
        rows = torch.randperm(len(shard["pictures"]))[:_BATCH]
        pictures = distorted((shard["pictures"][rows].float() / 127.5 - 1).contiguous(memory_format=torch.channels_last), vae, random)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            answers = seer(pictures)
        depth, classes = losses((answers[0].float(), answers[1].float()), shard["depth"][rows].float() / 255, shard["segmentation"][rows].long())
        optimiser.zero_grad(set_to_none=True)
        (_DEPTH_WEIGHT * depth + classes).backward()
        optimiser.step()
        step, sums = step + 1, sums + torch.tensor([depth.item(), classes.item()])
        now = time.time()
        spent, marked = spent + (now - marked) / 60, now
        if step % 100 == 0:
            log(step=step, minutes=round(spent, 2), depth=round(sums[0].item() / 100, 4), classes=round(sums[1].item() / 100, 4))
            sums.zero_()
    save_state("seer", {"model": seer.state_dict(), "optimiser": optimiser.state_dict(), "spent": spent, "step": step})


def _with_pictures(number: int) -> dict[str, Tensor]:
    shard = torch.load(hinted_paths()[number], mmap=True)
    pictures = (as_tensor([draw(scene) for scene, _ in scenes_of_shard(number)]) + 1) * 127.5
    return {"pictures": pictures.round().byte(), **{name: shard[name].clone() for name in ("depth", "segmentation")}}
