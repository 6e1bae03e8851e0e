"""Draws random checkpoints, schedulers and edits, and runs them in diffusers, for `npm run measure:random`.

    python tools/reference/random_cases.py FOLDER SEED COUNT

Of case 7, FOLDER/7 holds the checkpoint, in a folder of some layout or in one file, `case.json` the recipe, and `latents.npy` and
`exact.npy` what diffusers made of it in float32 and in float64. Options that diffusers itself refuses are drawn anew; cases that
are there stay.
"""

import json
import pathlib
import random
import shutil
import sys
import traceback
import warnings

import diffusers
import numpy
import torch
from checkpoints import autoencoder, rename_keys, text_encoder, tokenizer_of, unet, write_tokenizer_as_version_4
from diffusers.utils import logging
from pipelines import draw_in_float32, mask, picture
from safetensors.torch import save_file
from sdxl_checkpoints import FIRST, second_text_encoder, unit_sized, xl_unet
from single_files import clip_tokenizer, ldm_file, parts_of, widened

PROMPTS = ["a red ball in front of a green house", "a photo of a cat next to a dog", "make the cat blue", "the mushroom is purple", "let it snow"]
FILE_PROMPTS = ["a photo of a cat", "make the cat blue"]
SIZES = [(64, 64), (64, 64), (72, 64), (64, 104), (96, 80)]

SPACED = {"timestep_spacing": ["leading", "trailing", "linspace"], "steps_offset": [0, 1]}
SIGMAS = {"sigmas": [None, None, "karras", "exponential", "beta"]}
SOLVER = SPACED | SIGMAS | {"solver_order": [1, 2], "lower_order_final": [True, False], "final_sigmas_type": ["zero", "sigma_min"]}
ZERO = {"rescale_betas_zero_snr": [False, False, True]}
#: The options of each class that are drawn, beside what it predicts and the noise schedule.
CLASSES: dict[str, dict[str, list]] = {
    "DDIMScheduler": SPACED | ZERO | {"clip_sample": [False], "set_alpha_to_one": [True, False]},
    "DDPMScheduler": SPACED | ZERO | {"clip_sample": [False], "variance_type": ["fixed_small", "fixed_small_log", "fixed_large", "fixed_large_log"]},
    "PNDMScheduler": SPACED | {"skip_prk_steps": [True], "set_alpha_to_one": [True, False]},
    "EulerDiscreteScheduler": SPACED | SIGMAS | ZERO | {"interpolation_type": ["linear", "log_linear"], "final_sigmas_type": ["zero", "sigma_min"]},
    "EulerAncestralDiscreteScheduler": SPACED | ZERO,
    "HeunDiscreteScheduler": SPACED | SIGMAS,
    "DPMSolverMultistepScheduler": SOLVER
    | ZERO
    | {"algorithm_type": ["dpmsolver++", "sde-dpmsolver++"], "solver_type": ["midpoint", "heun"], "euler_at_final": [False, True]},
    "UniPCMultistepScheduler": SOLVER | ZERO | {"solver_order": [1, 2, 3], "solver_type": ["bh1", "bh2"], "predict_x0": [True, False]},
    "LCMScheduler": ZERO | {"original_inference_steps": [20, 50], "timestep_scaling": [10.0, 4.0]},
    "TCDScheduler": ZERO | {"original_inference_steps": [20, 50]},
}
SCHEDULES = [("scaled_linear", 0.00085, 0.012)] * 3 + [("linear", 0.0001, 0.02), ("linear", 0.0015, 0.0195), ("squaredcos_cap_v2", 0.0001, 0.02)]


def scheduler_file(draw: random.Random) -> dict:
    """Leave half of what is the class's own default out, as older files do."""
    name = draw.choice(list(CLASSES))
    kind = getattr(diffusers, name)
    options = {option: draw.choice(values) for option, values in CLASSES[name].items()}
    if spacing := options.pop("sigmas", None):
        options[f"use_{spacing}_sigmas"] = True
    shape, start, end = draw.choice(SCHEDULES)
    options |= {"beta_schedule": shape, "beta_start": start, "beta_end": end}
    options["prediction_type"] = draw.choice(["epsilon", "epsilon", "v_prediction", "sample"])
    if options.get("rescale_betas_zero_snr"):
        # The noisiest step says nothing of the picture by its noise.
        options["prediction_type"] = draw.choice(["v_prediction", "sample"])
    made = {key: value for key, value in kind(**options).config.items() if not key.startswith("_")}
    # Pipelines would correct the offset of a file that is silent.
    told = made if draw.random() < 0.5 else options | {"steps_offset": made.get("steps_offset", 1)}
    return {"_class_name": name, "_diffusers_version": "0.42.0", **told}


def random_unet(draw: random.Random, seed: int, **options: object) -> torch.nn.Module:
    drawn = {
        "layers_per_block": draw.choice([1, 1, 2]),
        "attention_head_dim": draw.choice([2, 4, (1, 2, 2)]),
        "use_linear_projection": draw.random() < 0.4,
        "upcast_attention": draw.random() < 0.3,
        "center_input_sample": draw.random() < 0.2,
        "transformer_layers_per_block": draw.choice([1, 1, 2]),
        "flip_sin_to_cos": draw.random() < 0.8,
        "freq_shift": draw.choice([0, 0, 1]),
    }
    return unet(seed, **(drawn | options))


def folder_parts(draw: random.Random, family: str, seed: int) -> dict:
    channels = {"inpaint": 9, "instruct": 8}.get(family.removeprefix("xl-"), 4)
    if family.startswith("xl"):
        first, second = tokenizer_of(77), tokenizer_of(77, pad_token="!")
        return {
            "tokenizer": first,
            "tokenizer_2": second,
            "text_encoder": unit_sized(text_encoder(first, seed, hidden_size=FIRST, num_attention_heads=2), first),
            "text_encoder_2": second_text_encoder(second, seed + 1),
            "unet": xl_unet(seed + 2, in_channels=channels),
            "vae": autoencoder(seed + 3, force_upcast=True, scaling_factor=0.13025),
        }
    tokens = tokenizer_of(draw.choice([16, 77]))
    return {
        "tokenizer": tokens,
        "text_encoder": text_encoder(tokens, seed, hidden_act=draw.choice(["quick_gelu", "gelu"]), num_hidden_layers=draw.choice([2, 3])),
        "unet": random_unet(draw, seed + 2, in_channels=channels),
        "vae": autoencoder(seed + 3, layers_per_block=draw.choice([1, 2]), mid_block_add_attention=draw.random() < 0.8),
    }


def pipeline_of(family: str, task: str) -> str:
    start = "StableDiffusionXL" if family.startswith("xl") else "StableDiffusion"
    if family.endswith("instruct"):
        return f"{start}InstructPix2PixPipeline"
    return f"{start}{ {'text': '', 'picture': 'Img2Img', 'mask': 'Inpaint'}[task] }Pipeline"


def absent_of(pipeline: type) -> dict:
    if "XL" in pipeline.__name__:
        return {"add_watermarker": False}
    absent: dict[str, object] = {"safety_checker": None, "feature_extractor": None, "requires_safety_checker": False}
    return absent if "Pix2Pix" in pipeline.__name__ else absent | {"image_encoder": None}


def write_folder(draw: random.Random, folder: pathlib.Path, pipeline: type, parts: dict, scheduler: dict) -> str:
    layout = draw.choice(["plain", "float32", "fp16 names", "shards", "older names"])
    made = pipeline(**parts, scheduler=diffusers.DDIMScheduler(), **absent_of(pipeline))
    options = {"fp16 names": {"variant": "fp16"}, "shards": {"max_shard_size": "40KB"}}.get(layout, {})
    made.to(torch.float32 if layout == "float32" else torch.float16).save_pretrained(folder, **options)
    for name in ("tokenizer", "tokenizer_2"):
        if name in parts:
            write_tokenizer_as_version_4(folder / name, parts[name], parts[name].pad_token)
    if layout == "older names":
        rename_keys(folder / "text_encoder" / "model.safetensors", lambda key: f"text_model.{key.removeprefix('text_model.')}")
        older = {".to_q.": ".query.", ".to_k.": ".key.", ".to_v.": ".value.", ".to_out.0.": ".proj_attn."}

        def older_name(key: str) -> str:
            for now, before in older.items():
                key = key.replace(now, before)
            return key

        rename_keys(folder / "vae" / "diffusion_pytorch_model.safetensors", older_name)
    (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps(scheduler, indent=2))
    index = folder / "model_index.json"
    told = json.loads(index.read_text())
    index.write_text(json.dumps(told | {"scheduler": ["diffusers", scheduler["_class_name"]]}, indent=2))
    return layout


FILES: dict[bool, tuple] = {}


def file_parts(draw: random.Random) -> tuple[dict, bool, object]:
    """The two networks of single_files.py, whose topology is the real one."""
    second = draw.random() < 0.5
    if second not in FILES:
        tokens = clip_tokenizer("!" if second else "<|endoftext|>")
        FILES[second] = (parts_of(second, tokens), tokens)
    parts, tokens = FILES[second]
    return dict(parts), second, tokens


def drawn_recipe(draw: random.Random, family: str, task: str, scheduler: dict, prompts: list[str]) -> dict:
    width, height = draw.choice(SIZES)
    if task != "text" and not family.endswith("instruct"):
        width = height = 64
    distilled = scheduler["_class_name"] in ("LCMScheduler", "TCDScheduler")
    recipe = {"version": 1, "prompt": draw.choice(prompts), "steps": draw.randint(2, 4 if distilled else 9), "width": width, "height": height}
    recipe |= {"seed": draw.randrange(2**32), "negativePrompt": draw.choice(["", "", prompts[0]]), "clipSkip": 0, "karrasSigmas": False, "eta": 0}
    if scheduler["_class_name"] == "DDIMScheduler":
        recipe["eta"] = draw.choice([0, 0, 0.5, 1])
    if family.endswith("instruct"):
        values = {"textScale": draw.choice([1, 3, 7.5]), "imageScale": draw.choice([1, 1.5, 2])}
        return recipe | {"image": "picture", "guides": [{"id": "instruct-pix2pix", "values": values, "range": [0, 1]}]}
    values = {"scale": draw.choice([1, 2, 5, 7.5])}
    if task == "text":
        values["rescale"] = draw.choice([0, 0, 0.7])
    if task != "text":
        recipe |= {"image": "picture", "strength": draw.choice([0.4, 0.75, 0.9])}
    if task == "mask":
        recipe |= {"mask": "mask", "strength": draw.choice([0.6, 1])}
    return recipe | {"guides": [{"id": "classifier-free", "values": values, "range": [0, 1]}]}


def run(pipeline, recipe: dict) -> numpy.ndarray:
    draw_in_float32()
    pipeline.set_progress_bar_config(disable=True)
    size = (recipe["width"], recipe["height"])
    values = recipe["guides"][0]["values"]
    # None is what XL has zeros for; an empty text is encoded.
    options = {"prompt": recipe["prompt"], "negative_prompt": recipe["negativePrompt"] or None, "num_inference_steps": recipe["steps"]}
    options |= {"generator": torch.Generator().manual_seed(recipe["seed"]), "output_type": "latent", "eta": recipe["eta"]}
    kind = type(pipeline).__name__
    if "Pix2Pix" in kind:
        options |= {"guidance_scale": values["textScale"], "image_guidance_scale": values["imageScale"], "image": picture(*size)}
    else:
        options["guidance_scale"] = values["scale"]
    if "rescale" in values:
        options["guidance_rescale"] = values["rescale"]
    if "Img2Img" not in kind and kind != "StableDiffusionInstructPix2PixPipeline":
        options |= {"width": size[0], "height": size[1]}
    if "Img2Img" in kind or "Inpaint" in kind:
        options |= {"image": picture(*size), "strength": recipe["strength"]}
    if "Inpaint" in kind:
        options["mask_image"] = mask(*size)
    return pipeline(**options).images.double().numpy()


def write_case(folder: pathlib.Path, draw: random.Random) -> str:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    scheduler = scheduler_file(draw)
    kind = getattr(diffusers, scheduler["_class_name"])
    family = draw.choice(["sd", "sd", "sd", "file", "inpaint", "instruct", "xl", "xl", "xl-inpaint", "xl-instruct"])
    task = {"inpaint": "mask", "instruct": "picture"}.get(family.removeprefix("xl-")) or draw.choice(["text", "text", "picture", "mask"])
    pipeline = getattr(diffusers, pipeline_of(family, task))
    recipe = drawn_recipe(draw, family, task, scheduler, FILE_PROMPTS if family == "file" else PROMPTS)
    found = {}
    if family == "file":
        parts, second, tokens = file_parts(draw)
        if task == "mask" and draw.random() < 0.5:
            parts["unet"] = widened(parts["unet"], 9)
        layout = f"{'2' if second else '1'}.x, {parts['unet'].config.in_channels} channels"
        # A file has no scheduler of its own: the families' usual one.
        prediction = "v_prediction" if second and parts["unet"].config.in_channels == 4 else "epsilon"
        scheduler = {"prediction_type": prediction}
        options = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "clip_sample": False}
        made = diffusers.DDIMScheduler(**options, set_alpha_to_one=False, steps_offset=1, prediction_type=prediction)
        recipe |= {"scheduler": "ddim"}
        told = "v" if prediction == "v_prediction" else "epsilon"
        save_file(ldm_file(parts, second), folder / "checkpoint.safetensors", {"modelspec.prediction_type": told})
        for precision in (torch.float32, torch.float64):
            pipe = pipeline(**parts, tokenizer=tokens, scheduler=made, **absent_of(pipeline))
            found[precision] = run(pipe.to(precision), recipe)
            pipe.to(torch.float32)
    else:
        parts = folder_parts(draw, family, draw.randrange(10**6))
        layout = write_folder(draw, folder / "checkpoint", pipeline, parts, scheduler)
        for precision in (torch.float32, torch.float64):
            names = {"variant": "fp16"} if layout == "fp16 names" else {}
            own = {} if "XL" in pipeline.__name__ else {"safety_checker": None}
            pipe = pipeline.from_pretrained(folder / "checkpoint", torch_dtype=precision, **names, **own)
            assert isinstance(pipe.scheduler, kind)
            found[precision] = run(pipe, recipe)
    latents, exact = found[torch.float32], found[torch.float64]
    if not numpy.isfinite(exact).all():
        raise ValueError("Numbers that are not finite.")
    numpy.save(folder / "latents.npy", latents.astype(numpy.float32))
    numpy.save(folder / "exact.npy", exact.astype(numpy.float32))
    size = (recipe["width"], recipe["height"])
    for name, image in {"picture": picture(*size), "mask": mask(*size)}.items():
        image.convert("RGBA").save(folder / f"{name}.png")
    name = f"{family}, {layout}, {task}, {recipe.get('scheduler') or scheduler['_class_name']}"
    # As a text: `-Infinity` is no JSON.
    (folder / "case.json").write_text(json.dumps({"name": name, "recipe": recipe, "scheduler": json.dumps(scheduler)}, indent=2))
    return name


@torch.no_grad()
def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    torch.set_num_threads(1)
    folder, seed, count = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for at in range(count):
        if (folder / str(at) / "case.json").exists():
            continue
        for again in range(20):
            try:
                name = write_case(folder / str(at), random.Random(f"{seed} {at} {again}"))
                print(at, name, flush=True)
                break
            except Exception as error:
                where = traceback.extract_tb(error.__traceback__)[-1]
                print(f"  drawn anew: {type(error).__name__}: {str(error)[:150]} ({pathlib.Path(where.filename).name}:{where.lineno})", flush=True)
        else:
            raise RuntimeError(f"Nothing drawn for case {at} could be run.")


if __name__ == "__main__":
    main()
