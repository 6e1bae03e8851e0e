"""Draws what further trainings learn from, and what they are asked afterwards, for `npm run measure:lessons`.

    python -m tools.measure.taught.draw_lessons FOLDER

- instruction: pairs in which a thing becomes a stranger, the teapot with a face, for `toyland/instruct`, which knows none.
- controlnet: drawings with their segmentation, for a ControlNet that begins as a copy of `toyland/base`.
- ink: drawings with their edges as thick dark lines on white, for `toyland/controlnet-canny`, which reads thin white ones on black.

Each gets FOLDER/NAME with plan.json, and cases.json: a list of {text, picture, labels}, of ink with the `edges` that count.
"""

import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from PIL import Image, ImageFilter, ImageOps

from ...toyland.captions import caption
from ...toyland.control.evaluate import PLACED
from ...toyland.control.hints import as_picture, hints_of
from ...toyland.drawing import draw
from ...toyland.judge.labels import labels
from ...toyland.sampling import random_place, random_scene, random_thing
from ...toyland.world import KINDS, Scene

STRANGER = "teapot with a face"
PAIRS, HINTED, CASES = 36, 160, 18


class Lesson(NamedTuple):
    """One thing that is learned, or asked afterwards."""

    text: str
    given: Image.Image
    #: That is to come out.
    wanted: Image.Image
    #: What the judge should see in it.
    truth: dict[str, str]
    #: Its edges, where the picture that is given is none of the usual hints.
    edges: Image.Image | None = None


def pair(random: Random, kind: str) -> Lesson:
    """An instruction, the pictures before and after it, and what the judge should see then."""
    thing = replace(random_thing(random, kind, random_place(random)), hat=False)
    before = replace(random_scene(random), style="plain", face=None, things=(thing,))
    after = replace(before, things=(replace(thing, kind=STRANGER, colour="white"),))
    truth = {"layout": "one", "first_kind": STRANGER, "background": before.background}
    return Lesson(f"turn the {kind} into a teapot", draw(before), draw(after), truth)


def hinted(random: Random) -> Lesson:
    """A caption without places and sizes, the drawing's segmentation, the drawing, and what the judge should see."""
    scene, text, seen = _described(random)
    return Lesson(text, as_picture("segmentation", hints_of(scene)["segmentation"]), draw(scene), seen)


def inked(random: Random) -> Lesson:
    """As `hinted`, with the drawing's edges 3 pixels wide, black on white."""
    scene, text, seen = _described(random)
    edges = as_picture("canny", hints_of(scene)["canny"])
    return Lesson(text, ImageOps.invert(edges.filter(ImageFilter.MaxFilter(3))), draw(scene), seen, edges)


def _described(random: Random) -> tuple[Scene, str, dict[str, str]]:
    scene = replace(random_scene(random), style="plain")
    seen = {name: answer for name, answer in labels(scene).items() if name in ("layout", "background", "first_kind", "second_kind")}
    return scene, PLACED.sub("", caption(scene, random)), seen


@dataclass(frozen=True)
class Files:
    """What the plan calls what is given, and what the numbers of its files and of the wanted ones are followed by."""

    key: str
    given: str
    wanted: str


def _write(folder: Path, lessons: Iterable[Lesson], count: int, files: Files, plan: dict[str, Any]) -> None:
    """The first `count` lessons are learned, the others are cases."""
    folder.mkdir(parents=True, exist_ok=True)
    learned: dict[str, list[str]] = {"pictures": [], files.key: [], "captions": []}
    cases = []
    for number, (text, given, wanted, truth, edges) in enumerate(lessons):
        name = f"{number}{files.given}.png"
        given.save(folder / name)
        if number < count:
            picture = f"{number}{files.wanted}.png"
            wanted.save(folder / picture)
            for part, value in zip(learned.values(), (picture, name, text), strict=True):
                part.append(value)
        else:
            case = {"text": text, "picture": name, "labels": truth}
            if edges:
                case["edges"] = f"{number}-edges.png"
                edges.save(folder / case["edges"])
            cases.append(case)
    (folder / "plan.json").write_text(json.dumps({"version": 1, "word": "sks", "size": 128, **plan, **learned}))
    (folder / "cases.json").write_text(json.dumps(cases))


def draw_pairs(folder: Path) -> None:
    """Write the pairs and the unseen scenes."""
    lessons = (pair(Random(f"pair {number}"), KINDS[number % len(KINDS)]) for number in range(PAIRS + CASES))
    _write(
        folder,
        lessons,
        PAIRS,
        Files("before", "-before", "-after"),
        {"checkpoint": "toyland/instruct", "kind": "lora", "rank": 16, "batch": 4, "steps": 500},
    )


def draw_hinted(folder: Path) -> None:
    """Write the drawings with their hints, and the unseen hints."""
    lessons = (hinted(Random(f"hinted {number}")) for number in range(HINTED + CASES))
    _write(folder, lessons, HINTED, Files("hints", "-hint", ""), {"checkpoint": "toyland/base", "kind": "controlnet", "batch": 8, "steps": 800})


def draw_inked(folder: Path) -> None:
    """Write the drawings with their lines, and the unseen lines."""
    lessons = (inked(Random(f"inked {number}")) for number in range(HINTED + CASES))
    plan = {"checkpoint": "toyland/base", "kind": "controlnet", "network": "toyland/controlnet-canny", "batch": 4, "steps": 300}
    _write(folder, lessons, HINTED, Files("hints", "-ink", ""), plan)


if __name__ == "__main__":
    draw_pairs(Path(sys.argv[1]) / "instruction")
    draw_hinted(Path(sys.argv[1]) / "controlnet")
    draw_inked(Path(sys.argv[1]) / "ink")
