"""Trains encoder and decoder on together, so that small parts of things are kept: eyes, buttons, window frames.

An eye is a few pixels of 16,384, and a loss that counts all alike lets it go. Here two thirds of the crops show a thing, and a thing's
pixels count more than sky and ground. The latents are held to those of the encoder that this began with, so that a UNet trained on them has
little to learn anew; it has to go on all the same, on latents encoded again. A discriminator sharpens as in `train_decoder.py`.
"""

from random import Random

import numpy as np
import torch
from torch import Tensor

from .checkpoints import load_vae
from .drawing import draw, subjects
from .networks import LATENT_SIDE
from .sampling import random_scene
from .sharpening import Attempt, Sharpening, sharpen
from .train_vae import CROP, as_tensor, kl_divergence
from .world import CANVAS, Scene

#: Crops in a batch; a batch of whole pictures, one in five, holds a quarter.
BATCH = 12
#: How much a pixel of a thing counts; sky and ground count 1.
_THING = 4.0
#: Of the crops, those around a point of a thing.
_AROUND_THINGS = 2 / 3
#: Pixels in a latent pixel.
_STEP = CANVAS // LATENT_SIDE
_KL = 2e-4
#: Weight of the squared distance to the latents of the encoder that this began with.
_HOLD = 0.03


def refine_vae(minutes: float, threads: int) -> None:
    """Train the autoencoder for `minutes` of one core in all, on as many cores as there are threads."""
    torch.set_num_threads(threads)
    sharpen(_VaeRefining(), minutes)


class _VaeRefining(Sharpening):
    name, rate = "refined", 8e-4

    def __init__(self) -> None:
        self._old = load_vae().to(memory_format=torch.channels_last).requires_grad_(False)
        super().__init__()

    def attempt(self) -> Attempt:
        pictures, weights = _batch(self.random, whole=self.step % 5 == 0)
        posterior = self.vae.encode(pictures).latent_dist
        with torch.no_grad():
            held_to = self._old.encode(pictures).latent_dist.mode()
        distance = (posterior.mean - held_to).square().mean()
        more = _KL * kl_divergence(posterior) + _HOLD * distance
        return Attempt(pictures, self.vae.decode(posterior.sample()).sample, weights, more, {"moved": distance.item() ** 0.5})

    def parts(self):
        return super().parts() | {"old": self._old}


def _batch(random: Random, whole: bool) -> tuple[Tensor, Tensor]:
    """Pictures (count, 3, side, side), and how much each of their pixels counts (count, 1, side, side), 1 on average."""
    scenes = [random_scene(random) for _ in range(BATCH // 4 if whole else BATCH)]
    pictures, things = as_tensor([draw(scene) for scene in scenes]), torch.stack([_things(scene) for scene in scenes])
    if not whole:
        corners = [_corner(mask[0], random) for mask in things]
        pictures, things = (
            torch.stack([picture[:, y : y + CROP, x : x + CROP] for picture, (x, y) in zip(stack, corners)]) for stack in (pictures, things)
        )
    weights = 1 + (_THING - 1) * things
    return pictures.to(memory_format=torch.channels_last), weights / weights.mean()


def _things(scene: Scene) -> Tensor:
    """1 where a thing or the face is seen, float (1, 128, 128)."""
    mask = np.zeros((CANVAS, CANVAS), np.float32)
    for subject in subjects(scene):
        mask[subject.mask] = 1
    return torch.from_numpy(mask)[None]


def _corner(mask: Tensor, random: Random) -> tuple[int, int]:
    """The upper left corner (x, y) of a crop, most often so that a point of a thing lies in its middle half.

    Corners are whole latent pixels: elsewhere the blocks of pixel art would lie otherwise than in whole pictures, and get blurred.
    """
    places = mask.nonzero()
    last = CANVAS - CROP
    if not len(places) or random.random() > _AROUND_THINGS:
        return random.randrange(0, last + 1, _STEP), random.randrange(0, last + 1, _STEP)
    y, x = places[random.randrange(len(places))].tolist()
    wanted = (at - CROP // 2 + random.randint(-CROP // 4, CROP // 4) for at in (x, y))
    return tuple(min(max(at, 0), last) // _STEP * _STEP for at in wanted)  # type: ignore[return-value]
