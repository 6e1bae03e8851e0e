"""Trains the one UNet, and its text encoder, that both checkpoints come from.

More than half of each batch are captioned scenes with the four picture channels zero, the rest is edit pairs as InstructPix2Pix
has them (Brooks et al. 2023): the picture's latents are the posterior's mode, unscaled. `instruct` is this network;
`base` is this network without its picture channels, which is the same where they are zero.
"""

import math
import time
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from .averaged import AveragedTraining
from .checkpoints import load_networks, load_tokenizer, load_vae
from .fast_unet import fast_unet
from .latents import LatentCache, token_ids
from .networks import new_scheduler
from .training_state import CHECKPOINT_SECONDS, Log, asked_to_stop, load_state, save_state

_RATE = 1e-3
_WARM_UP_STEPS = 300
#: Captions among the samples; the others are edit pairs. Edits see their shapes in the picture, captions have to make them.
_CAPTIONS = 0.6
#: Middle and spread of the noise levels that count most, in the logarithm of the signal-to-noise ratio.
_LEVEL, _LEVEL_SPREAD = -1.0, 2.8
#: Short: the falling rate at the end averages by itself, and a moving average of 1,000 steps was behind the weights then.
_EMA = 0.995
_REFRESH_STEPS = 100
#: How much more the latents of things count than those of sky and ground, which are more and easier.
_THING = 2.0
#: How much more an edit's changed latents count than the others, which the picture tells: most of an edit is a copy. A latent has
#: changed where one of its four channels differs by more than this.
_CHANGED, _DIFFERENCE = 1.0, 0.15


class Training:
    """Networks, their moving averages, optimiser and counters: everything that an interruption must not lose."""

    def __init__(self) -> None:
        self.tokenizer = load_tokenizer()
        torch.manual_seed(7)
        self.unet, self.text_encoder, record = load_networks(self.tokenizer)
        self.unet.to(memory_format=torch.channels_last).train()
        self._forward = fast_unet(self.unet)
        self.text_encoder.train()
        self.counters = {key: record[key] for key in ("samples", "steps", "minutes")}
        inner = [
            weight
            for name, weight in (*self.unet.named_parameters(), *self.text_encoder.named_parameters())
            if weight.ndim > 1 and not name.startswith(("conv_in", "conv_out")) and "embedding" not in name
        ]
        parameters = [*self.unet.parameters(), *self.text_encoder.parameters()]
        self._averaged = AveragedTraining(parameters, inner, _RATE, _EMA, _WARM_UP_STEPS)
        state = load_state("unet")
        if state:
            self._restore(state)

    def predict(self, ids: Tensor, inputs: Tensor, timesteps: Tensor) -> Tensor:
        """The noise in inputs (count, 8, 16, 16), under texts given as ids (count, 32)."""
        return self._forward(inputs, timesteps, self.text_encoder(ids).last_hidden_state)

    def update(self, loss: Tensor, rate: float) -> None:
        """One step of the optimisers and of the moving average."""
        self._averaged.update(loss, rate)
        self.counters["steps"] += 1

    def use_average(self) -> None:
        """Put the moving averages into the networks, for sampling and export."""
        self._averaged.use_average()
        self.unet.eval()
        self.text_encoder.eval()

    def save(self) -> None:
        """Write the whole state."""
        save_state("unet", {
            "unet": self.unet.state_dict(),
            "text_encoder": self.text_encoder.state_dict(),
            "counters": self.counters,
            **self._averaged.state(),
        })  # fmt: skip

    def _restore(self, state: dict[str, Any]) -> None:
        self.unet.load_state_dict(state["unet"])
        self.text_encoder.load_state_dict(state["text_encoder"])
        self.counters = state["counters"]
        self._averaged.restore(state)


def train_unet(samples: int, batch: int, decay_samples: int, threads: int) -> None:
    """Train until `samples` have been seen in all; the rate falls to zero over the last `decay_samples`."""
    torch.set_num_threads(threads)
    training, log = Training(), Log("unet")
    cache = LatentCache(training.tokenizer)
    scaling = load_vae().config.scaling_factor
    empty = token_ids(training.tokenizer, [""])[0]
    alpha_bar = new_scheduler().alphas_cumprod
    stop = asked_to_stop()
    counters, saved, marked = training.counters, time.time(), time.time()
    sums, captioned = torch.zeros(3), round(batch * _CAPTIONS)
    while counters["samples"] < samples and not stop():
        if counters["steps"] % _REFRESH_STEPS == 0:
            cache.refresh()
        drawn = _batch(cache, captioned, batch - captioned, empty)
        errors = _errors(training, drawn, scaling, alpha_bar, captioned)
        training.update((errors * drawn.weights).mean(), _rate(samples - counters["samples"], decay_samples))
        counters["samples"] += batch
        now = time.time()
        counters["minutes"], marked = counters["minutes"] + (now - marked) / 60, now
        captions, edits = errors.detach().split((captioned, batch - captioned))
        sums += torch.tensor([captions.mean(), edits.mean(), 1])
        if sums[2] == 50:
            log(**_rounded(counters), caption=round((sums[0] / 50).item(), 4), edit=round((sums[1] / 50).item(), 4), cached=len(cache))
            sums.zero_()
        if now - saved > CHECKPOINT_SECONDS:
            training.save()
            saved = time.time()
    training.save()
    log(**_rounded(counters), saved="yes")


@dataclass(frozen=True)
class _Batch:
    #: Tokens of captions and instructions (count, 32).
    ids: Tensor
    #: What is to be drawn, and the picture before an edit or zeros: (count, 4, 16, 16).
    latents: Tensor
    pictures: Tensor
    #: How much each latent pixel counts (count, 1, 16, 16), 1 on average.
    weights: Tensor


def _batch(cache: LatentCache, captioned: int, edited: int, empty: Tensor) -> _Batch:
    """Captioned scenes, then edits, with what guidance needs to be absent at times left out."""
    scenes = cache.captioned(captioned)
    scenes.ids[torch.rand(captioned) < 0.1] = empty
    results, pictures = cache.edits(edited)
    changed = ((results.latents - pictures).abs() > _DIFFERENCE).any(1, keepdim=True)
    lots = torch.rand(edited)
    results.ids[lots < 0.1] = empty
    pictures[(lots >= 0.05) & (lots < 0.15)] = 0
    weights = torch.cat((1 + _THING * scenes.things, 1 + _THING * results.things + _CHANGED * changed))
    return _Batch(
        torch.cat((scenes.ids, results.ids)),
        torch.cat((scenes.latents, results.latents)),
        torch.cat((torch.zeros(captioned, *pictures.shape[1:]), pictures)),
        weights / weights.mean(),
    )


def _errors(training: Training, drawn: _Batch, scaling: float, alpha_bar: Tensor, captioned: int) -> Tensor:
    """The noise prediction's squared error (count, 4, 16, 16), weighted by each sample's noise level."""
    latents = drawn.latents * scaling
    timesteps = torch.cat([spread_timesteps(part, len(alpha_bar)) for part in (captioned, len(latents) - captioned)])
    a = alpha_bar[timesteps].view(-1, 1, 1, 1)
    noise = torch.randn_like(latents)
    noisy = a.sqrt() * latents + (1 - a).sqrt() * noise
    inputs = torch.cat((noisy, drawn.pictures), 1).contiguous(memory_format=torch.channels_last)
    predicted = training.predict(drawn.ids, inputs, timesteps)
    return (predicted - noise).square() * level_weights(a)


def spread_timesteps(count: int, levels: int) -> Tensor:
    """One random timestep out of each of `count` equal spans: the loss varies less from batch to batch (Kingma et al. 2021)."""
    return ((torch.arange(count) + torch.rand(count)) * levels / count).long()


def level_weights(alpha_bar: Tensor) -> Tensor:
    """The velocity's error in place of the noise's, most where pictures are decided (after EDM, Karras et al. 2022).

    With an even weight for the noise, the levels where it is nearly all there is count for nothing, and there the kinds of things
    are chosen: from pictures with 56 % of their noise steps left 80 % came out as the right kind, from 80 % 62, from noise alone 35.
    """
    level = (alpha_bar / (1 - alpha_bar)).log()
    return torch.exp(-0.5 * ((level - _LEVEL) / _LEVEL_SPREAD) ** 2) / alpha_bar


def _rate(left: int, decay_samples: int) -> float:
    return _RATE * (1 if left > decay_samples else 0.5 * (1 - math.cos(math.pi * left / decay_samples)))


def _rounded(counters: dict[str, Any]) -> dict[str, Any]:
    return {**counters, "minutes": round(counters["minutes"], 2)}
