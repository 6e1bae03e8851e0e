"""Writes the latents that diffusers gives with files that were trained here, for workers/jobs/learnedFiles.test.ts.

WRITE_LEARNED=1 npx vitest run workers/jobs/learnedFiles.test.ts
python tools/reference/learned.py
"""

import json
import pathlib
from collections.abc import Callable

import add_ons
import torch
from add_ons import both, record, set_custom_diffusion
from pipelines import guide, recipe
from safetensors.torch import load_file

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "jobs" / "fixtures" / "learned"


def lora(name: str) -> Callable:
    """diffusers' own loader.

    Beside transformers 5 diffusers 0.42 does not take off the "text_model." that published LoRA files have (it looks for an attribute
    of that name, which is still there), so that is done here.
    """

    def prepare(pipeline) -> None:
        state = load_file(TARGET / name / "pytorch_lora_weights.safetensors")
        state = {key.replace("text_encoder.text_model.", "text_encoder."): value for key, value in state.items()}
        pipeline.load_lora_weights(state, low_cpu_mem_usage=False)

    return prepare


def word(name: str) -> Callable:
    """diffusers' own loader, which finds the word in the file."""

    def prepare(pipeline) -> None:
        pipeline.load_textual_inversion(TARGET / name, weight_name="learned_embeds.safetensors")

    return prepare


def custom_diffusion(name: str) -> Callable:
    """diffusers' processors; its own loader leaves the weights out where PEFT is installed (diffusers issue 7261)."""

    def prepare(pipeline) -> None:
        set_custom_diffusion(pipeline.unet, False)
        state = load_file(TARGET / name / "pytorch_custom_diffusion_weights.safetensors")
        used = 0
        for path, processor in pipeline.unet.attn_processors.items():
            own = {key.removeprefix(f"{path}."): value for key, value in state.items() if key.startswith(f"{path}.")}
            if own:
                processor.load_state_dict(own)
                used += len(own)
        assert used == len(state), "a key of the file was not used"

    return prepare


def main() -> None:
    """One case for each kind of file."""
    cases = {
        "lora": ("a sks ball", ["pytorch_lora_weights"], lora("lora")),
        "lora-everywhere": ("a sks ball", ["pytorch_lora_weights"], lora("lora-everywhere")),
        "lora-word": (
            "a <flag> ball",
            ["pytorch_lora_weights", "learned_embeds"],
            both(lora("lora-word"), word("lora-word")),
        ),
        "word": ("a <flag> ball", ["learned_embeds"], word("word")),
        "custom-diffusion": (
            "a <flag> ball",
            ["pytorch_custom_diffusion_weights", "learned_embeds"],
            both(custom_diffusion("custom-diffusion"), word("custom-diffusion")),
        ),
    }
    for name, (prompt, _, prepare) in cases.items():
        settings = recipe("sd1", prompt, guides=guide("classifier-free", scale=2), scheduler="ddim")
        record(name, settings, [], prepare)
    lines = ",\n".join(json.dumps(result) for result in add_ons.results)
    (TARGET / "learned.json").write_text(f'{{"cases": [\n{lines}\n]}}\n')


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
