"""What a Toyland scene is: plain data. A change of this data is an edit."""

from dataclasses import dataclass
from typing import Literal

Colour = tuple[int, int, int]
Style = Literal["plain", "pixel", "pencil"]
Mood = Literal["plain", "smiling", "sad"]

#: Size of each of two things.
PAIR_SIZE = 0.77
#: Width and height of the square canvas, in units; a picture at scale 1 has one pixel a unit.
CANVAS = 128

COLOURS: dict[str, Colour] = {
    "red": (222, 60, 56),
    "orange": (244, 146, 50),
    "yellow": (251, 216, 72),
    "green": (94, 180, 84),
    "blue": (64, 122, 222),
    "purple": (146, 90, 196),
    "pink": (246, 152, 192),
    "white": (247, 246, 242),
    "black": (62, 60, 70),
    "brown": (150, 98, 62),
}

BACKGROUNDS = ("meadow", "desert", "snow", "night", "beach")
KINDS = ("ball", "house", "tree", "car", "flower", "mushroom", "robot", "cat", "dog")
HATTED = ("cat", "dog", "robot", "house")
MOODS: tuple[Mood, ...] = ("plain", "smiling", "sad")
STYLES: tuple[Style, ...] = ("plain", "pixel", "pencil")

#: The colour that a caption without a colour means, nine times in ten.
HABITS = {
    "flower": "red",
    "mushroom": "red",
    "tree": "green",
    "cat": "orange",
    "dog": "brown",
    "car": "blue",
    "ball": "yellow",
    "robot": "white",
    "house": "brown",
    "face": "yellow",
}


@dataclass(frozen=True)
class Thing:
    """One object that stands on the ground."""

    kind: str
    colour: str
    #: Centre, from 0 (left) to 1 (right).
    x: float
    #: 0 is far (small, high up), 1 is near (large, low down).
    nearness: float
    #: Its share of the usual size; things with company are smaller.
    size: float = 1.0
    hat: bool = False
    flipped: bool = False
    #: Fixes the small differences between two things of a kind.
    seed: int = 0


@dataclass(frozen=True)
class Face:
    """A large face that fills most of the picture."""

    colour: str
    mood: Mood = "plain"
    glasses: bool = False
    hat: bool = False
    x: float = 0.5
    size: float = 0.5
    seed: int = 0


@dataclass(frozen=True)
class Scene:
    """Everything that decides a picture, and nothing else does."""

    background: str
    things: tuple[Thing, ...] = ()
    face: Face | None = None
    style: Style = "plain"
    #: Height of the horizon, from the top, as a share of the picture.
    horizon: float = 0.54
    #: Fixes the background's details: clouds, stars, grass.
    seed: int = 0


def size_at(nearness: float) -> float:
    """What a thing's size is multiplied by at this nearness: 0.88 far away, 1.22 near."""
    return 0.88 + 0.34 * nearness


def foot(scene: Scene, nearness: float) -> float:
    """The height in units at which something of this nearness touches the ground."""
    top = scene.horizon * CANVAS
    return top + (CANVAS - top - 5) * (0.28 + 0.68 * nearness)
