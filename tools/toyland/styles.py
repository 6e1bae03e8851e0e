"""Styles are filters over the drawn picture; each says how far it carries a change, in units."""

import numpy as np
from PIL import Image, ImageFilter

from .world import CANVAS, Style

#: How far from a changed pixel a style can change others, in units.
REACH: dict[Style, int] = {"plain": 0, "pixel": 4, "pencil": 5}
_CELL = 4


def apply_style(image: Image.Image, style: Style) -> Image.Image:
    """The picture in a style; its size is a multiple of 128."""
    if style == "pixel":
        return _pixel_art(image)
    return _pencil_sketch(image) if style == "pencil" else image


def _pixel_art(image: Image.Image) -> Image.Image:
    side = CANVAS // _CELL
    small = np.asarray(image.reduce(image.width // side), np.float32)
    levels = np.clip((small / 255 * 9).round() / 9 * 255, 0, 255).astype(np.uint8)
    return Image.fromarray(levels).resize(image.size, Image.Resampling.NEAREST)


def _pencil_sketch(image: Image.Image) -> Image.Image:
    """Colour dodge of the picture over its blurred negative, on warm paper, with hatched shadows."""
    unit = image.width / CANVAS
    grey = image.convert("L")
    soft = np.asarray(grey.filter(ImageFilter.BoxBlur(1.5 * unit)), np.float32)
    tone = np.asarray(grey, np.float32)
    lines = np.clip(tone / np.maximum(soft, 1), 0, 1) ** 3
    y, x = np.mgrid[0 : image.height, 0 : image.width] / unit
    hatch = (np.abs(((x + y) / 4) % 1 - 0.5) < 0.2) * np.clip((150 - soft) / 150, 0, 1) * 0.35
    shade = np.clip(lines * (1 - hatch) * (0.8 + 0.2 * soft / 255), 0, 1)[..., None]
    paper, graphite = np.array((250, 247, 240)), np.array((58, 56, 64))
    return Image.fromarray((graphite + (paper - graphite) * shade).round().astype(np.uint8))
