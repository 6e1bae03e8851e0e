"""Runs diffusers' Pix2Pix Zero pipeline on tiny checkpoints, for workers/jobs/pix2PixZero.test.ts.

    python tools/reference/pix2pix_zero.py

diffusers gives the sampler the latents as the UNet sees them, which is wrong for samplers in sigma space (Euler). There, and as a
check of itself for DDIM, the paper's algorithm is written out: what is moved is what the UNet sees.
"""

import json
import warnings

import diffusers
import numpy
import torch
from diffusers.pipelines.deprecated.stable_diffusion_variants import pipeline_stable_diffusion_pix2pix_zero as module
from diffusers.utils import logging
from PIL import Image
from pipelines import CHECKPOINTS, SCHEDULERS, TARGET, draw_in_float32, encoded

PROMPT = "a red ball and a blue car"
SOURCE = ["a red ball", "the ball in the snow", "a ball is next to a house"]
TARGET_SENTENCES = ["a black cat", "the cat in the snow", "a cat is next to a house"]
STEPS = 4
# The amplified attention has gradients that are far larger than those of a trained network.
AMOUNT = {"tiny-vae": 0.01, "sd2": 0.1}
GUIDANCE = 4.0
# Of latents as small as these, 256 numbers, the usual 20 would drive the noise out of all bounds.
LAMBDA = 5.0


def loaded(checkpoint: str, scheduler: str, precision: torch.dtype, **further: object):
    parts = dict.fromkeys(("safety_checker", "feature_extractor", "caption_generator", "caption_processor"))
    folder = CHECKPOINTS / checkpoint
    made = module.StableDiffusionPix2PixZeroPipeline.from_pretrained(
        folder,
        torch_dtype=precision,
        inverse_scheduler=None,
        requires_safety_checker=False,
        **parts,
    )
    made.set_progress_bar_config(disable=True)
    usual = {"ddim": {"clip_sample": False}}.get(scheduler, {})
    made.scheduler = SCHEDULERS[scheduler].from_config(made.scheduler.config, **usual, **further)
    if further:
        made.inverse_scheduler = diffusers.DDIMInverseScheduler.from_config(made.scheduler.config, **usual, **further)
    draw_in_float32()
    return made


def embeds(pipeline):
    return pipeline.get_embeds(SOURCE), pipeline.get_embeds(TARGET_SENTENCES)


def by_diffusers(precision: torch.dtype, scheduler: str, checkpoint: str = "tiny-vae") -> torch.Tensor:
    return edited(loaded(checkpoint, scheduler, precision), checkpoint)


def edited(pipeline, checkpoint: str, **further: object) -> torch.Tensor:
    source, target = embeds(pipeline)
    return pipeline(
        prompt=PROMPT,
        negative_prompt="",
        source_embeds=source,
        target_embeds=target,
        height=64,
        width=64,
        num_inference_steps=STEPS,
        guidance_scale=GUIDANCE,
        cross_attention_guidance_amount=AMOUNT[checkpoint],
        generator=torch.Generator().manual_seed(11),
        output_type="latent",
        **further,
    ).images


def picture() -> Image.Image:
    """Smooth colours: value k of channel c at (x, y) is 127.5 + 100 sin(x / 9 + c) cos(y / 7)."""
    y, x = numpy.mgrid[0:64, 0:64]
    channels = [127.5 + 100 * numpy.sin(x / 9 + c) * numpy.cos(y / 7) for c in range(3)]
    return Image.fromarray(numpy.stack(channels, -1).round().astype(numpy.uint8))


def inverted(precision: torch.dtype, edit: bool) -> torch.Tensor:
    # The inverse knows no other spacing of this checkpoint's.
    pipeline = loaded("tiny-vae", "ddim", precision, timestep_spacing="leading")
    # The pipeline knows no autoencoder whose latents have no variance; it takes latents in a picture's place.
    pixels = torch.tensor(numpy.asarray(picture())).permute(2, 0, 1)[None].to(precision) / 127.5 - 1
    with torch.no_grad():
        clean = pipeline.vae.encode(pixels).latents * pipeline.vae.config.scaling_factor
    result = pipeline.invert(
        PROMPT,
        image=clean,
        num_inference_steps=STEPS,
        guidance_scale=1,
        generator=torch.Generator().manual_seed(11),
        lambda_auto_corr=LAMBDA,
        lambda_kl=LAMBDA,
        output_type="np",
    ).latents
    return edited(pipeline, "tiny-vae", latents=result) if edit else result


@torch.no_grad()
def by_the_paper(precision: torch.dtype, scheduler: str) -> torch.Tensor:
    pipeline = loaded("tiny-vae", scheduler, precision)
    source, target = embeds(pipeline)
    cond, uncond = pipeline.encode_prompt(PROMPT, "cpu", 1, True, "")
    texts = torch.cat([uncond, cond])
    changed = torch.cat([uncond, cond + target - source])
    unet = module.prepare_unet(pipeline.unet)
    steps = pipeline.scheduler
    noise = torch.randn(1, 4, 8, 8, generator=torch.Generator().manual_seed(11)).to(precision)

    def noise_of(z, t, texts, **attention):
        return unet(z, t, encoder_hidden_states=texts, cross_attention_kwargs={"timestep": None} | attention).sample

    def guided(pair):
        none, text = pair.chunk(2)
        return none + GUIDANCE * (text - none)

    steps.set_timesteps(STEPS)
    x = noise * steps.init_noise_sigma
    for t in steps.timesteps:
        z = steps.scale_model_input(torch.cat([x] * 2), t)
        x = steps.step(guided(noise_of(z, t, texts, timestep=t)), t, x).prev_sample
    steps.set_timesteps(STEPS)
    x = noise * steps.init_noise_sigma
    for t in steps.timesteps:
        scale = steps.scale_model_input(torch.ones_like(x), t).flatten()[0]
        with torch.enable_grad():
            z = (scale * torch.cat([x] * 2)).requires_grad_()
            loss = module.Pix2PixZeroL2Loss()
            noise_of(z, t, changed, timestep=t, loss=loss)
            (slope,) = torch.autograd.grad(loss.loss, z)
        z = (z - AMOUNT["tiny-vae"] * slope).detach()
        x = z.chunk(2)[0] / scale
        x = steps.step(guided(noise_of(z, t, changed)), t, x).prev_sample
    return x


CASES = {
    "ddim": lambda precision: by_diffusers(precision, "ddim"),
    "dpm-solver++": lambda precision: by_diffusers(precision, "dpm-solver++"),
    "v-prediction": lambda precision: by_diffusers(precision, "ddim", "sd2"),
    "the paper's, ddim": lambda precision: by_the_paper(precision, "ddim"),
    "euler": lambda precision: by_the_paper(precision, "euler"),
    "inverted": lambda precision: inverted(precision, edit=False),
    "inverted and edited": lambda precision: inverted(precision, edit=True),
}


def regularisation() -> dict:
    """Gradients of both losses for noise of an odd size, with the rolls that are drawn."""
    pipeline = module.StableDiffusionPix2PixZeroPipeline
    noise = (1.2 * torch.randn(1, 2, 17, 21, generator=torch.Generator().manual_seed(5)).double() + 0.1).requires_grad_()
    generator = torch.Generator().manual_seed(6)
    (correlation,) = torch.autograd.grad(pipeline.auto_corr_loss(None, noise, generator), noise)
    (divergence,) = torch.autograd.grad(pipeline.kl_divergence(None, noise), noise)
    lists = {"noise": noise, "autoCorrelation": correlation, "divergence": divergence}
    return {"shape": list(noise.shape)} | {key: encoded(value.detach().numpy()) for key, value in lists.items()}


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for name, run in CASES.items():
        latents, exact = run(torch.float32), run(torch.float64)
        uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
        print(f"{uncertainty:.1e} {name}: largest {exact.abs().max():.2f}")
        results.append({"name": name, "shape": list(latents.shape), "latents": encoded(latents.float().numpy())})
    written = {"regularisation": regularisation(), "cases": results}
    (TARGET / "pix2PixZero.json").write_text(json.dumps(written, indent=0) + "\n")


if __name__ == "__main__":
    main()
