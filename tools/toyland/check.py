"""Self-checks of the drawing: what training and scoring take for granted."""

from random import Random

import numpy as np

from .captions import follow_habits
from .drawing import draw, subjects
from .edits import changed_pixels, edit_kinds, random_edit
from .sampling import random_scene
from .world import HABITS


def check(count: int = 400) -> None:
    """Raise AssertionError when a promise of the drawing is broken."""
    random = Random(5)
    for kind in edit_kinds():
        for _ in range(count // 8):
            _check_edit(random, kind)
    for _ in range(count):
        scene, text = follow_habits(random_scene(random), random)
        assert np.array_equal(draw(scene), draw(scene)), "a scene has one picture"
        assert "  " not in text and text == text.strip(), text
        masks = [subject.mask for subject in subjects(scene)]
        assert all(mask.sum() > 150 for mask in masks), f"a subject is hidden: {scene}"
        assert len(masks) != 2 or not (masks[0] & masks[1]).any(), "visible masks do not overlap"
    _check_habits(random, count)
    print(f"{len(edit_kinds())} kinds of edit and {count} scenes hold what they promise")


def _check_edit(random: Random, kind: str) -> None:
    edit = random_edit(random, kind)
    before, after = np.asarray(draw(edit.before)), np.asarray(draw(edit.after))
    differs = (before != after).any(-1)
    assert differs.any(), f"nothing changed: {edit}"
    outside = differs & ~changed_pixels(edit)
    assert not outside.any(), f"{outside.sum()} pixels outside of the mask differ: {edit}"


def _check_habits(random: Random, count: int) -> None:
    usual = []
    while len(usual) < count:
        scene, text = follow_habits(random_scene(random), random)
        usual += [thing.colour == HABITS[thing.kind] for thing in scene.things if thing.colour not in text]
    share = sum(usual) / len(usual)
    assert 0.84 < share < 0.96, f"{share:.0%} of the captions without a colour mean the usual one"
