"""How far a picture agrees with a hint, as a program measures it."""

from collections.abc import Sequence

import numpy as np
import torch
from PIL import Image
from scipy import ndimage

from ..maps import canny
from ..train_vae import as_tensor
from .committed_seer import load_seer
from .hints import HintKind, palette
from .seer import see

#: Pixels that an edge may lie beside a hint's: the autoencoder draws outlines a little thicker or thinner, a scribble wobbles by two.
_EDGE_REACH, _SCRIBBLE_REACH = 1.5, 3.0

#: What is measured for each kind of hint, and whether more is better.
MEASURES: dict[HintKind, tuple[str, bool]] = {
    "canny": ("F1 of the picture's Canny edges and the hint's, 1.5 pixels apart at most", True),
    "scribble": ("share of the scribble's lines that have an edge of the picture within 3 pixels", True),
    "depth": ("mean difference of the depth that the seer sees and the hint, of the range from 0 to 1", False),
    "segmentation": ("share of pixels whose class, as the seer sees it, is the hint's", True),
    "colour": ("mean difference of the colours of 8 x 8 squares and the hint's, of 255", False),
}


def agreement(kind: HintKind, pictures: Sequence[Image.Image], hints: Sequence[np.ndarray]) -> list[float]:
    """One figure a picture."""
    if kind == "depth":
        return [float(np.abs(depth - hint / 255).mean()) for depth, hint in zip(_seen(pictures)[0], hints)]
    if kind == "segmentation":
        return [float((classes == hint).mean()) for classes, hint in zip(_seen(pictures)[1], hints)]
    if kind == "colour":
        return [float(np.abs(np.asarray(palette(picture), np.float32) - hint).mean()) for picture, hint in zip(pictures, hints)]
    edges = [np.asarray(canny(picture)) > 0 for picture in pictures]
    if kind == "scribble":
        return [_near(hint > 127, edge, _SCRIBBLE_REACH) for hint, edge in zip(hints, edges)]
    return [_f1(edge, hint > 0) for edge, hint in zip(edges, hints)]


def _seen(pictures: Sequence[Image.Image]) -> tuple[np.ndarray, np.ndarray]:
    seer = load_seer()
    answers = [see(seer, as_tensor(list(pictures[start : start + 20]))) for start in range(0, len(pictures), 20)]
    depth, classes = (torch.cat(parts).numpy() for parts in zip(*answers))
    return depth, classes


def _near(lines: np.ndarray, others: np.ndarray, reach: float) -> float:
    """The share of these pixels that have one of the others within reach."""
    if not lines.any():
        return 1.0
    if not others.any():
        return 0.0
    return float((ndimage.distance_transform_edt(~others)[lines] <= reach).mean())


def _f1(found: np.ndarray, asked: np.ndarray) -> float:
    right, there = _near(found, asked, _EDGE_REACH), _near(asked, found, _EDGE_REACH)
    return 2 * right * there / (right + there) if right + there else 0.0
