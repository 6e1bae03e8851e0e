import type { DiffusersPart } from '../../../src/shared/diffusersPart'

export const diffusers: DiffusersPart = {
  pipelines: () => ['StableDiffusionDiffEditPipeline'],
  start: 'picture',
  imports: [
    'import numpy as np',
    'from diffusers.pipelines.deprecated.stable_diffusion_diffedit import StableDiffusionDiffEditPipeline',
  ],
  // Two slips of the pipeline are put right: it takes the texts of its mask in the wrong order, and the background that it puts back
  // after a step belongs to the noise level before that step.
  functions: `
class DiffEdit(StableDiffusionDiffEditPipeline):
    """diffusers' pipeline with the texts of its mask in their right order, which notes the picture's latents."""

    swapped = False

    def encode_prompt(self, *args, **options):
        positive, negative = super().encode_prompt(*args, **options)
        return (negative, positive) if self.swapped else (positive, negative)

    def generate_mask(self, **options):
        self.swapped = True
        add_noise = type(self.scheduler).add_noise
        self.scheduler.add_noise = lambda clean, noise, at: add_noise(self.scheduler, clean, noise, at.reshape(-1))
        try:
            return super().generate_mask(**options)
        finally:
            self.swapped = False

    def prepare_image_latents(self, image, batch_size, dtype, device, generator=None):
        encoded = self.vae.encode(image.to(device, dtype))
        mean = encoded.latents if hasattr(encoded, "latents") else encoded.latent_dist.sample(generator)
        self.encoded = self.vae.config.scaling_factor * mean
        return self.encoded


def faded(mask: Image.Image, rim: int) -> np.ndarray:
    """1 in the mask, and around it ever less over so many pixels."""
    inside = np.asarray(mask) > 127
    height, width = inside.shape
    around = np.pad(inside, rim)
    share = np.zeros(inside.shape)
    for down in range(-rim, rim + 1):
        for right in range(-rim, rim + 1):
            distance = np.hypot(down, right)
            if distance <= rim:
                moved = around[rim + down : rim + down + height, rim + right : rim + right + width]
                share = np.maximum(share, (1 - distance / (rim + 1)) * moved)
    return share**2 * (3 - 2 * share)


def find_and_replace(pipe: diffusers.DiffusionPipeline, recipe: dict, values: dict, call: dict) -> Image.Image:
    """DiffEdit (Couairon et al. 2022): find the mask, invert the picture, denoise with the new text inside of the mask."""
    pipe.__class__ = DiffEdit
    inverse = diffusers.DPMSolverMultistepInverseScheduler if values["inverse"] == "dpm-solver++" else diffusers.DDIMInverseScheduler
    pipe.inverse_scheduler = inverse.from_config(pipe.scheduler.config)
    negative, strength = recipe["negativePrompt"], recipe.get("strength", 0.8)
    common = {"num_inference_steps": recipe["steps"], "generator": call["generator"]}
    if values["mask"]:
        small = picture(values["mask"], recipe).convert("L").resize((recipe["width"] // 8, recipe["height"] // 8), Image.Resampling.BOX)
        mask = (np.asarray(small)[None] > 127).astype(np.float32)
    else:
        mask = pipe.generate_mask(
            image=call["image"],
            target_prompt=recipe["prompt"],
            target_negative_prompt=negative,
            source_prompt=values["source"],
            source_negative_prompt=negative,
            num_maps_per_mask=values["maps"],
            mask_encode_strength=values["noise"],
            # Clamped at this many averages, then cut at half of it.
            mask_thresholding_ratio=2 * values["threshold"],
            # It scales the differences and their average alike.
            guidance_scale=1,
            **common,
        )
    path = pipe.invert(
        prompt=values["source"],
        negative_prompt=negative,
        image=call["image"],
        inpaint_strength=strength,
        guidance_scale=values["inversion"],
        **common,
    ).latents
    mask = torch.tensor(mask)[:, None]
    levels = [*path[0].split(1), pipe.encoded]

    def align(step: int, timestep: int, latents: torch.Tensor) -> None:
        latents.add_((levels[step + 1] - levels[step]) * (1 - mask))

    edited = pipe(
        prompt=recipe["prompt"],
        negative_prompt=negative,
        mask_image=mask,
        image_latents=path,
        inpaint_strength=strength,
        guidance_scale=call["guidance_scale"],
        callback=align,
        **common,
    ).images[0]
    found = Image.fromarray((255 * mask[0, 0].numpy()).astype(np.uint8)).resize(edited.size, Image.Resampling.NEAREST)
    share = faded(found, values["margin"] * edited.width // mask.shape[-1])
    before, after = (np.asarray(one, np.float64) for one in (call["image"], edited))
    return Image.fromarray(np.round(before + share[:, :, None] * (after - before)).astype(np.uint8))`,
  load: `
parts["inverse_scheduler"] = None`,
  run: `
image = find_and_replace(pipe, recipe, uses[0]["values"], call)`,
}
