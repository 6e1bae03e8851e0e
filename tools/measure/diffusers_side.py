"""diffusers' side of `npm run measure`: runs the calls that a JSON file lists, each with its own seed, on one thread.

    python -m tools.measure.diffusers_side CALLS.json

A call is {pipeline, checkpoint, seed, arguments, pictures, networks, file}: the pipeline's class is made from the checkpoint and the
networks, called with the arguments and the pictures, and its picture written to the file. `SPECIAL` has the pipelines that need more.
"""

import copy
import inspect
import json
import sys
import textwrap
import warnings
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import diffusers
import numpy as np
import torch
from diffusers.pipelines import deprecated
from diffusers.pipelines.deprecated.stable_diffusion_panorama import (
    StableDiffusionPanoramaPipeline,
)
from diffusers.pipelines.deprecated.stable_diffusion_variants.pipeline_stable_diffusion_model_editing import (
    StableDiffusionModelEditingPipeline,
)
from PIL import Image

MODELS = Path(__file__).parents[2] / "public" / "models"

Arguments = dict[str, Any]
Run = Callable[[Any, Arguments], Image.Image]


class OwnWindows(StableDiffusionPanoramaPipeline):
    """Its windows are 64 latent pixels wide, which is more than all of Toyland; here they are the checkpoint's size."""

    window, stride = 16, 4

    def get_views(self, panorama_height, panorama_width, window_size=64, stride=8, circular_padding=False):
        """Cut a canvas into its windows."""
        return super().get_views(panorama_height, panorama_width, self.window, self.stride, circular_padding)


def plainly(pipeline: Any, arguments: Arguments) -> Image.Image:
    """Make the picture of one call."""
    return pipeline(**arguments).images[0]


def from_depth(pipeline: Any, arguments: Arguments) -> Image.Image:
    """Depth as numbers, and the run begun from noise.

    The pipeline knows only the start from a picture: at a strength of 1 it leaves a tenth of that, and draws the picture's latents
    before the noise, which then is another one than the seed's first.
    """
    depth = np.asarray(arguments["depth_map"].convert("L"), np.float32)[None] / 255
    width, height = arguments["depth_map"].size
    noise = torch.randn(1, 4, height // 8, width // 8, generator=arguments["generator"])
    pipeline.prepare_latents = lambda *_, **__: noise * pipeline.scheduler.init_noise_sigma
    return plainly(pipeline, arguments | {"image": Image.new("RGB", (width, height)), "depth_map": torch.from_numpy(depth)})


def adapted(pipeline: Any, arguments: Arguments) -> Image.Image:
    """A hint of as many channels as the adapter takes."""
    mode = "L" if pipeline.adapter.config.in_channels == 1 else "RGB"
    return plainly(pipeline, arguments | {"image": arguments["image"].convert(mode)})


def edited(pipeline: Any, arguments: Arguments) -> Image.Image:
    """Change a model by TIME on all cross-attention, and make a picture with it.

    The pipeline's own list of layers is empty since diffusers renamed them, and it takes 77 positions for granted.
    """
    if not pipeline.ca_clip_layers:
        layers = [module for name, module in pipeline.unet.named_modules() if name.endswith("attn2")]
        pipeline.ca_clip_layers = layers
        pipeline.projection_matrices = [layer.to_v for layer in layers] + [layer.to_k for layer in layers]
        pipeline.og_matrices = [copy.deepcopy(matrix) for matrix in pipeline.projection_matrices]
    rest = dict(arguments)
    source, destination, keep = (rest.pop(name) for name in ("from", "to", "keep"))
    _edit_of(pipeline.tokenizer.model_max_length)(pipeline, source, destination, lamb=keep, restart_params=True)
    return plainly(pipeline, rest)


def excited(pipeline: Any, arguments: Arguments) -> Image.Image:
    """Make a picture by Attend-and-Excite, its tokens those of words, its thresholds a list of pairs."""
    rest = dict(arguments)
    words = rest.pop("words")
    tokens = [pipeline.tokenizer.decode(token) for token in pipeline.tokenizer(rest["prompt"]).input_ids]
    rest["token_indices"] = [at for at, token in enumerate(tokens) if token.strip() in words]
    return plainly(pipeline, rest | {"thresholds": {int(step): least for step, least in rest["thresholds"]}})


@cache
def _edit_of(positions: int) -> Callable[..., None]:
    """Rewrite the pipeline's `edit_model` for text encoders of this length."""
    source = textwrap.dedent(inspect.getsource(StableDiffusionModelEditingPipeline.edit_model))
    names = dict(vars(inspect.getmodule(StableDiffusionModelEditingPipeline)))
    exec(source.replace("77", str(positions)).replace("76", str(positions - 1)), names)
    return names["edit_model"]


def found_and_replaced(pipeline: Any, arguments: Arguments) -> Image.Image:
    """DiffEdit's three calls."""
    steps, generator = arguments["num_inference_steps"], arguments["generator"]
    pipeline.inverse_scheduler = diffusers.DDIMInverseScheduler.from_config(pipeline.scheduler.config)
    mask = pipeline.generate_mask(
        image=arguments["image"],
        source_prompt=arguments["source"],
        target_prompt=arguments["prompt"],
        num_maps_per_mask=arguments["maps"],
        mask_encode_strength=arguments["noise"],
        # Clamped at this many averages, then cut at half of it.
        mask_thresholding_ratio=2 * arguments["threshold"],
        guidance_scale=arguments["guidance"],
        num_inference_steps=steps,
        generator=generator,
    )
    inverted = pipeline.invert(
        prompt=arguments["source"],
        image=arguments["image"],
        inpaint_strength=arguments["strength"],
        guidance_scale=1.0,
        num_inference_steps=steps,
        generator=generator,
    ).latents
    return pipeline(
        prompt=arguments["prompt"],
        mask_image=mask,
        image_latents=inverted,
        inpaint_strength=arguments["strength"],
        guidance_scale=arguments["guidance_scale"],
        num_inference_steps=steps,
        generator=generator,
    ).images[0]


def turned_into(pipeline: Any, arguments: Arguments) -> Image.Image:
    """Pix2Pix Zero, on a picture that is turned into noise first, or from noise; `source` and `target` are sentences about each concept."""
    rest = dict(arguments)
    source, target = (pipeline.get_embeds(rest.pop(name)) for name in ("source", "target"))
    change, picture = rest.pop("change"), rest.pop("image", None)
    if picture:
        pipeline.inverse_scheduler = diffusers.DDIMInverseScheduler.from_config(pipeline.scheduler.config)
        steps = {name: rest[name] for name in ("num_inference_steps", "generator")}
        rest["latents"] = pipeline.invert(rest["prompt"], image=picture, guidance_scale=1, **steps).latents
    return plainly(pipeline, rest | {"source_embeds": source, "target_embeds": source + change * (target - source)})


CLASSES: dict[str, type] = {"OwnWindows": OwnWindows}
SPECIAL: dict[str, Run] = {
    "StableDiffusionDepth2ImgPipeline": from_depth,
    "StableDiffusionAdapterPipeline": adapted,
    "StableDiffusionAttendAndExcitePipeline": excited,
    "StableDiffusionModelEditingPipeline": edited,
    "StableDiffusionDiffEditPipeline": found_and_replaced,
    "StableDiffusionPix2PixZeroPipeline": turned_into,
}

#: Parts that a pipeline has and Toyland's checkpoints lack; what else it needs is made where it is called.
LEFT_OUT = {
    "StableDiffusionDepth2ImgPipeline": ("depth_estimator", "feature_extractor"),
    "StableDiffusionDiffEditPipeline": ("safety_checker", "inverse_scheduler"),
    "StableDiffusionPix2PixZeroPipeline": ("safety_checker", "inverse_scheduler", "caption_generator", "caption_processor"),
}


@cache
def load(name: str, checkpoint: str, networks: tuple[tuple[str, str, str], ...]) -> Any:
    """Load the pipeline, with DDIM as the checkpoint configures it, in single precision."""
    kind = CLASSES.get(name) or getattr(diffusers, name, None) or getattr(deprecated, name)
    left_out = dict.fromkeys(LEFT_OUT.get(name, ("safety_checker",)))
    parts = {part: getattr(diffusers, model).from_pretrained(MODELS / folder, low_cpu_mem_usage=False) for part, model, folder in networks}
    pipeline = kind.from_pretrained(MODELS / checkpoint, torch_dtype=torch.float32, low_cpu_mem_usage=False, **left_out, **parts)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline


def run(call: dict[str, Any]) -> Image.Image:
    """Load what a call needs, and make its picture."""
    pipeline = load(call["pipeline"], call["checkpoint"], tuple(sorted(tuple(network) for network in call.get("networks", []))))
    pictures = {name: Image.open(path).convert("RGB") for name, path in call["pictures"].items()}
    generator = torch.Generator().manual_seed(call["seed"])
    arguments = call["arguments"] | pictures | {"generator": generator}
    return SPECIAL.get(call["pipeline"], plainly)(pipeline, arguments)


def main() -> None:
    """Run every call of the file."""
    warnings.filterwarnings("ignore")
    diffusers.utils.logging.set_verbosity_error()
    diffusers.utils.logging.disable_progress_bar()
    torch.set_num_threads(1)
    for call in json.loads(Path(sys.argv[1]).read_text()):
        save(run(call), Path(call["file"]))


def save(picture: Image.Image, file: Path) -> None:
    """Write a picture whole or not at all: one that is there is not made again."""
    unfinished = file.with_name(f"{file.name}.unfinished")
    picture.save(unfinished, "PNG")
    unfinished.replace(file)


if __name__ == "__main__":
    main()
