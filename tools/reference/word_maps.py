"""Sums the cross-attention of diffusers' UNet over layers and steps, as DAAM does, for workers/jobs/wordMaps.test.ts.

    python tools/reference/word_maps.py

No package for DAAM is used: an attention processor keeps the probabilities of the conditional half of each run, and a loop written
by hand denoises. Each layer's maps are averaged over heads, then over steps, brought to the latents' size (bicubic), and what that
takes below 0 is 0; the mean over layers is written, for each word the mean of its tokens. Beside it the mean map of
the layers of the latents' size carried along the self-attention of the last such layers: each pixel is given what the pixels have that
it attends to. With regions each prompt's maps count by its weight at each pixel; carried, they have their least beside its region.
"""

import json
import warnings

import torch
from diffusers import StableDiffusionPipeline
from diffusers.utils import logging
from hooks import loaded
from pipelines import TARGET, encoded
from regions import BALL, OVER

PROMPT = "a red ball and a tree"
STEPS = 4
#: They overlap, with weights that add up to more than 1.
REGIONS = [BALL | {"strength": 0.6}, OVER]


class Kept:
    """diffusers' AttnProcessor, which keeps what it attends to."""

    def __init__(self, name: str, sums: dict[str, torch.Tensor]) -> None:
        self.name, self.sums = name, sums

    def __call__(self, attn, hidden_states, encoder_hidden_states=None, attention_mask=None, **_):
        context = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        query, key, value = (
            attn.head_to_batch_dim(project(states)) for project, states in ((attn.to_q, hidden_states), (attn.to_k, context), (attn.to_v, context))
        )
        probabilities = attn.get_attention_scores(query, key, attention_mask)
        # Unconditional first, each with all of its heads.
        heads = probabilities.chunk(2)[1]
        self.sums[self.name] = self.sums.get(self.name, 0) + heads.mean(0)
        out = attn.batch_to_head_dim(torch.bmm(probabilities, value))
        return attn.to_out[1](attn.to_out[0](out))


class Watched:
    """diffusers' networks and sampler, and what is attended to in each of some views, by layer."""

    def __init__(self, precision: torch.dtype, scheduler: str, size: tuple[int, int]) -> None:
        self.pipeline = loaded(StableDiffusionPipeline, scheduler, precision, feature_extractor=None, image_encoder=None)
        self.pipeline.scheduler.set_timesteps(STEPS)
        self.size = size
        self.noise = torch.randn(1, 4, *size, generator=torch.Generator().manual_seed(11)).to(precision)

    def stepped(self, x: torch.Tensor, t: torch.Tensor, prompt: str, sums: dict[str, torch.Tensor]) -> torch.Tensor:
        """The sampler's step with guidance towards a prompt."""
        unet, steps = self.pipeline.unet, self.pipeline.scheduler
        unet.set_attn_processor({name: Kept(name, sums) for name in unet.attn_processors})
        cond, uncond = self.pipeline.encode_prompt(prompt, "cpu", 1, True, "")
        z = steps.scale_model_input(torch.cat([x] * 2), t)
        none, text = unet(z, t, encoder_hidden_states=torch.cat([uncond, cond])).sample.chunk(2)
        return steps.step(none + 6.0 * (text - none), t, x).prev_sample

    def maps(self, prompt: str, sums: dict[str, torch.Tensor]) -> tuple[torch.Tensor, torch.Tensor]:
        """Of each word [words, h, w], and the same carried along."""
        size = self.size
        places = positions(self.pipeline.tokenizer, prompt)
        layers, finest, selves = [], [], []
        for name, summed in sums.items():
            if name.startswith("mid_block"):
                continue
            if "attn1" in name:
                if name.startswith("up_blocks") and summed.shape[0] == size[0] * size[1]:
                    selves.append(summed)
                continue
            (queries, _), rows = summed.shape, 8
            while rows * (rows * size[1] // size[0]) > queries:
                rows //= 2
            small = summed.T.reshape(1, -1, rows, queries // rows) / STEPS
            words = torch.stack([small[0, tokens].mean(0) for tokens in places])[None]
            if rows == size[0]:
                finest.append(words[0])
            layers.append(torch.nn.functional.interpolate(words, size=size, mode="bicubic").clamp(min=0)[0])
        along = torch.stack(selves).sum(0)
        shares = along / along.sum(1, keepdim=True)
        carried = torch.stack(finest).mean(0).flatten(1) @ shares.T
        return torch.stack(layers).mean(0), carried.reshape(-1, *size)


def positions(tokenizer, prompt: str) -> list[list[int]]:
    """Of each word's tokens, behind the one that begins the text: "tree" is "t" and "ree", since the vocabulary has no "tree"."""
    places, first = [], 1
    for word in prompt.split():
        count = len(tokenizer(word).input_ids) - 2
        places.append(list(range(first, first + count)))
        first += count
    return places


@torch.no_grad()
def word_maps(precision: torch.dtype, scheduler: str, width: int) -> torch.Tensor:
    """[2, words, 8, width / 8]: the maps, and the same carried along."""
    watched, sums = Watched(precision, scheduler, (8, width // 8)), {}
    x = watched.noise * watched.pipeline.scheduler.init_noise_sigma
    for t in watched.pipeline.scheduler.timesteps:
        x = watched.stepped(x, t, PROMPT, sums)
    return torch.stack(watched.maps(PROMPT, sums))


@torch.no_grad()
def region_maps(precision: torch.dtype) -> torch.Tensor:
    """[2, words, 8, 12] of the prompt's words and then of those of each region."""
    size = (8, 12)
    watched = Watched(precision, "ddim", size)
    weights = [one.get("strength", 1) * torch.tensor(one["mask"], dtype=precision).reshape(size) for one in REGIONS]
    weights = [(1 - torch.stack(weights).sum(0)).clamp(min=0), *weights]
    total = torch.stack(weights).sum(0)
    prompts = [PROMPT, *(one["prompt"] for one in REGIONS)]
    sums: list[dict[str, torch.Tensor]] = [{} for _ in prompts]
    x = watched.noise
    for t in watched.pipeline.scheduler.timesteps:
        moved = [watched.stepped(x, t, prompt, own) for prompt, own in zip(prompts, sums)]
        x = sum(weight * one for weight, one in zip(weights, moved)) / total
    both = []
    for prompt, own, weight in zip(prompts, sums, weights):
        maps, carried = watched.maps(prompt, own)
        share = weight / total
        least = carried[:, share > 0].amin(1)[:, None, None]
        both.append(torch.stack([share * maps, least + share * (carried - least)]))
    return torch.cat(both, 1)


CASES = {
    "ddim": lambda precision: word_maps(precision, "ddim", 64),
    "ddim, wide": lambda precision: word_maps(precision, "ddim", 96),
    "euler": lambda precision: word_maps(precision, "euler", 64),
    "regions": region_maps,
}


def main() -> None:
    """Write every case, once rounding alone changes little."""
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for name, case in CASES.items():
        maps, exact = (case(precision) for precision in (torch.float32, torch.float64))
        uncertainty = ((maps - exact).abs().max() / exact.abs().max()).item()
        print(f"{uncertainty:.1e} {name}: {maps.shape}, {maps.min():.4f} to {maps.max():.4f}")
        if not uncertainty < 1e-4:
            raise ValueError(f"Rounding alone changes the maps of '{name}' by {uncertainty:.1e}.")
        results.append({"name": name, "shape": list(maps.shape), "maps": encoded(maps.numpy())})
    (TARGET / "wordMaps.json").write_text("[\n" + ",\n".join(json.dumps(one) for one in results) + "\n]\n")


if __name__ == "__main__":
    main()
