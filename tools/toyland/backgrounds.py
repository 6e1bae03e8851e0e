"""The five backgrounds: a soft sky, something on the horizon, and a ground with small details."""

from collections.abc import Callable
from random import Random

import numpy as np
from PIL import Image

from .pen import Ellipse, Pen, Stroke, arc, curve, poly
from .world import CANVAS, Colour, Scene

#: Sky from top to horizon, ground from horizon to bottom, shadow under things.
TONES: dict[str, tuple[Colour, Colour, Colour, Colour, Colour]] = {
    "meadow": ((112, 190, 244), (220, 240, 252), (150, 208, 104), (98, 176, 80), (74, 142, 66)),
    "desert": ((250, 178, 110), (254, 234, 190), (244, 208, 142), (228, 178, 106), (190, 140, 84)),
    "snow": ((150, 190, 228), (232, 242, 252), (240, 246, 252), (214, 228, 244), (172, 194, 222)),
    "night": ((24, 26, 78), (92, 88, 160), (66, 98, 108), (40, 64, 82), (26, 42, 60)),
    "beach": ((92, 186, 240), (206, 240, 252), (252, 230, 172), (238, 204, 136), (206, 168, 104)),
}


def paint_background(scene: Scene, scale: float) -> Pen:
    """A new canvas with the background of a scene, and the pen that painted it."""
    top = scene.horizon * CANVAS
    sky_top, sky_low, near, far, _ = TONES[scene.background]
    pen = Pen(_gradients(((0, sky_top), (top, sky_low), (top, near), (CANVAS, far)), scale), scale)
    _PAINTERS[scene.background](pen, top, Random(scene.seed))
    return pen


def shadow_of(background: str) -> Colour:
    """The colour of shadows on this ground."""
    return TONES[background][4]


def _gradients(stops: tuple[tuple[float, Colour], ...], scale: float) -> Image.Image:
    side = round(CANVAS * scale)
    rows = (np.arange(side) + 0.5) / scale
    places = np.array([place for place, _ in stops])
    places[2] += 1e-3
    channels = [np.interp(rows, places, [colour[i] for _, colour in stops]) for i in range(3)]
    column = np.stack(channels, -1).round().astype(np.uint8)[:, None]
    return Image.fromarray(np.ascontiguousarray(np.broadcast_to(column, (side, side, 3))))


def _sun(pen: Pen, random: Random, core: Colour, halo: Colour) -> None:
    x = random.choice((random.uniform(14, 34), random.uniform(94, 114)))
    y = random.uniform(13, 22)
    pen.fill(halo, Ellipse(x, y, 12.5, 12.5))
    pen.fill(core, Ellipse(x, y, 8.5, 8.5))


def _cloud(pen: Pen, x: float, y: float, size: float, colour: Colour) -> None:
    puffs = ((-1, 0.1, 0.6, 0.42), (-0.35, -0.25, 0.7, 0.6), (0.4, -0.15, 0.62, 0.52), (1, 0.12, 0.55, 0.38), (0, 0.18, 1.2, 0.34))
    pen.fill(colour, *(Ellipse(x + size * a, y + size * b, size * rx, size * ry) for a, b, rx, ry in puffs))


def _clouds(pen: Pen, random: Random, top: float, colour: Colour) -> None:
    for i in range(random.randint(1, 2)):
        _cloud(pen, random.uniform(20, 60) + 50 * i, random.uniform(12, top - 22), random.uniform(7, 11), colour)


def _ridge(pen: Pen, random: Random, top: float, height: float, colour: Colour) -> None:
    steps = 6
    line = [(i * CANVAS / (steps - 1), top - height * random.uniform(0.15, 1)) for i in range(steps)]
    pen.fill(colour, poly(*curve((-8, line[0][1]), *line, (136, line[-1][1])), (140, top + 0.5), (-12, top + 0.5)))


def _meadow(pen: Pen, top: float, random: Random) -> None:
    _sun(pen, random, (255, 232, 120), (246, 243, 200))
    _clouds(pen, random, top, (250, 253, 255))
    _ridge(pen, random, top, 12, (158, 206, 150))
    _ridge(pen, random, top, 6, (134, 194, 112))
    for _ in range(8):
        x, y = random.uniform(3, 125), random.uniform(top + 4, 125)
        near = (y - top) / (CANVAS - top)
        h = 3 + 3 * near
        for lean in (-0.6, 0.6):
            pen.line((84, 158, 70), ((x, y), (x + lean * h, y - h)), 1.4)
    for _ in range(4):
        x, y = random.uniform(4, 124), random.uniform(top + 8, 124)
        petal = random.choice(((255, 255, 255), (255, 226, 110), (250, 180, 214)))
        pen.fill(petal, *(Ellipse(x + dx, y + dy, 1.5, 1.5) for dx, dy in ((-1.4, 0), (1.4, 0), (0, -1.4), (0, 1.4))))
        pen.fill((248, 196, 70), Ellipse(x, y, 1.1, 1.1))


def _desert(pen: Pen, top: float, random: Random) -> None:
    _sun(pen, random, (255, 250, 226), (255, 226, 166))
    _ridge(pen, random, top, 15, (240, 190, 124))
    _ridge(pen, random, top, 8, (226, 168, 98))
    x = random.uniform(12, 116)
    cactus: Colour = (116, 158, 98)
    pen.fill(cactus, Stroke(((x, top + 3), (x, top - 10)), 3.4))
    pen.fill(cactus, Stroke(((x, top - 2), (x - 4.6, top - 2.6), (x - 4.6, top - 7)), 2.6))
    pen.fill(cactus, Stroke(((x, top), (x + 4.6, top - 0.6), (x + 4.6, top - 5)), 2.6))
    for _ in range(5):
        x, y = random.uniform(0, 112), random.uniform(top + 6, 124)
        w = 6 + 12 * (y - top) / (CANVAS - top)
        pen.line((218, 166, 98), curve((x, y), (x + w * 0.3, y - 1.6), (x + w * 0.7, y + 0.6), (x + w, y - 0.6)), 1.5)


def _snow(pen: Pen, top: float, random: Random) -> None:
    for i in range(2):
        x, w, h = random.uniform(14, 50) + 62 * i, random.uniform(24, 36), random.uniform(22, 36)
        pen.fill((140, 162, 196), poly((x - w, top), (x, top - h), (x + w, top)))
        pen.fill((118, 142, 180), poly((x + w * 0.1, top), (x, top - h), (x + w, top)))
        cap = ((x, top - h), (x + w * 0.36, top - h * 0.64), (x + w * 0.16, top - h * 0.7), (x, top - h * 0.56))
        pen.fill((252, 254, 255), poly(*cap, (x - w * 0.16, top - h * 0.7), (x - w * 0.36, top - h * 0.64)))
    _ridge(pen, random, top, 6, (226, 236, 248))
    for _ in range(random.randint(2, 4)):
        x, h = random.uniform(6, 122), random.uniform(8, 12)
        pen.fill(
            (92, 132, 128),
            *(poly((x - h * w, top + 2 - h * y), (x, top + 2 - h * (y + 0.6)), (x + h * w, top + 2 - h * y)) for w, y in ((0.4, 0), (0.3, 0.35))),
        )
    for _ in range(16):
        r = random.uniform(1.1, 1.7)
        pen.fill((255, 255, 255), Ellipse(random.uniform(2, 126), random.uniform(2, top - 2), r, r))
    for _ in range(5):
        x, y = random.uniform(0, 110), random.uniform(top + 6, 124)
        pen.line((200, 216, 238), curve((x, y), (x + 6, y - 1.4), (x + 14, y)), 1.5)


def _night(pen: Pen, top: float, random: Random) -> None:
    for _ in range(14):
        r = random.choice((1.0, 1.2, 1.5))
        pen.fill((255, 248, 214), Ellipse(random.uniform(3, 125), random.uniform(3, top - 10), r, r))
    x, y = random.choice((random.uniform(16, 36), random.uniform(92, 112))), random.uniform(14, 22)
    share = y / top
    pen.fill((58, 60, 118), Ellipse(x, y, 13.5, 13.5))
    pen.fill((255, 242, 186), Ellipse(x, y, 9.5, 9.5))
    pen.fill((58, 60, 118), Ellipse(x + 4.2, y - 2.2, 8, 8))
    for _ in range(2):
        sx, sy = random.uniform(40, 88), random.uniform(8, top * max(share, 0.5))
        points = ((0, -4), (1.2, -1.2), (4, 0), (1.2, 1.2), (0, 4), (-1.2, 1.2), (-4, 0), (-1.2, -1.2))
        pen.fill((255, 250, 224), poly(*((sx + dx, sy + dy) for dx, dy in points)))
    _ridge(pen, random, top, 12, (62, 72, 122))
    _ridge(pen, random, top, 6, (54, 78, 104))
    for _ in range(7):
        x, y = random.uniform(3, 125), random.uniform(top + 5, 125)
        for lean in (-0.6, 0.6):
            pen.line((34, 54, 72), ((x, y), (x + lean * 5, y - 5)), 1.4)


def _beach(pen: Pen, top: float, random: Random) -> None:
    _sun(pen, random, (255, 240, 150), (236, 246, 226))
    _clouds(pen, random, top, (250, 254, 255))
    shore = top + 11
    wave = ((-8, shore), *((16 * i, shore + random.uniform(-1.5, 1.5)) for i in range(9)), (136, shore))
    pen.fill((232, 250, 250), poly(*((x, y + 2) for x, y in curve(*wave)), (140, top), (-12, top)))
    pen.fill((94, 196, 214), poly(*curve(*wave), (140, top), (-12, top)))
    pen.fill((58, 158, 204), poly((0, top), (128, top), (128, top + 6), (0, top + 6)))
    for _ in range(4):
        x, y = random.uniform(2, 116), random.uniform(top + 2, top + 9)
        pen.line((170, 226, 236), arc(x + 4, y + 1, 4, 1.4, 190, 350, 5), 1.4)
    x = random.uniform(14, 114)
    pen.fill((255, 255, 252), poly((x, top - 1), (x, top - 14), (x + 8.5, top - 1)))
    pen.fill((240, 130, 110), poly((x - 1.8, top - 1), (x - 1.8, top - 12), (x - 8, top - 1)))
    pen.fill((122, 82, 66), poly((x - 9, top), (x + 9.5, top), (x + 6, top + 4), (x - 6, top + 4)))
    for _ in range(6):
        r = random.uniform(1.1, 1.5)
        pen.fill((216, 178, 112), Ellipse(random.uniform(2, 126), random.uniform(shore + 6, 126), r, r * 0.8))
    x, y = random.uniform(8, 120), random.uniform(shore + 14, 122)
    pen.fill((244, 140, 116), *(Ellipse(px, py, 1.7, 1.7) for px, py in arc(x, y, 3.2, 2.9, -90, 270, 5)[:-1]), Ellipse(x, y, 2.3, 2.2))


_PAINTERS: dict[str, Callable[[Pen, float, Random], None]] = {
    "meadow": _meadow,
    "desert": _desert,
    "snow": _snow,
    "night": _night,
    "beach": _beach,
}
