"""Trains the small decoder that draws previews: TAESD's layout (github.com/madebyollin/taesd), 16 channels wide.

It sees the clean estimates of a run, which are blurred where the noise still hides things, so some of its latents are noised. Its
pictures are compared with what the autoencoder's own decoder makes of the same latents.
"""

import json
import time
from random import Random
from typing import Any

import torch
from diffusers import AutoencoderTiny
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional

from .checkpoints import COMMITTED, load_vae
from .drawing import draw
from .networks import LATENT_CHANNELS, use_one_core
from .sampling import random_scene
from .train_vae import as_tensor
from .training_state import Log, asked_to_stop, load_state, save_state

_NAME = "preview"
#: Blocks of three convolutions at 16 x 16, 32 x 32 ... pixels: what costs is the larger sizes.
_BLOCKS = (3, 1, 0, 0)
_CHANNELS = 16
_BATCH, _RATE, _WARM_UP_STEPS = 8, 3e-3, 50
#: The last share of a run over which the rate falls to zero.
_DECAY = 0.5
#: Drawings that are encoded at first, and how many more each so many steps.
_FIRST, _MORE, _MORE_STEPS = 200, 16, 32
#: Latents that are noised, and by how much at most.
_NOISED, _MOST_NOISE = 0.3, 0.4


def new_preview() -> AutoencoderTiny:
    """The network before its training. Only its decoder is used."""
    stages = len(_BLOCKS)
    return AutoencoderTiny(
        latent_channels=LATENT_CHANNELS,
        encoder_block_out_channels=(_CHANNELS,) * stages,
        decoder_block_out_channels=(_CHANNELS,) * stages,
        num_encoder_blocks=(0,) * stages,
        num_decoder_blocks=_BLOCKS,
    )


def train_preview(minutes: float) -> None:
    """Train until `minutes` have been spent in all, over every run; the rate falls to zero at the end of this one."""
    use_one_core()
    torch.manual_seed(7)
    log, stop = Log(_NAME), asked_to_stop()
    network = new_preview().decoder.to(memory_format=torch.channels_last).train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, betas=(0.9, 0.99), weight_decay=0.0)
    counters: dict[str, Any] = {"steps": 0, "minutes": 0.0}
    state = load_state(_NAME)
    if state:
        network.load_state_dict(state["decoder"])
        optimiser.load_state_dict(state["optimiser"])
        counters = state["counters"]
    pairs = _Pairs(counters["steps"])
    begun, marked, errors = counters["minutes"], time.time(), []
    while counters["minutes"] < minutes and not stop():
        if counters["steps"] % _MORE_STEPS == 0:
            pairs.add(_MORE)
        latents, pictures = pairs.some(_BATCH)
        drawn = network(latents.contiguous(memory_format=torch.channels_last))
        difference = drawn - pictures
        loss = difference.abs().mean() + difference.square().mean() + _edges(difference)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        left = max(0.0, 1 - (counters["minutes"] - begun) / (minutes - begun)) / _DECAY
        for group in optimiser.param_groups:
            group["lr"] = _RATE * min(1.0, left, (counters["steps"] + 1) / _WARM_UP_STEPS)
        optimiser.step()
        counters["steps"] += 1
        now = time.time()
        counters["minutes"], marked = counters["minutes"] + (now - marked) / 60, now
        errors.append((difference.detach() / 2).square().mean().item())
        if len(errors) == 100:
            psnr = -10 * torch.tensor(errors).mean().log10().item()
            log(steps=counters["steps"], minutes=round(counters["minutes"], 2), psnr=round(psnr, 2))
            errors.clear()
    save_state(_NAME, {"decoder": network.state_dict(), "optimiser": optimiser.state_dict(), "counters": counters})


def export_preview() -> None:
    """Write the decoder beside the autoencoders that every visitor has, from the newest state."""
    state = load_state(_NAME)
    if not state:
        raise SystemExit("There is no state of train-preview.")
    network = new_preview()
    network.decoder.load_state_dict(state["decoder"])
    tensors = {f"decoder.{key}": value.half().contiguous() for key, value in network.decoder.state_dict().items()}
    for checkpoint in ("base", "instruct"):
        folder = COMMITTED / checkpoint / "preview"
        folder.mkdir(exist_ok=True)
        save_file(tensors, folder / "diffusion_pytorch_model.safetensors", metadata={"format": "pt"})
        (folder / "diffusion_pytorch_model.safetensors").chmod(0o644)
        config = {key: value for key, value in network.config.items() if not key.startswith("_")}
        own = {"_class_name": "AutoencoderTiny", "_diffusers_version": "0.42.0"}
        (folder / "config.json").write_text(json.dumps(own | config, indent=2) + "\n")


class _Pairs:
    """Latents as a run has them, and what the autoencoder makes of them."""

    def __init__(self, steps: int) -> None:
        self._vae = load_vae().requires_grad_(False).to(memory_format=torch.channels_last)
        self._random = Random(f"toyland preview {steps}")
        self._latents = torch.empty(0, LATENT_CHANNELS, 16, 16)
        self._pictures = torch.empty(0, 3, 128, 128)
        self.add(_FIRST)

    @torch.no_grad()
    def add(self, count: int) -> None:
        """Draw and encode more scenes."""
        scenes = as_tensor([draw(random_scene(self._random)) for _ in range(count)])
        for pictures in scenes.to(memory_format=torch.channels_last).split(8):
            latents = self._vae.encode(pictures).latent_dist.mode()
            self._latents = torch.cat((self._latents, latents * self._vae.config.scaling_factor))
            self._pictures = torch.cat((self._pictures, self._vae.decode(latents).sample.clamp(-1, 1)))

    def some(self, count: int) -> tuple[Tensor, Tensor]:
        """Random ones; some of the latents are noised."""
        rows = torch.randint(len(self._latents), (count,))
        share = torch.rand(count, 1, 1, 1) * _MOST_NOISE * (torch.rand(count, 1, 1, 1) < _NOISED)
        latents = self._latents[rows]
        return latents + share * torch.randn_like(latents), self._pictures[rows]


def _edges(difference: Tensor) -> Tensor:
    """How far the steps from pixel to pixel are off: outlines."""
    down, across = difference.diff(dim=2), difference.diff(dim=3)
    return functional.l1_loss(down, torch.zeros_like(down)) + functional.l1_loss(across, torch.zeros_like(across))
