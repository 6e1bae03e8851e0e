"""Runs diffusers' inverse of DDIM and then its SEGA on the noise, on a tiny checkpoint, for workers/guidance/ddim-inversion/ddimInversion.test.ts.

python tools/reference/ddim_inversion.py
"""

import json
import warnings

import torch
from diffusers import DDIMInverseScheduler, DDIMScheduler
from diffusers.pipelines.deprecated.semantic_stable_diffusion import SemanticStableDiffusionPipeline
from diffusers.utils import logging
from pipelines import CHECKPOINTS, TARGET, draw_in_float32, encoded, picture

WRITTEN = TARGET.parents[1] / "guidance" / "fixtures" / "ddimInversion.json"
PROMPT = "a red ball in front of a green house"
STEPS = 3


@torch.no_grad()
def run(precision: torch.dtype, concept: bool) -> dict[str, torch.Tensor]:
    """Invert the picture with the prompt as its caption and no guidance, and denoise it with SEGA or without."""
    pipeline = SemanticStableDiffusionPipeline.from_pretrained(CHECKPOINTS / "tiny-vae", torch_dtype=precision, safety_checker=None)
    pipeline.set_progress_bar_config(disable=True)
    draw_in_float32()
    config = {**pipeline.scheduler.config, "clip_sample": False, "timestep_spacing": "leading"}
    pipeline.scheduler = DDIMScheduler.from_config(config)
    inverse = DDIMInverseScheduler.from_config(config)
    ids = pipeline.tokenizer(PROMPT, padding="max_length", truncation=True, return_tensors="pt").input_ids
    text = pipeline.text_encoder(ids)[0]
    image = pipeline.image_processor.preprocess(picture(64, 64)).to(precision)
    latents = pipeline.vae.config.scaling_factor * pipeline.vae.encode(image).latents
    inverse.set_timesteps(STEPS)
    for t in inverse.timesteps:
        latents = inverse.step(pipeline.unet(latents, t, encoder_hidden_states=text).sample, t, latents).prev_sample
    options = {"editing_prompt": ["a smiling face"], "edit_guidance_scale": [5], "edit_threshold": [0.6], "edit_warmup_steps": [0]}
    result = pipeline(
        PROMPT,
        64,
        64,
        num_inference_steps=STEPS,
        guidance_scale=1.5,
        latents=latents,
        output_type="latent",
        **(options if concept else {}),
    ).images
    return {"noise": latents, "result": result}


def main() -> None:
    """Write the noise and the results, once rounding alone changes little."""
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    written = {}
    for name, concept in (("plain", False), ("concept", True)):
        found, exact = (run(precision, concept) for precision in (torch.float32, torch.float64))
        for part, latents in found.items():
            uncertainty = ((latents - exact[part]).abs().max() / exact[part].abs().max()).item()
            print(f"{uncertainty:.1e} {name}, {part}")
            if not uncertainty < 3e-4:
                raise ValueError(f"Rounding alone changes the {part} of '{name}' by {uncertainty:.1e}.")
            written[f"{name} {part}"] = encoded(latents.numpy())
    WRITTEN.write_text(json.dumps(written) + "\n")


if __name__ == "__main__":
    main()
