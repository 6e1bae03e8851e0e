"""Scores four steps with an add-on against the whole guided run, as the judge sees them."""

from random import Random

import torch
from diffusers import TCDScheduler

from ..captions import caption
from ..checkpoints import COMMITTED
from ..drawing import draw
from ..evaluate import (
    base_pipeline,
    edit_pictures,
    edit_scores,
    generate,
    instruct_pipeline,
    share_right,
    unseen_edits,
)
from ..sampling import random_scene
from .card import write_card
from .teacher import PHASES
from .train import name_of

_BATCH = 10


def evaluate_few_steps(checkpoint: str, count: int) -> None:
    """Print the scores of the whole run and of four steps with the add-on, on `count` unseen edits or scenes, and write the card."""
    whole, quick = (instruct_pipeline(), instruct_pipeline()) if checkpoint == "instruct" else (base_pipeline(), base_pipeline())
    quick.load_lora_weights(COMMITTED / name_of(checkpoint), weight_name="pytorch_lora_weights.safetensors")
    quick.fuse_lora()
    quick.scheduler = TCDScheduler.from_config(quick.scheduler.config)
    steps = {"num_inference_steps": len(PHASES) - 1, "eta": 0.0, "guidance_scale": 1.0}
    if checkpoint == "instruct":
        edits = unseen_edits(count)
        pictures = []
        for start in range(0, count, _BATCH):
            part = edits[start : start + _BATCH]
            generators = [torch.Generator().manual_seed(start + at) for at in range(len(part))]
            before = [draw(edit.before) for edit in part]
            pictures += quick([edit.instruction for edit in part], image=before, generator=generators, **steps).images
        told_edits = edit_scores(edits, edit_pictures(whole, edits)), edit_scores(edits, pictures)
        write_card(checkpoint, count, *told_edits)
        return
    random = Random("evaluation of few steps")
    scenes = [random_scene(random) for _ in range(count)]
    told = [(scene, caption(scene, random)) for scene in scenes]
    prompts = [text for _, text in told]
    pictures = []
    for start in range(0, count, _BATCH):
        part = prompts[start : start + _BATCH]
        generators = [torch.Generator().manual_seed(start + at) for at in range(len(part))]
        pictures += quick(part, generator=generators, **steps).images
    shares = ({"scene right": share_right(told, made)} for made in (generate(whole, prompts), pictures))
    write_card(checkpoint, count, *shares)
