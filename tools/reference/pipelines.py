"""Runs diffusers' pipelines on the tiny checkpoints and writes their final latents, for the tests of workers/jobs.

    python tools/reference/pipelines.py

Each case is a recipe as Palimpsest reads it, and the latents of the diffusers pipeline that does the same, from the same seed,
on the CPU. `off` is the recipe with the technique switched off: the test also runs that, and it must come out different.
"""

import base64
import json
import pathlib
import sys
import warnings

import diffusers
import numpy
import torch
from diffusers.utils import logging, torch_utils
from PIL import Image, ImageDraw

ROOT = pathlib.Path(__file__).parents[2]
CHECKPOINTS = ROOT / "workers" / "models" / "fixtures" / "checkpoints"
TARGET = ROOT / "workers" / "jobs" / "fixtures"

SCHEDULERS = {
    "ddim": diffusers.DDIMScheduler,
    "pndm": diffusers.PNDMScheduler,
    "euler": diffusers.EulerDiscreteScheduler,
    "euler-ancestral": diffusers.EulerAncestralDiscreteScheduler,
    "dpm-solver++": diffusers.DPMSolverMultistepScheduler,
    "lcm": diffusers.LCMScheduler,
}
USUAL = {"negativePrompt": "", "steps": 4, "eta": 0, "karrasSigmas": False, "clipSkip": 0, "width": 64, "height": 64}


def picture(width: int, height: int) -> Image.Image:
    """A sky, a meadow and two shapes, with a little grain."""
    image = Image.new("RGB", (width, height), (120, 170, 230))
    draw = ImageDraw.Draw(image)
    draw.rectangle([0, height * 0.6, width, height], fill=(70, 140, 50))
    draw.ellipse([width * 0.15, height * 0.3, width * 0.5, height * 0.75], fill=(200, 60, 40))
    draw.polygon([(width * 0.6, height * 0.7), (width * 0.75, height * 0.2), (width * 0.95, height * 0.7)], fill=(240, 220, 90))
    grain = numpy.random.default_rng(5).integers(-12, 13, (height, width, 3))
    return Image.fromarray((numpy.asarray(image).astype(int) + grain).clip(0, 255).astype(numpy.uint8))


def mask(width: int, height: int) -> Image.Image:
    image = Image.new("L", (width, height), 0)
    ImageDraw.Draw(image).ellipse([width * 0.3, height * 0.25, width * 0.85, height * 0.8], fill=255)
    return image


def guide(name: str, **values: float) -> list[dict]:
    return [{"id": name, "values": values, "range": [0, 1]}]


def recipe(checkpoint: str, prompt: str, **settings) -> dict:
    return {"version": 1, "checkpoint": checkpoint, "prompt": prompt, **USUAL, "seed": 11, **settings}


def cases():
    """(name, recipe, the same with the technique off)"""
    scale = guide("classifier-free", scale=6)
    house = recipe("sd1", "a red ball in front of a green house", guides=scale)
    animals = recipe("sd2", "a photo of a cat next to a dog", guides=scale)

    def case(name, base, off, **changes):
        return name, base | changes, base | changes | off

    alone = {"guides": guide("classifier-free", scale=1)}
    snow = recipe("tiny-vae", "a tree in the snow", guides=scale)
    for scheduler in SCHEDULERS:
        base = snow if scheduler == "pndm" else house
        yield case(f"text-to-image, {scheduler}", base, alone, scheduler=scheduler, seed=3)
    yield case("text-to-image without guidance", house | alone, {"prompt": "a blue car"}, scheduler="ddim")
    yield case("negative prompt", house, {"negativePrompt": ""}, scheduler="ddim", negativePrompt="a yellow flower at night")
    plain = {"guides": guide("classifier-free", scale=12)}
    yield case("guidance rescale", house, plain, scheduler="ddim", guides=guide("classifier-free", scale=12, rescale=0.7))
    yield case("eta 0.7", house, {"eta": 0}, scheduler="ddim", eta=0.7)
    yield case("clip skip", house, {"clipSkip": 0}, scheduler="ddim", clipSkip=1)
    yield case("Karras levels, euler", house, {"karrasSigmas": False}, scheduler="euler", karrasSigmas=True)
    yield case("Karras levels, dpm-solver++", house, {"karrasSigmas": False}, scheduler="dpm-solver++", karrasSigmas=True)
    yield case("a wide picture", house, alone, scheduler="ddim", width=96, steps=3)
    yield case("a large seed", house, {"seed": 1}, scheduler="euler-ancestral", seed=2**40 + 3)
    for scheduler in ("ddim", "pndm", "euler-ancestral", "dpm-solver++"):
        yield case(f"v-prediction, {scheduler}", animals, alone, scheduler=scheduler)
    base = recipe("sd2", "a photo of a cat", guides=guide("classifier-free", scale=9, rescale=0.5))
    yield case("v-prediction, guidance rescale", base, {"guides": guide("classifier-free", scale=9)}, scheduler="ddim")
    yield case("tiny autoencoder, the checkpoint's own DPM-Solver++", snow, alone)
    base = recipe("lcm", "a sketch of a smiling face", guides=guide("classifier-free", scale=8.5))
    yield case("a distilled UNet that takes the scale as an input", base, alone)

    start = {"image": "picture"}
    for scheduler in ("ddim", "pndm", "euler", "euler-ancestral", "dpm-solver++"):
        for strength in (0.5, 0.8):
            changes = {"scheduler": scheduler, "strength": strength, "steps": 5, "guides": guide("classifier-free", scale=3)}
            yield case(f"image-to-image, {scheduler}, strength {strength}", animals | start, {"strength": 1}, **changes)
        changes = {"scheduler": scheduler, "strength": 0.7}
        yield case(f"image-to-image, tiny autoencoder, {scheduler}", snow | start, {"strength": 1}, **changes)

    masked = {"image": "picture", "mask": "mask"}
    off = {"mask": None, "image": None}
    for scheduler in ("ddim", "pndm", "euler-ancestral", "dpm-solver++"):
        yield case(f"inpaint by blending, {scheduler}", animals | masked, off, scheduler=scheduler)
        changes = {"scheduler": scheduler, "strength": 0.6, "steps": 5}
        yield case(f"inpaint by blending, {scheduler}, strength 0.6", animals | masked, {"mask": None}, **changes)
    tree = snow | masked
    # Its autoencoder has no variance: nothing is drawn for the masked picture.
    yield case("inpaint by blending, tiny autoencoder", tree, off, scheduler="euler-ancestral")
    house9 = recipe("inpaint", "a blue car on the beach", guides=scale) | masked
    for scheduler in ("ddim", "pndm", "euler-ancestral", "dpm-solver++"):
        yield case(f"inpaint with 9 channels, {scheduler}", house9, {"mask": "other mask"}, scheduler=scheduler)
    yield case("inpaint with 9 channels, strength 0.6", house9, {"mask": "other mask"}, scheduler="ddim", strength=0.6, steps=5)

    instruct = guide("instruct-pix2pix", textScale=6, imageScale=1.6)
    cat = recipe("instruct", "make the cat blue", image="picture", guides=instruct)
    for scheduler in SCHEDULERS:
        weaker = {"guides": guide("instruct-pix2pix", textScale=6, imageScale=1)}
        yield case(f"InstructPix2Pix, {scheduler}", cat, weaker, scheduler=scheduler)
    other = {"image": "other picture"}
    yield case("InstructPix2Pix, the checkpoint's own Euler ancestral", cat, other, prompt="let it snow", seed=5)
    yield case("InstructPix2Pix, negative prompt", cat, {"negativePrompt": ""}, scheduler="ddim", negativePrompt="a black house")
    alone = guide("instruct-pix2pix", textScale=1, imageScale=1.5)
    yield case("InstructPix2Pix without guidance", cat, other, scheduler="ddim", guides=alone)


def loaded(name: str, checkpoint: str, precision: torch.dtype):
    pipeline = getattr(diffusers, name).from_pretrained(CHECKPOINTS / checkpoint, torch_dtype=precision, safety_checker=None)
    pipeline.set_progress_bar_config(disable=True)
    # diffusers 0.40 looks for the last norm, which clip_skip needs, one level below where transformers 5 has it.
    object.__setattr__(pipeline.text_encoder, "text_model", pipeline.text_encoder)
    return pipeline


def pipeline_for(one: dict) -> str:
    if one["checkpoint"] == "instruct":
        return "StableDiffusionInstructPix2PixPipeline"
    if one["checkpoint"] == "lcm":
        return "LatentConsistencyModelPipeline"
    if one.get("mask"):
        return "StableDiffusionInpaintPipeline"
    return "StableDiffusionImg2ImgPipeline" if one.get("image") else "StableDiffusionPipeline"


def use_scheduler(pipeline, one: dict) -> None:
    file = json.loads((CHECKPOINTS / one["checkpoint"] / "scheduler" / "scheduler_config.json").read_text())
    # The two defaults in which workers/diffusion/schedulers/schedulerConfig.ts departs from diffusers.
    usual = {}
    if one.get("scheduler") == "ddim" and "clip_sample" not in file:
        usual["clip_sample"] = False
    if one.get("scheduler") == "pndm" and "skip_prk_steps" not in file:
        usual["skip_prk_steps"] = True
    if one["karrasSigmas"]:
        usual["use_karras_sigmas"] = True
    if one.get("scheduler"):
        pipeline.scheduler = SCHEDULERS[one["scheduler"]].from_config(pipeline.scheduler.config, **usual)


def draw_in_float32() -> None:
    """Lets a pipeline in float64 draw the numbers of one in float32."""
    original = torch_utils.randn_tensor

    def randn_tensor(shape, dtype=None, **options):
        return original(shape, dtype=torch.float32, **options).to(dtype)

    for module in list(sys.modules.values()):
        if getattr(module, "randn_tensor", None) is original:
            setattr(module, "randn_tensor", randn_tensor)  # noqa: B010


def run(one: dict, precision: torch.dtype = torch.float32) -> torch.Tensor:
    name = pipeline_for(one)
    pipeline = loaded(name, one["checkpoint"], precision)
    draw_in_float32()
    use_scheduler(pipeline, one)
    size = (one["width"], one["height"])
    values = one["guides"][0]["values"]
    options = {
        "prompt": one["prompt"],
        "num_inference_steps": one["steps"],
        "generator": torch.Generator().manual_seed(one["seed"]),
        "output_type": "latent",
    }
    if name == "StableDiffusionInstructPix2PixPipeline":
        options |= {"guidance_scale": values["textScale"], "image_guidance_scale": values["imageScale"]}
    else:
        options |= {"guidance_scale": values["scale"], "clip_skip": one["clipSkip"] or None}
    if one["clipSkip"]:
        # diffusers leaves layers out for the prompt alone; both prompts belong to the same layer.
        skipped = pipeline.encode_prompt(one["negativePrompt"], "cpu", 1, False, clip_skip=one["clipSkip"])
        options["negative_prompt_embeds"] = skipped[0]
    elif name != "LatentConsistencyModelPipeline":
        options["negative_prompt"] = one["negativePrompt"]
    if name != "LatentConsistencyModelPipeline":
        options["eta"] = one["eta"]
    if name == "StableDiffusionPipeline":
        options["guidance_rescale"] = values.get("rescale", 0.0)
    if name in ("StableDiffusionPipeline", "LatentConsistencyModelPipeline", "StableDiffusionInpaintPipeline"):
        options |= {"width": size[0], "height": size[1]}
    if one.get("image"):
        options["image"] = picture(*size)
    if one.get("mask"):
        options |= {"mask_image": mask(*size), "strength": one.get("strength", 1.0)}
    elif name == "StableDiffusionImg2ImgPipeline":
        options["strength"] = one["strength"]
    return pipeline(**options).images


def encoded(array: numpy.ndarray) -> str:
    return base64.b64encode(numpy.ascontiguousarray(array).tobytes()).decode()


def without_nothing(one: dict) -> dict:
    return {key: value for key, value in one.items() if value is not None}


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for name, one, off in cases():
        latents = run(one)
        # A run that amplifies rounding errors up to the test's tolerance of 1e-3 could tell nothing.
        exact = run(one, torch.float64)
        uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
        print(f"{uncertainty:.1e} {name}")
        if not uncertainty < 3e-4:
            raise ValueError(f"Rounding alone changes the latents of '{name}' by {uncertainty:.1e}: choose another seed.")
        results.append(
            {
                "name": name,
                "recipe": without_nothing(one),
                "off": without_nothing(off),
                "shape": list(latents.shape),
                "latents": encoded(latents.numpy()),
            }
        )
    other = Image.fromarray(numpy.asarray(picture(64, 64))[::-1, :, ::-1].copy())
    pictures = {
        "picture": picture(64, 64),
        "other picture": other,
        "mask": mask(64, 64),
        "other mask": mask(64, 64).transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    }
    images = {name: encoded(numpy.asarray(image.convert("RGBA"))) for name, image in pictures.items()}
    TARGET.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(result) for result in results)
    (TARGET / "pipelines.json").write_text(f'{{"images": {json.dumps(images)},\n"cases": [\n{lines}\n]}}\n')
    print(len(results), "cases,", (TARGET / "pipelines.json").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
