"""The model cards of the networks beside the base."""

from ..checkpoints import COMMITTED, training_record
from ..networks import GUIDANCE, STEPS
from .agreement import MEASURES
from .catalogue import NETWORKS, Network

_CARD = """---
license: mit
library_name: diffusers
pipeline_tag: {task}
base_model: toyland/base
---

# toyland/{name}

{what}

It was trained on scenes drawn by `tools/toyland`, 128 x 128 pixels; no other data was used. The drawing, the training and the scoring are in
that folder, with how to repeat or to continue them. Licence: MIT.

{samples_shown}## Training

| | |
|---|---|
| samples | {samples:,} in {updates:,} steps of 32, {minutes:.1f} minutes on one core |
| starts from | {start} |
| method | noise prediction, the velocity's error weighted as EDM does; Muon and AdamW 1e-3, falling to zero over the last third; average of the weights; a third of the captions left out |
| loss | {loss} at the end (weighted by noise level; the base alone: 0.125) |

## Scores

{scores}

## Use

```python
{use}
```
"""

_SAMPLES = """![Hints, pictures with it and without it, not chosen](samples.png)

Hints above, under them the pictures drawn with it, and last those of the base alone, from the same captions and seeds; {steps} DDIM steps, guidance {guidance:g}.

"""

_WHAT = {
    "controlnet": "A ControlNet for `toyland/base` that draws from {hint}. diffusers' `ControlNetModel`, {millions:.1f} M parameters, half precision.",
    "t2i-adapter": "A {size} T2I-Adapter for `toyland/base` that draws from {hint}. diffusers' `T2IAdapter`, {millions:.1f} M parameters, half precision.",
    "checkpoint": "A Depth2Image checkpoint (5 input channels), fine-tuned from `toyland/base`, that draws from {hint}; half precision.",
}
_HINTS = {
    "canny": "Canny edges (thresholds 100 and 200), white on black",
    "scribble": "thick, wobbly outlines, white on black",
    "depth": "a depth map in which near is bright",
    "segmentation": "a map of classes in flat colours (`SEGMENT_COLOURS` in `tools/toyland/maps.py`)",
    "colour": "a palette of 8 x 8 squares over the picture",
}
_USE = {
    "controlnet": """controlnet = ControlNetModel.from_pretrained("{folder}")
pipeline = StableDiffusionControlNetPipeline.from_pretrained("public/models/toyland/base", controlnet=controlnet, safety_checker=None)
picture = pipeline("a cat in a meadow", image=hint, guidance_scale=4).images[0]""",
    "t2i-adapter": """adapter = T2IAdapter.from_pretrained("{folder}")
pipeline = StableDiffusionAdapterPipeline.from_pretrained("public/models/toyland/base", adapter=adapter, safety_checker=None)
picture = pipeline("a cat in a meadow", image=hint, guidance_scale=4).images[0]  # hint: mode {mode}""",
    "checkpoint": """pipeline = StableDiffusionDepth2ImgPipeline.from_pretrained("{folder}", depth_estimator=None, feature_extractor=None)
picture = pipeline("a cat in a meadow", image=any_picture, depth_map=depth, strength=1.0, guidance_scale=4).images[0]""",
}


def write_control_card(name: str) -> None:
    """Write README.md into the network's folder, from `training.json`."""
    network, record = NETWORKS[name], training_record()["control"][name]
    weights = next((COMMITTED / name).glob("*.safetensors"), None)
    millions = weights.stat().st_size / 2e6 if weights else 0
    (COMMITTED / name / "README.md").write_text(
        _CARD.format(
            name=name,
            task="text-to-image",
            what=_WHAT[network.kind].format(hint=_HINTS[network.hint], millions=millions, size="light" if network.light else "full"),
            samples_shown=_SAMPLES.format(steps=STEPS, guidance=GUIDANCE) if "scores" in record else "",
            samples=record["samples"],
            updates=record["steps"],
            minutes=record["minutes"],
            start=_start(network),
            loss=record["loss"],
            scores=_scores(network, record.get("scores")),
            use=_USE[network.kind].format(folder=f"public/models/toyland/{name}", mode="L" if network.grey else "RGB"),
        )
    )


def _start(network: Network) -> str:
    if network.start:
        return f"`toyland/{network.start}`"
    return "nothing" if network.kind == "t2i-adapter" else "the base's own weights"


def _scores(network: Network, scores: dict | None) -> str:
    if not scores:
        return "Not measured yet for these weights."
    words, more = MEASURES[network.hint]
    return f"""On {scores["count"]} unseen drawings:

| | with it | without it | the drawing itself |
|---|---|---|---|
| {words} ({"more" if more else "less"} is better) | {scores["with"]:.3f} | {scores["without"]:.3f} | {scores["drawing"]:.3f} |
| everything that the caption tells is there, by the judge | {100 * scores["caption, with"]:.0f} % | {100 * scores["caption, without"]:.0f} % | |"""
