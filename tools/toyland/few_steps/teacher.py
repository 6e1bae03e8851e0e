"""What the add-ons learn: where the guided checkpoint goes from one of four noise levels to the next.

The four are those that diffusers' LCMScheduler and TCDScheduler run for four steps. The student has to make each of these ways
in one step of DDIM (progressive distillation, Salimans & Ho 2022, with its phases as in Wang et al. 2024, "Phased consistency
model"). The teacher goes there in smaller steps and with its guidance, which is thereby baked in (Meng et al. 2023).
"""

from dataclasses import dataclass
from itertools import pairwise
from random import Random

import torch
from diffusers import UNet2DConditionModel
from torch import Tensor
from transformers import CLIPTextModel

from ..captions import follow_habits
from ..checkpoints import COMMITTED, load_tokenizer, load_vae
from ..drawing import draw
from ..edits import random_edit
from ..evaluate import EDIT_GUIDANCE, PICTURE_GUIDANCE
from ..fast_unet import PlainAttention
from ..latents import token_ids
from ..networks import GUIDANCE, new_scheduler
from ..sampling import random_scene
from ..train_vae import as_tensor

#: Timesteps between which the student takes one step; diffusers' samplers end at 0.
PHASES = (999, 759, 499, 259, 0)
#: Steps of the teacher in each of them: a run of 16.
_SMALL_STEPS = 4
#: Batches whose ways begin at noised pictures, for edits of a part of the noise.
_FROM_PICTURES = 0.3


@dataclass(frozen=True)
class Ways:
    """Ways from a noise level to the next: `count` of them."""

    #: int64 (count, 32).
    ids: Tensor
    #: The picture's channels (count, 4, 16, 16); none for `base`.
    pictures: Tensor | None
    #: Which phase it is, int64 (count,).
    phases: Tensor
    #: Latents at its beginning and its end (count, 4, 16, 16).
    begin: Tensor
    end: Tensor


class Teacher:
    """A committed checkpoint with its guidance."""

    def __init__(self, checkpoint: str) -> None:
        folder = COMMITTED / checkpoint
        self.edits = checkpoint == "instruct"
        self.unet = UNet2DConditionModel.from_pretrained(folder / "unet", low_cpu_mem_usage=False).float().eval()
        self.unet.requires_grad_(False).to(memory_format=torch.channels_last)
        self.unet.set_attn_processor(PlainAttention())
        self._text_encoder = CLIPTextModel.from_pretrained(folder / "text_encoder").float().eval().requires_grad_(False)
        self.tokenizer, self._vae = load_tokenizer(), load_vae().requires_grad_(False)
        self.alpha_bar = new_scheduler().alphas_cumprod
        self._empty = token_ids(self.tokenizer, [""])

    @torch.no_grad()
    def text(self, ids: Tensor) -> Tensor:
        """Text states (count, 32, 128) of tokens (count, 32)."""
        return self._text_encoder(ids).last_hidden_state

    @torch.no_grad()
    def ways(self, count: int, random: Random) -> Ways:
        """Runs of `count` new texts from noise, or of the last phases from noised pictures; one way for each phase of each."""
        texts, before, after = self._drawn(count, random)
        ids = token_ids(self.tokenizer, texts)
        pictures = self._mode(before) if self.edits else None
        first = random.randrange(1, len(PHASES) - 1) if random.random() < _FROM_PICTURES else 0
        latents = torch.randn(count, 4, 16, 16)
        if first:
            bar = self.alpha_bar[PHASES[first]]
            latents = bar.sqrt() * self._mode(after) * self._vae.config.scaling_factor + (1 - bar).sqrt() * latents
        states = [latents]
        for begin, end in list(pairwise(PHASES))[first:]:
            states.append(self._run(states[-1], ids, pictures, begin, end))
        phases = range(first, len(PHASES) - 1)
        return Ways(
            ids.repeat(len(phases), 1),
            None if pictures is None else pictures.repeat(len(phases), 1, 1, 1),
            torch.tensor(phases).repeat_interleave(count),
            torch.cat(states[:-1]),
            torch.cat(states[1:]),
        )

    def _drawn(self, count: int, random: Random):
        """Texts, and the scenes before and after an edit; for `base` a scene is both."""
        if self.edits:
            edits = [random_edit(random) for _ in range(count)]
            return [edit.instruction for edit in edits], [edit.before for edit in edits], [edit.after for edit in edits]
        scenes, texts = zip(*(follow_habits(random_scene(random), random) for _ in range(count)))
        return list(texts), scenes, scenes

    def _mode(self, scenes) -> Tensor:
        """The posterior's mode, not scaled."""
        pictures = as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)
        return torch.cat([self._vae.encode(part).latent_dist.mode() for part in pictures.split(16)])

    def _run(self, latents: Tensor, ids: Tensor, pictures: Tensor | None, begin: int, end: int) -> Tensor:
        timesteps = [round(begin + (end - begin) * step / _SMALL_STEPS) for step in range(_SMALL_STEPS + 1)]
        text, empty = self.text(ids), self.text(self._empty).expand(len(ids), -1, -1)
        for now, then in pairwise(timesteps):
            noise = self._guided(latents, now, text, empty, pictures)
            latents = ddim(latents, noise, self.alpha_bar[now], self.alpha_bar[then])
        return latents

    def _guided(self, latents: Tensor, timestep: int, text: Tensor, empty: Tensor, pictures: Tensor | None) -> Tensor:
        if pictures is None:
            given, nothing = predict(self.unet, torch.cat([latents] * 2), timestep, torch.cat((text, empty))).chunk(2)
            return nothing + GUIDANCE * (given - nothing)
        channels = torch.cat((pictures, pictures, torch.zeros_like(pictures)))
        inputs = torch.cat((torch.cat([latents] * 3), channels), 1)
        given, image, nothing = predict(self.unet, inputs, timestep, torch.cat((text, empty, empty))).chunk(3)
        return nothing + EDIT_GUIDANCE * (given - image) + PICTURE_GUIDANCE * (image - nothing)


def ddim(latents: Tensor, noise: Tensor, now: Tensor, then: Tensor) -> Tensor:
    """One step of DDIM between two values of alpha-bar."""
    return then.sqrt() * (latents - (1 - now).sqrt() * noise) / now.sqrt() + (1 - then).sqrt() * noise


def predict(unet: UNet2DConditionModel, inputs: Tensor, timesteps: Tensor | int, text: Tensor) -> Tensor:
    """The noise, in bfloat16 but for attention (`fast_unet.py`)."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return unet(inputs.contiguous(memory_format=torch.channels_last), timesteps, text, return_dict=False)[0].float()
