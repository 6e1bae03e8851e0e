"""The nine objects. Each stands at (0, 0) of its frame, about one unit high, y downwards."""

from collections.abc import Callable
from random import Random

from .pen import OUTLINE, Ellipse, Pen, Stroke, arc, box, curve, mix, poly, smooth
from .world import COLOURS, Colour, Thing

WHITE: Colour = (255, 253, 248)
INK: Colour = (36, 30, 42)


def light(colour: Colour) -> Colour:
    """A brighter tone of a colour (a greyer one of white)."""
    return mix(colour, (214, 220, 232), 0.6) if min(colour) > 225 else mix(colour, WHITE, 0.42)


def dark(colour: Colour) -> Colour:
    """A deeper tone of a colour."""
    return mix(colour, (40, 30, 60), 0.26)


def ball(pen: Pen, c: Colour) -> None:
    """A beach ball."""
    pen.outlined(c, Ellipse(0, -0.42, 0.42, 0.42))
    pen.fill(light(c), Ellipse(0, -0.42, 0.14, 0.41))
    pen.line(dark(c), arc(0, -0.42, 0.15, 0.41, 90, 270), 1.5)
    pen.line(dark(c), arc(0, -0.42, 0.15, 0.41, -90, 90), 1.5)
    pen.fill(WHITE, Ellipse(-0.22, -0.62, 0.085, 0.07))


def house(pen: Pen, c: Colour) -> None:
    """A small house with a chimney, a door and two windows."""
    pen.outlined(dark(c), box(0.2, -0.94, 0.34, -0.6, 0.01))
    pen.outlined(c, box(-0.44, -0.56, 0.44, 0, 0.02))
    pen.outlined(dark(c), poly((-0.54, -0.52), (0, -0.98), (0.54, -0.52)))
    pen.fill(light(dark(c)), Ellipse(0, -0.7, 0.09, 0.09))
    pen.outlined((122, 78, 58), box(-0.1, -0.34, 0.1, 0, 0.03))
    for x in (-0.27, 0.27):
        pen.outlined((255, 236, 160), box(x - 0.1, -0.42, x + 0.1, -0.2, 0.02))


def tree(pen: Pen, c: Colour) -> None:
    """A round tree."""
    pen.outlined((138, 92, 60), poly((-0.09, -0.42), (0.09, -0.42), (0.13, 0), (-0.13, 0)))
    crown = (
        Ellipse(-0.22, -0.56, 0.22, 0.19),
        Ellipse(0.22, -0.56, 0.22, 0.19),
        Ellipse(0, -0.48, 0.26, 0.18),
        Ellipse(-0.12, -0.78, 0.22, 0.2),
        Ellipse(0.13, -0.78, 0.21, 0.2),
    )
    pen.outlined(c, *crown)
    pen.fill(dark(c), *(Stroke(arc(x, -0.5, 0.1, 0.05, 20, 160, 5), 0.035) for x in (-0.2, 0.2)))
    pen.fill(light(c), Ellipse(-0.14, -0.82, 0.1, 0.07), Ellipse(-0.3, -0.6, 0.06, 0.045), Ellipse(0.2, -0.74, 0.05, 0.04))


def car(pen: Pen, c: Colour) -> None:
    """A small car from the side, its nose to the right."""
    cabin = smooth((-0.46, -0.36), (-0.36, -0.66), (-0.1, -0.74), (0.2, -0.68), (0.38, -0.38), (0, -0.3))
    pen.outlined(c, cabin, box(-0.66, -0.44, 0.66, -0.12, 0.12))
    pen.outlined((186, 226, 246), smooth((-0.36, -0.42), (-0.3, -0.58), (-0.06, -0.64), (-0.04, -0.42)))
    pen.outlined((186, 226, 246), smooth((0.04, -0.42), (0.03, -0.64), (0.16, -0.6), (0.28, -0.42)))
    pen.fill(dark(c), box(-0.62, -0.2, 0.62, -0.13, 0.03))
    pen.outlined((255, 232, 130), Ellipse(0.58, -0.31, 0.075, 0.085))
    for x in (-0.36, 0.36):
        pen.outlined((66, 62, 74), Ellipse(x, -0.14, 0.15, 0.15))
        pen.fill((206, 206, 212), Ellipse(x, -0.14, 0.07, 0.07))


def flower(pen: Pen, c: Colour) -> None:
    """A flower with eight petals, on a stem with two leaves."""
    green: Colour = (80, 160, 76)
    pen.outlined(
        green,
        Stroke(curve((0, -0.6), (0.03, -0.3), (0, -0.02)), 0.065),
        smooth((0.02, -0.1), (0.14, -0.26), (0.3, -0.28), (0.2, -0.12)),
        smooth((-0.02, -0.06), (-0.12, -0.2), (-0.28, -0.22), (-0.18, -0.06)),
    )
    ring = arc(0, -0.68, 0.22, 0.22, 0, 360, 8)[:-1]
    pen.outlined(c, *(Ellipse(x, y, 0.125, 0.125) for x, y in ring))
    pen.fill(light(c), *(Ellipse(x * 1.1, -0.68 + (y + 0.68) * 1.1, 0.055, 0.055) for x, y in ring))
    heart: Colour = (150, 98, 62) if c[0] > 235 and c[2] < 110 else (252, 212, 84)
    pen.outlined(heart, Ellipse(0, -0.68, 0.15, 0.15))


def mushroom(pen: Pen, c: Colour) -> None:
    """A mushroom with a dotted cap."""
    pen.outlined((250, 236, 212), smooth((-0.13, -0.5), (0.13, -0.5), (0.17, -0.1), (0.12, 0), (-0.12, 0), (-0.17, -0.1)))
    pen.fill((226, 204, 176), Stroke(arc(0, -0.42, 0.13, 0.06, 10, 170, 6), 0.04))
    cap = smooth((-0.46, -0.42), (-0.38, -0.7), (0, -0.94), (0.38, -0.7), (0.46, -0.42), (0.2, -0.37), (-0.2, -0.37))
    pen.outlined(c, cap)
    dots = WHITE if min(c) < 225 else (206, 210, 222)
    pen.fill(
        dots,
        Ellipse(0, -0.74, 0.115, 0.1),
        Ellipse(-0.26, -0.56, 0.09, 0.085),
        Ellipse(0.26, -0.56, 0.09, 0.085),
    )


def robot(pen: Pen, c: Colour) -> None:
    """A robot with an antenna and a lit panel."""
    steel: Colour = (156, 162, 176)
    pen.outlined(steel, box(-0.19, -0.16, -0.06, 0, 0.03), box(0.06, -0.16, 0.19, 0, 0.03))
    pen.outlined(steel, Stroke(((-0.27, -0.44), (-0.38, -0.3), (-0.36, -0.2)), 0.09))
    pen.outlined(steel, Stroke(((0.27, -0.44), (0.4, -0.5), (0.42, -0.62)), 0.09))
    pen.outlined(steel, Stroke(((0, -0.95), (0, -0.86)), 0.03))
    pen.outlined((250, 120, 90), Ellipse(0, -0.96, 0.065, 0.065))
    pen.outlined(c, box(-0.26, -0.52, 0.26, -0.13, 0.07))
    pen.outlined(c, box(-0.23, -0.88, 0.23, -0.55, 0.08))
    pen.outlined((60, 66, 84), box(-0.19, -0.85, 0.19, -0.6, 0.07), width=0.4)
    pen.fill((130, 240, 232), Ellipse(-0.095, -0.725, 0.075, 0.085), Ellipse(0.095, -0.725, 0.075, 0.085))
    pen.fill((240, 96, 84), Ellipse(-0.115, -0.325, 0.085, 0.085))
    pen.fill((92, 190, 110), Ellipse(0.115, -0.325, 0.085, 0.085))


def cat(pen: Pen, c: Colour) -> None:
    """A sitting cat, seen from the front."""
    pen.outlined(c, Stroke(curve((0.2, -0.08), (0.42, -0.1), (0.47, -0.32), (0.38, -0.44)), 0.1))
    body = smooth((0, -0.6), (0.18, -0.46), (0.29, -0.14), (0.2, 0), (-0.2, 0), (-0.29, -0.14), (-0.18, -0.46))
    pen.outlined(c, body)
    pen.fill(light(c), Ellipse(0, -0.22, 0.11, 0.16))
    pen.line(OUTLINE, ((0, -0.11), (0, -0.01)), 1.6)
    ears = (poly((-0.29, -0.72), (-0.27, -1.0), (-0.06, -0.86)), poly((0.29, -0.72), (0.27, -1.0), (0.06, -0.86)))
    pen.outlined(c, Ellipse(0, -0.67, 0.3, 0.24), *ears)
    pen.fill((248, 168, 178), poly((-0.25, -0.8), (-0.24, -0.94), (-0.12, -0.85)), poly((0.25, -0.8), (0.24, -0.94), (0.12, -0.85)))
    _eyes(pen, (-0.14, 0.14), -0.69, 0.1)
    pen.fill((238, 122, 140), poly((-0.06, -0.59), (0.06, -0.59), (0, -0.52)))


def dog(pen: Pen, c: Colour) -> None:
    """A sitting dog with hanging ears, seen from the front."""
    pen.outlined(c, Stroke(curve((-0.2, -0.1), (-0.38, -0.14), (-0.46, -0.3)), 0.1))
    pen.outlined(c, smooth((0, -0.58), (0.22, -0.46), (0.3, -0.14), (0.24, 0), (-0.24, 0), (-0.3, -0.14), (-0.22, -0.46)))
    pen.fill(light(c), Ellipse(0, -0.2, 0.13, 0.15))
    pen.line(OUTLINE, ((0, -0.11), (0, -0.01)), 1.6)
    pen.fill((226, 62, 70), Stroke(((-0.2, -0.46), (0.2, -0.46)), 0.1))
    pen.outlined(c, Ellipse(0, -0.72, 0.3, 0.26))
    for side in (-1, 1):
        ear = ((0.14, -0.96), (0.32, -0.92), (0.42, -0.7), (0.38, -0.5), (0.27, -0.54), (0.25, -0.76))
        pen.outlined(dark(c), smooth(*((side * x, y) for x, y in ear)))
    pen.fill(light(c), Ellipse(0, -0.6, 0.17, 0.115))
    _eyes(pen, (-0.12, 0.12), -0.78, 0.095)
    pen.fill(INK, Ellipse(0, -0.65, 0.085, 0.06))
    pen.line(OUTLINE, ((0, -0.62), (0, -0.53)), 1.4)


def hat(pen: Pen, x: float, y: float, width: float) -> None:
    """A straw hat with a red ribbon; (x, y) is the middle of its brim."""
    w = width / 2
    straw: Colour = (240, 200, 104)
    crown = smooth((x - w * 0.55, y), (x - w * 0.5, y - w * 0.75), (x, y - w * 0.95), (x + w * 0.5, y - w * 0.75), (x + w * 0.55, y))
    pen.outlined(straw, crown, Ellipse(x, y, w, w * 0.2))
    pen.fill((214, 66, 84), Stroke(((x - w * 0.48, y - w * 0.22), (x + w * 0.48, y - w * 0.22)), w * 0.22))
    pen.line((196, 152, 70), arc(x, y - w * 0.02, w * 0.95, w * 0.16, 20, 160), 0.8)


#: Frame size, in units, of a thing half near: wide things are drawn smaller.
HEIGHT = {"ball": 58, "house": 67, "tree": 74, "car": 56, "flower": 70, "mushroom": 66, "robot": 72, "cat": 70, "dog": 66}
#: Where a hat sits: x, y and width in the thing's frame.
HAT_PLACE = {"cat": (0, -0.86, 0.5), "dog": (0, -0.9, 0.5), "robot": (0, -0.86, 0.56), "house": (0, -0.9, 0.6)}
PAINTERS: dict[str, Callable[[Pen, Colour], None]] = {
    "ball": ball,
    "house": house,
    "tree": tree,
    "car": car,
    "flower": flower,
    "mushroom": mushroom,
    "robot": robot,
    "cat": cat,
    "dog": dog,
}


def paint_thing(pen: Pen, thing: Thing) -> None:
    """Paint a thing in its frame, hat included."""
    PAINTERS[thing.kind](pen, shade_of(thing.colour, thing.seed))
    if thing.hat:
        hat(pen, *HAT_PLACE[thing.kind])


def shade_of(colour: str, seed: int) -> Colour:
    """The named colour, a little warmer, cooler, lighter or darker by the seed."""
    random = Random(seed)
    return tuple(max(0, min(255, part + random.randint(-7, 7))) for part in COLOURS[colour])  # type: ignore[return-value]


def _eyes(pen: Pen, places: tuple[float, ...], y: float, r: float) -> None:
    pen.outlined(WHITE, *(Ellipse(at, y, r, r * 1.15) for at in places), width=0.7)
    pen.fill(INK, *(Ellipse(at + r * 0.15, y + r * 0.1, r * 0.66, r * 0.78) for at in places))
    pen.fill(WHITE, *(Ellipse(at + r * 0.4, y - r * 0.3, r * 0.28, r * 0.3) for at in places))
