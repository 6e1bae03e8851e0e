"""Random scenes: what training, the judge and the evaluation draw from."""

from dataclasses import replace
from random import Random

from .world import BACKGROUNDS, COLOURS, HABITS, HATTED, KINDS, MOODS, PAIR_SIZE, Face, Scene, Style, Thing

_STYLES: tuple[tuple[Style, float], ...] = (("plain", 0.84), ("pixel", 0.08), ("pencil", 0.08))


def random_scene(random: Random) -> Scene:
    """A scene as training sees it: 4 % empty, 22 % faces, 37 % one thing, 37 % two."""
    style = random.choices([s for s, _ in _STYLES], [w for _, w in _STYLES])[0]
    draw = random.random()
    scene = Scene(random.choice(BACKGROUNDS), style=style, horizon=random.uniform(0.48, 0.6), seed=random.getrandbits(32))
    if draw < 0.04:
        return scene
    if draw < 0.26:
        return replace(scene, face=random_face(random))
    return replace(scene, things=random_things(random, 1 if draw < 0.63 else 2))


def random_things(random: Random, count: int) -> tuple[Thing, ...]:
    """One thing anywhere, or two of different kinds, the left one first."""
    kinds = random.sample(KINDS, count)
    places = ((0.27, 0.73),) if count == 1 else ((0.23, 0.3), (0.7, 0.77))
    size = 1.0 if count == 1 else PAIR_SIZE
    return tuple(random_thing(random, kind, place, size) for kind, place in zip(kinds, places))


def random_thing(random: Random, kind: str, place: tuple[float, float], size: float) -> Thing:
    """A thing of this kind in any colour, its centre in this span; it looks to the middle of the picture.

    With both ways for each place a dog drawn from noise often had two heads: they are one mean where nearly all is noise.
    """
    colour, x = random_colour(random, kind), random.uniform(*place)
    return Thing(
        kind,
        colour,
        x,
        random.random(),
        size,
        hat=kind in HATTED and random.random() < 0.3,
        flipped=x > 0.5,
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
