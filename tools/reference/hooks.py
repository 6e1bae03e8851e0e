"""Runs diffusers' pipelines of techniques that this program does not have as guides of its own, on a tiny checkpoint, for
workers/jobs/hooks.test.ts, which writes each as a small guide.

    python tools/reference/hooks.py

- SEGA and Self-Attention Guidance as they are.
- ControlNet with a network that gives fixed residuals: value i of residual k is 0.3 sin(0.7 i + k).
- MultiDiffusion ("panorama") with windows of 8 latent pixels, 4 apart, in place of its fixed 64 and 8.
"""

import json
import warnings

import diffusers
import torch
from diffusers.pipelines.deprecated.semantic_stable_diffusion import SemanticStableDiffusionPipeline
from diffusers.pipelines.deprecated.stable_diffusion_panorama import StableDiffusionPanoramaPipeline
from diffusers.pipelines.deprecated.stable_diffusion_sag import StableDiffusionSAGPipeline
from diffusers.utils import logging
from pipelines import CHECKPOINTS, SCHEDULERS, TARGET, draw_in_float32, encoded

CHECKPOINT = "tiny-vae"
PROMPT = "a tree in the snow"
#: Two concepts, of which the second is removed.
SEGA = {
    "editing_prompt": ["a smiling face", "a green house"],
    "reverse_editing_direction": [False, True],
    "edit_guidance_scale": [5, 4],
    "edit_warmup_steps": [0, 2],
    "edit_cooldown_steps": [99, 3],
    "edit_threshold": [0.6, 0.8],
    "edit_weights": [1.0, 2.0],
    "edit_momentum_scale": 0.3,
    "edit_mom_beta": 0.6,
}


class FixedResiduals(diffusers.ControlNetModel):
    def forward(self, sample, timestep, encoder_hidden_states, controlnet_cond, conditioning_scale=1.0, **_):
        unet = self.reference[0]
        height, width = sample.shape[2:]
        levels = unet.config.block_out_channels
        shapes = [(levels[0], height, width)]
        for level, channels in enumerate(levels):
            shapes += [(channels, height, width)] * unet.config.layers_per_block
            if level + 1 < len(levels):
                height, width = height // 2, width // 2
                shapes.append((channels, height, width))
        shapes.append((levels[-1], height, width))
        residuals = [
            (0.3 * torch.sin(0.7 * torch.arange(c * h * w, dtype=torch.float64) + k)).to(sample.dtype).reshape(1, c, h, w)
            for k, (c, h, w) in enumerate(shapes)
        ]
        repeated = [conditioning_scale * one.repeat(len(sample), 1, 1, 1) for one in residuals]
        return repeated[:-1], repeated[-1]


class SmallWindows(StableDiffusionPanoramaPipeline):
    def get_views(self, panorama_height, panorama_width, window_size=8, stride=4, circular_padding=False):
        return super().get_views(panorama_height, panorama_width, window_size, stride, circular_padding)


def loaded(pipeline: type, scheduler: str, precision: torch.dtype, **parts):
    made = pipeline.from_pretrained(CHECKPOINTS / CHECKPOINT, torch_dtype=precision, safety_checker=None, **parts)
    made.set_progress_bar_config(disable=True)
    usual = {"ddim": {"clip_sample": False}, "pndm": {"skip_prk_steps": True}}.get(scheduler, {})
    made.scheduler = SCHEDULERS[scheduler].from_config(made.scheduler.config, **usual)
    draw_in_float32()
    return made


def settings(width: int = 64, guidance: float = 6.0) -> dict:
    return {
        "prompt": PROMPT,
        "negative_prompt": "",
        "height": 64,
        "width": width,
        "num_inference_steps": 4,
        "guidance_scale": guidance,
        "generator": torch.Generator().manual_seed(11),
        "output_type": "latent",
    }


def sega(precision: torch.dtype, scheduler: str) -> torch.Tensor:
    pipeline = loaded(SemanticStableDiffusionPipeline, scheduler, precision)
    return pipeline(**settings(), **SEGA).images


def self_attention_guidance(precision: torch.dtype, scheduler: str, guidance: float) -> torch.Tensor:
    pipeline = loaded(StableDiffusionSAGPipeline, scheduler, precision, image_encoder=None)
    return pipeline(**settings(guidance=guidance), sag_scale=0.9).images


def control_net(precision: torch.dtype, end: float) -> torch.Tensor:
    unet = diffusers.UNet2DConditionModel.from_pretrained(CHECKPOINTS / CHECKPOINT / "unet", torch_dtype=precision)
    options = {key: unet.config[key] for key in ("block_out_channels", "down_block_types", "norm_num_groups")}
    network = FixedResiduals(**options, cross_attention_dim=unet.config.cross_attention_dim).to(precision)
    network.reference = [unet]
    pipeline = loaded(diffusers.StableDiffusionControlNetPipeline, "ddim", precision, controlnet=network)
    hint = torch.zeros(1, 3, 64, 64)
    options = {"controlnet_conditioning_scale": 0.8, "control_guidance_end": end}
    return pipeline(**settings(), image=hint, **options).images


def multi_diffusion(precision: torch.dtype, scheduler: str) -> torch.Tensor:
    return loaded(SmallWindows, scheduler, precision, image_encoder=None)(**settings(width=96)).images


CASES = {
    "sega, ddim": lambda precision: sega(precision, "ddim"),
    "sega, euler": lambda precision: sega(precision, "euler"),
    "self-attention guidance, ddim": lambda precision: self_attention_guidance(precision, "ddim", 6.0),
    "self-attention guidance, dpm-solver++": lambda precision: self_attention_guidance(precision, "dpm-solver++", 6.0),
    "self-attention guidance alone, ddim": lambda precision: self_attention_guidance(precision, "ddim", 1.0),
    "residuals at all steps": lambda precision: control_net(precision, 1.0),
    "residuals in the first half": lambda precision: control_net(precision, 0.5),
    "two views, ddim": lambda precision: multi_diffusion(precision, "ddim"),
    "two views, dpm-solver++": lambda precision: multi_diffusion(precision, "dpm-solver++"),
    "two views, pndm": lambda precision: multi_diffusion(precision, "pndm"),
}


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for name, run in CASES.items():
        latents, exact = run(torch.float32), run(torch.float64)
        uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
        print(f"{uncertainty:.1e} {name}")
        if not uncertainty < 3e-4:
            raise ValueError(f"Rounding alone changes the latents of '{name}' by {uncertainty:.1e}.")
        results.append({"name": name, "shape": list(latents.shape), "latents": encoded(latents.numpy())})
    (TARGET / "hooks.json").write_text("[\n" + ",\n".join(json.dumps(result) for result in results) + "\n]\n")


if __name__ == "__main__":
    main()
