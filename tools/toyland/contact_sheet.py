"""Grids of pictures, to be looked at."""

from collections.abc import Sequence

from PIL import Image


def grid(pictures: Sequence[Image.Image], columns: int, gap: int = 4) -> Image.Image:
    """Pictures of one size in rows, on white."""
    width, height = pictures[0].size
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (columns * (width + gap) + gap, rows * (height + gap) + gap), "white")
    for i, picture in enumerate(pictures):
        sheet.paste(picture, (gap + i % columns * (width + gap), gap + i // columns * (height + gap)))
    return sheet
