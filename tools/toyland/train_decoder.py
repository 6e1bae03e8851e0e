"""Trains the autoencoder's decoder alone, so that its outlines are clean where the latents leave them open.

The encoder stays as it is: it is what the UNet has learnt. Besides the discriminator there are latents as sampling leaves them: noised,
and drawn on from there by the UNet. They have what sampled latents have, colours that vary where the drawing's do not and fine parts
that are not quite there, and the decoder learns to draw them clean.
"""

from dataclasses import replace

import torch
from torch import Tensor

from .captions import caption
from .checkpoints import load_networks, load_tokenizer
from .drawing import draw
from .latents import token_ids
from .networks import GUIDANCE, STEPS, new_scheduler, use_one_core
from .sampling import random_scene
from .sharpening import Attempt, Sharpening, pixel_weights, sharpen
from .train_vae import as_tensor
from .world import Scene

BATCH = 4
#: How many of a batch's latents are drawn on by the UNet, for at least and at most this many of the steps in which pictures are sampled.
_REDRAWN, _FEWEST, _MOST = 1, 3, 12
#: Scenes whose style becomes pixel art besides those that have it: its edges are the sharpest, and it is rare.
_MORE_PIXEL_ART = 0.15


def train_decoder(minutes: float) -> None:
    """Train the decoder for `minutes` of one core in all."""
    use_one_core()
    sharpen(_DecoderTraining(), minutes)


class _DecoderTraining(Sharpening):
    name, rate = "decoder", 5e-4

    def __init__(self) -> None:
        super().__init__()
        self._redraw = _Redrawing(self.vae.config.scaling_factor)

    def choose_trained(self) -> None:
        for part in (self.vae.encoder, self.vae.quant_conv):
            part.requires_grad_(False)

    def attempt(self) -> Attempt:
        """Whole pictures, their things above all; what is drawn on counts less where less of it was left."""
        scenes = [self._scene() for _ in range(BATCH)]
        pictures = as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)
        with torch.no_grad():
            latents, weights = self.vae.encode(pictures).latent_dist.sample(), pixel_weights(scenes)
            weights /= weights.mean()
            captions = [caption(scene, self.random) for scene in scenes[:_REDRAWN]]
            latents[:_REDRAWN], left = self._redraw(latents[:_REDRAWN], captions, self.random.randint(_FEWEST, _MOST))
            weights[:_REDRAWN] *= left
        return Attempt(pictures, self.vae.decode(latents).sample, weights)

    def _scene(self) -> Scene:
        scene = random_scene(self.random)
        return replace(scene, style="pixel") if self.random.random() < _MORE_PIXEL_ART else scene


class _Redrawing:
    """What the committed UNet makes of latents that are noised, from there on."""

    def __init__(self, scaling: float) -> None:
        self._tokenizer = load_tokenizer()
        self._unet, self._text_encoder, _ = load_networks(self._tokenizer)
        self._unet.requires_grad_(False).to(memory_format=torch.channels_last)
        self._scheduler, self._scaling = new_scheduler(), scaling
        self._scheduler.set_timesteps(STEPS)

    def __call__(self, latents: Tensor, captions: list[str], steps: int) -> tuple[Tensor, float]:
        """The latents drawn on for this many steps, with guidance, and the share of them that the noise had left."""
        timesteps = self._scheduler.timesteps[-steps:]
        noisy = self._scheduler.add_noise(latents * self._scaling, torch.randn_like(latents), timesteps[:1])
        text = self._text_encoder(token_ids(self._tokenizer, [""] * len(captions) + captions)).last_hidden_state
        for timestep in timesteps:
            inputs = torch.cat((noisy, torch.zeros_like(noisy)), 1).repeat(2, 1, 1, 1).contiguous(memory_format=torch.channels_last)
            without, told = self._unet(inputs, timestep, text).sample.chunk(2)
            noisy = self._scheduler.step(without + GUIDANCE * (told - without), timestep, noisy).prev_sample
        return noisy / self._scaling, float(self._scheduler.alphas_cumprod[timesteps[0]])
