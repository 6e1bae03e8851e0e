"""Denoises with regions over diffusers' networks and samplers, in a loop written by hand after section 4.2 of the MultiDiffusion
paper (Bar-Tal et al. 2023, arXiv:2302.08113), for workers/guidance/regions/regions.test.ts.

    python tools/reference/regions.py

diffusers has no pipeline for it. Every region, and the rest, takes the sampler's step by itself, with a sampler of its own, in each
window; the next latents are their weighted mean. The masks are drawn at the latents' size. "centred" is not the paper's: a region sees the
canvas rolled until it lies in the middle.
"""

import json
import math
import warnings

import diffusers
import numpy
import torch
from diffusers.utils import logging
from pipelines import CHECKPOINTS, SCHEDULERS, TARGET, encoded, picture

WRITTEN = TARGET.parents[1] / "guidance" / "fixtures" / "regions.json"
BASE = "a tree in the snow"


def box(left: int, top: int, right: int, bottom: int, columns: int = 12) -> list[int]:
    return [int(left <= x < right and top <= y < bottom) for y in range(8) for x in range(columns)]


BALL = {"prompt": "a red ball", "mask": box(0, 1, 5, 7)}
HOUSE = {"prompt": "a green house", "mask": box(7, 2, 12, 8)}
OVER = {"prompt": "a blue car on the beach", "mask": box(3, 0, 9, 5)}


def case(name: str, regions: list[dict], scheduler="ddim", width=96, steps=3, window=None, concept=None, **more):
    recipe = {
        "version": 2,
        "checkpoint": "tiny-vae",
        "prompt": BASE,
        "seed": 11,
        "steps": steps,
        "scheduler": scheduler,
        "width": width,
        "height": 64,
    }
    values = {"bootstrapping": 0, "centred": False} | {key: more.pop(key) for key in ("bootstrapping", "centred") if key in more}
    return {"name": name, "recipe": recipe | more, "regions": regions, "values": values, "window": window, "concept": concept}


CASES = [
    case("two regions, ddim", [BALL, HOUSE]),
    case("two regions, dpm-solver++", [BALL, HOUSE], "dpm-solver++"),
    case("two regions, euler", [BALL, HOUSE], "euler"),
    case("regions that overlap", [BALL, OVER, HOUSE]),
    case("strengths", [BALL | {"strength": 0.4}, OVER | {"strength": 0.75}]),
    case("a negative prompt of its own", [BALL | {"negativePrompt": "a yellow flower"}, HOUSE], negativePrompt="the dog"),
    case("a seed of its own", [BALL | {"seed": 5}, HOUSE]),
    case("bootstrapping", [BALL, HOUSE], steps=4, bootstrapping=0.5),
    case("bootstrapping, euler, a seed of its own", [BALL | {"seed": 5}], "euler", steps=4, bootstrapping=0.5),
    case("in the middle", [BALL, HOUSE], steps=4, bootstrapping=0.5, centred=True),
    case(
        "in the middle, dpm-solver++, strengths, a seed of its own",
        [BALL | {"strength": 0.7}, OVER | {"seed": 5}],
        "dpm-solver++",
        steps=4,
        centred=True,
    ),
    case("in windows, which are not turned", [BALL, HOUSE], window={"side": 8, "stride": 4}, centred=True),
    case("in windows", [BALL, HOUSE], window={"side": 8, "stride": 4}),
    case("in windows, dpm-solver++", [BALL, HOUSE], "dpm-solver++", window={"side": 8, "stride": 4}),
    case("a concept in all of it", [BALL, HOUSE], concept={"text": "a smiling face", "strength": 4, "threshold": 0.7}),
    case(
        "InstructPix2Pix",
        [
            {"prompt": "make the cat blue", "mask": box(0, 1, 4, 7, 8), "negativePrompt": "a black house"},
            {"prompt": "a green house", "mask": box(3, 3, 8, 8, 8)},
        ],
        checkpoint="instruct",
        prompt="let it snow",
        image="picture",
        width=64,
    ),
    case(
        "InstructPix2Pix, in the middle",
        [{"prompt": "make the cat blue", "mask": box(0, 1, 3, 7, 8)}],
        checkpoint="instruct",
        prompt="let it snow",
        image="picture",
        width=64,
        centred=True,
    ),
]


def stream(seed: int, name: str) -> torch.Generator:
    """A guide's own random numbers, as workers/diffusion/random/streams.ts seeds them."""
    value = 2166136261
    for byte in f"{seed}:{name}".encode():
        value = (value ^ byte) * 16777619 & 0xFFFFFFFF
    return torch.Generator().manual_seed(value)


class Networks:
    def __init__(self, checkpoint: str, scheduler: str, precision: torch.dtype):
        kind = diffusers.StableDiffusionInstructPix2PixPipeline if checkpoint == "instruct" else diffusers.StableDiffusionPipeline
        self.pipeline = kind.from_pretrained(CHECKPOINTS / checkpoint, torch_dtype=precision, safety_checker=None)
        usual = {"ddim": {"clip_sample": False}}.get(scheduler, {})
        self.new_scheduler = lambda: SCHEDULERS[scheduler].from_config(self.pipeline.scheduler.config, **usual)
        self.precision = precision

    def text(self, prompt: str) -> torch.Tensor:
        tokenizer = self.pipeline.tokenizer
        ids = tokenizer(prompt, padding="max_length", max_length=tokenizer.model_max_length, truncation=True, return_tensors="pt")
        return self.pipeline.text_encoder(ids.input_ids)[0]

    def mean(self, image: torch.Tensor) -> torch.Tensor:
        made = self.pipeline.vae.encode(image.to(self.precision))
        return made.latents if hasattr(made, "latents") else made.latent_dist.mode()

    def noise(self, sample: torch.Tensor, t: torch.Tensor, text: torch.Tensor) -> torch.Tensor:
        return self.pipeline.unet(sample, t, encoder_hidden_states=text).sample


def turn(mask: torch.Tensor) -> int:
    """By how many columns a canvas is rolled to the right until what a mask covers lies in the middle."""
    covered = mask.amax((0, 1, 2)).nonzero().flatten().tolist()
    return -math.floor((covered[0] + covered[-1] + 1 - mask.shape[3]) / 2 + 0.5)


def strongest(direction: torch.Tensor, share: float) -> torch.Tensor:
    limit = torch.quantile(direction.abs().flatten(2), share, dim=2)[:, :, None, None]
    return torch.where(direction.abs() >= limit, direction, torch.zeros_like(direction))


@torch.no_grad()
def run(one: dict, precision: torch.dtype) -> torch.Tensor:
    recipe, regions = one["recipe"], one["regions"]
    networks = Networks(recipe["checkpoint"], recipe["scheduler"], precision)
    rows, columns = 8, recipe["width"] // 8
    shape = (1, 4, rows, columns)
    masks = [torch.tensor(region["mask"], dtype=precision).reshape(1, 1, rows, columns) for region in regions]
    weights = [region.get("strength", 1) * mask for region, mask in zip(regions, masks)]
    rest = (1 - torch.stack(weights).sum(0)).clamp(min=0)

    base_negative = recipe.get("negativePrompt", "")
    texts = [(networks.text(recipe["prompt"]), networks.text(base_negative))]
    texts += [(networks.text(one["prompt"]), networks.text(one.get("negativePrompt") or base_negative)) for one in regions]

    def drawn(seed: int) -> torch.Tensor:
        return torch.randn(shape, generator=torch.Generator().manual_seed(seed)).to(precision)

    noises = [drawn(region.get("seed", recipe["seed"])) for region in regions]
    start = drawn(recipe["seed"])
    for mask, noise in zip(masks, noises):
        start = mask * noise + (1 - mask) * start

    steps = recipe["steps"]
    bootstrapped = int(one["values"]["bootstrapping"] * steps)
    colours = 2 * torch.sigmoid(1.7 * torch.randn(bootstrapped * len(regions), 3, generator=stream(recipe["seed"], "regions colours"))) - 1
    plain = []
    for colour in colours:
        latents = networks.pipeline.vae.config.scaling_factor * networks.mean(colour[None, :, None, None].repeat(1, 1, 64, 64))
        plain.append(latents.mean((2, 3), keepdim=True).expand(shape))

    timetable = networks.new_scheduler()
    timetable.set_timesteps(steps)
    latents = start * timetable.init_noise_sigma
    window = one["window"] or {"side": columns, "stride": columns}
    lefts = range(0, columns - window["side"] + 1, window["stride"])
    schedulers = {}
    for left in lefts:
        for at in range(len(regions) + 1):
            schedulers[left, at] = networks.new_scheduler()
            schedulers[left, at].set_timesteps(steps)

    image = None
    if "image" in recipe:
        pixels = numpy.asarray(picture(recipe["width"], 64)).astype(numpy.float32) / 127.5 - 1
        image = networks.mean(torch.tensor(pixels).permute(2, 0, 1)[None])
    concept = one["concept"]
    concept_text = networks.text(concept["text"]) if concept else None

    for index, t in enumerate(timetable.timesteps):
        total, count = torch.zeros_like(latents), torch.zeros_like(latents)
        for left in lefts:
            part = slice(left, left + window["side"])
            for at, weight in enumerate([rest, *weights]):
                x = latents[..., part]
                scheduler = schedulers[left, at]
                if at > 0 and index < bootstrapped:
                    colour = plain[(at - 1) * bootstrapped + index][..., part]
                    around = timetable.add_noise(colour, noises[at - 1][..., part], t[None])
                    mask = masks[at - 1][..., part]
                    x = mask * x + (1 - mask) * around
                by = turn(masks[at - 1]) if at > 0 and one["values"]["centred"] and not one["window"] else 0
                x = x.roll(by, 3)
                text, negative = texts[at]
                sample = scheduler.scale_model_input(x, t)
                if image is not None:
                    seen = image.roll(by, 3)
                    with_image = torch.cat([sample, seen], 1)
                    by_text = networks.noise(with_image, t, text)
                    by_image = networks.noise(with_image, t, negative)
                    by_none = networks.noise(torch.cat([sample, torch.zeros_like(seen)], 1), t, negative)
                    noise = by_none + 6 * (by_text - by_image) + 1.6 * (by_image - by_none)
                else:
                    by_none = networks.noise(sample, t, negative)
                    noise = by_none + 6 * (networks.noise(sample, t, text) - by_none)
                    if concept:
                        direction = concept["strength"] * (networks.noise(sample, t, concept_text) - by_none)
                        noise = noise + strongest(direction, concept["threshold"])
                x = scheduler.step(noise, t, x).prev_sample.roll(-by, 3)
                total[..., part] += weight[..., part] * x
                count[..., part] += weight[..., part]
        latents = total / count
    return latents


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for one in CASES:
        latents, exact = run(one, torch.float32), run(one, torch.float64)
        uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
        print(f"{uncertainty:.1e} {one['name']}")
        if not uncertainty < 3e-4:
            raise ValueError(f"Rounding alone changes the latents of '{one['name']}' by {uncertainty:.1e}.")
        results.append(one | {"shape": list(latents.shape), "latents": encoded(latents.numpy())})
    WRITTEN.write_text("[\n" + ",\n".join(json.dumps(result) for result in results) + "\n]\n")
    print(len(results), "cases,", WRITTEN.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
