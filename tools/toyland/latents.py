"""Latents of drawn scenes, encoded once and kept in shards: encoding costs half as much as a training step.

A shard is drawn from its own number, so that any number of shards is the same on every machine and training can begin
while later ones are still being made.
"""

from pathlib import Path
from random import Random

import torch
from diffusers import AutoencoderKL
from torch import Tensor
from transformers import CLIPTokenizer

from .captions import follow_habits
from .drawing import draw
from .edits import random_edit
from .networks import TEXT_POSITIONS, use_one_core
from .sampling import random_scene
from .train_vae import as_tensor
from .training_state import state_folder

SHARD = 500
_BATCH = 20
#: Shards are drawn from these seeds; the evaluations use others.
_SEEDS = {"caption": "toyland caption shard", "edit": "toyland edit shard"}


def encode_latents(vae: AutoencoderKL, tokenizer: CLIPTokenizer, shards: int) -> None:
    """Write `shards` shards of captioned scenes and as many of edit pairs; those that are there are kept."""
    use_one_core()
    vae = vae.to(memory_format=torch.channels_last).requires_grad_(False)
    _folder().mkdir(exist_ok=True)
    for number in range(shards):
        for kind in _SEEDS:
            path = _folder() / f"{kind}-{number:04}.pt"
            if not path.exists():
                fresh = path.with_suffix(".new")
                torch.save(_shard(kind, number, vae, tokenizer), fresh)
                fresh.replace(path)
                print(path.name, flush=True)


class LatentCache:
    """All shards of one kind in memory, and random batches of them."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._names: list[str] = []
        self._shards: list[dict[str, Tensor]] = []
        self.refresh()

    def refresh(self) -> None:
        """Read the shards that have been written since."""
        for path in sorted(_folder().glob(f"{self._kind}-*.pt")):
            if path.name not in self._names:
                self._names.append(path.name)
                self._shards.append(torch.load(path))

    def __len__(self) -> int:
        return SHARD * len(self._shards)

    def batch(self, count: int) -> dict[str, Tensor]:
        """Rows drawn at random: ids int64 (count, 32), mean, std and, of edits, picture (count, 4, 16, 16)."""
        shards = torch.randint(len(self._shards), (count,)).tolist()
        rows = torch.randint(SHARD, (count,)).tolist()
        picked = [{key: value[row] for key, value in self._shards[shard].items()} for shard, row in zip(shards, rows)]
        stacked = {key: torch.stack([entry[key] for entry in picked]) for key in picked[0]}
        return {key: value.long() if key == "ids" else value.float() for key, value in stacked.items()}


def token_ids(tokenizer: CLIPTokenizer, texts: list[str]) -> Tensor:
    """int64 (count, 32)."""
    rows = tokenizer(texts, padding="max_length", truncation=True, max_length=TEXT_POSITIONS).input_ids
    return torch.tensor(rows)


def _folder() -> Path:
    return state_folder() / "latents"


@torch.no_grad()
def _shard(kind: str, number: int, vae: AutoencoderKL, tokenizer: CLIPTokenizer) -> dict[str, Tensor]:
    random = Random(f"{_SEEDS[kind]} {number}")
    texts: list[str] = []
    parts: dict[str, list[Tensor]] = {"mean": [], "std": []} | ({"picture": []} if kind == "edit" else {})
    for _ in range(SHARD // _BATCH):
        if kind == "caption":
            told = [follow_habits(random_scene(random), random) for _ in range(_BATCH)]
            scenes, words = [scene for scene, _ in told], [text for _, text in told]
        else:
            edits = [random_edit(random) for _ in range(_BATCH)]
            scenes, words = [edit.after for edit in edits], [edit.instruction for edit in edits]
            parts["picture"].append(_posterior(vae, [edit.before for edit in edits]).mean.half())
        posterior = _posterior(vae, scenes)
        parts["mean"].append(posterior.mean.half())
        parts["std"].append(posterior.std.half())
        texts += words
    return {"ids": token_ids(tokenizer, texts).short()} | {key: torch.cat(rows) for key, rows in parts.items()}


def _posterior(vae: AutoencoderKL, scenes):
    pictures = as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)
    return vae.encode(pictures).latent_dist
