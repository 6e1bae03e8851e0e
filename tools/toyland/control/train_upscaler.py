"""Trains the upscaler: pictures as the autoencoder decodes them, and the same scenes drawn four times as large.

Half of the small pictures are decoded latents, which is what sampling ends with; a quarter are drawings; a quarter are drawings made
smaller from the large ones, as other pictures are.
"""

import time
from random import Random

import torch
from torch import Tensor

from ..checkpoints import load_vae
from ..drawing import draw
from ..networks import use_one_core
from ..sampling import random_scene
from ..train_unet import asked_to_stop
from ..train_vae import as_tensor, cosine_rate, reconstruction_loss
from ..training_state import Log, load_state, save_state
from ..world import CANVAS, Scene
from .upscaler import FACTOR, load_upscaler

#: Crops of the small picture, and how many to a step.
_CROP, _BATCH = 40, 12
_PEAK_RATE = 1.5e-3
_EMA = 0.995
#: Scenes are drawn as the training goes on, a few every so many steps, up to this many: 0.8 MB each.
_SCENES, _FRESH, _FRESH_STEPS = 2000, 10, 8
_SEED = "toyland upscaler"


def train_upscaler(minutes: float) -> None:
    """Train until `minutes` have been spent in all."""
    use_one_core()
    torch.manual_seed(5)
    upscaler, random, log = load_upscaler().to(memory_format=torch.channels_last), Random(_SEED), Log("upscaler")
    optimiser = torch.optim.AdamW(upscaler.parameters(), lr=_PEAK_RATE, betas=(0.9, 0.99), weight_decay=1e-4)
    average = {name: part.clone() for name, part in upscaler.state_dict().items()}
    spent, step, state = 0.0, 0, load_state("upscaler")
    if state:
        upscaler.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        average, spent, step = state["average"], state["spent"], state["step"]
    vae, stop, marked, total = load_vae(), asked_to_stop(), time.time(), 0.0
    pairs: list[tuple[list[Tensor], Tensor]] = []
    while spent < minutes and not stop():
        if not pairs or (step % _FRESH_STEPS == 0 and len(pairs) < _SCENES):
            pairs += _pairs([random_scene(random) for _ in range(_FRESH)], vae)
        for group in optimiser.param_groups:
            group["lr"] = cosine_rate(_PEAK_RATE, spent / minutes, step)
        small, large = _crops(pairs, random)
        loss = reconstruction_loss(upscaler(small), large, 1.0, torch.ones(1, 1, 1, 1))
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        with torch.no_grad():
            for name, part in upscaler.state_dict().items():
                average[name].lerp_(part, 1 - min(_EMA, (1 + step) / (10 + step)))
        step, total, now = step + 1, total + loss.item(), time.time()
        spent, marked = spent + (now - marked) / 60, now
        if step % 100 == 0:
            log(step=step, minutes=round(spent, 2), loss=round(total / 100, 4), scenes=len(pairs))
            total = 0.0
    save_state("upscaler", {"model": upscaler.state_dict(), "average": average, "optimiser": optimiser.state_dict(), "spent": spent, "step": step})


@torch.no_grad()
def _pairs(scenes: list[Scene], vae) -> list[tuple[list[Tensor], Tensor]]:
    """Of each scene its small pictures and the large one, uint8 (3, height, width)."""
    large = as_tensor([draw(scene, FACTOR) for scene in scenes])
    drawn = as_tensor([draw(scene) for scene in scenes])
    posterior = vae.encode(drawn).latent_dist
    decoded = vae.decode(posterior.sample()).sample.clamp(-1, 1)
    reduced = torch.nn.functional.avg_pool2d(large, FACTOR)
    rows = zip(*(((part + 1) * 127.5).round().byte() for part in (decoded, drawn, reduced, large)), strict=True)
    return [([soft, soft, sharp, less], whole) for soft, sharp, less, whole in rows]


def _crops(pairs: list[tuple[list[Tensor], Tensor]], random: Random) -> tuple[Tensor, Tensor]:
    """Small (count, 3, 40, 40) and large (count, 3, 160, 160), in 0..1, mirrored at times."""
    small, large = [], []
    for _ in range(_BATCH):
        variants, whole = random.choice(pairs)
        top, left = random.randrange(CANVAS - _CROP + 1), random.randrange(CANVAS - _CROP + 1)
        rows, columns = (slice(FACTOR * at, FACTOR * (at + _CROP)) for at in (top, left))
        pair = random.choice(variants)[:, top : top + _CROP, left : left + _CROP], whole[:, rows, columns]
        if random.random() < 0.5:
            pair = pair[0].flip(2), pair[1].flip(2)
        small.append(pair[0])
        large.append(pair[1])
    return tuple(torch.stack(part).float().div(255).contiguous(memory_format=torch.channels_last) for part in (small, large))  # type: ignore[return-value]
