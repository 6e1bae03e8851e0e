"""From a scene to its picture and to the masks that belong to it."""

from dataclasses import dataclass, replace

import numpy as np
from PIL import Image

from .backgrounds import paint_background, shadow_of
from .faces import paint_face
from .pen import Ellipse, Pen
from .strangers import STRANGERS
from .styles import apply_style
from .things import HEIGHT, paint_thing
from .world import CANVAS, Scene, Thing, foot, size_at

#: Pictures are drawn this many times larger and scaled down, which smooths the edges.
OVERSAMPLING = 2
#: Frame size, in units, of a stranger half near.
_STRANGER_HEIGHT = 64


@dataclass(frozen=True)
class Subject:
    """What stands in a scene: its name, its nearness, and its visible pixels."""

    name: str
    nearness: float
    #: bool (height, width): visible pixels.
    mask: np.ndarray
    #: bool (height, width): pixels that nothing behind it shines through, seen or covered.
    solid: np.ndarray
    #: bool (height, width): every pixel that it or its shadow touches, seen or covered.
    touched: np.ndarray


def draw(scene: Scene, scale: int = 1) -> Image.Image:
    """The picture of a scene, RGB, 128 * scale pixels square."""
    pen = paint_background(scene, scale * OVERSAMPLING)
    for thing in _far_to_near(scene):
        _shadow(_thing_pen(pen, scene, thing), scene)
        _paint(_thing_pen(pen, scene, thing), thing)
    if scene.face:
        _shadow(_face_pen(pen, scene), scene)
        paint_face(_face_pen(pen, scene), scene.face)
    return apply_style(pen.image.reduce(OVERSAMPLING), scene.style)


def subjects(scene: Scene, scale: int = 1) -> tuple[Subject, ...]:
    """The subjects with their masks, in the order in which the scene lists them, or the face."""
    if scene.face:
        return (_subject(scene, None, scale),)
    found = {id(thing): _subject(scene, thing, scale) for thing in scene.things}
    covered = np.zeros((CANVAS * scale, CANVAS * scale), bool)
    for thing in reversed(_far_to_near(scene)):
        whole = found[id(thing)]
        found[id(thing)] = replace(whole, mask=whole.mask & ~covered)
        covered |= whole.mask
    return tuple(found[id(thing)] for thing in scene.things)


def occupied(scene: Scene) -> np.ndarray:
    """bool (128, 128): pixels in which a thing or the face is seen."""
    return np.any([np.zeros((CANVAS, CANVAS), bool), *(subject.mask for subject in subjects(scene))], 0)


def _far_to_near(scene: Scene) -> list[Thing]:
    return sorted(scene.things, key=lambda thing: thing.nearness)


def _paint(pen: Pen, thing: Thing) -> None:
    if thing.kind in STRANGERS:
        STRANGERS[thing.kind](pen)
    else:
        paint_thing(pen, thing)


def _thing_pen(pen: Pen, scene: Scene, thing: Thing) -> Pen:
    size = HEIGHT.get(thing.kind, _STRANGER_HEIGHT) * thing.size * size_at(thing.nearness)
    return pen.at(thing.x * CANVAS, foot(scene, thing.nearness), size, thing.flipped)


def _face_pen(pen: Pen, scene: Scene) -> Pen:
    assert scene.face
    return pen.at(scene.face.x * CANVAS, CANVAS - 7, 74 + 16 * scene.face.size)


def _shadow(pen: Pen, scene: Scene) -> None:
    pen.fill(shadow_of(scene.background), Ellipse(0.02, -0.005, 0.5, 0.075))


def _subject(scene: Scene, thing: Thing | None, scale: int) -> Subject:
    """A thing, or the face where there is none, as if nothing stood before it."""
    blank = Pen.blank(scale * OVERSAMPLING, "L")
    if thing:
        pen = _thing_pen(blank, scene, thing)
        _paint(pen, thing)
    else:
        assert scene.face
        pen = _face_pen(blank, scene)
        paint_face(pen, scene.face)
    share = np.asarray(blank.image.reduce(OVERSAMPLING))
    _shadow(pen, scene)
    touched = np.asarray(blank.image.reduce(OVERSAMPLING)) > 0
    name, nearness = (thing.kind, thing.nearness) if thing else ("face", 1.0)
    return Subject(name, nearness, share > 127, share == 255, touched)
