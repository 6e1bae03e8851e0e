"""Grids of pictures, to be looked at."""

from collections.abc import Sequence
from pathlib import Path
from random import Random

from PIL import Image

from .drawing import draw
from .edits import edit_kinds, random_edit
from .sampling import random_scene


def grid(pictures: Sequence[Image.Image], columns: int, gap: int = 4) -> Image.Image:
    """Pictures of one size in rows, on white."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (height + gap) + gap), "white")
    for i, picture in enumerate(pictures):
        sheet.paste(picture, (gap + i % columns * (width + gap), gap + i // columns * (height + gap)))
    return sheet


def write_sheets(folder: Path) -> None:
    """Write `scenes.png` (random scenes) and `edits.png` (pairs side by side)."""
    folder.mkdir(parents=True, exist_ok=True)
    random = Random(3)
    grid([draw(random_scene(random)) for _ in range(60)], columns=10).save(folder / "scenes.png")
    edits = [random_edit(random, kind) for kind in edit_kinds() for _ in range(4)]
    pairs = [draw(scene) for edit in edits for scene in (edit.before, edit.after)]
    grid(pairs, columns=8).save(folder / "edits.png")
