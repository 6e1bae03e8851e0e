"""Denoises with two and three guides at once, for which diffusers has no pipelines, in a loop written by hand over its networks, for
workers/jobs/combinations.test.ts.

    python tools/reference/combinations.py

Each technique is written once, by its paper: classifier-free guidance or InstructPix2Pix, ControlNets, T2I-Adapters, SEGA,
Self-Attention Guidance, regions, windows (MultiDiffusion), Model Editing, compel's weights. The sampler is DDIM, which is linear in the noise:
the weighted mean of what several views predict is as good as the mean of their steps.
"""

import json
import sys
import warnings

import diffusers
import numpy
import torch
from control_pipelines import NETWORKS, PICTURES, adapter, as_tensor, control, hint_of, lines
from diffusers.pipelines.deprecated.stable_diffusion_sag.pipeline_stable_diffusion_sag import (
    CrossAttnStoreProcessor,
    StableDiffusionSAGPipeline,
)
from diffusers.utils import logging
from pipelines import CHECKPOINTS, TARGET, draw_in_float32, encoded
from regions import strongest
from text_guides import Texts, edit

PROMPT = "a red ball in front of a green house"
SEGA = {
    "id": "sega",
    "values": {"concepts": [{"concept": "a smiling face", "strength": 4, "threshold": 0.7, "warmUp": 0}], "momentum": 0.3, "momentumDecay": 0.6},
}
SAG = {"id": "self-attention-guidance", "values": {"scale": 0.9}}
TIME = {"id": "model-editing", "values": {"edits": [{"from": "a ball", "to": "a green ball"}], "keep": 0.1}}
WINDOWS = {"id": "multidiffusion", "values": {"window": 64, "stride": 32, "feather": 0, "circular": False}}
LEFT = {"prompt": "a blue car", "mask": "left"}
RIGHT = {"prompt": "a cat", "mask": "right", "negativePrompt": "a house"}
PICTURES["wide lines"] = lines(96, 64)


def in_regions(*regions: dict) -> dict:
    return {"id": "regions", "values": {"regions": list(regions), "bootstrapping": 0, "centred": False}}


def under(use: dict, mask: str) -> dict:
    return use | {"mask": mask}


def recipe(*uses: dict, base=None, **settings: object) -> dict:
    given = {"version": 2, "checkpoint": "sd1", "prompt": PROMPT, "negativePrompt": "a dog", "steps": 4, "width": 64, "height": 64, "seed": 11}
    first = base or {"id": "classifier-free", "values": {"scale": 4.0}}
    return given | {"scheduler": "ddim", "guides": [first, *uses]} | settings


INSTRUCT = {"id": "instruct-pix2pix", "values": {"textScale": 5, "imageScale": 1.5}}
# "sd1" amplifies what rounding leaves, over a canvas the more.
STEADY = {"checkpoint": "tiny-vae"}
ON_PICTURE: dict = {"base": INSTRUCT, "checkpoint": "instruct", "image": "picture", "prompt": "make the cat blue"}

CASES: dict[str, dict] = {
    "SEGA and a ControlNet": recipe(SEGA, control("lines", weight=0.8)),
    "Self-Attention Guidance and a ControlNet": recipe(SAG, control("lines")),
    "SEGA and Self-Attention Guidance": recipe(SEGA, SAG),
    "SEGA in one half, a ControlNet in the other": recipe(under(SEGA, "left"), control("lines", mask="right")),
    "two ControlNets in their halves, and SEGA": recipe(control("lines", mask="left"), control("colours", mask="right", weight=1.2), SEGA),
    "ControlNet, adapter and Self-Attention Guidance": recipe(control("colours", weight=0.7), adapter("lines", weight=0.8), SAG),
    "regions, one of them with weights": recipe(in_regions(LEFT | {"prompt": "a (blue)1.4 car++"}, RIGHT)),
    "regions, a ControlNet and SEGA": recipe(in_regions(LEFT, RIGHT), control("lines"), SEGA),
    "Model Editing in regions": recipe(TIME, in_regions(LEFT | {"prompt": "a ball on the beach"}, RIGHT)),
    "Model Editing, a ControlNet and Self-Attention Guidance": recipe(TIME, control("lines", weight=0.6), SAG),
    "windows and a ControlNet": recipe(WINDOWS, control("wide lines"), width=96, **STEADY),
    "windows, SEGA and weights": recipe(WINDOWS, SEGA, width=96, **STEADY, prompt="a red++ ball in front of a (green)0.4 house"),
    "InstructPix2Pix and a ControlNet": recipe(control("lines"), **ON_PICTURE),
    "InstructPix2Pix, SEGA in one half and an adapter": recipe(under(SEGA, "left"), adapter("lines"), **ON_PICTURE),
}


class Networks:
    def __init__(self, one: dict, precision: torch.dtype):
        folder = CHECKPOINTS / one["checkpoint"]
        self.precision = precision
        self.unet = diffusers.UNet2DConditionModel.from_pretrained(folder / "unet", torch_dtype=precision).eval()
        self.texts = Texts(one["checkpoint"])
        self.scheduler = diffusers.DDIMScheduler.from_pretrained(folder / "scheduler", clip_sample=False)
        self.scheduler.set_timesteps(one["steps"])
        self.beside = [
            (use, kind.from_pretrained(NETWORKS / use["values"]["network"], torch_dtype=precision).eval())
            for use in one["guides"]
            for kind in [{"controlnet": diffusers.ControlNetModel, "t2i-adapter": diffusers.T2IAdapter}.get(use["id"])]
            if kind
        ]
        self.attention = CrossAttnStoreProcessor()
        self.unet.mid_block.attentions[0].transformer_blocks[0].attn1.processor = self.attention
        for use in one["guides"]:
            if use["id"] == "model-editing":
                pairs = [(pair["from"], pair["to"]) for pair in use["values"]["edits"]]
                # What ControlNets make of a text is edited too: they are copies of the UNet, and the edit is one map for every matrix.
                for network in (self.unet, *(network for _, network in self.beside)):
                    edit(network, pairs, use["values"]["keep"])
        self.image = self.encoded(folder) if "image" in one else None

    def encoded(self, folder) -> torch.Tensor:
        vae = diffusers.AutoencoderKL.from_pretrained(folder / "vae", torch_dtype=self.precision)
        return vae.encode(2 * as_tensor(PICTURES["picture"], self.precision) - 1).latent_dist.mode()

    def text(self, prompt: str) -> torch.Tensor:
        return self.texts.compel(prompt).to(self.precision)

    def noise(self, x: torch.Tensor, time: torch.Tensor, text: torch.Tensor, columns: slice, with_image: bool = True) -> torch.Tensor:
        """One pass, with the networks beside the UNet; `columns` are the part of the canvas that is seen, in latent pixels."""
        residuals, features = None, None
        pixels = slice(8 * columns.start, 8 * columns.stop)
        for use, network in self.beside:
            hint = as_tensor(hint_of(use, network), self.precision)[..., pixels]
            weight = use["values"].get("weight", 1.0)
            if use["id"] == "controlnet":
                down, mid = network(x, time, text, hint, weight, return_dict=False)
                own = [masked(use, one, columns) for one in [*down, mid]]
                residuals = own if residuals is None else [a + b for a, b in zip(residuals, own)]
            else:
                own = [masked(use, weight * one, columns) for one in network(hint)]
                features = own if features is None else [a + b for a, b in zip(features, own)]
        if self.image is not None:
            x = torch.cat([x, self.image if with_image else torch.zeros_like(self.image)], 1)
        return self.unet(
            x,
            time,
            text,
            down_block_additional_residuals=residuals and residuals[:-1],
            mid_block_additional_residual=residuals and residuals[-1],
            down_intrablock_additional_residuals=features,
        ).sample


def mask_of(name: str, size: torch.Size, columns: slice, precision: torch.dtype) -> torch.Tensor:
    white = torch.from_numpy(numpy.asarray(PICTURES[name]).copy()).to(precision)[None, None] / 255
    at_latents = torch.nn.functional.adaptive_avg_pool2d(white, (8, white.shape[3] // 8))[..., columns]
    return torch.nn.functional.adaptive_avg_pool2d(at_latents, size)


def masked(use: dict, tensor: torch.Tensor, columns: slice) -> torch.Tensor:
    return tensor * mask_of(use["mask"], tensor.shape[2:], columns, tensor.dtype) if "mask" in use else tensor


class Guidance:
    """What one view of the canvas predicts; SEGA's momentum is its own."""

    def __init__(self, networks: Networks, one: dict, prompt: str, negative: str, columns: slice):
        self.networks, self.columns = networks, columns
        self.base, *self.others = one["guides"]
        self.text, self.negative = networks.text(prompt), networks.text(negative)
        self.past = torch.zeros(1, 4, 8, columns.stop - columns.start, dtype=networks.precision)

    def at(self, x: torch.Tensor, time: torch.Tensor) -> torch.Tensor:
        noise_of = lambda text, x=x, image=True: self.networks.noise(x, time, text, self.columns, image)  # noqa: E731
        values = self.base["values"]
        by_text, anchor = noise_of(self.text), noise_of(self.negative)
        if self.base["id"] == "instruct-pix2pix":
            by_none = noise_of(self.negative, image=False)
            noise = by_none + values["textScale"] * (by_text - anchor) + values["imageScale"] * (anchor - by_none)
        else:
            noise = anchor + values["scale"] * (by_text - anchor)
        seen = self.networks.attention.attention_probs
        for use in self.others:
            if use["id"] == "sega":
                noise = noise + masked(use, self.concept(use["values"], noise_of, anchor), self.columns)
            if use["id"] == "self-attention-guidance":
                noise = noise + masked(use, self.attended(use["values"], noise_of, anchor, seen, x, time), self.columns)
        return noise

    def concept(self, values: dict, noise_of, anchor: torch.Tensor) -> torch.Tensor:
        (concept,) = values["concepts"]
        direction = concept["strength"] * (noise_of(self.networks.text(concept["concept"])) - anchor)
        total = strongest(direction, concept["threshold"]) + values["momentum"] * self.past
        self.past = values["momentumDecay"] * self.past + (1 - values["momentumDecay"]) * total
        return total

    def attended(self, values: dict, noise_of, anchor, seen, x, time) -> torch.Tensor:
        """By the functions of diffusers' pipeline, on what the branch without text looked at."""
        scheduler, unet = self.networks.scheduler, self.networks.unet
        alpha = scheduler.alphas_cumprod[time]
        clean = (x - (1 - alpha) ** 0.5 * anchor) / alpha**0.5
        side = (2, x.shape[3] // 4)
        pipeline = type("Pipeline", (), {"unet": unet, "scheduler": scheduler})()
        worse = StableDiffusionSAGPipeline.sag_masking(pipeline, clean, seen, side, time, anchor)
        return values["scale"] * (anchor - noise_of(self.negative, x=worse))


def views_of(networks: Networks, one: dict) -> list[tuple[torch.Tensor, slice, Guidance]]:
    columns = one["width"] // 8
    whole = slice(0, columns)
    uses = {use["id"]: use["values"] for use in one["guides"]}
    ones = torch.ones(1, 1, 8, columns, dtype=networks.precision)
    if "regions" in uses:
        return [
            (
                mask_of(region["mask"], torch.Size((8, columns)), whole, networks.precision),
                whole,
                Guidance(networks, one, region["prompt"], region.get("negativePrompt") or one["negativePrompt"], whole),
            )
            for region in uses["regions"]["regions"]
        ]
    side, stride = (uses["multidiffusion"][key] // 8 for key in ("window", "stride")) if "multidiffusion" in uses else (columns, columns)
    lefts = range(0, columns - side + 1, stride)
    parts = [slice(left, left + side) for left in lefts]
    return [(ones[..., part], part, Guidance(networks, one, one["prompt"], one["negativePrompt"], part)) for part in parts]


@torch.no_grad()
def run(one: dict, precision: torch.dtype) -> torch.Tensor:
    networks = Networks(one, precision)
    draw_in_float32()
    x = torch.randn(1, 4, 8, one["width"] // 8, generator=torch.Generator().manual_seed(one["seed"])).to(precision)
    views = views_of(networks, one)
    for time in networks.scheduler.timesteps:
        total, count = torch.zeros_like(x), torch.zeros_like(x)
        for weight, part, guidance in views:
            total[..., part] += weight * guidance.at(x[..., part], time)
            count[..., part] += weight
        x = networks.scheduler.step(total / count, time, x).prev_sample
    return x


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    torch.set_num_threads(1)
    results = []
    only = sys.argv[1] if len(sys.argv) > 1 else ""
    for name, one in CASES.items():
        if only not in name:
            continue
        for seed in range(11, 60):
            seeded: dict = one | {"seed": seed}
            latents, exact = run(seeded, torch.float32), run(seeded, torch.float64)
            # A run that amplifies rounding errors up to the test's tolerance could tell nothing: another seed is taken.
            uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
            if uncertainty < 3e-5:
                break
        else:
            raise ValueError(f"Rounding alone changes the latents of '{name}', whatever the seed.")
        print(f"{uncertainty:.1e} {name}, seed {seed}", flush=True)
        # Without each of the guides but the base, one by one.
        offs = [seeded["guides"][:at] + seeded["guides"][at + 1 :] for at in range(1, len(seeded["guides"]))]
        results.append({"name": name, "recipe": seeded, "offs": offs, "shape": list(exact.shape), "latents": encoded(exact.float().numpy())})
    images = {
        name: {"width": image.width, "height": image.height, "data": encoded(numpy.asarray(image.convert("RGBA")))}
        for name, image in PICTURES.items()
        if name in ("picture", "left", "right", "lines", "colours", "wide lines")
    }
    written = ",\n".join(json.dumps(result) for result in results)
    (TARGET / "combinations.json").write_text(f'{{"images": {json.dumps(images)},\n"cases": [\n{written}\n]}}\n')
    print(len(results), "cases,", (TARGET / "combinations.json").stat().st_size, "bytes")


if __name__ == "__main__":
    main()
