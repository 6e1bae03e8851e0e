"""DiffEdit as diffusers runs it, with two of its slips put right: for diffedit.py and sdxl_older_pipelines.py.

`generate_mask` takes what `encode_prompt` returns in the wrong order, and the background that is put back after a step belongs to
the noise level before it (the last one keeps some noise for good).
"""

import numpy
import torch
from diffusers.pipelines.deprecated.stable_diffusion_diffedit import StableDiffusionDiffEditPipeline
from PIL import Image


class DiffEdit(StableDiffusionDiffEditPipeline):
    """The pipeline, which notes the picture's latents in `encoded`."""

    encodes_for_mask = False

    def encode_prompt(self, *args, **options):
        positive, negative = super().encode_prompt(*args, **options)
        return (negative, positive) if self.encodes_for_mask else (positive, negative)

    def generate_mask(self, **options):
        self.encodes_for_mask = True
        # The solvers want a list of timesteps, where the pipeline gives one.
        add_noise = type(self.scheduler).add_noise
        self.scheduler.add_noise = lambda clean, noise, at: add_noise(self.scheduler, clean, noise, at.reshape(-1))
        try:
            return super().generate_mask(**options)
        finally:
            self.encodes_for_mask = False

    def prepare_image_latents(self, *args, **options):
        self.encoded = super().prepare_image_latents(*args, **options)
        return self.encoded


def edited(pipeline: DiffEdit, recipe: dict, image: Image.Image, given: numpy.ndarray | None = None) -> dict[str, torch.Tensor]:
    """The mask (1, 1, height, width) that is found or `given` (1, height, width), the inverted latents and the edited ones."""
    values = recipe["guides"][1]["values"]
    negative = recipe["negativePrompt"]
    common = {"num_inference_steps": recipe["steps"], "generator": torch.Generator().manual_seed(recipe["seed"])}
    if given is None:
        given = pipeline.generate_mask(
            image=image,
            target_prompt=recipe["prompt"],
            target_negative_prompt=negative,
            source_prompt=values["source"],
            source_negative_prompt=negative,
            num_maps_per_mask=values["maps"],
            mask_encode_strength=values["noise"],
            mask_thresholding_ratio=2 * values["threshold"],
            guidance_scale=values["guidance"],
            **common,
        )
    path = pipeline.invert(
        prompt=values["source"],
        image=image,
        inpaint_strength=recipe["strength"],
        guidance_scale=values["inversion"],
        negative_prompt=negative,
        **common,
    ).latents
    mask = torch.tensor(given).to(pipeline.unet.dtype)[:, None]
    levels = [*path[0].split(1), pipeline.encoded]

    def align(step: int, _timestep: int, latents: torch.Tensor) -> None:
        latents.add_((levels[step + 1] - levels[step]) * (1 - mask))

    latents = pipeline(
        prompt=recipe["prompt"],
        negative_prompt=negative,
        mask_image=mask,
        image_latents=path,
        inpaint_strength=recipe["strength"],
        guidance_scale=recipe["guides"][0]["values"]["scale"],
        callback=align,
        output_type="latent",
        **common,
    ).images
    return {"mask": mask, "inverted": levels[0], "latents": latents}
