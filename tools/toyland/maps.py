"""The control pictures of a scene: depth, edges, scribble, segmentation colours."""

import numpy as np
from PIL import Image, ImageChops, ImageFilter
from scipy import ndimage

from .drawing import draw, subjects
from .world import CANVAS, Colour, Scene, foot

#: Segmentation colours. Sky and ground stand for everything that is not a subject.
SEGMENT_COLOURS: dict[str, Colour] = {
    "sky": (6, 230, 230),
    "ground": (4, 200, 3),
    "ball": (255, 0, 102),
    "house": (255, 9, 224),
    "tree": (4, 120, 70),
    "car": (0, 102, 200),
    "flower": (255, 0, 0),
    "mushroom": (255, 163, 0),
    "robot": (120, 120, 255),
    "cat": (255, 245, 0),
    "dog": (140, 70, 20),
    "face": (150, 5, 61),
}


def depth_map(scene: Scene, scale: int = 1) -> np.ndarray:
    """Nearness from 0 (sky) to 1 (the lower border), float32 (height, width); a subject is as near as its foot."""
    side = CANVAS * scale
    top = scene.horizon * side
    rows = np.arange(side, dtype=np.float32)
    column = np.where(rows < top, 0.0, _ground((rows - top) / (side - top))).astype(np.float32)
    depth = np.repeat(column[:, None], side, axis=1)
    for subject in subjects(scene, scale):
        at = foot(scene, subject.nearness) * scale if subject.name != "face" else side
        depth[subject.mask] = _ground((at - top) / (side - top))
    return depth


def _ground(share):
    """How near the ground is this share of the way from the horizon to the lower border."""
    return 0.15 + 0.85 * share


def segmentation(scene: Scene, scale: int = 1) -> Image.Image:
    """One flat colour a class, RGB."""
    side = CANVAS * scale
    colours = np.empty((side, side, 3), np.uint8)
    top = round(scene.horizon * side)
    colours[:top], colours[top:] = SEGMENT_COLOURS["sky"], SEGMENT_COLOURS["ground"]
    for subject in subjects(scene, scale):
        colours[subject.mask] = SEGMENT_COLOURS[subject.name]
    return Image.fromarray(colours)


def scribble(scene: Scene, scale: int = 1) -> Image.Image:
    """Thick, wobbly outlines of the subjects and of the horizon, white on black, mode "L"."""
    side = CANVAS * scale
    lines = Image.new("L", (side, side))
    covered = np.zeros((side, side), bool)
    for subject in subjects(scene, scale):
        covered |= subject.mask
        lines = ImageChops.lighter(lines, _rim(subject.mask, scale))
    horizon = np.zeros((side, side), np.uint8)
    top = round(scene.horizon * side)
    horizon[top - scale : top + scale] = 255
    horizon[covered] = 0
    lines = ImageChops.lighter(lines, Image.fromarray(horizon))
    return Image.fromarray(_wobbled(np.asarray(lines), scene.seed, scale))


def canny(image: Image.Image, low: float = 100, high: float = 200) -> Image.Image:
    """Canny's edges (1986) with a 3 x 3 Sobel and the L1 norm, no blur; white on black, mode "L"."""
    grey = np.asarray(image.convert("L"), np.float32)
    gx, gy = ndimage.sobel(grey, 1, mode="nearest"), ndimage.sobel(grey, 0, mode="nearest")
    strength = np.abs(gx) + np.abs(gy)
    sector = (np.round(np.arctan2(gy, gx) / (np.pi / 4)).astype(int)) % 4
    padded = np.pad(strength, 1)
    peak = np.zeros(grey.shape, bool)
    for number, (dy, dx) in enumerate(((0, 1), (1, 1), (1, 0), (1, -1))):
        ahead = padded[1 + dy : padded.shape[0] - 1 + dy, 1 + dx : padded.shape[1] - 1 + dx]
        behind = padded[1 - dy : padded.shape[0] - 1 - dy, 1 - dx : padded.shape[1] - 1 - dx]
        peak |= (sector == number) & (strength > behind) & (strength >= ahead)
    groups, _ = ndimage.label(peak & (strength > low), np.ones((3, 3)))
    kept = np.unique(groups[peak & (strength > high)])
    return Image.fromarray((np.isin(groups, kept[kept > 0]) * 255).astype(np.uint8))


def canny_of(scene: Scene, scale: int = 1) -> Image.Image:
    """The edges of a scene's picture."""
    return canny(draw(scene, scale))


def _rim(mask: np.ndarray, scale: int) -> Image.Image:
    image = Image.fromarray(mask).convert("L")
    wide = image.filter(ImageFilter.MaxFilter(2 * scale + 1))
    return ImageChops.difference(wide, image.filter(ImageFilter.MinFilter(2 * scale + 1)))


def _wobbled(lines: np.ndarray, seed: int, scale: int) -> np.ndarray:
    """The lines displaced by a smooth random field, 2 units at most."""
    random = np.random.default_rng(seed)
    field = random.normal(size=(2, 10, 10))
    zoomed = ndimage.zoom(field, (1, lines.shape[0] / 10, lines.shape[1] / 10), order=3)
    shift = np.clip(zoomed, -1.6, 1.6) * 1.2 * scale
    y, x = np.mgrid[0 : lines.shape[0], 0 : lines.shape[1]]
    return ndimage.map_coordinates(lines, (y + shift[0], x + shift[1]), order=1, mode="nearest")
