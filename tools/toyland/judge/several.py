"""A judge for pictures of two or three things: of any size, further from their usual places, of one kind, or cut by the box that they are in.

The first one learnt pairs of one size and of different kinds. This one begins with its weights. Some of its pictures are drawn as a
whole, others are two boxes out of two drawings, laid over a third one, as regions put a picture together; some boxes hold nothing.

After 16,800 pictures it names kind and colour of 98.8 % of the things in boxes and 97.7 % of those of pairs drawn as a whole, on 192 unseen drawings
each, and takes no empty box for a thing. Three things it does not read yet: kind and colour of 66 % of them.
"""

import json
import math
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import torch
from PIL import Image

from ..checkpoints import load_vae
from ..drawing import draw, occupied
from ..sampling import random_scene, random_thing
from ..train_vae import as_tensor
from ..training_state import Log
from ..world import CANVAS, KINDS, Scene, Thing
from .further import BATCH, Labelled, train_further
from .labels import ATTRIBUTES, labels
from .network import Judge, split
from .train import round_trip

#: As the first judge's, with a third thing; they are counted from the left.
SEVERAL_ATTRIBUTES = {
    **ATTRIBUTES,
    "layout": (*ATTRIBUTES["layout"], "three"),
    **{f"third_{what}": ATTRIBUTES[f"second_{what}"] for what in ("kind", "colour", "hat")},
}
_SLOTS = ("first", "second", "third")
#: Shares of the pictures: as everywhere, two things drawn as a whole, three things; the rest are boxes.
_ORDINARY, _WHOLE, _THREE = 0.2, 0.3, 0.2
_TWINS = 0.4
_EMPTY = 0.06
_SIZES, _SMALLER = (0.6, 1.05), (0.5, 0.7)
#: Where the left one of two things stands; the right one is as far from the other edge.
_PLACES, _OUTER = (0.17, 0.34), (0.14, 0.24)
#: Less of a thing is no longer it.
_LEAST_SEEN = 0.7
_EVAL_SEED = 616_161


def train_several_judge(samples: int) -> None:
    """Train until it has seen this many pictures in all, resuming where the last run ended, and write `several.onnx`."""
    judge = train_further("several", 6, SEVERAL_ATTRIBUTES, _labelled, samples, decoded=0)
    (Path(__file__).parent / "several.json").write_text(json.dumps(SEVERAL_ATTRIBUTES, indent=2) + "\n")
    Log("several-judge")(seen=samples, drawn=str(accuracy(judge, 2000)), through_vae=str(accuracy(judge, 1000, load_vae())))


@torch.no_grad()
def accuracy(judge: Judge, count: int, vae=None) -> dict[str, float]:
    """On unseen pictures: the share of things whose kind and colour are right, by the way they are drawn; of right hats, and layouts."""
    judge.eval()
    kinds = {"two": _whole_pair, "boxes": _boxed_pair, "three": _three}
    random, right = Random(_EVAL_SEED), {name: [0, 0] for name in (*kinds, "hat", "layout")}
    for batch in range(math.ceil(count / BATCH)):
        kind = tuple(kinds)[batch % len(kinds)]
        pictures, truths = zip(*(kinds[kind](random) for _ in range(BATCH)), strict=True)
        shown = as_tensor(list(pictures))
        answers = split(judge(round_trip(shown, vae) if vae else shown), SEVERAL_ATTRIBUTES)
        said = {name: [SEVERAL_ATTRIBUTES[name][at] for at in found.argmax(1).tolist()] for name, found in answers.items()}
        for at, truth in enumerate(truths):
            right["layout"][0] += said["layout"][at] == truth["layout"]
            right["layout"][1] += 1
            for slot in _SLOTS[: {"two": 2, "three": 3}.get(truth["layout"], 0)]:
                right[kind][0] += all(said[f"{slot}_{what}"][at] == truth[f"{slot}_{what}"] for what in ("kind", "colour"))
                right[kind][1] += 1
                right["hat"][0] += said[f"{slot}_hat"][at] == truth[f"{slot}_hat"]
                right["hat"][1] += 1
    judge.train()
    return {name: round(good / asked, 4) for name, (good, asked) in right.items()}


def _labelled(random: Random) -> Labelled:
    lot = random.random()
    if lot < _ORDINARY:
        scene = random_scene(random)
        return draw(scene), labels(scene)
    if lot < _ORDINARY + _WHOLE:
        return _whole_pair(random)
    return _three(random) if lot < _ORDINARY + _WHOLE + _THREE else _boxed_pair(random)


def _whole_pair(random: Random) -> Labelled:
    scene = replace(_plain(random), things=_two_things(random))
    return draw(scene), labels(scene)


def _three(random: Random) -> Labelled:
    """Three things beside each other."""
    kinds = random.sample(KINDS, 3)
    places = random.uniform(*_OUTER), random.uniform(0.44, 0.56), 1 - random.uniform(*_OUTER)
    things = tuple(random_thing(random, kind, x, random.uniform(*_SMALLER)) for kind, x in zip(kinds, places, strict=True))
    scene = _plain(random)
    truth = labels(replace(scene, things=things[:2])) | {"layout": "three"}
    last = labels(replace(scene, things=things[2:]))
    return draw(replace(scene, things=things)), truth | {f"third_{what}": last[f"first_{what}"] for what in ("kind", "colour", "hat")}


def _boxed_pair(random: Random) -> Labelled:
    """Each thing in a drawing of its own, of which only a box is seen."""
    rest = _plain(random)
    picture, things = np.asarray(draw(rest)).copy(), []
    middle = CANVAS // 2
    for thing, (start, end) in zip(_two_things(random), ((0, middle), (middle, CANVAS)), strict=True):
        empty = random.random() < _EMPTY
        own = replace(rest, things=() if empty else (thing,), seed=random.getrandbits(32))
        box = slice(random.randrange(22, 36), random.randrange(118, CANVAS + 1)), slice(start + random.randrange(7), end - random.randrange(7))
        seen = occupied(own)
        if not empty and seen[box].sum() < _LEAST_SEEN * seen.sum():
            return _boxed_pair(random)
        picture[box] = np.asarray(draw(own))[box]
        things += own.things
    return Image.fromarray(picture), labels(replace(rest, things=tuple(things)))


def _plain(random: Random) -> Scene:
    return replace(random_scene(random), things=(), face=None, style="plain")


def _two_things(random: Random) -> tuple[Thing, Thing]:
    left, right = random.sample(KINDS, 2)
    places = random.uniform(*_PLACES), 1 - random.uniform(*_PLACES)
    kinds = left, left if random.random() < _TWINS else right
    one, other = (random_thing(random, kind, x, random.uniform(*_SIZES)) for kind, x in zip(kinds, places, strict=True))
    # A thing seen in the middle of its own view looks to the right.
    return one, replace(other, flipped=random.random() < 0.5)
