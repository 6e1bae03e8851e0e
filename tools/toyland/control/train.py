"""Trains one network beside the frozen base for a given time, on scenes with their hints.

The base's loss and noise levels (`train_unet.py`). A third of the captions is left out, so that the hint itself is learnt.
"""

import math
import time
from typing import Any

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor, nn
from transformers import CLIPTextModel

from ..averaged import AveragedTraining
from ..checkpoints import COMMITTED, load_tokenizer, load_vae, training_record
from ..latents import token_ids
from ..networks import new_scheduler, use_one_core
from ..train_unet import level_weights, spread_timesteps
from ..training_state import Log, asked_to_stop, load_state, save_state
from .catalogue import NETWORKS, Network
from .learner import Learner, load_network, new_network
from .scenes import HintedScenes

BATCH = 32
_RATE = 1e-3
_WARM_UP_STEPS = 60
#: The last share of a run over which the rate falls to zero.
_DECAY = 0.35
_EMA = 0.99
_NO_CAPTION = 0.33
#: How much more the latents of things count than those of sky and ground.
_THING = 2.0
_SAVE_SECONDS = 120
_REFRESH_STEPS = 100


class ControlTraining:
    """A network, its moving average, optimisers and counters."""

    def __init__(self, network: Network) -> None:
        torch.manual_seed(7)
        base = UNet2DConditionModel.from_pretrained(COMMITTED / "base" / "unet", low_cpu_mem_usage=False).float().eval()
        self.network = network
        self.counters, module = _start(network, base)
        self.module = module.to(memory_format=torch.channels_last).train()
        self.learner = Learner(network, module, base.to(memory_format=torch.channels_last))
        # What is read or written first and last is not inside the blocks.
        outer = ("conv_in", "conv_out", "controlnet_cond_embedding.conv_in", "time_embedding")
        inner = [weight for name, weight in module.named_parameters() if weight.ndim > 1 and not name.startswith(outer)]
        self._averaged = AveragedTraining(list(module.parameters()), inner, _RATE, _EMA, _WARM_UP_STEPS)
        state = load_state(network.name)
        if state:
            self._restore(state)

    def update(self, loss: Tensor, rate: float) -> None:
        """One step of the optimisers and of the moving average."""
        self._averaged.update(loss, rate)
        self.counters["steps"] += 1

    def use_average(self) -> None:
        """Put the moving averages into the network, for export."""
        self._averaged.use_average()
        self.module.eval()

    def save(self) -> None:
        """Write the whole state."""
        save_state(self.network.name, {
            "module": self.module.state_dict(),
            "counters": self.counters,
            **self._averaged.state(),
        })  # fmt: skip

    def _restore(self, state: dict[str, Any]) -> None:
        self.module.load_state_dict(state["module"])
        self.counters = state["counters"]
        self._averaged.restore(state)


def train_control(name: str, minutes: float) -> None:
    """Train until `minutes` have been spent in all, over every run; the rate falls to zero at the end of this one."""
    use_one_core()
    training, log = ControlTraining(NETWORKS[name]), Log(name)
    scenes, tokenizer = HintedScenes(training.network.hint), load_tokenizer()
    text_encoder = CLIPTextModel.from_pretrained(COMMITTED / "base" / "text_encoder").float().eval().requires_grad_(False)
    empty, alpha_bar, scaling = token_ids(tokenizer, [""])[0], new_scheduler().alphas_cumprod, load_vae().config.scaling_factor
    counters, saved, marked, stop = training.counters, time.time(), time.time(), asked_to_stop()
    begun, losses = counters["minutes"], []
    while counters["minutes"] < minutes and not stop():
        if counters["steps"] % _REFRESH_STEPS == 0:
            scenes.refresh()
        drawn = scenes.some(BATCH)
        drawn.ids[torch.rand(BATCH) < _NO_CAPTION] = empty
        timesteps = spread_timesteps(BATCH, len(alpha_bar))
        a = alpha_bar[timesteps].view(-1, 1, 1, 1)
        noise, latents = torch.randn_like(drawn.latents), drawn.latents * scaling
        noisy = (a.sqrt() * latents + (1 - a).sqrt() * noise).contiguous(memory_format=torch.channels_last)
        with torch.no_grad():
            text = text_encoder(drawn.ids).last_hidden_state
        errors = (training.learner(noisy, timesteps, text, drawn.hints) - noise).square() * level_weights(a)
        weights = 1 + _THING * drawn.things
        loss = (errors * weights / weights.mean()).mean()
        training.update(loss, _rate((counters["minutes"] - begun) / (minutes - begun)))
        counters["samples"] += BATCH
        losses.append(errors.detach().mean().item())
        now = time.time()
        counters["minutes"], marked = counters["minutes"] + (now - marked) / 60, now
        if len(losses) == 25:
            counters["loss"] = round(sum(losses) / len(losses), 4)
            log(**{**counters, "minutes": round(counters["minutes"], 2)}, cached=len(scenes))
            losses.clear()
        if now - saved > _SAVE_SECONDS:
            training.save()
            saved = time.time()
    training.save()


def _start(network: Network, base: UNet2DConditionModel) -> tuple[dict[str, Any], nn.Module]:
    """Counters and weights to begin with: the committed network's, those of the one it starts from, or the base's own."""
    record = training_record().get("control", {})
    committed = COMMITTED / network.name
    if network.name in record and committed.exists():
        return {key: record[network.name][key] for key in ("samples", "steps", "minutes", "loss")}, load_network(network, committed)
    fresh = {"samples": 0, "steps": 0, "minutes": 0.0, "loss": math.nan}
    module = new_network(network, base)
    if network.start:
        state = load_state(network.start)
        if state:
            module.load_state_dict(state["module"])
            with torch.no_grad():
                for parameter, mean in zip(module.parameters(), state["average"]):
                    parameter.copy_(mean)
        else:
            module = load_network(network, COMMITTED / network.start)
    return fresh, module


def _rate(progress: float) -> float:
    """The full rate, and half a cosine to zero at the end."""
    left = max(0.0, 1 - progress) / _DECAY
    return _RATE * (1 if left > 1 else 0.5 * (1 - math.cos(math.pi * left)))
