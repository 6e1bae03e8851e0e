"""Subjects and a style that never occur in training: for DreamBooth, Textual Inversion and Custom Diffusion."""

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageFilter

from .pen import OUTLINE, Ellipse, Pen, Stroke, arc, box, curve, poly, smooth
from .things import INK, WHITE


def _striped_creature(pen: Pen) -> None:
    teal, cream = (70, 190, 176), (252, 236, 206)
    for x in (-0.18, 0.18):
        pen.outlined(cream, poly((x - 0.06, -0.82), (x * 1.9, -1.04), (x + 0.06, -0.82)))
    pen.outlined(teal, box(-0.3, -0.12, -0.12, 0, 0.05), box(0.12, -0.12, 0.3, 0, 0.05))
    pen.outlined(teal, smooth((0, -0.9), (0.3, -0.74), (0.36, -0.3), (0.28, -0.06), (-0.28, -0.06), (-0.36, -0.3), (-0.3, -0.74)))
    for y, half in ((-0.42, 0.34), (-0.27, 0.34), (-0.13, 0.29)):
        pen.fill((226, 88, 140), Stroke(curve((-half, y), (0, y + 0.04), (half, y)), 0.06))
    _face(pen, -0.66)


def _teapot(pen: Pen) -> None:
    cream, rim = (250, 226, 178), (70, 110, 190)
    pen.outlined(cream, Stroke(curve((0.3, -0.2), (0.5, -0.3), (0.58, -0.56), (0.66, -0.62)), 0.1))
    pen.outlined(cream, Stroke(arc(-0.36, -0.36, 0.2, 0.2, 80, 280), 0.075))
    pen.outlined(cream, Ellipse(0, -0.34, 0.4, 0.33))
    pen.outlined(rim, smooth((-0.24, -0.62), (0, -0.78), (0.24, -0.62), (0, -0.58)), Ellipse(0, -0.8, 0.06, 0.06))
    pen.fill(rim, Stroke(arc(0, -0.3, 0.34, 0.24, 20, 160), 0.04))
    _face(pen, -0.42)


def _snail_rocket(pen: Pen) -> None:
    grey, shell = (176, 184, 200), (240, 120, 70)
    pen.outlined((250, 206, 80), poly((-0.62, -0.16), (-0.4, -0.26), (-0.4, -0.06)))
    pen.outlined(grey, smooth((-0.46, -0.24), (0.2, -0.26), (0.46, -0.6), (0.6, -0.56), (0.52, -0.08), (0.3, 0), (-0.42, 0)))
    pen.outlined(shell, Ellipse(-0.06, -0.46, 0.34, 0.34))
    pen.line((250, 226, 190), arc(-0.06, -0.46, 0.2, 0.2, 0, 300, 16), 2.6)
    pen.line((250, 226, 190), arc(-0.06, -0.46, 0.08, 0.08, 0, 300, 10), 2.6)
    for x in (0.46, 0.58):
        pen.line(OUTLINE, ((x, -0.56), (x + 0.04, -0.76)), 1.4)
        pen.outlined(WHITE, Ellipse(x + 0.04, -0.78, 0.05, 0.05), width=0.6)
        pen.fill(INK, Ellipse(x + 0.05, -0.78, 0.028, 0.03))


def _face(pen: Pen, y: float) -> None:
    for x in (-0.12, 0.12):
        pen.outlined(WHITE, Ellipse(x, y, 0.07, 0.08), width=0.6)
        pen.fill(INK, Ellipse(x + 0.01, y + 0.01, 0.042, 0.05))
    pen.line(OUTLINE, arc(0, y + 0.09, 0.09, 0.06, 20, 160), 1.6)


#: What paints each in the frame of a thing, 64 units high. One always looks the same.
STRANGERS: dict[str, Callable[[Pen], None]] = {
    "striped two-horned creature": _striped_creature,
    "teapot with a face": _teapot,
    "snail rocket": _snail_rocket,
}

#: The styles' two colours each, between which all of their pixels lie: of the drawing's ground and of its lines.
_PAPER, _CHALK = np.array((24, 58, 128)), np.array((232, 242, 255))
_ROSE, _INK = np.array((250, 170, 200)), np.array((60, 30, 70))


def _tone_and_lines(image: Image.Image) -> tuple[np.ndarray, np.ndarray]:
    """How bright each pixel is, and how much it is a line: darker than what is around it. Both in [0, 1]."""
    unit = image.width / 128
    grey = image.convert("L")
    tone = np.asarray(grey, np.float32) / 255
    soft = np.asarray(grey.filter(ImageFilter.GaussianBlur(2 * unit)), np.float32) / 255
    return tone[..., None], np.clip((soft - tone) * 5, 0, 1)[..., None]


def as_blueprint(image: Image.Image) -> Image.Image:
    """Pale outlines on blue paper, brighter where the picture is. Toyland's autoencoder shows smears of it."""
    tone, lines = _tone_and_lines(image)
    chalk = np.clip(0.3 * tone**2 + lines, 0, 1)
    return Image.fromarray((_PAPER + (_CHALK - _PAPER) * chalk).round().astype(np.uint8))


def as_pink_print(image: Image.Image) -> Image.Image:
    """Dark outlines on pink paper, a little darker where the picture is. Toyland's autoencoder shows it."""
    tone, lines = _tone_and_lines(image)
    paper = _ROSE * (0.85 + 0.15 * tone)
    return Image.fromarray((paper + (_INK - paper) * lines).round().astype(np.uint8))


#: What draws a picture in each.
STYLES: dict[str, Callable[[Image.Image], Image.Image]] = {"blueprint": as_blueprint, "pink print": as_pink_print}
