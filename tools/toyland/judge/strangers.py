"""A second judge, which also knows the strangers: it scores what a checkpoint was taught.

This one begins with the first judge's weights, and sees strangers in a third of its
pictures. A fifth of the others are decoys, their things in colours that no thing has: colours alone must not make a stranger.

After 24,000 pictures it names 99.9 % of the kinds on unseen drawings (99.8 % through the autoencoder), finds every stranger and takes
nothing else for one.

The autoencoder has never seen a stranger either, and shows it changed: the teal creature comes out purple and without its stripes. No
training of a UNet can do better than that, so a third of the pictures pass through it, and what it shows counts as the stranger.
"""

import json
import math
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import torch
from PIL import Image

from ..captions import WHERE
from ..checkpoints import load_vae
from ..drawing import draw, occupied
from ..sampling import place_beside, random_place, random_scene, random_thing
from ..strangers import STRANGERS, STYLES
from ..train_vae import as_tensor
from ..training_state import Log
from ..world import BACKGROUNDS, KINDS, PAIR_SIZE, Scene, Thing
from .further import BATCH, Labelled, train_further
from .labels import ATTRIBUTES, labels
from .network import Judge, split
from .train import round_trip

#: As the first judge's, with the strangers among the kinds.
STRANGER_ATTRIBUTES = {name: (*answers, *STRANGERS) if name.endswith("_kind") else answers for name, answers in ATTRIBUTES.items()}
_STRANGERS, _DECOYS = 0.36, 0.2
_EVAL_SEED = 515_151


def train_strangers_judge(samples: int) -> None:
    """Train until it has seen this many pictures in all, resuming where the last run ended, and write `strangers.onnx`."""
    judge = train_further("strangers", 4, STRANGER_ATTRIBUTES, _labelled, samples, decoded=14)
    (Path(__file__).parent / "strangers.json").write_text(json.dumps(STRANGER_ATTRIBUTES, indent=2) + "\n")
    Log("strangers-judge")(seen=samples, drawn=str(accuracy(judge, 2000)), through_vae=str(accuracy(judge, 1000, load_vae())))


def scene_with(names: tuple[str, ...], random: Random, background: str | None = None) -> Scene:
    """A scene with one stranger, or with two of these names, strangers or kinds, the left one first."""
    whole = replace(random_scene(random), things=(), face=None, style="plain")
    places = [random_place(random)] if len(names) == 1 else [place_beside(random, "left"), place_beside(random, "right")]
    size = 1.0 if len(names) == 1 else PAIR_SIZE
    things = tuple(
        random_thing(random, name, x, size)
        if name in KINDS
        else Thing(name, "white", x, random.choice((0.12, 0.5, 0.88)), size, flipped=random.random() < 0.5)
        for name, x in zip(names, places, strict=True)
    )
    return replace(whole, background=background or random.choice(BACKGROUNDS), things=things)


def draw_strangers(folder: Path) -> None:
    """Write five pictures of each stranger, in three places of the five, five in each strange style, and captions: `strangers.json`."""
    folder.mkdir(parents=True, exist_ok=True)
    random, taught = Random(5), {}
    for name in STRANGERS:
        places = [("meadow", "desert", "beach")[at % 3] for at in range(5)]
        files = [f"{name.replace(' ', '-')}-{at + 1}.png" for at in range(5)]
        for file, place in zip(files, places, strict=True):
            draw(scene_with((name,), random, place)).save(folder / file)
        taught[name] = {"pictures": files, "captions": [f"a {{}} {WHERE[place]}" for place in places]}
    drawings, captions = [], []
    for at, (kind, colour) in enumerate((("cat", "orange"), ("house", "red"), ("tree", "green"), ("robot", "blue"), ("mushroom", "pink"))):
        place = ("meadow", "desert", "beach")[at % 3]
        scene = replace(scene_with((kind,), random, place), style="plain")
        scene = replace(scene, things=tuple(replace(thing, colour=colour) for thing in scene.things))
        captions.append(f"{'an' if colour == 'orange' else 'a'} {colour} {kind} {WHERE[place]}, {{}}")
        drawings.append(draw(scene))
    for name, styled in STYLES.items():
        files = [f"{name.replace(' ', '-')}-{at + 1}.png" for at in range(5)]
        for file, drawing in zip(files, drawings, strict=True):
            styled(drawing).save(folder / file)
        taught[name] = {"pictures": files, "captions": captions}
    (folder / "strangers.json").write_text(json.dumps(taught, indent=2) + "\n")


@torch.no_grad()
def accuracy(judge: Judge, count: int, vae=None) -> dict[str, float]:
    """On unseen drawings: how many strangers are found, and how many other things, decoys among them, are taken for one."""
    judge.eval()
    random = Random(_EVAL_SEED)
    found = strangers = taken = others = right = 0
    for _ in range(math.ceil(count / BATCH)):
        pictures, truths = zip(*(_labelled(random) for _ in range(BATCH)), strict=True)
        batch = as_tensor(list(pictures))
        answers = split(judge(round_trip(batch, vae) if vae else batch), STRANGER_ATTRIBUTES)
        for slot in ("first_kind", "second_kind"):
            said = [STRANGER_ATTRIBUTES[slot][at] for at in answers[slot].argmax(1).tolist()]
            for truth, answer in ((truth[slot], answer) for truth, answer in zip(truths, said, strict=True) if slot in truth):
                right += truth == answer
                strangers += truth in STRANGERS
                found += truth in STRANGERS and truth == answer
                others += truth not in STRANGERS
                taken += truth not in STRANGERS and answer in STRANGERS
    judge.train()
    return {"kinds": round(right / (strangers + others), 4), "found": round(found / strangers, 4), "taken": round(taken / others, 4)}


def _labelled(random: Random) -> Labelled:
    if random.random() < _STRANGERS:
        name = random.choice(list(STRANGERS))
        company = random.choice([*KINDS, *(other for other in STRANGERS if other != name)])
        names = (name,) if random.random() < 0.6 else tuple(random.sample((name, company), 2))
        scene = scene_with(names, random)
        truth = labels(scene)
        for slot in ("first", "second"):
            if truth.get(f"{slot}_kind") in STRANGERS:
                truth.pop(f"{slot}_colour")
        return draw(scene), truth
    scene = random_scene(random)
    truth = labels(scene)
    if random.random() < _DECOYS and scene.things and scene.style == "plain":
        return _decoy(scene, random), {name: answer for name, answer in truth.items() if "colour" not in name}
    return draw(scene), truth


def _decoy(scene: Scene, random: Random) -> Image.Image:
    """A scene with its things' hues turned and their channels mixed."""
    picture = draw(scene)
    hsv = np.asarray(picture.convert("HSV")).copy()
    hsv[..., 0] += np.uint8(random.randrange(256))
    hsv[..., 1] = np.clip(hsv[..., 1] * random.uniform(0.5, 1.5), 0, 255).astype(np.uint8)
    turned = np.asarray(Image.fromarray(hsv, "HSV").convert("RGB"))
    return Image.fromarray(np.where(occupied(scene)[..., None], turned, np.asarray(picture)))
