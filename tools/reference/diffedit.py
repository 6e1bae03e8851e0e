"""Runs diffusers' DiffEdit pipeline on a tiny checkpoint, for workers/guidance/diffedit/diffedit.test.ts.

    python tools/reference/diffedit.py

Two of its slips are put right (corrected_diffedit.py).
"""

import base64
import json
import warnings

import numpy
import torch
from corrected_diffedit import DiffEdit, edited
from diffusers import (
    DDIMInverseScheduler,
    DDIMScheduler,
    DPMSolverMultistepInverseScheduler,
    DPMSolverMultistepScheduler,
)
from diffusers.utils import logging
from pipelines import CHECKPOINTS, TARGET, draw_in_float32, encoded, picture

WRITTEN = TARGET.parents[1] / "guidance" / "fixtures" / "diffedit.json"
SOURCE = "a red ball in front of a green house"
OTHER = "a yellow flower in the snow"


class WithoutDistribution(DiffEdit):
    def prepare_image_latents(self, image, batch_size, dtype, device, generator=None):
        # The tiny autoencoder's latents are no distribution, which the pipeline does not expect.
        self.encoded = self.vae.config.scaling_factor * self.vae.encode(image.to(device, dtype)).latents
        return self.encoded


def case(name: str, prompt=OTHER, strength=0.8, steps=5, width=64, negative="", mask: list[int] | None = None, solver=False, **values):
    values = {"source": SOURCE, "threshold": 1.2, "maps": 3, "noise": 0.5, "guidance": 4, "inversion": 1} | values
    if solver:
        values["inverse"] = "dpm-solver++"
    recipe = {
        "version": 2,
        "checkpoint": "tiny-vae",
        "prompt": prompt,
        "negativePrompt": negative,
        "seed": 11,
        "steps": steps,
        "scheduler": "dpm-solver++" if solver else "ddim",
        "width": width,
        "height": 64,
        "image": "picture",
        "strength": strength,
        "guides": [{"id": "classifier-free", "values": {"scale": 1.6}}, {"id": "diffedit", "values": values}],
    }
    return {"name": name, "recipe": recipe} | ({"given": mask} if mask else {})


BOX = [1 if 2 <= x < 7 and 1 <= y < 6 else 0 for y in range(8) for x in range(8)]
CASES = [
    case("the usual settings"),
    case("another prompt and strength", prompt="make the cat blue", strength=0.75, steps=4),
    case("a mask of one's own", prompt="a blue car", strength=0.6, mask=BOX),
    case("a picture that is not described", source="", prompt="make the cat blue", strength=0.75, steps=4),
    case("another noise level, threshold and number of samples", noise=0.8, threshold=1, maps=5),
    case("guidance on the way back", inversion=1.5),
    case("no guidance where the difference is taken", guidance=1),
    case("a negative prompt", strength=0.4, negative="a black house at night"),
    case("a wide picture", width=96),
    # Deeper, this checkpoint's inversion by the solver amplifies rounding.
    case("the solver's inverse", solver=True, steps=8, strength=0.25),
    case("the solver's inverse in more steps", solver=True, steps=20, strength=0.2),
    case("the solver's inverse with a negative prompt", solver=True, steps=16, strength=0.2, negative="a black house at night"),
]


def run(one: dict, precision: torch.dtype) -> dict[str, torch.Tensor]:
    recipe = one["recipe"]
    options = {"torch_dtype": precision, "safety_checker": None, "inverse_scheduler": None}
    pipeline = WithoutDistribution.from_pretrained(CHECKPOINTS / recipe["checkpoint"], **options)
    pipeline.set_progress_bar_config(disable=True)
    # The inverse knows no other spacing of this checkpoint's.
    usual = {"clip_sample": False, "timestep_spacing": "leading"}
    kinds = (DDIMScheduler, DDIMInverseScheduler)
    if recipe["guides"][1]["values"].get("inverse") == "dpm-solver++":
        kinds = (DPMSolverMultistepScheduler, DPMSolverMultistepInverseScheduler)
    pipeline.scheduler = kinds[0].from_config(pipeline.scheduler.config, **usual)
    pipeline.inverse_scheduler = kinds[1].from_config(pipeline.scheduler.config, **usual)
    draw_in_float32()
    given = numpy.array(one["given"]).reshape(1, 8, 8) if "given" in one else None
    return edited(pipeline, recipe, picture(recipe["width"], recipe["height"]), given)


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for one in CASES:
        values, exact = run(one, torch.float32), run(one, torch.float64)
        for name in ("inverted", "latents"):
            uncertainty = ((values[name] - exact[name]).abs().max() / exact[name].abs().max()).item()
            print(f"{uncertainty:.1e} {one['name']}, {name}")
            if not uncertainty < 3e-4:
                raise ValueError(f"Rounding alone changes '{one['name']}' by {uncertainty:.1e}.")
        if not torch.equal(values["mask"].double(), exact["mask"]):
            raise ValueError(f"Rounding alone changes the mask of '{one['name']}'.")
        size = values["latents"].shape
        print(f"        mask covers {values['mask'].mean():.2f}")
        results.append(
            one
            | {"shape": list(size), "mask": values["mask"].int().flatten().tolist()}
            | {name: encoded(values[name].numpy()) for name in ("inverted", "latents")}
        )
    wide = base64.b64encode(numpy.asarray(picture(96, 64).convert("RGBA")).tobytes()).decode()
    lines = ",\n".join(json.dumps(result) for result in results)
    WRITTEN.write_text(f'{{"wide": "{wide}",\n"cases": [\n{lines}\n]}}\n')
    print(len(results), "cases,", WRITTEN.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
