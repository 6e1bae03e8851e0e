"""Trains the autoencoder's decoder alone, so that its outlines are clean where the latents leave them open.

The encoder stays as it is: it is what the UNet has learnt. Besides the discriminator there are latents as a UNet leaves them: a little
noised, and its best guess of what they were. Those lack the fine parts that sampled latents lack too, and the decoder learns to draw
them clean.
"""

from dataclasses import replace

import torch
from torch import Tensor

from .captions import caption
from .checkpoints import load_networks, load_tokenizer
from .drawing import draw
from .latents import token_ids
from .networks import LATENT_CHANNELS, new_scheduler, use_one_core
from .sampling import random_scene
from .sharpening import Attempt, Sharpening, pixel_weights, sharpen
from .train_vae import as_tensor
from .world import Scene

BATCH = 4
#: How many of a batch's latents are the UNet's guesses, noised up to this timestep of 1,000.
_GUESSES, _LAST_TIMESTEP = 1, 450
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
        self._guesses = _UnetGuesses(self.vae.config.scaling_factor)

    def choose_trained(self) -> None:
        for part in (self.vae.encoder, self.vae.quant_conv):
            part.requires_grad_(False)

    def attempt(self) -> Attempt:
        """Whole pictures, their things above all; a guess counts less where the UNet had less to guess from."""
        scenes = [self._scene() for _ in range(BATCH)]
        pictures = as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)
        with torch.no_grad():
            latents, weights = self.vae.encode(pictures).latent_dist.sample(), pixel_weights(scenes)
            weights /= weights.mean()
            captions = [caption(scene, self.random) for scene in scenes[:_GUESSES]]
            latents[:_GUESSES], signal = self._guesses(latents[:_GUESSES], captions)
            weights[:_GUESSES] *= signal
        return Attempt(pictures, self.vae.decode(latents).sample, weights)

    def _scene(self) -> Scene:
        scene = random_scene(self.random)
        return replace(scene, style="pixel") if self.random.random() < _MORE_PIXEL_ART else scene


class _UnetGuesses:
    """What the committed UNet takes noised latents for."""

    def __init__(self, scaling: float) -> None:
        self._tokenizer = load_tokenizer()
        self._unet, self._text_encoder, _ = load_networks(self._tokenizer)
        self._unet.requires_grad_(False).to(memory_format=torch.channels_last)
        self._alpha_bar, self._scaling = new_scheduler().alphas_cumprod, scaling

    def __call__(self, latents: Tensor, captions: list[str]) -> tuple[Tensor, Tensor]:
        """The guesses, and the share of the signal (count, 1, 1, 1) that was left to guess from."""
        timesteps = torch.randint(_LAST_TIMESTEP, (len(latents),))
        share = self._alpha_bar[timesteps].view(-1, 1, 1, 1)
        noisy = share.sqrt() * latents * self._scaling + (1 - share).sqrt() * torch.randn_like(latents)
        text = self._text_encoder(token_ids(self._tokenizer, captions)).last_hidden_state
        inputs = torch.cat((noisy, torch.zeros_like(noisy[:, :LATENT_CHANNELS])), 1).contiguous(memory_format=torch.channels_last)
        noise = self._unet(inputs, timesteps, text).sample
        return (noisy - (1 - share).sqrt() * noise) / share.sqrt() / self._scaling, share
