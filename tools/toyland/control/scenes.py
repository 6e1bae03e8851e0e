"""Scenes with their latents and all their hints, drawn once and kept in shards: every network beside the base learns from the same ones."""

from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import torch
from diffusers import AutoencoderKL
from torch import Tensor
from transformers import CLIPTokenizer

from ..captions import follow_habits
from ..drawing import draw, occupied
from ..latents import latent_places, token_ids
from ..sampling import random_scene
from ..shards import SHARD, Shard, shard_paths, write_shards
from ..train_vae import as_tensor
from ..world import Scene
from .hints import HINT_KINDS, HintKind, hints_of

_FOLDER = "hinted"
_BATCH = 20
#: Shards are drawn from this and their number; the evaluation has another seed.
_SEED = "toyland hints"


def draw_hinted(vae: AutoencoderKL, tokenizer: CLIPTokenizer, first: int, shards: int) -> None:
    """Write the shards from number `first` on, up to number `shards`; those that are there are kept."""
    vae = vae.to(memory_format=torch.channels_last).requires_grad_(False)
    write_shards(_FOLDER, first, shards, lambda number: _shard(number, vae, tokenizer))


@dataclass(frozen=True)
class Hinted:
    """Latents to learn to draw, with their texts and one kind of hint."""

    #: int64 (count, 32).
    ids: Tensor
    #: (count, 4, 16, 16), drawn from their posteriors.
    latents: Tensor
    #: bool (count, 1, 16, 16): latent pixels in which a thing or the face stands.
    things: Tensor
    #: uint8 (count, 128, 128), or (count, 8, 8, 3) for colours.
    hints: Tensor


class HintedScenes:
    """All shards in memory with one kind of hint, and random rows of them."""

    def __init__(self, kind: HintKind) -> None:
        self._kind = kind
        self._shards: dict[str, Shard] = {}
        self.refresh()

    def refresh(self) -> None:
        """Read the shards that have been written since."""
        for path in hinted_paths():
            if path.name not in self._shards:
                shard = torch.load(path, mmap=True)
                kept = ("ids", "mean", "std", "things", self._kind)
                self._shards[path.name] = {name: shard[name].clone() for name in kept}
        if not self._shards:
            raise SystemExit("There are no drawn scenes: run draw-hinted first.")

    def __len__(self) -> int:
        return SHARD * len(self._shards)

    def some(self, count: int) -> Hinted:
        """Random scenes, their latents sampled again."""
        shards = list(self._shards.values())
        places = torch.stack((torch.randint(len(shards), (count,)), torch.randint(SHARD, (count,))), 1).tolist()
        rows = [{name: part[row] for name, part in shards[shard].items()} for shard, row in places]
        ids, mean, std, things, hints = (torch.stack([row[name] for row in rows]) for name in ("ids", "mean", "std", "things", self._kind))
        return Hinted(ids.long(), mean.float() + std.float() * torch.randn(std.shape), things, hints)


def scenes_of_shard(number: int) -> list[tuple[Scene, str]]:
    """The scenes of a shard and their captions, the same ones every time."""
    random = Random(f"{_SEED} {number}")
    return [follow_habits(random_scene(random), random) for _ in range(SHARD)]


def hinted_paths() -> list[Path]:
    """The shards of hinted scenes that are there; the first is number 0."""
    return shard_paths(_FOLDER)


def _shard(number: int, vae: AutoencoderKL, tokenizer: CLIPTokenizer) -> Shard:
    """Of 500 scenes: ids int16, latents float16, places of things bool, hints uint8."""
    told = scenes_of_shard(number)
    scenes = [scene for scene, _ in told]
    posteriors = [_posterior(vae, scenes[start : start + _BATCH]) for start in range(0, SHARD, _BATCH)]
    hints = [hints_of(scene) for scene in scenes]
    return {
        "ids": token_ids(tokenizer, [text for _, text in told]).short(),
        "mean": torch.cat([mean for mean, _ in posteriors]),
        "std": torch.cat([std for _, std in posteriors]),
        "things": latent_places([occupied(scene) for scene in scenes]),
        **{kind: torch.from_numpy(np.stack([hint[kind] for hint in hints])) for kind in HINT_KINDS},
    }


@torch.no_grad()
def _posterior(vae: AutoencoderKL, scenes: list[Scene]) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation, float16 (count, 4, 16, 16)."""
    posterior = vae.encode(as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)).latent_dist
    return posterior.mean.half(), posterior.std.half()
