"""The hints of a scene: what it is to be drawn from, as 8-bit arrays and as the pictures that pipelines take."""

from typing import Literal, get_args

import numpy as np
from PIL import Image

from ..drawing import draw
from ..maps import SEGMENT_COLOURS, canny, depth_map, scribble, segmentation
from ..world import CANVAS, Scene

HintKind = Literal["canny", "scribble", "depth", "segmentation", "colour"]
HINT_KINDS: tuple[HintKind, ...] = get_args(HintKind)

#: The colour hint is a palette of this many squares each way, as T2I-Adapter's is (512 pixels in squares of 64).
PALETTE = 8
_CLASSES = np.array(list(SEGMENT_COLOURS.values()), np.uint8)


def hints_of(scene: Scene) -> dict[HintKind, np.ndarray]:
    """Every hint, uint8: (128, 128) of 0 to 255, classes for the segmentation, (8, 8, 3) for the colours."""
    picture = draw(scene)
    return {
        "canny": np.asarray(canny(picture)),
        "scribble": np.asarray(scribble(scene)),
        "depth": as_grey(depth_map(scene)),
        "segmentation": _classes(np.asarray(segmentation(scene))),
        "colour": np.asarray(palette(picture)),
    }


def as_grey(depth: np.ndarray) -> np.ndarray:
    """Depth from 0 to 1 in 8 bits."""
    return (255 * depth).round().astype(np.uint8)


def palette(picture: Image.Image) -> Image.Image:
    """The picture's colours, 8 x 8."""
    return picture.resize((PALETTE, PALETTE))


def as_picture(kind: HintKind, hint: np.ndarray) -> Image.Image:
    """A hint as a picture of 128 x 128 pixels: mode "L" for lines and depth, RGB for classes and colours."""
    if kind == "segmentation":
        return Image.fromarray(_CLASSES[hint])
    return Image.fromarray(hint).resize((CANVAS, CANVAS), Image.Resampling.NEAREST)


def _classes(colours: np.ndarray) -> np.ndarray:
    return (colours[:, :, None] == _CLASSES).all(3).argmax(2).astype(np.uint8)
