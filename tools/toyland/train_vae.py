"""Trains the autoencoder on freshly drawn scenes for a given processor time.

Loss: L1 + L1 of the differences of neighbours (outlines) + L2 + a KL term, heavy at first, which keeps the latents'
spread small. Most batches are 64 x 64 crops: four times as many steps for the same work.

Once a UNet has been trained on the latents, the encoder must stay as it is: `train_decoder.py` goes on from there.
"""

import math
import time
from random import Random

import numpy as np
import torch
import torch.nn.functional as F
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution
from PIL import Image

from .drawing import draw
from .networks import LATENT_PIXEL, new_vae, use_one_core
from .sampling import random_scene
from .training_state import CHECKPOINT_SECONDS, Log, load_state, save_state, state_folder
from .world import CANVAS

#: Crops in a batch; a batch of whole pictures holds a quarter, which is the same number of pixels.
BATCH = 8
CROP = 64
_PEAK_RATE = 1.5e-3
_SQUARES = 2.0
_EVAL_SEED = 987_654_321


def as_tensor(pictures: list[Image.Image]) -> torch.Tensor:
    """RGB pictures as float (count, 3, height, width) in -1..1."""
    stack = torch.from_numpy(np.stack([np.asarray(picture) for picture in pictures]))
    return stack.permute(0, 3, 1, 2).float().div_(127.5).sub_(1)


def train_vae(minutes: float) -> None:
    """Train until `minutes` on the processor have been spent in all, resuming where the last run ended."""
    use_one_core()
    vae = new_vae().to(memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(vae.parameters(), lr=_PEAK_RATE, betas=(0.9, 0.99), weight_decay=1e-3)
    spent, step, random = 0.0, 0, Random("vae")
    state = load_state("vae")
    if state:
        vae.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        spent, step = state["spent"], state["step"]
        random.setstate(state["random"])
        torch.set_rng_state(state["torch_random"])
    else:
        torch.manual_seed(0)
    log = Log("vae")
    started, saved, sums = time.process_time() - spent, time.time(), np.zeros(3)

    def save() -> None:
        save_state("vae", {
            "model": vae.state_dict(), "optimiser": optimiser.state_dict(), "spent": spent, "step": step,
            "random": random.getstate(), "torch_random": torch.get_rng_state(),
        })  # fmt: skip

    while spent < minutes * 60:
        progress = spent / (minutes * 60)
        for group in optimiser.param_groups:
            group["lr"] = cosine_rate(_PEAK_RATE, progress, step)
        reconstruction, kl = _losses(vae, _batch(random, crop=step % (5 if progress < 0.8 else 2) != 0))
        loss = reconstruction + _kl_weight(progress) * kl
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(vae.parameters(), 1.0)
        optimiser.step()
        step, spent = step + 1, time.process_time() - started
        sums += (reconstruction.item(), kl.item(), 1)
        if step % 250 == 0:
            log(step=step, minutes=round(spent / 60, 2), loss=round(sums[0] / sums[2], 4), kl=round(sums[1] / sums[2], 3))
            sums[:] = 0
        if time.time() - saved > CHECKPOINT_SECONDS:
            save()
            log(step=step, **evaluate_vae(vae, 48))
            saved = time.time()
    save()
    scores = evaluate_vae(vae, 400)
    log(step=step, minutes=round(spent / 60, 2), **scores)
    vae.register_to_config(scaling_factor=round(1 / scores["latents_std"], 4))
    vae.save_pretrained(state_folder() / "vae")


@torch.no_grad()
def evaluate_vae(vae, count: int) -> dict[str, float]:
    """PSNR in dB (median, worst tenth) on unseen scenes, and the spread of their latents."""
    random = Random(_EVAL_SEED)
    ratios, latents = [], []
    for _ in range(math.ceil(count / BATCH)):
        pictures = as_tensor([draw(random_scene(random)) for _ in range(BATCH)])
        mode = vae.encode(pictures.to(memory_format=torch.channels_last)).latent_dist.mode()
        error = ((vae.decode(mode).sample.clamp(-1, 1) - pictures) / 2).square().mean((1, 2, 3))
        ratios.append(-10 * error.log10())
        latents.append(mode)
    ratio = torch.cat(ratios)
    return {
        "psnr": round(ratio.median().item(), 2),
        "psnr_p10": round(ratio.quantile(0.1).item(), 2),
        "latents_std": round(torch.cat(latents).std().item(), 3),
    }


def _batch(random: Random, crop: bool) -> torch.Tensor:
    """Whole pictures, or crops; those begin at whole latent pixels, or the blocks of pixel art would lie otherwise than in whole pictures."""
    if not crop:
        return as_tensor([draw(random_scene(random)) for _ in range(BATCH // 4)]).to(memory_format=torch.channels_last)
    pieces = []
    for _ in range(BATCH // 2):
        picture = draw(random_scene(random))
        for _ in range(2):
            x, y = (random.randrange(0, CANVAS - CROP + 1, LATENT_PIXEL) for _ in range(2))
            pieces.append(picture.crop((x, y, x + CROP, y + CROP)))
    return as_tensor(pieces).to(memory_format=torch.channels_last)


def reconstruction_loss(decoded: torch.Tensor, pictures: torch.Tensor, squares: float, weights: torch.Tensor) -> torch.Tensor:
    """L1 + L1 of the differences of neighbours + `squares` times L2, weighted by `weights` (count, 1, height or 1, width or 1)."""
    error = decoded - pictures
    down, right = (F.pad(error.diff(dim=dim).abs(), pad) for dim, pad in ((2, (0, 0, 0, 1)), (3, (0, 1))))
    return ((error.abs() + down + right + error.square() * squares) * weights).mean()


def kl_divergence(posterior: DiagonalGaussianDistribution) -> torch.Tensor:
    """The posterior's divergence from a standard normal distribution, for each element of the latents."""
    return 0.5 * (posterior.mean.square() + posterior.var - 1 - posterior.logvar).mean()


def _losses(vae, pictures: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    posterior = vae.encode(pictures).latent_dist
    decoded = vae.decode(posterior.sample()).sample
    return reconstruction_loss(decoded, pictures, _SQUARES, torch.ones(1, 1, 1, 1)), kl_divergence(posterior)


def cosine_rate(peak: float, progress: float, step: int) -> float:
    """A rate that warms up over 300 steps and falls from its peak to 2e-5 as progress goes from 0 to 1."""
    warm = min(1.0, (step + 1) / 300)
    return warm * (2e-5 + (peak - 2e-5) * 0.5 * (1 + math.cos(math.pi * min(1.0, progress))))


def _kl_weight(progress: float) -> float:
    return 2e-4 + 1.8e-3 * max(0.0, 1 - progress / 0.4)
