"""How far any text could go: a stranger's first picture, learned by numbers in place of a text's embedding, all of them free.

    python -m tools.measure.taught.free_condition STRANGERS NAME OUT.png [STEPS]

STRANGERS is what `python -m tools.toyland draw-strangers` writes. OUT.png shows samples without guidance, and below with 4.
"""

import json
import math
import sys
from pathlib import Path

import diffusers
import numpy as np
import torch
from PIL import Image
from torch import Tensor
from transformers import CLIPTextModel, CLIPTokenizer

BASE = Path(__file__).parents[3] / "public" / "models" / "toyland" / "base"
#: Of the timesteps that are drawn, those of the noisier half.
NOISIER = 0.75
RATE, BATCH = 0.05, 4


class Base:
    """The bundled checkpoint."""

    def __init__(self) -> None:
        """Open it; nothing of it trains."""
        self.unet = diffusers.UNet2DConditionModel.from_pretrained(BASE / "unet", torch_dtype=torch.float32).requires_grad_(False)
        self.vae = diffusers.AutoencoderKL.from_pretrained(BASE / "vae", torch_dtype=torch.float32).requires_grad_(False)
        self.encoder = CLIPTextModel.from_pretrained(BASE / "text_encoder", torch_dtype=torch.float32).requires_grad_(False)
        self.tokenizer = CLIPTokenizer.from_pretrained(BASE / "tokenizer")
        self.scheduler = diffusers.DDIMScheduler.from_pretrained(BASE / "scheduler")

    def text(self, caption: str) -> Tensor:
        """Embed a caption, (1, 32, 128)."""
        ids = self.tokenizer(caption, padding="max_length", max_length=32, truncation=True, return_tensors="pt").input_ids
        return self.encoder(ids)[0]

    def latents(self, picture: Image.Image) -> Tensor:
        """Encode a picture, (1, 4, 16, 16)."""
        pixels = torch.from_numpy(np.asarray(picture.convert("RGB")).copy()).permute(2, 0, 1)[None].float() / 127.5 - 1
        return self.vae.encode(pixels).latent_dist.mean * self.vae.config.scaling_factor

    @torch.no_grad()
    def sample(self, condition: Tensor, seed: int, guidance: float) -> np.ndarray:
        """Draw from a condition, 25 steps of DDIM: (128, 128, 3)."""
        both = torch.cat([self.text(""), condition])
        x = torch.randn(1, 4, 16, 16, generator=torch.Generator().manual_seed(seed))
        self.scheduler.set_timesteps(25)
        for timestep in self.scheduler.timesteps:
            without, with_it = self.unet(torch.cat([x, x]), timestep, both).sample.chunk(2)
            x = self.scheduler.step(without + guidance * (with_it - without), timestep, x).prev_sample
        picture = self.vae.decode(x / self.vae.config.scaling_factor).sample[0].permute(1, 2, 0)
        return ((picture.clamp(-1, 1) + 1) * 127.5).byte().numpy()


def learned_condition(base: Base, latents: Tensor, start: Tensor, steps: int) -> Tensor:
    """Move every number of a condition so that it gives these latents."""
    condition = start.clone().requires_grad_(True)
    optimiser = torch.optim.AdamW([condition], lr=RATE, weight_decay=0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 0.5 * (1 + math.cos(math.pi * step / steps)))
    losses = []
    for step in range(1, steps + 1):
        noisier = torch.rand(BATCH) < NOISIER
        timesteps = torch.where(noisier, torch.randint(500, 1000, (BATCH,)), torch.randint(0, 500, (BATCH,)))
        noise = torch.randn(BATCH, *latents.shape[1:])
        noised = base.scheduler.add_noise(latents.expand_as(noise), noise, timesteps)
        loss = (base.unet(noised, timesteps, condition.expand(BATCH, -1, -1)).sample - noise).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 50 == 0:
            print(step, round(sum(losses[-50:]) / 50, 4), flush=True)
    return condition.detach()


def main(folder: Path, name: str, out: Path, steps: int) -> None:
    """Learn it and draw with it."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    base = Base()
    [first, *_] = json.loads((folder / "strangers.json").read_text())[name]["pictures"]
    condition = learned_condition(base, base.latents(Image.open(folder / first)), base.text("a mushroom in a meadow"), steps)
    rows = [np.concatenate([base.sample(condition, seed, guidance) for seed in range(4)], 1) for guidance in (1, 4)]
    Image.fromarray(np.concatenate(rows)).save(out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]) if len(sys.argv) > 4 else 400)
