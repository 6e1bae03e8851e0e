"""Trains encoder and decoder on together, so that small parts of things are kept: eyes, buttons, window frames.

An eye is a few pixels of 16,384, and a loss that counts all alike lets it go. Here two thirds of the crops show a thing, and a thing's
pixels count more than sky and ground. The latents are held to those of the encoder that this began with, so that a UNet trained on them has
little to learn anew; it has to go on all the same, on latents encoded again. A discriminator sharpens as in `train_decoder.py`.
"""

from random import Random

import torch
from torch import Tensor

from .checkpoints import load_vae
from .drawing import draw
from .networks import LATENT_PIXEL
from .sampling import random_scene
from .sharpening import Attempt, Sharpening, pixel_weights, sharpen
from .train_vae import CROP, as_tensor, kl_divergence
from .world import CANVAS

#: Crops in a batch; a batch of whole pictures, one in five, holds a quarter.
BATCH = 12
#: Of the crops, those around a point of a thing.
_AROUND_THINGS = 2 / 3
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
    pictures, weights = as_tensor([draw(scene) for scene in scenes]), pixel_weights(scenes)
    if not whole:
        corners = [_corner(weight[0] > 1, random) for weight in weights]
        pictures, weights = (
            torch.stack([picture[:, y : y + CROP, x : x + CROP] for picture, (x, y) in zip(stack, corners)]) for stack in (pictures, weights)
        )
    return pictures.to(memory_format=torch.channels_last), weights / weights.mean()


def _corner(mask: Tensor, random: Random) -> tuple[int, int]:
    """The upper left corner (x, y) of a crop, most often so that a point of a thing lies in its middle half.

    Corners are whole latent pixels: elsewhere the blocks of pixel art would lie otherwise than in whole pictures, and get blurred.
    """
    places = mask.nonzero()
    last = CANVAS - CROP
    if not len(places) or random.random() > _AROUND_THINGS:
        return random.randrange(0, last + 1, LATENT_PIXEL), random.randrange(0, last + 1, LATENT_PIXEL)
    y, x = places[random.randrange(len(places))].tolist()
    wanted = (at - CROP // 2 + random.randint(-CROP // 4, CROP // 4) for at in (x, y))
    return tuple(min(max(at, 0), last) // LATENT_PIXEL * LATENT_PIXEL for at in wanted)  # type: ignore[return-value]
