"""The model cards: what each checkpoint is, what it cost, how well it does, and a grid of its pictures."""

from random import Random
from typing import Any

from PIL import Image

from .captions import caption
from .checkpoints import COMMITTED, training_record
from .contact_sheet import grid
from .drawing import draw
from .evaluate import EDIT_GUIDANCE, PICTURE_GUIDANCE, base_pipeline, edit_pictures, generate, instruct_pipeline, unseen_edits
from .networks import GUIDANCE, STEPS
from .sampling import random_scene

_COLUMNS = 8

_HEAD = """---
license: mit
library_name: diffusers
pipeline_tag: {task}
---

# toyland/{name}

{what}

The whole checkpoint was trained from nothing on scenes drawn by `tools/toyland`, 128 x 128 pixels; no other data was used.
The drawing, the training and the scoring are in that folder, with how to repeat or to continue them. Licence: MIT.

![Samples, not chosen]({picture})

{picture_words}

## Training

| | |
|---|---|
| UNet and text encoder | {samples:,} samples in {steps:,} steps, {hours:.1f} hours, most of them on one core; {method} |
| batch | {batch}; of the pairs 5 % without text, 5 % without picture, 5 % without both; of the scenes 10 % without caption |
| loss, captions and edits | {caption_loss} and {edit_loss} at the end (weighted by noise level) |
| autoencoder | {vae} |
| training is | {state} |

## Scores

{scores}

## What is missing

{missing}
"""

_MISSING = """Samples are not chosen, and not all of them are clean. Of 48 others that were looked at, the ones of one thing and of faces were; two pairs were
twins, two dogs for a robot and a dog, two robots for a cat and a robot, and a thing may take the other's colour or hat. Of 24 edits, an added cat came
out twice, and hats that were to go left a trace twice; a tree that is painted white may be left patchy. Pixel art and the hatching of pencil sketches are
soft, partly in the autoencoder itself; white things in the snow have uneven outlines, and black things at night are hard to see. What was tried on the
way, what it cost, the figures over the whole training, and the commands that go on with it: `tools/toyland/README.md`."""

#: The trainings that an autoencoder may have had, and what the card says of each.
_AUTOENCODER = {
    "vae": "{step:,} steps, {minutes:.0f} minutes on one core",
    "decoder": "its decoder alone, against a discriminator: {step:,} steps, {minutes:.0f} minutes",
    "refined": "encoder and decoder for the small parts of things: {step:,} steps, {minutes:.0f} minutes",
}

_WHAT = {
    "base": "Text to image in the Stable Diffusion layout, small enough to be bundled: 8.8 M parameters in the UNet, 0.7 M in the\n"
    "text encoder, 1.0 M in the autoencoder. It knows five places, nine objects, ten colours, faces with moods, and three styles.",
    "instruct": "Edits a picture by an instruction, as InstructPix2Pix does (8 input channels). Its UNet and that of `toyland/base` are\n"
    "one training: where the picture channels are zero, it is `base`.",
}


_AIMS = {
    "one object": "95 %",
    "two objects": "60 %",
    "face": "90 %",
    "habits, without guidance": "85 to 95 %",
    "instruct, change made": "85 %",
    "instruct, rest PSNR": "24 dB",
    "vae psnr": "28 dB",
}


_SCORES = """On {count} unseen prompts or pairs each, by the judge of `tools/toyland/judge`:

| | found | aim |
|---|---|---|
{rows}

A habit is the usual colour of a thing whose caption names none; nine in ten were drawn with it. Guidance sharpens what is likelier, so
with it the usual colour comes out nearly always: the checkpoint's own habit is what it draws without."""


def write_cards() -> None:
    """Write README.md and samples.png into both committed checkpoints."""
    record = training_record()
    _base_samples().save(COMMITTED / "base" / "samples.png", optimize=True)
    _edit_samples().save(COMMITTED / "instruct" / "samples.png", optimize=True)
    words = {
        "base": f"Prompts drawn at random, seeds 0 and up, {STEPS} DDIM steps, guidance {GUIDANCE:g}.",
        "instruct": "Pairs of before and after for instructions drawn at random; "
        f"{STEPS} DDIM steps, guidance {EDIT_GUIDANCE:g}, picture guidance {PICTURE_GUIDANCE:g}.",
    }
    for name, task in (("base", "text-to-image"), ("instruct", "image-to-image")):
        text = _HEAD.format(
            name=name, task=task, what=_WHAT[name], picture="samples.png", picture_words=words[name],
            hours=record["minutes"] / 60, scores=_score_table(record.get("scores")), missing=_MISSING, **_figures(record),
        )  # fmt: skip
        (COMMITTED / name / "README.md").write_text(text)


def _figures(record: dict[str, Any]) -> dict[str, Any]:
    unfinished = record["samples"] < record["planned"]
    return {
        "samples": record["samples"],
        "steps": record["steps"],
        "method": "noise prediction; AdamW 5e-4 with min-SNR-5 for 256,000 samples, then Muon 1e-3 with the velocity's error weighted as EDM does; "
        "average of the weights",
        "batch": "64: 60 % captioned scenes with zero picture channels, 56 % of them with one thing and 34 % with two, and 40 % edit pairs "
        "(earlier shares: `tools/toyland/README.md`)",
        "caption_loss": record["losses"]["caption"],
        "edit_loss": record["losses"]["edit"],
        "vae": "; ".join(words.format(**record[part]) for part, words in _AUTOENCODER.items() if part in record),
        "state": f"not finished: {record['planned']:,} samples are planned" if unfinished else "finished",
    }


def _score_table(scores: dict[str, Any] | None) -> str:
    if not scores:
        return "Not measured yet for these weights."
    rows = "\n".join(f"| {name} | {_shown(name, value)} | {_AIMS.get(name, '')} |" for name, value in scores["found"].items())
    return _SCORES.format(count=scores["count"], rows=rows)


def _shown(name: str, value: float) -> str:
    if "std" in name:
        return f"{value:.2f}"
    return f"{value:.1f} dB" if "psnr" in name.lower() else f"{100 * value:.1f} %"


def _base_samples() -> Image.Image:
    random = Random("samples of the card")
    prompts = [caption(random_scene(random), random) for _ in range(4 * _COLUMNS)]
    return grid(generate(base_pipeline(), prompts), _COLUMNS)


def _edit_samples() -> Image.Image:
    edits = unseen_edits(2 * _COLUMNS)
    after = edit_pictures(instruct_pipeline(), edits)
    return grid([picture for edit, done in zip(edits, after) for picture in (draw(edit.before), done)], _COLUMNS)
