"""The large face: three moods, glasses, a hat."""

from .pen import OUTLINE, Ellipse, Pen, Stroke, arc, curve, mix, smooth
from .things import INK, WHITE, hat, light, shade_of
from .world import Colour, Face


def paint_face(pen: Pen, face: Face) -> None:
    """Paint a face in its frame: chin at (0, 0), top of the head at (0, -1)."""
    c = shade_of(face.colour, face.seed)
    pen.outlined(c, Ellipse(-0.47, -0.48, 0.09, 0.12), Ellipse(0.47, -0.48, 0.09, 0.12), width=1.3)
    pen.outlined(c, Ellipse(0, -0.5, 0.46, 0.48), width=1.3)
    pen.fill(light(c), Ellipse(-0.18, -0.82, 0.13, 0.07))
    _eyes(pen)
    line = WHITE if max(c) < 100 else OUTLINE
    pen.line(line, curve((-0.02, -0.48), (0.05, -0.39), (-0.02, -0.37)), 1.9)
    _mouth(pen, face.mood, c, line)
    if face.glasses:
        _glasses(pen)
    if face.hat:
        hat(pen, 0, -0.86, 0.92)


def _eyes(pen: Pen) -> None:
    for x in (-0.18, 0.18):
        pen.outlined(WHITE, Ellipse(x, -0.56, 0.085, 0.105), width=0.8)
        pen.fill(INK, Ellipse(x, -0.54, 0.05, 0.065))
        pen.fill(WHITE, Ellipse(x + 0.02, -0.575, 0.02, 0.022))


def _mouth(pen: Pen, mood: str, c: Colour, line: Colour) -> None:
    if mood == "smiling":
        blush = mix(c, (250, 110, 130), 0.5)
        pen.fill(blush, Ellipse(-0.31, -0.36, 0.075, 0.05), Ellipse(0.31, -0.36, 0.075, 0.05))
        grin = smooth((-0.22, -0.29), (0, -0.25), (0.22, -0.29), (0.13, -0.13), (0, -0.09), (-0.13, -0.13))
        pen.outlined((150, 40, 56), grin)
        pen.fill((246, 130, 140), Ellipse(0, -0.135, 0.09, 0.04))
        return
    if mood == "sad":
        pen.line(line, arc(0, -0.09, 0.17, 0.13, 200, 340), 2.6)
        for side in (-1, 1):
            pen.line(line, ((side * 0.1, -0.76), (side * 0.27, -0.69)), 2.2)
        pen.outlined((120, 196, 250), smooth((-0.27, -0.42), (-0.22, -0.32), (-0.27, -0.27), (-0.32, -0.32)), width=0.5)
        return
    pen.line(line, ((-0.15, -0.2), (0.15, -0.2)), 2.6)


def _glasses(pen: Pen) -> None:
    frame: Colour = (40, 40, 58)
    for x in (-0.19, 0.19):
        pen.fill(frame, Stroke(arc(x, -0.55, 0.155, 0.155, 0, 360, 24), 0.045))
    pen.fill(frame, Stroke(arc(0, -0.56, 0.05, 0.03, 180, 360, 6), 0.04))
    pen.fill(frame, Stroke(((-0.34, -0.57), (-0.46, -0.6)), 0.04), Stroke(((0.34, -0.57), (0.46, -0.6)), 0.04))
