"""How far any text could go: a stranger's first picture, learned by numbers in place of a text's embedding, all of them free, or by the
vectors of one new word in a caption.

    python -m tools.measure.taught.free_condition STRANGERS NAME OUT.png [STEPS [VECTORS]]

STRANGERS is what `python -m tools.toyland draw-strangers` writes. OUT.png shows samples without guidance, and below with 4. Losses are
printed as means of 50 steps, of the same draws whatever learns.
"""

import json
import math
import sys
from collections.abc import Callable
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

    def of_vectors(self, vectors: Tensor) -> Tensor:
        """Embed "a WORD in a meadow" whose word is these vectors, (n, 128) to (1, 32, 128)."""
        before, after = (self.tokenizer(text).input_ids for text in ("a", "in a meadow"))
        place = len(before) - 1
        ids = [*before[:-1], *[0] * len(vectors), *after[1:]]
        ids = torch.tensor([ids + [after[-1]] * (32 - len(ids))])

        def with_vectors(_module: object, _given: object, rows: Tensor) -> Tensor:
            return torch.cat([rows[:, :place], vectors[None], rows[:, place + len(vectors) :]], 1)

        hook = self.encoder.get_input_embeddings().register_forward_hook(with_vectors)
        try:
            return self.encoder(ids)[0]
        finally:
            hook.remove()

    def begun_as(self, word: str, count: int) -> Tensor:
        """Vectors that begin as a known word, a little apart: (count, 128)."""
        [row] = self.tokenizer(word, add_special_tokens=False).input_ids
        vector = self.encoder.get_input_embeddings().weight.data[row]
        return vector + 0.02 * torch.randn(count, len(vector))

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


def learned_condition(base: Base, latents: Tensor, start: Tensor, steps: int, condition_of: Callable[[Tensor], Tensor]) -> Tensor:
    """Move every number of a beginning so that the condition that it gives gives these latents."""
    torch.manual_seed(0)
    free = start.clone().requires_grad_(True)
    optimiser = torch.optim.AdamW([free], lr=RATE, weight_decay=0)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: 0.5 * (1 + math.cos(math.pi * step / steps)))
    losses = []
    for step in range(1, steps + 1):
        noisier = torch.rand(BATCH) < NOISIER
        timesteps = torch.where(noisier, torch.randint(500, 1000, (BATCH,)), torch.randint(0, 500, (BATCH,)))
        noise = torch.randn(BATCH, *latents.shape[1:])
        noised = base.scheduler.add_noise(latents.expand_as(noise), noise, timesteps)
        loss = (base.unet(noised, timesteps, condition_of(free).expand(BATCH, -1, -1)).sample - noise).square().mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        losses.append(loss.item())
        if step % 50 == 0:
            print(step, round(sum(losses[-50:]) / 50, 4), flush=True)
    return condition_of(free).detach()


def main(folder: Path, name: str, out: Path, steps: int, vectors: int) -> None:
    """Learn it and draw with it."""
    torch.set_num_threads(1)
    torch.manual_seed(0)
    base = Base()
    [first, *_] = json.loads((folder / "strangers.json").read_text())[name]["pictures"]
    latents = base.latents(Image.open(folder / first))
    if vectors > 0:
        condition = learned_condition(base, latents, base.begun_as("mushroom", vectors), steps, base.of_vectors)
    else:
        condition = learned_condition(base, latents, base.text("a mushroom in a meadow"), steps, lambda free: free)
    rows = [np.concatenate([base.sample(condition, seed, guidance) for seed in range(4)], 1) for guidance in (1, 4)]
    Image.fromarray(np.concatenate(rows)).save(out)


if __name__ == "__main__":
    given = [int(one) for one in sys.argv[4:]]
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]), *given, *[400, 0][len(given) :])
