"""Trains the upscaler on scenes drawn four times as large.

What it sees of them is made as in Real-ESRGAN (Wang et al. 2021): blurred, made smaller, noised. So every outline lies where it lies in
the large picture, and the network can learn to draw it there. Decoded latents, which sampling ends with, have lost details and moved
others, which can only be answered with a blur; a part of the pictures are those, so that their softness is known, and a discriminator
asks for clean outlines (`adversary.py`).
"""

import time
from dataclasses import dataclass
from random import Random

import torch
import torch.nn.functional as F
from torch import Tensor

from ..adversary import Adversary, descend
from ..checkpoints import load_vae
from ..drawing import draw
from ..networks import use_one_core
from ..sampling import random_scene
from ..train_vae import as_tensor, cosine_rate
from ..training_state import Log, asked_to_stop, load_state, save_state
from ..world import CANVAS
from .upscaler import FACTOR, load_upscaler

#: Crops of the small picture, and how many to a step.
_CROP, _BATCH = 32, 10
_PEAK_RATE = 6e-4
_EMA = 0.995
#: The share of the time after which the discriminator joins.
_ADVERSARY_FROM = 0.5
#: Scenes are drawn as the training goes on, a few every so many steps, up to this many: 0.9 MB each.
_SCENES, _FRESH, _FRESH_STEPS = 700, 5, 12
#: Crops that are decoded latents.
_DECODED = 0.25
_SEED = "toyland upscaler"


@dataclass(frozen=True)
class _Picture:
    """A scene drawn large, and as the autoencoder decodes its small drawing: uint8 (3, height, width)."""

    large: Tensor
    decoded: Tensor


def train_upscaler(minutes: float) -> None:
    """Train until `minutes` have been spent in all."""
    use_one_core()
    torch.manual_seed(5)
    upscaler, adversary = load_upscaler().to(memory_format=torch.channels_last), Adversary()
    optimiser = torch.optim.AdamW(upscaler.parameters(), lr=_PEAK_RATE, betas=(0.9, 0.99), weight_decay=1e-4)
    average = {name: part.clone() for name, part in upscaler.state_dict().items()}
    spent, step, state = 0.0, 0, load_state("upscaler")
    if state:
        upscaler.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        adversary.restore(state["adversary"])
        average, spent, step = state["average"], state["spent"], state["step"]
    random, log = Random(f"{_SEED} {step}"), Log("upscaler")
    vae, stop, marked, total = load_vae(), asked_to_stop(), time.time(), 0.0
    pictures: list[_Picture] = []
    while spent < minutes and not stop():
        if not pictures or (step % _FRESH_STEPS == 0 and len(pictures) < _SCENES):
            pictures += _draw(random, vae)
        rate = cosine_rate(_PEAK_RATE, spent / minutes, step)
        small, large = _crops(pictures, random)
        made = upscaler(small)
        distance = _distance(made, large)
        heard = spent / minutes > _ADVERSARY_FROM
        more = adversary.heard(made * 2 - 1, distance, upscaler.last.weight) if heard else torch.zeros(())
        descend(optimiser, rate, distance + more)
        if heard:
            adversary.learn(large * 2 - 1, made * 2 - 1, rate / _PEAK_RATE)
        with torch.no_grad():
            for name, part in upscaler.state_dict().items():
                average[name].lerp_(part, 1 - min(_EMA, (1 + step) / (10 + step)))
        step, total, now = step + 1, total + distance.item(), time.time()
        spent, marked = spent + (now - marked) / 60, now
        if step % 100 == 0:
            log(step=step, minutes=round(spent, 2), loss=round(total / 100, 4), scenes=len(pictures))
            total = 0.0
    save_state("upscaler", {
        "model": upscaler.state_dict(), "average": average, "optimiser": optimiser.state_dict(),
        "adversary": adversary.state(), "spent": spent, "step": step,
    })  # fmt: skip


def _distance(made: Tensor, large: Tensor) -> Tensor:
    """L1 of the pixels and of the differences of neighbours, which blurred outlines pay for."""
    error = made - large
    return error.abs().mean() + error.diff(dim=2).abs().mean() + error.diff(dim=3).abs().mean()


@torch.no_grad()
def _draw(random: Random, vae) -> list[_Picture]:
    scenes = [random_scene(random) for _ in range(_FRESH)]
    decoded = vae.decode(vae.encode(as_tensor([draw(scene) for scene in scenes])).latent_dist.mode()).sample.clamp(-1, 1)
    large = as_tensor([draw(scene, FACTOR) for scene in scenes])
    parts = (((part + 1) * 127.5).round().byte() for part in (large, decoded))
    return [_Picture(whole.clone(), soft.clone()) for whole, soft in zip(*parts, strict=True)]


def _crops(pictures: list[_Picture], random: Random) -> tuple[Tensor, Tensor]:
    """Small (count, 3, 32, 32) and large (count, 3, 128, 128), in 0..1, mirrored at times."""
    pairs = [_pair(random.choice(pictures), random) for _ in range(_BATCH)]
    small, large = (torch.stack(part).contiguous(memory_format=torch.channels_last) for part in zip(*pairs, strict=True))
    return (small.flip(3), large.flip(3)) if random.random() < 0.5 else (small, large)


def _pair(picture: _Picture, random: Random) -> tuple[Tensor, Tensor]:
    top, left = (random.randrange(CANVAS - _CROP + 1) for _ in range(2))
    rows, columns = (slice(FACTOR * at, FACTOR * (at + _CROP)) for at in (top, left))
    large = picture.large[:, rows, columns].float() / 255
    if random.random() < _DECODED:
        return picture.decoded[:, top : top + _CROP, left : left + _CROP].float() / 255, large
    return _worse(large, random), large


def _worse(large: Tensor, random: Random) -> Tensor:
    """Blurred, made smaller, noised (fine noise and blotches, as decoders leave them): (3, 32, 32)."""
    small = F.avg_pool2d(large, FACTOR)
    if random.random() < 0.7:
        small = _blurred(small, random.uniform(0.3, 0.9))
    if random.random() < 0.5:
        fine, blotches = torch.randn_like(small), F.interpolate(torch.randn(1, 3, 8, 8), size=small.shape[1:], mode="bilinear")[0]
        small = small + random.uniform(0, 0.02) * fine + random.uniform(0, 0.02) * blotches
    return (small.clamp(0, 1) * 255).round() / 255


def _blurred(picture: Tensor, sigma: float) -> Tensor:
    """By a Gaussian of 5 pixels; edges repeat."""
    taps = torch.exp(-torch.arange(-2.0, 3.0).square() / (2 * sigma * sigma))
    taps = taps / taps.sum()
    padded = F.pad(picture[:, None], (2, 2, 2, 2), mode="replicate")
    return F.conv2d(F.conv2d(padded, taps.view(1, 1, 1, 5)), taps.view(1, 1, 5, 1))[:, 0]
