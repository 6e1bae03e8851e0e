"""Random scenes: what training, the judge and the evaluation draw from."""

from dataclasses import replace
from random import Random
from typing import Literal

from .world import BACKGROUNDS, COLOURS, HABITS, HATTED, KINDS, MOODS, PAIR_SIZE, Face, Scene, Style, Thing

_STYLES: tuple[tuple[Style, float], ...] = (("plain", 0.84), ("pixel", 0.08), ("pencil", 0.08))

#: How often a place, a nearness or a horizon is any of its span and not one of a few. A picture drawn from noise has to settle on one:
#: among places that are a latent pixel or more apart it can, among places without end it often took two at once.
_ANY = 0.1
_HORIZONS = (0.5, 0.5625)
_NEARNESS = (0.12, 0.5, 0.88)


def random_scene(random: Random) -> Scene:
    """A scene as training sees it: 4 % empty, 22 % faces, 37 % one thing, 37 % two."""
    styles: list[Style] = [name for name, _ in _STYLES]
    style = random.choices(styles, [weight for _, weight in _STYLES])[0]
    draw = random.random()
    scene = Scene(random.choice(BACKGROUNDS), style=style, horizon=_some(random, _HORIZONS, (0.48, 0.6)), seed=random.getrandbits(32))
    if draw < 0.04:
        return scene
    if draw < 0.26:
        return replace(scene, face=random_face(random))
    return replace(scene, things=random_things(random, 1 if draw < 0.63 else 2))


def random_things(random: Random, count: int) -> tuple[Thing, ...]:
    """One thing, or two of different kinds, the left one first."""
    kinds = random.sample(KINDS, count)
    if count == 1:
        return (random_thing(random, kinds[0], random_place(random)),)
    return tuple(random_thing(random, kind, place_beside(random, side), PAIR_SIZE) for kind, side in zip(kinds, ("left", "right")))


def random_place(random: Random) -> float:
    """Where a thing alone stands: on the left, in the middle, on the right; now and then anywhere between."""
    return _some(random, (0.3125, 0.5, 0.6875), (0.27, 0.73))


def place_beside(random: Random, side: Literal["left", "right"]) -> float:
    """Where one of two things stands."""
    return _some(random, (0.25,), (0.23, 0.3)) if side == "left" else _some(random, (0.75,), (0.7, 0.77))


def random_thing(random: Random, kind: str, x: float, size: float = 1.0) -> Thing:
    """A thing of this kind in any colour, its centre here; it looks to the middle of the picture, from there to the right.

    With both ways for each place a dog drawn from noise often had two heads: they are one mean where nearly all is noise.
    """
    return Thing(
        kind,
        random_colour(random, kind),
        x,
        _some(random, _NEARNESS, (0, 1)),
        size,
        hat=kind in HATTED and random.random() < 0.3,
        flipped=x > 0.58,
        seed=random.getrandbits(32),
    )


def random_face(random: Random) -> Face:
    """A face in any colour and mood."""
    return Face(
        random_colour(random, "face"),
        random.choice(MOODS),
        glasses=random.random() < 0.45,
        hat=random.random() < 0.4,
        x=random.uniform(0.44, 0.56),
        size=random.random(),
        seed=random.getrandbits(32),
    )


def random_colour(random: Random, kind: str) -> str:
    """Any colour; the usual one is three times as frequent as another."""
    return HABITS[kind] if random.random() < 0.2 else random.choice(tuple(COLOURS))


def _some(random: Random, few: tuple[float, ...], span: tuple[float, float]) -> float:
    """One of a few values, or now and then any of a span."""
    return random.uniform(*span) if random.random() < _ANY else random.choice(few)
