"""Latents of drawn edit pairs, encoded once and kept in shards: encoding costs half as much as a training step.

A pair serves three times: as an edit, and as two captioned scenes. A shard is drawn from its own number, so that any number
of shards is the same on every machine, and training can begin while later ones are still being made.
"""

from dataclasses import dataclass
from random import Random

import numpy as np
import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL
from torch import Tensor
from transformers import CLIPTokenizer

from .captions import caption, follow_habits
from .drawing import draw, occupied
from .edits import Edit, edit_of
from .networks import LATENT_PIXEL, TEXT_POSITIONS
from .sampling import random_scene
from .shards import SHARD, Shard, shard_paths, write_shards
from .train_vae import as_tensor
from .world import KINDS, Scene

_FOLDER = "latents"
_BATCH = 20
#: Shards are drawn from this and their number; the evaluations have other seeds.
_SEED = "toyland pairs"
#: Shares of the captioned scenes with no, one and two things; 26, 37 and 37 % are drawn. Of one thing the words tell the side, and that is
#: learnt last.
_THINGS = (0.1, 0.56, 0.34)


def encode_latents(vae: AutoencoderKL, tokenizer: CLIPTokenizer, first: int, shards: int) -> None:
    """Write the shards from number `first` on, up to number `shards`; those that are there are kept."""
    vae = vae.to(memory_format=torch.channels_last).requires_grad_(False)
    write_shards(_FOLDER, first, shards, lambda number: _shard(number, vae, tokenizer))


@dataclass(frozen=True)
class Drawn:
    """Latents to learn to draw, with their texts."""

    #: int64 (count, 32).
    ids: Tensor
    #: (count, 4, 16, 16), drawn from their posteriors.
    latents: Tensor
    #: bool (count, 1, 16, 16): latent pixels in which a thing or the face stands.
    things: Tensor


class LatentCache:
    """All shards in memory, and random rows of them."""

    def __init__(self, tokenizer: CLIPTokenizer) -> None:
        self._kinds = torch.tensor([row[1] for row in tokenizer(list(KINDS)).input_ids])
        self._shards: dict[str, Shard] = {}
        #: Which scenes show no, one and two things: int64 (count, 3), each row a shard, a pair and a side of it.
        self._places = [torch.empty(0, 3, dtype=torch.long) for _ in _THINGS]
        self.refresh()

    def refresh(self) -> None:
        """Read the shards that have been written since."""
        for path in shard_paths(_FOLDER):
            if path.name not in self._shards:
                shard = torch.load(path)
                things = torch.isin(shard["captions"].long(), self._kinds).sum(2)
                for number, places in enumerate(self._places):
                    here = F.pad((things == number).nonzero(), (1, 0), value=len(self._shards))
                    self._places[number] = torch.cat((places, here))
                self._shards[path.name] = shard

    def __len__(self) -> int:
        return SHARD * len(self._shards)

    def captioned(self, count: int) -> Drawn:
        """Scenes and their captions."""
        numbers = torch.multinomial(torch.tensor(_THINGS), count, replacement=True).tolist()
        places = [self._places[number][torch.randint(len(self._places[number]), ())].tolist() for number in numbers]
        rows, sides = self._rows([place[:2] for place in places]), [side for _, _, side in places]
        return _drawn([row["captions"][side] for row, side in zip(rows, sides)], rows, sides)

    def edits(self, count: int) -> tuple[Drawn, Tensor]:
        """Scenes after an edit and its instructions; the posterior's mode before it, (count, 4, 16, 16)."""
        rows = self._rows(torch.stack((torch.randint(len(self._shards), (count,)), torch.randint(SHARD, (count,))), 1).tolist())
        drawn = _drawn([row["instruction"] for row in rows], rows, [1] * count)
        return drawn, torch.stack([row["mean"][0] for row in rows]).float()

    def _rows(self, pairs: list[list[int]]) -> list[dict[str, Tensor]]:
        shards = list(self._shards.values())
        return [{key: value[row] for key, value in shards[shard].items()} for shard, row in pairs]


def token_ids(tokenizer: CLIPTokenizer, texts: list[str]) -> Tensor:
    """int64 (count, 32)."""
    rows = tokenizer(texts, padding="max_length", truncation=True, max_length=TEXT_POSITIONS).input_ids
    return torch.tensor(rows)


def _drawn(ids: list[Tensor], rows: list[dict[str, Tensor]], sides: list[int]) -> Drawn:
    mean, std, things = (torch.stack([row[key][side] for row, side in zip(rows, sides)]) for key in ("mean", "std", "things"))
    return Drawn(torch.stack(ids).long(), mean.float() + std.float() * torch.randn(std.shape), things)


def _shard(number: int, vae: AutoencoderKL, tokenizer: CLIPTokenizer) -> Shard:
    """Ids int16, latents float16 and places of things, bool, of 500 pairs; the dimension after the first is before, after."""
    random = Random(f"{_SEED} {number}")
    told = [_told_edit(random) for _ in range(SHARD)]
    batches = [[scene for edit, _, _ in told[start : start + _BATCH] for scene in (edit.before, edit.after)] for start in range(0, SHARD, _BATCH)]
    mean, std = zip(*(_posterior(vae, scenes) for scenes in batches))
    captions = [token_ids(tokenizer, list(texts)) for texts in ([before for _, before, _ in told], [after for _, _, after in told])]
    return {
        "instruction": token_ids(tokenizer, [edit.instruction for edit, _, _ in told]).short(),
        "captions": torch.stack(captions, 1).short(),
        "mean": torch.cat(mean),
        "std": torch.cat(std),
        "things": torch.cat([_things(scenes) for scenes in batches]),
    }


def _told_edit(random: Random) -> tuple[Edit, str, str]:
    """An edit and the captions of both scenes; the first one's may leave colours out, as habits allow."""
    while True:
        scene, text = follow_habits(random_scene(random), random)
        edit = edit_of(scene, random)
        if edit:
            return edit, text, caption(edit.after, random)


@torch.no_grad()
def _posterior(vae: AutoencoderKL, scenes: list[Scene]) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation, float16 (pairs, 2, 4, 16, 16), of scenes before and after, in turn."""
    pictures = as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)
    posterior = vae.encode(pictures).latent_dist
    return tuple(part.half().unflatten(0, (-1, 2)) for part in (posterior.mean, posterior.std))  # type: ignore[return-value]


def _things(scenes: list[Scene]) -> Tensor:
    """bool (pairs, 2, 1, 16, 16): the latent pixels in which a thing or the face is seen, of scenes before and after, in turn."""
    return latent_places([occupied(scene) for scene in scenes]).unflatten(0, (-1, 2))


def latent_places(masks: list[np.ndarray]) -> Tensor:
    """bool (count, 1, 16, 16): the latent pixels that masks of 128 x 128 pixels touch."""
    return F.max_pool2d(torch.from_numpy(np.stack(masks))[:, None].float(), LATENT_PIXEL) > 0
