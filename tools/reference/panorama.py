"""Runs diffusers' panorama pipeline on the tiny checkpoints, for workers/guidance/multidiffusion/multidiffusion.test.ts.

    python tools/reference/panorama.py

Its window of 64 latent pixels and its stride of 8 are fixed; here a case names its own. Widths are such that the last window
ends at the edge, where diffusers leaves no remainder. A circular case also has the decoded picture.
"""

import json
import warnings

import torch
from diffusers.pipelines.deprecated.stable_diffusion_panorama import StableDiffusionPanoramaPipeline
from diffusers.utils import logging
from pipelines import CHECKPOINTS, SCHEDULERS, TARGET, draw_in_float32, encoded

WRITTEN = TARGET.parents[1] / "guidance" / "fixtures" / "panorama.json"


class OwnWindows(StableDiffusionPanoramaPipeline):
    window = 8
    stride = 4

    def get_views(self, panorama_height, panorama_width, circular_padding=False):
        return super().get_views(panorama_height, panorama_width, self.window, self.stride, circular_padding)


def case(name: str, scheduler: str, width: int, height: int = 64, window: int = 64, stride: int = 32, checkpoint="sd1", seed=11, **more):
    recipe = {
        "version": 2,
        "checkpoint": checkpoint,
        "prompt": "a red ball in front of a green house",
        "seed": seed,
        "steps": 3,
        "scheduler": scheduler,
        "width": width,
        "height": height,
    }
    panorama = {"window": window, "stride": stride, "feather": 0, "circular": False} | more
    guides = [{"id": "classifier-free", "values": {"scale": 6}}, {"id": "multidiffusion", "values": panorama}]
    return {"name": name, "recipe": recipe | {"guides": guides}}


CASES = [
    case("three windows, ddim", "ddim", 128),
    case("three windows, dpm-solver++", "dpm-solver++", 128, seed=12),
    case("three windows, pndm", "pndm", 128, checkpoint="tiny-vae"),
    case("windows in rows and columns, euler", "euler", 96, 96),
    case("the smallest stride", "ddim", 96, stride=8),
    case("wide windows", "ddim", 160, 96, window=96, stride=64),
    case("circular, ddim", "ddim", 128, circular=True),
    case("circular, dpm-solver++", "dpm-solver++", 128, stride=16, circular=True),
]


def run(one: dict, precision: torch.dtype) -> tuple[torch.Tensor, torch.Tensor | None]:
    recipe = one["recipe"]
    values = recipe["guides"][1]["values"]
    folder = CHECKPOINTS / recipe["checkpoint"]
    pipeline = OwnWindows.from_pretrained(folder, torch_dtype=precision, safety_checker=None, image_encoder=None)
    pipeline.set_progress_bar_config(disable=True)
    usual = {"ddim": {"clip_sample": False}, "pndm": {"skip_prk_steps": True}}.get(recipe["scheduler"], {})
    pipeline.scheduler = SCHEDULERS[recipe["scheduler"]].from_config(pipeline.scheduler.config, **usual)
    draw_in_float32()
    pipeline.window, pipeline.stride = values["window"] // 8, values["stride"] // 8
    latents = pipeline(
        prompt=recipe["prompt"],
        negative_prompt="",
        height=recipe["height"],
        width=recipe["width"],
        num_inference_steps=recipe["steps"],
        guidance_scale=recipe["guides"][0]["values"]["scale"],
        generator=torch.Generator().manual_seed(recipe["seed"]),
        circular_padding=values["circular"],
        output_type="latent",
    ).images
    return latents, pipeline.decode_latents_with_padding(latents) if values["circular"] else None


@torch.no_grad()
def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for one in CASES:
        (latents, picture), (exact, _) = run(one, torch.float32), run(one, torch.float64)
        uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
        print(f"{uncertainty:.1e} {one['name']}")
        if not uncertainty < 3e-4:
            raise ValueError(f"Rounding alone changes the latents of '{one['name']}' by {uncertainty:.1e}.")
        result = one | {"shape": list(latents.shape), "latents": encoded(latents.numpy())}
        if picture is not None:
            # Half precision is enough for a picture in [-1, 1], and half as long.
            result["picture"] = {"shape": list(picture.shape), "halves": encoded(picture.half().numpy())}
        results.append(result)
    WRITTEN.write_text("[\n" + ",\n".join(json.dumps(result) for result in results) + "\n]\n")
    print(len(results), "cases,", WRITTEN.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
