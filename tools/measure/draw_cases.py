"""Draws the scenes of `npm run measure` whose truth has to be known.

    python -m tools.measure.draw_cases KIND COUNT FOLDER

Writes FOLDER/KIND.json, a list of {texts, labels, pictures}, and the PNG files that it names.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random

import numpy as np
from PIL import Image

from ..toyland.captions import caption
from ..toyland.control.evaluate import PLACED
from ..toyland.control.hints import as_picture, hints_of
from ..toyland.drawing import draw, occupied
from ..toyland.edits import changed_pixels, edit_of, random_edit
from ..toyland.judge.labels import labels
from ..toyland.sampling import random_scene, random_things


@dataclass(frozen=True)
class Case:
    """Texts, true answers of the judge and pictures, each by name."""

    texts: dict[str, str] = field(default_factory=dict)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    pictures: dict[str, Image.Image] = field(default_factory=dict)


def edit_case(random: Random) -> Case:
    """Draw an edit of a plain scene, and where its two pictures differ."""
    edit = random_edit(random)
    while edit.before.style != "plain":
        edit = random_edit(random)
    return Case(
        texts={"instruction": edit.instruction, "kind": edit.kind},
        labels={"before": labels(edit.before), "after": labels(edit.after)},
        pictures={"before": draw(edit.before), "changed": _mask(changed_pixels(edit))},
    )


def replacement_case(random: Random) -> Case:
    """Draw a plain scene with one thing that is to become another, both described in the same words, and where the first one is."""
    (thing,) = random_things(random, 1)
    # Few kinds wear hats, and both captions are to be of the same words.
    scene = replace(random_scene(random), style="plain", face=None, things=(replace(thing, hat=False),))
    edit = edit_of(scene, random, "replace")
    assert edit, "one thing can always be replaced"
    # The same draws choose the same words for both.
    before, after = (caption(each, Random(0)) for each in (edit.before, edit.after))
    return Case(
        texts={"before": before, "after": after},
        labels={"before": labels(edit.before), "after": labels(edit.after)},
        pictures={"before": draw(edit.before), "thing": _mask(occupied(edit.before)), "changed": _mask(changed_pixels(edit))},
    )


def hint_case(random: Random) -> Case:
    """Draw a plain scene's hints; the caption leaves out what they tell better, places and sizes."""
    scene = replace(random_scene(random), style="plain")
    pictures = {kind: as_picture(kind, hint) for kind, hint in hints_of(scene).items()}
    return Case(texts={"caption": PLACED.sub("", caption(scene, random))}, labels={"scene": labels(scene)}, pictures=pictures)


def _mask(where: np.ndarray) -> Image.Image:
    return Image.fromarray(where.astype(np.uint8) * 255)


KINDS: dict[str, Callable[[Random], Case]] = {"edits": edit_case, "hints": hint_case, "replacements": replacement_case}


def draw_cases(kind: str, count: int, folder: Path) -> None:
    """Write the first `count` cases; each depends on its number alone."""
    written = []
    for number in range(count):
        case = KINDS[kind](Random(f"measure {kind} {number}"))
        files = {name: f"{kind}-{number}-{name}.png" for name in case.pictures}
        for name, picture in case.pictures.items():
            picture.save(folder / files[name])
        written.append({"texts": case.texts, "labels": case.labels, "pictures": files})
    (folder / f"{kind}.json").write_text(json.dumps(written))


if __name__ == "__main__":
    draw_cases(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
