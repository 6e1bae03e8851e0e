"""Where a training keeps its state, so that one command goes on after any interruption."""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import torch

_ALLOCATOR = {
    "MALLOC_MMAP_MAX_": "0",
    "MALLOC_TRIM_THRESHOLD_": "100000000000",
    "MALLOC_TOP_PAD_": "500000000",
    "OMP_NUM_THREADS": "1",
}
CHECKPOINT_SECONDS = 600


def state_folder() -> Path:
    """The folder of states and logs: TOYLAND_STATE, or one in the user's cache."""
    folder = Path(os.environ.get("TOYLAND_STATE", Path.home() / ".cache" / "palimpsest-toyland"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def keep_memory() -> None:
    """Start this process again with an allocator that keeps its memory: training is twice as fast."""
    if any(os.environ.get(name) != value for name, value in _ALLOCATOR.items()):
        os.environ.update(_ALLOCATOR)
        os.execv(sys.executable, [sys.executable, "-m", "tools.toyland", *sys.argv[1:]])


def save_state(name: str, state: dict[str, Any]) -> None:
    """Write a state so that an interruption leaves the old or the new one, never half of one."""
    path = state_folder() / f"{name}.pt"
    fresh = path.with_suffix(".new")
    torch.save(state, fresh)
    fresh.replace(path)


def load_state(name: str) -> dict[str, Any] | None:
    """The last state of this name, if there is one."""
    path = state_folder() / f"{name}.pt"
    return torch.load(path, weights_only=False) if path.exists() else None


class Log:
    """One JSON object a line, to a file in the state folder and to the screen."""

    def __init__(self, name: str) -> None:
        self._file = (state_folder() / f"{name}.jsonl").open("a", buffering=1)

    def __call__(self, **values: float | str) -> None:
        line = json.dumps({"at": time.strftime("%H:%M:%S"), **values})
        print(line, flush=True)
        self._file.write(line + "\n")


def asked_to_stop():
    """A question that is answered with yes after an interrupt or a termination signal."""
    asked: list[int] = []
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, _: asked.append(number))
    return lambda: bool(asked)


def means(losses: list[dict[str, float]]) -> dict[str, float]:
    """The mean of each of the losses, which all steps name alike."""
    return {name: round(sum(loss[name] for loss in losses) / len(losses), 4) for name in losses[0]}


def last_line(name: str, key: str) -> dict[str, Any] | None:
    """The newest line of a log that has this key, if there is one."""
    path = state_folder() / f"{name}.jsonl"
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line for line in map(json.loads, reversed(lines)) if key in line), None)
