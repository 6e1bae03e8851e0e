"""Shapes in a local frame, painted on a picture or, all in white, on a mask."""

import math
from dataclasses import dataclass

from PIL import Image, ImageDraw

from .world import CANVAS, Colour

Point = tuple[float, float]
OUTLINE: Colour = (46, 36, 52)
#: Half of an outline's width, in units.
LINE = 1.15


@dataclass(frozen=True)
class Ellipse:
    """An upright ellipse: centre and radii."""

    x: float
    y: float
    rx: float
    ry: float


@dataclass(frozen=True)
class Polygon:
    """A closed outline; `round` says that it is dense enough to need no corner caps."""

    points: tuple[Point, ...]
    round: bool = False


@dataclass(frozen=True)
class Stroke:
    """An open line with round ends and a width of its own."""

    points: tuple[Point, ...]
    width: float


Shape = Ellipse | Polygon | Stroke


def poly(*points: Point) -> Polygon:
    """A polygon with corners."""
    return Polygon(points)


def box(x0: float, y0: float, x1: float, y1: float, r: float = 0.05) -> Polygon:
    """A rectangle with round corners."""
    corners = ((x1 - r, y0 + r, -90), (x1 - r, y1 - r, 0), (x0 + r, y1 - r, 90), (x0 + r, y0 + r, 180))
    points = [
        (cx + r * math.cos(math.radians(a + step)), cy + r * math.sin(math.radians(a + step))) for cx, cy, a in corners for step in (0, 30, 60, 90)
    ]
    return Polygon(tuple(points), round=True)


def smooth(*points: Point, steps: int = 6) -> Polygon:
    """A closed Catmull-Rom curve through the points."""
    n = len(points)
    curve = [_spline(points[i - 1], points[i], points[(i + 1) % n], points[(i + 2) % n], t / steps) for i in range(n) for t in range(steps)]
    return Polygon(tuple(curve), round=True)


def curve(*points: Point, steps: int = 6) -> tuple[Point, ...]:
    """An open Catmull-Rom curve through the points, for strokes."""
    ends = (points[0], *points, points[-1])
    inner = [_spline(ends[i], ends[i + 1], ends[i + 2], ends[i + 3], t / steps) for i in range(len(points) - 1) for t in range(steps)]
    return (*inner, points[-1])


def arc(x: float, y: float, rx: float, ry: float, start: float, end: float, steps: int = 10) -> tuple[Point, ...]:
    """Points of an elliptic arc, angles in degrees, clockwise from the right."""
    angles = (math.radians(start + (end - start) * i / steps) for i in range(steps + 1))
    return tuple((x + rx * math.cos(a), y + ry * math.sin(a)) for a in angles)


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """`a` with this share of `b`."""
    return tuple(round(p + (q - p) * share) for p, q in zip(a, b))  # type: ignore[return-value]


def _spline(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    def at(p: float, q: float, r: float, s: float) -> float:
        return q + 0.5 * t * (r - p + t * (2 * p - 5 * q + 4 * r - s + t * (3 * (q - r) + s - p)))

    return at(a[0], b[0], c[0], d[0]), at(a[1], b[1], c[1], d[1])


@dataclass(frozen=True)
class Pen:
    """Paints shapes given in a local frame: origin (x, y), unit length `size`, y downwards."""

    image: Image.Image
    scale: float
    x: float = 0.0
    y: float = 0.0
    size: float = 1.0
    flipped: bool = False

    @staticmethod
    def blank(scale: float, mode: str = "RGB") -> "Pen":
        """A pen on a new canvas; mode "L" paints every shape in white, for masks."""
        side = round(CANVAS * scale)
        return Pen(Image.new(mode, (side, side)), scale)

    def at(self, x: float, y: float, size: float, flipped: bool = False) -> "Pen":
        """The same canvas in another frame, given in units."""
        return Pen(self.image, self.scale, x, y, size, flipped)

    @property
    def is_mask(self) -> bool:
        """Whether everything is painted in white."""
        return self.image.mode == "L"

    def fill(self, colour: Colour, *shapes: Shape) -> None:
        """Paint shapes without an outline."""
        for shape in shapes:
            self._paint(shape, colour, 0.0)

    def outlined(self, colour: Colour, *shapes: Shape, line: Colour = OUTLINE, width: float = LINE) -> None:
        """Paint the union of shapes in one colour, with one outline around the whole."""
        for shape in shapes:
            self._paint(shape, line, width)
        for shape in shapes:
            self._paint(shape, colour, 0.0)

    def line(self, colour: Colour, points: tuple[Point, ...], width: float = 2 * LINE * 0.8) -> None:
        """A line of this width in units, whatever the frame's size is."""
        self._paint(Stroke(points, width / self.size), colour, 0.0)

    def _device(self, point: Point) -> Point:
        sign = -1 if self.flipped else 1
        return (
            (self.x + sign * point[0] * self.size) * self.scale,
            (self.y + point[1] * self.size) * self.scale,
        )

    def _paint(self, shape: Shape, colour: Colour, grow: float) -> None:
        draw = ImageDraw.Draw(self.image)
        ink = 255 if self.is_mask else colour
        grown = grow * self.scale
        if isinstance(shape, Ellipse):
            x, y = self._device((shape.x, shape.y))
            rx, ry = (r * self.size * self.scale + grown for r in (shape.rx, shape.ry))
            draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=ink)
            return
        points = [self._device(p) for p in shape.points]
        if isinstance(shape, Stroke):
            width = shape.width * self.size * self.scale + 2 * grown
            self._thick(draw, points, width, ink, caps=(points[0], points[-1]))
            return
        draw.polygon(points, fill=ink)
        if grown:
            self._thick(draw, [*points, points[0]], 2 * grown, ink, caps=() if shape.round else points)

    @staticmethod
    def _thick(draw: ImageDraw.ImageDraw, points: list[Point], width: float, ink, caps) -> None:
        draw.line(points, fill=ink, width=max(1, round(width)), joint="curve" if len(points) > 2 else None)
        r = width / 2 - 0.5
        if r >= 1:
            for x, y in caps:
                draw.ellipse((x - r, y - r, x + r, y + r), fill=ink)
