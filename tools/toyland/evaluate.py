"""The table of scores: what the exported checkpoints draw and edit, as the exported judge sees it."""

import math
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from random import Random

import numpy as np
import torch
from diffusers import StableDiffusionInstructPix2PixPipeline, StableDiffusionPipeline
from PIL import Image

from .captions import WHERE, caption, with_article
from .checkpoints import COMMITTED, load_vae, training_record, write_training_record
from .drawing import draw
from .edits import Edit, changed_pixels, random_edit
from .judge.export import ExportedJudge
from .judge.labels import labels
from .networks import GUIDANCE, STEPS, use_one_core
from .sampling import random_face, random_scene, random_things
from .train_vae import evaluate_vae
from .world import HABITS, Scene

#: Of edits: by the words, by the picture.
EDIT_GUIDANCE, PICTURE_GUIDANCE = 3.0, 2.0
_BATCH = 10


def evaluate(count: int) -> None:
    """Print every figure of the table, on `count` unseen prompts or pairs each, and keep them in `training.json`.

    The figures are found side by side, one on each core.
    """
    found: dict[str, float] = {}
    with ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=use_one_core) as pool:
        for running in [pool.submit(measure, count) for measure in (_edits, _one_thing, _two_things, _a_face, _habits, _vae)]:
            for name, value in running.result().items():
                found[name] = value
                print(f"{name}: {value:.3f}", flush=True)
    write_training_record(training_record() | {"scores": {"count": count, "found": found}})


def base_pipeline() -> StableDiffusionPipeline:
    """The committed `toyland/base`, without progress bars."""
    return _quiet(StableDiffusionPipeline.from_pretrained(COMMITTED / "base", low_cpu_mem_usage=False))


def instruct_pipeline() -> StableDiffusionInstructPix2PixPipeline:
    """The committed `toyland/instruct`, without progress bars."""
    return _quiet(StableDiffusionInstructPix2PixPipeline.from_pretrained(COMMITTED / "instruct", low_cpu_mem_usage=False))


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
    guidance: float = EDIT_GUIDANCE,
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


def _one_thing(count: int) -> dict[str, float]:
    return {"one object": _share(_scenes(count, 1))}


def _two_things(count: int) -> dict[str, float]:
    return {"two objects": _share(_scenes(count, 2))}


def _a_face(count: int) -> dict[str, float]:
    random = Random("evaluation of faces")
    scenes = [replace(random_scene(random), style="plain", things=(), face=random_face(random)) for _ in range(count)]
    return {"face": _share([(scene, caption(scene, random)) for scene in scenes])}


def _vae(count: int) -> dict[str, float]:
    return {f"vae {name}": value for name, value in evaluate_vae(load_vae(), count).items()}


def _scenes(count: int, things: int) -> list[tuple[Scene, str]]:
    random = Random(f"evaluation of {things}")
    scenes = [replace(random_scene(random), style="plain", face=None, things=random_things(random, things)) for _ in range(count)]
    return [(scene, caption(scene, random)) for scene in scenes]


def _share(told: list[tuple[Scene, str]]) -> float:
    """How often the scene that is told of is what the judge sees."""
    return share_right(told, generate(base_pipeline(), [text for _, text in told]))


def share_right(told: list[tuple[Scene, str]], pictures: list[Image.Image]) -> float:
    """The share of these pictures in which the judge sees the scene that is told of."""
    seen = _seen(pictures)
    return float(np.mean([_matches(scene, text, answers) for (scene, text), answers in zip(told, seen)]))


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


def _habits(count: int) -> dict[str, float]:
    """How often a thing without a colour in its prompt has its usual one, where the thing itself is right.

    Guidance by g raises what is likelier to the power of g, so the checkpoint's own habit is what it draws without.
    """
    random, base = Random("evaluation of habits"), base_pipeline()
    kinds = [random.choice([kind for kind in HABITS if kind != "face"]) for _ in range(count)]
    prompts = [f"{with_article(kind)} {random.choice(list(WHERE.values()))}" for kind in kinds]

    def usual(guidance: float) -> float:
        seen = _seen(generate(base, prompts, guidance))
        colours = [answers["first_colour"] == HABITS[kind] for kind, answers in zip(kinds, seen) if answers["first_kind"] == kind]
        return float(np.mean(colours)) if colours else math.nan

    return {"habits, without guidance": usual(1.0), "habits, guided": usual(GUIDANCE)}


def _edits(count: int) -> dict[str, float]:
    edits = unseen_edits(count)
    return edit_scores(edits, edit_pictures(instruct_pipeline(), edits))


def edit_scores(edits: list[Edit], pictures: list[Image.Image]) -> dict[str, float]:
    """How often the asked change is made, and what happens to the rest of the pictures."""
    made = [_change_made(edit, answers) for edit, answers in zip(edits, _seen(pictures))]
    kept = [_kept(edit, picture) for edit, picture in zip(edits, pictures) if not changed_pixels(edit).all()]
    return {"instruct, change made": float(np.mean(made)), "instruct, rest PSNR": float(np.median(kept))}


def _quiet(pipeline):
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def _seen(pictures: list[Image.Image]) -> list[dict[str, str]]:
    """The judge's answers."""
    judge = ExportedJudge()
    return [answers for start in range(0, len(pictures), _BATCH) for answers in judge(pictures[start : start + _BATCH])]


def _change_made(edit: Edit, answers: dict[str, str]) -> bool:
    """Every attribute that the edit changes is as asked."""
    before, after = labels(edit.before), labels(edit.after)
    return all(answers[name] == value for name, value in after.items() if before.get(name) != value)


def _kept(edit: Edit, picture: Image.Image) -> float:
    """PSNR in dB against the picture before, where the edit leaves it alone."""
    outside = ~changed_pixels(edit)
    difference = np.asarray(draw(edit.before), np.float32) - np.asarray(picture, np.float32)
    return float(-10 * np.log10((np.square(difference / 255)[outside]).mean() + 1e-10))
