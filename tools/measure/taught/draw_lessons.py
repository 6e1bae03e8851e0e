"""Draws what two further trainings learn from, and what they are asked afterwards, for `npm run measure:lessons`.

    python -m tools.measure.taught.draw_lessons FOLDER

- instruction: pairs in which a thing becomes a stranger, the teapot with a face, for `toyland/instruct`, which knows none.
- controlnet: drawings with their segmentation, for a ControlNet that begins as a copy of `toyland/base`.

Each gets FOLDER/NAME with plan.json, and cases.json: a list of {text, picture, labels}.
"""

import json
import sys
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from PIL import Image

from ...toyland.captions import caption
from ...toyland.control.evaluate import PLACED
from ...toyland.control.hints import as_picture, hints_of
from ...toyland.drawing import draw
from ...toyland.judge.labels import labels
from ...toyland.sampling import random_place, random_scene, random_thing
from ...toyland.world import KINDS

STRANGER = "teapot with a face"
PAIRS, HINTED, CASES = 36, 160, 18


def pair(random: Random, kind: str) -> tuple[str, Image.Image, Image.Image, dict[str, str]]:
    """An instruction, the pictures before and after it, and what the judge should see then."""
    thing = replace(random_thing(random, kind, random_place(random)), hat=False)
    before = replace(random_scene(random), style="plain", face=None, things=(thing,))
    after = replace(before, things=(replace(thing, kind=STRANGER, colour="white"),))
    truth = {"layout": "one", "first_kind": STRANGER, "background": before.background}
    return f"turn the {kind} into a teapot", draw(before), draw(after), truth


def hinted(random: Random) -> tuple[str, Image.Image, Image.Image, dict[str, str]]:
    """A caption without places and sizes, the drawing, its segmentation, and what the judge should see."""
    scene = replace(random_scene(random), style="plain")
    seen = {name: answer for name, answer in labels(scene).items() if name in ("layout", "background", "first_kind", "second_kind")}
    return PLACED.sub("", caption(scene, random)), draw(scene), as_picture("segmentation", hints_of(scene)["segmentation"]), seen


def _write(folder: Path, plan: dict[str, Any], cases: list[dict[str, Any]]) -> None:
    shared = {"version": 1, "word": "sks", "size": 128}
    (folder / "plan.json").write_text(json.dumps({**shared, **plan}))
    (folder / "cases.json").write_text(json.dumps(cases))


def draw_pairs(folder: Path) -> None:
    """Write the pairs and the unseen scenes."""
    folder.mkdir(parents=True, exist_ok=True)
    lessons, cases = [], []
    for number in range(PAIRS + CASES):
        text, before, after, truth = pair(Random(f"pair {number}"), KINDS[number % len(KINDS)])
        before.save(folder / f"{number}-before.png")
        if number < PAIRS:
            after.save(folder / f"{number}-after.png")
            lessons.append((f"{number}-after.png", f"{number}-before.png", text))
        else:
            cases.append({"text": text, "picture": f"{number}-before.png", "labels": truth})
    pictures, before_names, texts = (list(some) for some in zip(*lessons, strict=True))
    plan = {"checkpoint": "toyland/instruct", "kind": "lora", "rank": 16, "batch": 4, "steps": 500}
    _write(folder, {**plan, "pictures": pictures, "before": before_names, "captions": texts}, cases)


def draw_hinted(folder: Path) -> None:
    """Write the drawings with their hints, and the unseen hints."""
    folder.mkdir(parents=True, exist_ok=True)
    lessons, cases = [], []
    for number in range(HINTED + CASES):
        text, picture, hint, truth = hinted(Random(f"hinted {number}"))
        hint.save(folder / f"{number}-hint.png")
        if number < HINTED:
            picture.save(folder / f"{number}.png")
            lessons.append((f"{number}.png", f"{number}-hint.png", text))
        else:
            cases.append({"text": text, "picture": f"{number}-hint.png", "labels": truth})
    pictures, hints, texts = (list(some) for some in zip(*lessons, strict=True))
    plan = {"checkpoint": "toyland/base", "kind": "controlnet", "batch": 8, "steps": 800}
    _write(folder, {**plan, "pictures": pictures, "hints": hints, "captions": texts}, cases)


if __name__ == "__main__":
    draw_pairs(Path(sys.argv[1]) / "instruction")
    draw_hinted(Path(sys.argv[1]) / "controlnet")
