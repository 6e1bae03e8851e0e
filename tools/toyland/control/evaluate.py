"""The scores of the networks beside the base: the agreement of pictures with their hints, with each network and without it."""

import re
from dataclasses import replace
from random import Random

import numpy as np
import torch
from PIL import Image

from ..captions import caption
from ..checkpoints import COMMITTED, training_record, write_training_record
from ..contact_sheet import grid
from ..drawing import draw
from ..evaluate import base_pipeline, generate, share_right
from ..sampling import random_scene
from ..training_state import state_folder
from ..world import Scene
from .agreement import agreement
from .catalogue import NETWORKS
from .hints import as_picture, hints_of
from .pipelines import draw_hinted_pictures

PLACED = re.compile(r"(big|small) | on the (left|right)(?= )| in the middle")
#: Columns of the card's samples.
_SAMPLES = 10


def evaluate_control(name: str, count: int) -> None:
    """Score one network on `count` unseen drawings, print the figures, and keep them in `training.json` and the first pictures for the card."""
    network, told = NETWORKS[name], unseen_scenes(count)
    prompts, hints = [text for _, text in told], [hints_of(scene)[network.hint] for scene, _ in told]
    drawn = {
        "with": draw_hinted_pictures(network, prompts, hints),
        "without": _without(prompts),
        # The most that can be had: the drawing itself, as the same measure sees it.
        "drawing": [draw(scene) for scene, _ in told],
    }
    found = {which: round(float(np.mean(agreement(network.hint, pictures, hints))), 4) for which, pictures in drawn.items()}
    found |= {f"caption, {which}": round(share_right(told, drawn[which]), 4) for which in ("with", "without")}
    print(name, found, flush=True)
    seen_hints = [as_picture(network.hint, hint).convert("RGB") for hint in hints[:_SAMPLES]]
    rows = [seen_hints, drawn["with"][:_SAMPLES], drawn["without"][:_SAMPLES]]
    grid([picture for row in rows for picture in row], _SAMPLES).save(COMMITTED / name / "samples.png", optimize=True)
    record = training_record()
    control = record["control"]
    write_training_record(record | {"control": control | {name: control[name] | {"scores": {"count": count, **found}}}})


def unseen_scenes(count: int) -> list[tuple[Scene, str]]:
    """Plain scenes that no shard has, and captions that name every colour; what a hint tells better, places and sizes, they leave out."""
    random = Random("evaluation of hints")
    scenes = [replace(random_scene(random), style="plain") for _ in range(count)]
    return [(scene, PLACED.sub("", caption(scene, random))) for scene in scenes]


def _without(prompts: list[str]) -> list[Image.Image]:
    """The base alone; kept in the state folder, since every network is held against the same pictures."""
    path = state_folder() / f"without-{len(prompts)}.pt"
    if path.exists():
        kept = torch.load(path, weights_only=False)
        if kept["prompts"] == prompts:
            return [Image.fromarray(pixels) for pixels in kept["pictures"]]
    pictures = generate(base_pipeline(), prompts)
    torch.save({"prompts": prompts, "pictures": [np.asarray(picture) for picture in pictures]}, path)
    return pictures
