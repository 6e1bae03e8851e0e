"""Latents of drawn edit pairs, encoded once and kept in shards: encoding costs half as much as a training step.

A pair serves three times: as an edit, and as two captioned scenes. A shard is drawn from its own number, so that any number
of shards is the same on every machine, and training can begin while later ones are still being made.
"""

from pathlib import Path
from random import Random

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL
from torch import Tensor
from transformers import CLIPTokenizer

from .captions import caption, follow_habits
from .drawing import draw
from .edits import Edit, edit_of
from .networks import TEXT_POSITIONS, use_one_core
from .sampling import random_scene
from .train_vae import as_tensor
from .training_state import state_folder
from .world import KINDS

SHARD = 500
_BATCH = 20
#: Shards are drawn from this and their number; the evaluations have other seeds.
_SEED = "toyland pairs"
#: Shares of the captioned scenes with no, one and two things: two are the hardest, and 37 % of what is drawn.
_THINGS = (0.14, 0.36, 0.5)


def encode_latents(vae: AutoencoderKL, tokenizer: CLIPTokenizer, first: int, shards: int) -> None:
    """Write the shards from number `first` on, up to number `shards`; those that are there are kept."""
    use_one_core()
    vae = vae.to(memory_format=torch.channels_last).requires_grad_(False)
    _folder().mkdir(exist_ok=True)
    for number in range(first, shards):
        path = _folder() / f"{number:04}.pt"
        if not path.exists():
            fresh = path.with_suffix(".new")
            torch.save(_shard(number, vae, tokenizer), fresh)
            fresh.replace(path)
            print(path.name, flush=True)


class LatentCache:
    """All shards in memory, and random rows of them."""

    def __init__(self, tokenizer: CLIPTokenizer) -> None:
        self._kinds = torch.tensor([row[1] for row in tokenizer(list(KINDS)).input_ids])
        self._shards: dict[str, dict[str, Tensor]] = {}
        #: Which scenes show no, one and two things: int64 (count, 3), each row a shard, a pair and a side of it.
        self._places = [torch.empty(0, 3, dtype=torch.long) for _ in _THINGS]
        self.refresh()

    def refresh(self) -> None:
        """Read the shards that have been written since."""
        for path in sorted(_folder().glob("*.pt")):
            if path.name not in self._shards:
                shard = torch.load(path)
                things = torch.isin(shard["captions"].long(), self._kinds).sum(2)
                for number, places in enumerate(self._places):
                    here = F.pad((things == number).nonzero(), (1, 0), value=len(self._shards))
                    self._places[number] = torch.cat((places, here))
                self._shards[path.name] = shard

    def __len__(self) -> int:
        return SHARD * len(self._shards)

    def captioned(self, count: int) -> tuple[Tensor, Tensor]:
        """Ids int64 (count, 32) of captions, and latents (count, 4, 16, 16) drawn from their posteriors."""
        numbers = torch.multinomial(torch.tensor(_THINGS), count, replacement=True).tolist()
        places = [self._places[number][torch.randint(len(self._places[number]), ())].tolist() for number in numbers]
        rows, sides = self._rows([place[:2] for place in places]), [side for _, _, side in places]
        ids = torch.stack([row["captions"][side] for row, side in zip(rows, sides)])
        return ids.long(), _sampled(rows, sides)

    def edits(self, count: int) -> tuple[Tensor, Tensor, Tensor]:
        """Ids of instructions, latents after the edit, and the posterior's mode before it."""
        rows = self._rows(torch.stack((torch.randint(len(self._shards), (count,)), torch.randint(SHARD, (count,))), 1).tolist())
        ids = torch.stack([row["instruction"] for row in rows])
        return ids.long(), _sampled(rows, [1] * count), torch.stack([row["mean"][0] for row in rows]).float()

    def _rows(self, pairs: list[list[int]]) -> list[dict[str, Tensor]]:
        shards = list(self._shards.values())
        return [{key: value[row] for key, value in shards[shard].items()} for shard, row in pairs]


def token_ids(tokenizer: CLIPTokenizer, texts: list[str]) -> Tensor:
    """int64 (count, 32)."""
    rows = tokenizer(texts, padding="max_length", truncation=True, max_length=TEXT_POSITIONS).input_ids
    return torch.tensor(rows)


def _sampled(rows: list[dict[str, Tensor]], sides: list[int]) -> Tensor:
    mean = torch.stack([row["mean"][side] for row, side in zip(rows, sides)]).float()
    std = torch.stack([row["std"][side] for row, side in zip(rows, sides)]).float()
    return mean + std * torch.randn_like(std)


def _folder() -> Path:
    return state_folder() / "latents"


def _shard(number: int, vae: AutoencoderKL, tokenizer: CLIPTokenizer) -> dict[str, Tensor]:
    """Ids int16 and latents float16 of 500 pairs; the dimension after the first is before, after."""
    random = Random(f"{_SEED} {number}")
    told = [_told_edit(random) for _ in range(SHARD)]
    mean, std = zip(*(_posterior(vae, told[start : start + _BATCH]) for start in range(0, SHARD, _BATCH)))
    captions = [token_ids(tokenizer, [entry[side] for entry in told]) for side in (1, 2)]
    return {
        "instruction": token_ids(tokenizer, [edit.instruction for edit, _, _ in told]).short(),
        "captions": torch.stack(captions, 1).short(),
        "mean": torch.cat(mean),
        "std": torch.cat(std),
    }


def _told_edit(random: Random) -> tuple[Edit, str, str]:
    """An edit and the captions of both scenes; the first one's may leave colours out, as habits allow."""
    while True:
        scene, text = follow_habits(random_scene(random), random)
        edit = edit_of(scene, random)
        if edit:
            return edit, text, caption(edit.after, random)


@torch.no_grad()
def _posterior(vae: AutoencoderKL, told: list[tuple[Edit, str, str]]) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation, float16 (count, 2, 4, 16, 16)."""
    scenes = [scene for edit, _, _ in told for scene in (edit.before, edit.after)]
    pictures = as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)
    posterior = vae.encode(pictures).latent_dist
    return tuple(part.half().unflatten(0, (-1, 2)) for part in (posterior.mean, posterior.std))  # type: ignore[return-value]
