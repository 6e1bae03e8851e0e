"""Runs diffusers' Attend-and-Excite pipeline on a tiny checkpoint, for workers/jobs/attendAndExcite.test.ts.

    python tools/reference/attend_and_excite.py

diffusers gives its gradient pass latents that are not scaled, which is wrong for samplers in sigma space (Euler). There, and as a
check of itself for DDIM, the paper's algorithm 1 is written out: the gradient is that with respect to what the UNet sees.
"""

import json
import warnings
from typing import ClassVar

import torch
from diffusers.pipelines.deprecated.stable_diffusion_attend_and_excite import StableDiffusionAttendAndExcitePipeline
from diffusers.utils import logging
from hooks import loaded
from pipelines import TARGET, encoded

PROMPT = "a red ball and a blue car"
WORDS = [3, 7]
STEPS = 4
# The first is reached after some moves, the second never.
GOALS = {0: 0.0035, 1: 0.98}
UNTIL = 2
STRENGTH = 40.0


class Observed(StableDiffusionAttendAndExcitePipeline):
    """Notes every loss at which the latents are moved."""

    losses: ClassVar[list[float]] = []

    @staticmethod
    def _compute_loss(max_attention_per_index):
        loss = StableDiffusionAttendAndExcitePipeline._compute_loss(max_attention_per_index)
        Observed.losses.append(float(loss))
        return loss


def settings(width: int) -> dict:
    return {
        "prompt": PROMPT,
        "negative_prompt": "",
        "height": 64,
        "width": width,
        "num_inference_steps": STEPS,
        "guidance_scale": 6.0,
        "generator": torch.Generator().manual_seed(11),
        "output_type": "latent",
    }


def by_diffusers(precision: torch.dtype, scheduler: str, width: int) -> torch.Tensor:
    pipeline = loaded(Observed, scheduler, precision)
    options = {"token_indices": WORDS, "thresholds": GOALS, "max_iter_to_alter": UNTIL, "scale_factor": STRENGTH}
    return pipeline(**settings(width), **options, attn_res=(8, width // 8)).images


@torch.no_grad()
def by_the_paper(precision: torch.dtype, scheduler: str, width: int) -> torch.Tensor:
    pipeline = loaded(Observed, scheduler, precision)
    unet, steps = pipeline.unet, pipeline.scheduler
    cond, uncond = pipeline.encode_prompt(PROMPT, "cpu", 1, True, "")
    steps.set_timesteps(STEPS)
    generator = torch.Generator().manual_seed(11)
    x = torch.randn(1, 4, 8, width // 8, generator=generator).to(precision) * steps.init_noise_sigma
    from diffusers.pipelines.deprecated.stable_diffusion_attend_and_excite import (
        pipeline_stable_diffusion_attend_and_excite as module,
    )

    pipeline.attention_store = module.AttentionStore((8, width // 8))
    pipeline.register_attention_control()
    for i, t in enumerate(steps.timesteps):
        # A scheduler in sigma space has to be asked once a step, before which it does not know where it is.
        scale = (steps.scale_model_input(torch.ones_like(x), t)).flatten()[0]
        eta = STRENGTH * (1 - 0.5 * i / (STEPS - 1)) ** 0.5

        def look(z):
            with torch.enable_grad():
                z = z.detach().requires_grad_()
                unet(z, t, encoder_hidden_states=cond)
                loss = pipeline._compute_loss(pipeline._aggregate_and_get_max_attention_per_token(WORDS))
                return loss.item(), torch.autograd.grad(loss, z)[0]

        if i < UNTIL or i in GOALS:
            loss, slope = look(scale * x)
            target = 1 - GOALS.get(i, 0)
            if i in GOALS and loss > target:
                for _ in range(20):
                    before = loss
                    x = x - eta * slope / scale
                    loss, slope = look(scale * x)
                    if before <= target:
                        break
            if i < UNTIL:
                x = x - eta * slope / scale
        z = torch.cat([scale * x] * 2)
        none, text = unet(z, t, encoder_hidden_states=torch.cat([uncond, cond])).sample.chunk(2)
        x = steps.step(none + 6.0 * (text - none), t, x).prev_sample
    return x


CASES = {
    "ddim": lambda precision: by_diffusers(precision, "ddim", 64),
    "ddim, wide": lambda precision: by_diffusers(precision, "ddim", 96),
    "dpm-solver++": lambda precision: by_diffusers(precision, "dpm-solver++", 64),
    "the paper's, ddim": lambda precision: by_the_paper(precision, "ddim", 64),
    "euler": lambda precision: by_the_paper(precision, "euler", 64),
}


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for name, run in CASES.items():
        Observed.losses.clear()
        latents = run(torch.float32)
        losses = list(Observed.losses)
        exact = run(torch.float64)
        uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
        print(f"{uncertainty:.1e} {name}: {len(losses)} losses, {losses[0]:.4f} to {losses[-1]:.4f}", losses)
        if not uncertainty < 3e-4:
            raise ValueError(f"Rounding alone changes the latents of '{name}' by {uncertainty:.1e}.")
        results.append({"name": name, "losses": losses, "shape": list(latents.shape), "latents": encoded(latents.numpy())})
    (TARGET / "attendAndExcite.json").write_text("[\n" + ",\n".join(json.dumps(one) for one in results) + "\n]\n")


if __name__ == "__main__":
    main()
