"""Training data that is drawn in parts of 500 and read while more of them are drawn."""

from collections.abc import Callable
from pathlib import Path

import torch
from torch import Tensor

from .networks import use_one_core
from .training_state import state_folder

SHARD = 500
Shard = dict[str, Tensor]


def write_shards(name: str, first: int, shards: int, draw: Callable[[int], Shard]) -> None:
    """Write the shards from number `first` on, up to number `shards`, into a folder of the state; those that are there are kept."""
    use_one_core()
    folder = _folder(name)
    folder.mkdir(exist_ok=True)
    for number in range(first, shards):
        path = folder / f"{number:04}.pt"
        if not path.exists():
            fresh = path.with_suffix(".new")
            torch.save(draw(number), fresh)
            fresh.replace(path)
            print(path.name, flush=True)


def shard_paths(name: str) -> list[Path]:
    """The shards that are there; the first is number 0."""
    return sorted(_folder(name).glob("*.pt"))


def _folder(name: str) -> Path:
    return state_folder() / name
