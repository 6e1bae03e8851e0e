"""The table of scores: what the exported checkpoints draw and edit, as the exported judge sees it."""

import json
import math
from collections.abc import Callable
from dataclasses import replace
from random import Random

import numpy as np
import torch
from diffusers import StableDiffusionInstructPix2PixPipeline, StableDiffusionPipeline
from PIL import Image

from .captions import WHERE, caption, with_article
from .checkpoints import COMMITTED, load_vae
from .drawing import draw
from .edits import Edit, changed_pixels, random_edit
from .judge.export import ExportedJudge
from .judge.labels import labels
from .networks import use_one_core
from .sampling import random_face, random_scene, random_things
from .train_vae import evaluate_vae
from .world import HABITS, Scene

STEPS = 25
GUIDANCE = 4.0
PICTURE_GUIDANCE = 1.5
_BATCH = 10


def evaluate(count: int) -> None:
    """Print every figure of the table, on `count` unseen prompts or pairs each, and keep them in `training.json`."""
    use_one_core()
    judge = ExportedJudge()
    base = quiet(StableDiffusionPipeline.from_pretrained(COMMITTED / "base", low_cpu_mem_usage=False))
    found = {
        "one object": _share(base, judge, _scenes(count, 1), _matches),
        "two objects": _share(base, judge, _scenes(count, 2), _matches),
        "face": _share(base, judge, _faces(count), _matches),
        "habits": _habits(base, judge, count),
    }
    found |= _edits(judge, count)
    found |= {f"vae {name}": value for name, value in evaluate_vae(load_vae(), count).items()}
    for name, value in found.items():
        print(f"{name}: {value:.3f}", flush=True)
    path = COMMITTED / "training.json"
    record = json.loads(path.read_text()) | {"scores": {"count": count, "found": found}}
    path.write_text(json.dumps(record, indent=2) + "\n")


def quiet(pipeline):
    """A pipeline without progress bars."""
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def generate(base: StableDiffusionPipeline, prompts: list[str], guidance: float = GUIDANCE) -> list[Image.Image]:
    """One picture a prompt; the seed is the prompt's place in the list."""
    pictures: list[Image.Image] = []
    for start in range(0, len(prompts), _BATCH):
        part = prompts[start : start + _BATCH]
        generators = [torch.Generator().manual_seed(start + i) for i in range(len(part))]
        pictures += base(part, num_inference_steps=STEPS, guidance_scale=guidance, generator=generators).images
    return pictures


def edit_pictures(
    instruct: StableDiffusionInstructPix2PixPipeline,
    edits: list[Edit],
    guidance: float = GUIDANCE,
    picture_guidance: float = PICTURE_GUIDANCE,
) -> list[Image.Image]:
    """The scenes before, edited by the words alone."""
    pictures: list[Image.Image] = []
    for start in range(0, len(edits), _BATCH):
        part = edits[start : start + _BATCH]
        pictures += instruct(
            [edit.instruction for edit in part],
            image=[draw(edit.before) for edit in part],
            num_inference_steps=STEPS,
            guidance_scale=guidance,
            image_guidance_scale=picture_guidance,
            generator=[torch.Generator().manual_seed(start + i) for i in range(len(part))],
        ).images
    return pictures


def unseen_edits(count: int) -> list[Edit]:
    """Edits of plain scenes."""
    random, edits = Random("evaluation of edits"), []
    while len(edits) < count:
        edit = random_edit(random)
        if edit.before.style == "plain":
            edits.append(edit)
    return edits


def _scenes(count: int, things: int) -> list[tuple[Scene, str]]:
    random = Random(f"evaluation of {things}")
    scenes = [replace(random_scene(random), style="plain", face=None, things=random_things(random, things)) for _ in range(count)]
    return [(scene, caption(scene, random)) for scene in scenes]


def _faces(count: int) -> list[tuple[Scene, str]]:
    random = Random("evaluation of faces")
    scenes = [replace(random_scene(random), style="plain", things=(), face=random_face(random)) for _ in range(count)]
    return [(scene, caption(scene, random)) for scene in scenes]


def _share(base, judge: ExportedJudge, told: list[tuple[Scene, str]], right: Callable[[Scene, str, dict[str, str]], bool]) -> float:
    pictures = generate(base, [text for _, text in told])
    seen = [answer for start in range(0, len(pictures), _BATCH) for answer in judge(pictures[start : start + _BATCH])]
    return float(np.mean([right(scene, text, answers) for (scene, text), answers in zip(told, seen)]))


def _matches(scene: Scene, text: str, answers: dict[str, str]) -> bool:
    """Layout, background and what the table asks of each kind of scene."""
    truth = labels(scene)
    if any(answers[name] != truth[name] for name in ("layout", "background")):
        return False
    if scene.face:
        return all(answers[name] == truth[name] for name in ("face_mood", "face_glasses", "face_hat"))
    slots = ("first", "second")[: len(scene.things)]
    wanted = [(truth[f"{slot}_kind"], truth[f"{slot}_colour"]) for slot in slots]
    got = [(answers[f"{slot}_kind"], answers[f"{slot}_colour"]) for slot in slots]
    says_sides = "left of" in text or "right of" in text
    return got == wanted if says_sides else sorted(got) == sorted(wanted)


def _habits(base, judge: ExportedJudge, count: int) -> float:
    """How often a thing without a colour in its prompt has its usual one, where the thing itself is right."""
    random = Random("evaluation of habits")
    kinds = [random.choice([kind for kind in HABITS if kind != "face"]) for _ in range(count)]
    pictures = generate(base, [f"{with_article(kind)} {random.choice(list(WHERE.values()))}" for kind in kinds])
    answers = [answer for start in range(0, count, _BATCH) for answer in judge(pictures[start : start + _BATCH])]
    usual = [answer["first_colour"] == HABITS[kind] for kind, answer in zip(kinds, answers) if answer["first_kind"] == kind]
    return float(np.mean(usual)) if usual else math.nan


def _edits(judge: ExportedJudge, count: int) -> dict[str, float]:
    instruct = quiet(StableDiffusionInstructPix2PixPipeline.from_pretrained(COMMITTED / "instruct", low_cpu_mem_usage=False))
    edits = unseen_edits(count)
    pictures = edit_pictures(instruct, edits)
    answers = [answer for start in range(0, count, _BATCH) for answer in judge(pictures[start : start + _BATCH])]
    made = [_change_made(edit, answer) for edit, answer in zip(edits, answers)]
    kept = [_kept(edit, picture) for edit, picture in zip(edits, pictures) if edit.kind != "style"]
    return {"instruct, change made": float(np.mean(made)), "instruct, rest PSNR": float(np.median(kept))}


def _change_made(edit: Edit, answers: dict[str, str]) -> bool:
    """Every attribute that the edit changes is as asked."""
    before, after = labels(edit.before), labels(edit.after)
    return all(answers[name] == value for name, value in after.items() if before.get(name) != value)


def _kept(edit: Edit, picture: Image.Image) -> float:
    """PSNR in dB against the picture before, where the edit leaves it alone."""
    outside = ~changed_pixels(edit)
    difference = np.asarray(draw(edit.before), np.float32) - np.asarray(picture, np.float32)
    return float(-10 * np.log10((np.square(difference / 255)[outside]).mean() + 1e-10))
