"""Recipes of Stable Diffusion XL that diffusers runs for workers/jobs/xlPipelines.test.ts, and what every pipeline is told of them."""

import torch
from control_pipelines import adapter, control

PROMPT = "a red ball in front of a green house"


def guidance(scale: float = 6.0, **values: float) -> dict:
    return {"id": "classifier-free", "values": {"scale": scale, **values}}


def recipe(*uses: dict, checkpoint: str = "sdxl", scale: float = 6.0, **settings: object) -> dict:
    base = {"version": 2, "checkpoint": checkpoint, "prompt": PROMPT, "steps": 4, "width": 64, "height": 64, "seed": 11}
    return base | {"scheduler": "ddim", "guides": [guidance(scale), *uses]} | settings


SIZES = {"originalWidth": 1024, "originalHeight": 768, "cropLeft": 64, "cropTop": 128, "targetWidth": 512}
CONCEPTS = {
    "concepts": [
        {"concept": "a smiling face", "strength": 5, "warmUp": 0, "threshold": 0.6, "weight": 1},
        {"concept": "a green house", "direction": "remove", "strength": 4, "warmUp": 0.5, "coolDown": 0.75, "threshold": 0.8, "weight": 2},
    ],
    "momentum": 0.3,
    "momentumDecay": 0.6,
}
EXCITE = {
    "words": ["ball", "house"],
    "strength": 60,
    "until": 1,
    "goals": [{"at": 0, "attention": 0.01}, {"at": 0.25, "attention": 0.98}],
    "tries": 20,
}
MOVED = {"source": "ball", "target": "cat", "change": 1, "structure": 0.01, "autoCorrelation": 5, "divergence": 5}
SENTENCES = {"source": ["a red ball", "the ball in the snow"], "target": ["a black cat", "the cat in the snow"]}
MOVED |= {f"{side}Sentences": "\n".join(lines) for side, lines in SENTENCES.items()}
WEIGHTED = "a red++ ball in front of a (green)0.3 house"


def cases():
    """(name, recipe, changes that switch the technique off)"""
    alone = {"guides": [guidance(1.0)]}
    for scheduler in ("ddim", "euler", "euler-ancestral", "dpm-solver++", "pndm"):
        yield f"text-to-image, {scheduler}", recipe(scheduler=scheduler), alone
    yield "negative prompt", recipe(negativePrompt="a yellow flower at night"), {"negativePrompt": ""}
    yield "guidance rescale", recipe(guides=[guidance(12, rescale=0.7)]), {"guides": [guidance(12)]}
    yield "clip skip", recipe(clipSkip=1), {"clipSkip": 0}
    yield "a wide picture", recipe(width=96), {"prompt": "a cat"}
    yield "image-to-image", recipe(image="picture", strength=0.6, steps=5, scale=3.0), {"strength": 1}
    yield "inpaint by blending", recipe(image="picture", mask="mask", scale=3.0), {"mask": None, "image": None}
    nine = recipe(checkpoint="sdxl-inpaint", image="picture", mask="mask", scale=3.0)
    yield "inpaint with 9 channels", nine, {"mask": "left"}
    yield "inpaint with 9 channels, strength 0.6", nine | {"strength": 0.6, "steps": 5}, {"mask": "left"}
    instruct = {"id": "instruct-pix2pix", "values": {"textScale": 6, "imageScale": 1.6}}
    turned = recipe(checkpoint="sdxl-instruct", image="picture", guides=[instruct], prompt="make the cat blue")
    weaker = {"guides": [instruct | {"values": {"textScale": 6, "imageScale": 1}}]}
    yield "InstructPix2Pix, ddim", turned, weaker
    yield "InstructPix2Pix, euler-ancestral, negative prompt", turned | {"scheduler": "euler-ancestral", "negativePrompt": "a dog"}, weaker
    without = {"guides": [guidance()]}
    yield "size and crop", recipe({"id": "size-conditioning", "values": SIZES}), without
    small = {"id": "size-conditioning", "values": {"originalWidth": 256}}
    yield (
        "size and crop with a ControlNet",
        recipe(small, control("lines", "controlnet-xl")),
        {"guides": [guidance(), control("lines", "controlnet-xl")]},
    )
    yield "ControlNet", recipe(control("lines", "controlnet-xl", weight=0.8)), without
    yield "ControlNet, control first", recipe(control("lines", "controlnet-xl", mode="control-first"), scale=4.0), {"guides": [guidance(4.0)]}
    yield "adapter", recipe(adapter("lines", "adapter-xl", weight=0.9)), without
    yield "adapter, euler", recipe(adapter("colours", "adapter-xl"), scheduler="euler"), without
    yield "compel's weights", recipe(prompt=WEIGHTED), {"prompt": PROMPT}
    dog = {"negativePrompt": "a dog"}
    yield "SEGA", recipe({"id": "sega", "values": CONCEPTS}) | dog, without
    attended = {"id": "self-attention-guidance", "values": {"scale": 0.9}}
    yield "Self-Attention Guidance", recipe(attended) | dog, without
    windows = {"id": "multidiffusion", "values": {"window": 64, "stride": 32, "feather": 0, "circular": False}}
    yield "MultiDiffusion", recipe(windows, width=96) | dog, {"guides": [guidance()]}
    yield "Attend-and-Excite", recipe({"id": "attend-and-excite", "values": EXCITE}) | dog, without
    moved = {"id": "pix2pix-zero", "values": MOVED}
    yield "Pix2Pix Zero", recipe(moved, scale=4.0) | dog, {"guides": [guidance(4.0)]}
    found = {"id": "diffedit", "values": {"source": PROMPT, "threshold": 1.2, "maps": 3, "noise": 0.5, "guidance": 4, "inversion": 1}}
    flower = recipe(found, prompt="a yellow flower in the snow", image="picture", strength=0.8, steps=5, scale=1.6) | dog
    yield "DiffEdit", flower, {"guides": [guidance(1.6)]}
    edit = {"id": "model-editing", "values": {"edits": [{"from": "a ball", "to": "a green ball"}], "keep": 0.1}}
    yield "Model Editing", recipe(edit) | dog, without
    halves = [{"prompt": "a blue car", "mask": "left"}, {"prompt": "a cat", "mask": "right", "negativePrompt": "a house"}]
    regions = {"id": "regions", "values": {"regions": halves, "bootstrapping": 0, "centred": False}}
    yield "regions, by hand", recipe(regions) | dog, without


def settings(one: dict, **sizes: int) -> dict:
    return {
        "prompt": one["prompt"],
        "negative_prompt": one.get("negativePrompt") or None,
        "num_inference_steps": one["steps"],
        "generator": torch.Generator().manual_seed(one["seed"]),
        "output_type": "latent",
        **sizes,
    }
