"""Writes what prompt weighting and Model Editing (TIME) give elsewhere, on the tiny checkpoints, for the tests of both guides.

    python tools/reference/text_guides.py

- AUTOMATIC1111's weights by their definition: each token's row times its weight, then the mean of all numbers restored; longer
  texts in chunks of the text encoder's length.
- compel's weights, blends and conjunctions by compel itself (PyPI), its chunks cut where they are full.
- TIME by the paper's formula on every key and value matrix, in float64, and once by diffusers' own pipeline, whose list of layers
  is empty since they were renamed, and is filled here.
"""

import copy
import json
import warnings
from typing import Any

import diffusers
import torch
from compel import Compel, SplitLongTextMode
from diffusers.pipelines.deprecated.semantic_stable_diffusion import SemanticStableDiffusionPipeline
from diffusers.pipelines.deprecated.stable_diffusion_variants.pipeline_stable_diffusion_model_editing import (
    StableDiffusionModelEditingPipeline,
)
from diffusers.utils import logging
from pipelines import CHECKPOINTS, ROOT, draw_in_float32, encoded
from transformers import CLIPTextModel, CLIPTokenizer

TARGET = ROOT / "workers" / "guidance" / "fixtures" / "textGuides.json"
RECIPE = {"version": 2, "seed": 11, "steps": 4, "width": 64, "height": 64, "scheduler": "ddim"}
BALL = [["a ", 1.0], ["red ball", 1.4], [" in front of a ", 1.0], ["green", 1 / 1.1], [" house", 1.0]]
LONG = [
    ["a red ball and a ", 1.0],
    ["blue car", 1.5],
    [" in front of a green house, the cat is next to the dog, make the ", 1.0],
    ["cat", 0.7],
    [" blue", 1.0],
]
BROKEN = [["a red ball ", 1.0], None, ["a green house", 1.3]]


class Texts:
    """A checkpoint's tokenizer and text encoder, in float64."""

    def __init__(self, checkpoint: str):
        folder = CHECKPOINTS / checkpoint
        self.tokenizer = CLIPTokenizer.from_pretrained(folder / "tokenizer")
        self.encoder = CLIPTextModel.from_pretrained(folder / "text_encoder", dtype=torch.float64).eval()
        self.length = self.tokenizer.model_max_length

    def framed(self, words: list[int]) -> torch.Tensor:
        ids = [self.tokenizer.bos_token_id, *words, self.tokenizer.eos_token_id]
        return torch.tensor([ids + [self.tokenizer.pad_token_id] * (self.length - len(ids))])

    @torch.no_grad()
    def plain(self, text: str) -> torch.Tensor:
        return self.encoder(self.framed(self.words(text)[: self.length - 2]))[0]

    def words(self, text: str) -> list[int]:
        return self.tokenizer(text, add_special_tokens=False).input_ids

    @torch.no_grad()
    def scaled(self, fragments: list, restore_mean: bool) -> torch.Tensor:
        chunks = [[]]
        for fragment in fragments:
            if fragment is None:
                chunks.append([])
                continue
            for token in self.words(fragment[0]):
                if len(chunks[-1]) == self.length - 2:
                    chunks.append([])
                chunks[-1].append((token, fragment[1]))
        z = torch.cat([self.encoder(self.framed([token for token, _ in chunk]))[0] for chunk in chunks], dim=1)
        weights = []
        for chunk in chunks:
            own = [1.0, *(weight for _, weight in chunk)]
            weights += own + [1.0] * (self.length - len(own))
        weighted = z * torch.tensor(weights, dtype=torch.float64)[None, :, None]
        return weighted * (z.mean() / weighted.mean()) if restore_mean else weighted

    def compel(self, text: str) -> torch.Tensor:
        reader = Compel(
            tokenizer=self.tokenizer,
            text_encoder=self.encoder,
            truncate_long_prompts=False,
            split_long_text_mode=SplitLongTextMode.BRUTAL,
            dtype_for_device_getter=lambda _: torch.float64,
        )
        return reader.build_conditioning_tensor(text)


def embeddings():
    """(checkpoint, text, normalisation, embedding)"""
    for checkpoint in ("sd1", "tiny-vae"):
        texts = Texts(checkpoint)
        for text, fragments in (
            ("a (red ball:1.4) in front of a [green] house", BALL),
            ("a red ball and a (blue car:1.5) in front of a green house, the cat is next to the dog, make the (cat:0.7) blue", LONG),
            ("a red ball BREAK (a green house:1.3)", BROKEN),
        ):
            yield checkpoint, text, "a1111", texts.scaled(fragments, True)
            yield checkpoint, text, "none", texts.scaled(fragments, False)
        for text in (
            "a red++ ball in front of a (green house)1.5",
            "a (red)0.5 ball and a blue-- car",
            "a (red (ball)++ and)0.7 a (blue car)1.3",
            "a red ball and a (blue car)1.4 in front of a green house, the cat is next to the dog, make the (cat)0.6 blue",
            '("a red ball", "a (blue car)1.3 in the snow").blend(0.7, 0.3)',
            '("a red ball", "a blue car").blend(1, -0.5, no_normalize)',
            '("a red ball", "a (blue car)0.8 in the snow").and()',
            '("a red ball", "a blue car").and(1, 0.4)',
            '("a red ball", "a red ball and a blue car in front of a green house, the cat is next to the dog").blend(0.5, 0.5)',
        ):
            yield checkpoint, text, "compel", texts.compel(text)


def pipeline(kind: type = diffusers.StableDiffusionPipeline, precision: torch.dtype = torch.float32, **parts):
    made = kind.from_pretrained(CHECKPOINTS / "sd1", torch_dtype=precision, safety_checker=None, **parts)
    made.set_progress_bar_config(disable=True)
    made.scheduler = diffusers.DDIMScheduler.from_config(made.scheduler.config, clip_sample=False)
    draw_in_float32()
    return made


def settings(guidance: float = 6.0) -> dict:
    generator = torch.Generator().manual_seed(11)
    return {"height": 64, "width": 64, "num_inference_steps": 4, "guidance_scale": guidance, "generator": generator, "output_type": "latent"}


def guides(*uses: tuple[str, dict]) -> list[dict]:
    return [{"id": name, "values": values} for name, values in (*uses, ("classifier-free", {"scale": 6}))]


def weighted_runs():
    """(name, changes of the recipe, those without, run)"""
    texts = Texts("sd1")

    def run(positive: torch.Tensor, negative: torch.Tensor, later: torch.Tensor | None = None):
        def denoised(precision: torch.dtype) -> torch.Tensor:
            def swap(_pipeline, step: int, _timestep, tensors: dict) -> dict:
                # Called after the first of four steps.
                if later is not None and step == 0:
                    tensors["prompt_embeds"] = torch.cat([negative, later]).to(precision)
                return tensors

            given = {"prompt_embeds": positive.to(precision), "negative_prompt_embeds": negative.to(precision)}
            return pipeline(precision=precision)(
                **given, **settings(), callback_on_step_end=swap, callback_on_step_end_tensor_inputs=["prompt_embeds"]
            ).images

        return denoised

    empty = texts.plain("")
    yield (
        "weights in both prompts",
        {
            "prompt": "a (red ball:1.4) in front of a [green] house",
            "negativePrompt": "(night:1.5)",
            "guides": guides(("prompt-weighting", {"normalisation": "a1111"})),
        },
        {"prompt": "a red ball in front of a green house", "negativePrompt": "night"},
        run(texts.scaled(BALL, True), texts.scaled([["night", 1.5]], True)),
    )
    yield (
        "compel's weights",
        {"prompt": "a red++ ball in front of a (green)0.3 house"},
        {"prompt": "a red ball in front of a green house"},
        run(texts.compel("a red++ ball in front of a (green)0.3 house"), empty),
    )
    yield (
        "a blend",
        {"prompt": '("a red ball", "a green house").blend(0.6, 0.4)'},
        {"prompt": "a red ball"},
        run(texts.compel('("a red ball", "a green house").blend(0.6, 0.4)'), empty),
    )
    yield (
        "two prompts behind each other",
        {"prompt": '("a red ball", "a green house").and()'},
        {"prompt": "a red ball"},
        run(texts.compel('("a red ball", "a green house").and()'), torch.cat([empty, empty], dim=1)),
    )
    yield (
        "words that change after a quarter",
        {"prompt": "a [red ball:green house:0.25] at night"},
        {"prompt": "a red ball at night"},
        run(texts.plain("a red ball at night"), empty, texts.plain("a green house at night")),
    )


FRAMES = ["A photo of ", "An image of ", "A picture of "]


def edited_pairs(texts: Texts, source: str, destination: str) -> tuple[torch.Tensor, torch.Tensor]:
    """Rows c and c* of a pair of sentences, alone and in three frames, aligned token by token."""
    contexts, values = [], []
    for frame in ("", *FRAMES):
        old, new = (frame + (text if frame == "" or text[0] != "A" else "a" + text[1:]) for text in (source, destination))
        tokens = [[texts.tokenizer.bos_token_id, *texts.words(text), texts.tokenizer.eos_token_id] for text in (old, new)]
        places, at = [], 0
        for token in tokens[0]:
            while tokens[1][at] != token:
                at += 1
            places.append(at)
            at += 1
        places += list(range(at, texts.length))
        places += [texts.length - 1] * (texts.length - len(places))
        contexts.append(texts.plain(old)[0])
        values.append(texts.plain(new)[0][places])
    return torch.cat(contexts), torch.cat(values)


def edit(unet: diffusers.UNet2DConditionModel, edits: list, keep: float) -> None:
    """Equation 5 of the paper for each matrix W: W' = (keep W + sum W c* c^T)(keep I + sum c c^T)^-1."""
    texts = Texts("sd1")
    pairs = [edited_pairs(texts, *pair) for pair in edits]
    c, wanted = torch.cat([c for c, _ in pairs]), torch.cat([v for _, v in pairs])
    inverse = torch.linalg.inv(keep * torch.eye(c.shape[1], dtype=torch.float64) + c.T @ c)
    for name, module in unet.named_modules():
        if name.endswith(("attn2.to_k", "attn2.to_v")):
            weight = module.weight.data.double()
            module.weight.data = ((keep * weight + (weight @ wanted.T) @ c) @ inverse).to(module.weight.dtype)


def edited_runs():
    prompt = "a photo of a red ball next to a house"
    one = [("a ball", "a green ball")]
    several = [*one, ("a house", "a house in the snow at night"), ("the cat", "the blue cat")]

    def base(changes: dict) -> dict:
        return {"prompt": prompt, "negativePrompt": "a dog", **changes}

    def with_edits(edits: list, keep: float = 0.1, *others) -> dict:
        listed = [{"from": source, "to": destination} for source, destination in edits]
        return base({"guides": guides(("model-editing", {"edits": listed, "keep": keep}), *others)})

    def run(edits: list, keep: float = 0.1):
        def denoised(precision: torch.dtype) -> torch.Tensor:
            made = pipeline(precision=precision)
            edit(made.unet, edits, keep)
            return made(prompt=prompt, negative_prompt="a dog", **settings()).images

        return denoised

    def by_diffusers(precision: torch.dtype) -> torch.Tensor:
        made = pipeline(StableDiffusionModelEditingPipeline, precision=precision)
        layers = [module for name, module in made.unet.named_modules() if name.endswith("attn2")]
        made.ca_clip_layers = layers
        made.projection_matrices = [layer.to_v for layer in layers] + [layer.to_k for layer in layers]
        made.og_matrices = [copy.deepcopy(matrix) for matrix in made.projection_matrices]
        # It makes its identity matrix in the default precision.
        torch.set_default_dtype(precision)
        made.edit_model("a ball", "a green ball", lamb=0.1)
        torch.set_default_dtype(torch.float32)
        return made(prompt=prompt, negative_prompt="a dog", **settings()).images

    def with_sega(precision: torch.dtype) -> torch.Tensor:
        made = pipeline(SemanticStableDiffusionPipeline, precision=precision)
        edit(made.unet, one, 0.1)
        return made(
            prompt=prompt,
            negative_prompt="a dog",
            **settings(),
            editing_prompt=["a yellow ball in the snow"],
            reverse_editing_direction=[False],
            edit_guidance_scale=[5],
            edit_warmup_steps=[0],
            edit_cooldown_steps=[99],
            edit_threshold=[0.6],
            edit_weights=[1.0],
            edit_momentum_scale=0.3,
            edit_mom_beta=0.6,
        ).images

    yield "an edit", with_edits(one), base({}), run(one)
    yield "an edit, by diffusers' pipeline", with_edits(one), base({}), by_diffusers
    yield "three edits in one solve", with_edits(several), with_edits(one), run(several)
    yield "an edit that keeps the rest", with_edits(one, 30.0), with_edits(one), run(one, 30.0)
    concept = {"concept": "a yellow ball in the snow", "strength": 5, "threshold": 0.6, "warmUp": 0}
    concepts = ("sega", {"concepts": [concept], "momentum": 0.3, "momentumDecay": 0.6})
    yield "an edit, and a concept", with_edits(one, 0.1, concepts), base({"guides": guides(concepts)}), with_sega


@torch.no_grad()
def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    written = {"embeddings": [], "weighted": [], "edited": []}
    for checkpoint, text, normalisation, embedding in embeddings():
        shape = list(embedding.shape)
        case = {"checkpoint": checkpoint, "text": text, "normalisation": normalisation, "shape": shape}
        written["embeddings"].append(case | {"embedding": encoded(embedding.float().numpy())})
    runs: list[tuple[str, Any]] = [("weighted", case) for case in weighted_runs()]
    runs += [("edited", case) for case in edited_runs()]
    for kind, (name, changes, off, run) in runs:
        latents, exact = run(torch.float32), run(torch.float64)
        uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
        print(f"{uncertainty:.1e} {name}")
        # diffusers inverts in the precision of the weights.
        if not uncertainty < 3e-4 and "by diffusers" not in name:
            raise ValueError(f"Rounding alone changes the latents of '{name}' by {uncertainty:.1e}.")
        common = {"checkpoint": "sd1", "guides": guides(), **RECIPE}
        case = {"name": name, "recipe": common | changes, "off": common | off, "shape": list(exact.shape)}
        written[kind].append(case | {"latents": encoded(exact.float().numpy())})
    lines = [f'"{key}": [\n' + ",\n".join(json.dumps(case) for case in cases) + "\n]" for key, cases in written.items()]
    TARGET.write_text("{" + ",\n".join(lines) + "}\n")
    print({key: len(cases) for key, cases in written.items()}, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
