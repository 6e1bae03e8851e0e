"""Writes add-ons for the tiny checkpoint of Stable Diffusion XL, and the latents that diffusers gives with them, as add_ons.py does
for the other families.

    pip install peft
    python tools/reference/sdxl_add_ons.py

LoRA of the UNet and both text encoders as diffusers saves it and as kohya's trainer does, which names the UNet's modules as LDM does;
words of Textual Inversion for both text encoders.
"""

import json
import warnings

import diffusers
import peft
import torch
import transformers.integrations.peft
from diffusers.utils import logging
from pipelines import TARGET as JOBS
from pipelines import encoded
from safetensors.torch import load_file, save_file
from sdxl_cases import recipe, settings
from sdxl_pipelines import loaded

TARGET = JOBS / "addOns"
TEXT = ["q_proj", "k_proj", "v_proj", "out_proj"]
EVERYTHING = [
    "to_q",
    "to_k",
    "to_v",
    "to_out.0",
    "proj_in",
    "proj_out",
    "ff.net.0.proj",
    "ff.net.2",
    "conv1",
    "conv2",
    "conv_shortcut",
    "time_emb_proj",
]

results: list[dict] = []

# transformers 5.24 asks for a PEFT that is newer than any that is published; this one does what it needs.
transformers.integrations.peft.check_peft_version = lambda min_version: None


@torch.no_grad()
def shake(network: torch.nn.Module, name: str, seed: int, size: float) -> None:
    """Random numbers of that size, rounded as they will be in the file."""
    generator = torch.Generator().manual_seed(seed)
    for key, parameter in network.named_parameters():
        if name in key:
            parameter.copy_((size * torch.randn(parameter.shape, generator=generator)).half())


def config_of(network) -> dict:
    config = network.peft_config["default"].to_dict() | {"base_model_name_or_path": None}
    return {key: sorted(value) if isinstance(value, set) else value for key, value in config.items()}


def use(name: str, strength: dict | None = None) -> dict:
    return {"id": name} | ({"strength": strength} if strength else {})


def pipeline_of(one: dict):
    return loaded(diffusers.StableDiffusionXLPipeline, one, torch.float32)


def record(name: str, one: dict, add_ons: list[dict], prepare) -> None:
    def run(precision: torch.dtype, prepared: bool) -> torch.Tensor:
        pipeline = pipeline_of(one)
        if prepared:
            prepare(pipeline)
        pipeline.to(precision)
        scale = one["guides"][0]["values"]["scale"]
        return pipeline(**settings(one, width=64, height=64), guidance_scale=scale).images

    latents, exact, without = run(torch.float32, True), run(torch.float64, True), run(torch.float32, False)
    uncertainty, effect = (((other - exact).abs().max() / exact.abs().max()).item() for other in (latents, without))
    print(f"{uncertainty:.1e} {effect:.2f} {name}", flush=True)
    if not uncertainty < 2e-4 or not effect > 0.05:
        raise ValueError(f"'{name}' tells nothing.")
    told = {"name": name, "recipe": one | {"addOns": add_ons}, "off": one, "shape": list(exact.shape)}
    results.append(told | {"latents": encoded(exact.float().numpy())})


def lora(name: str, seed: int) -> None:
    pipeline = pipeline_of(recipe())
    parts = {"unet": (pipeline.unet, EVERYTHING), "text_encoder": (pipeline.text_encoder, TEXT), "text_encoder_2": (pipeline.text_encoder_2, TEXT)}
    layers, told = {}, {}
    for at, (part, (network, modules)) in enumerate(parts.items()):
        network.add_adapter(peft.LoraConfig(target_modules=modules, r=3, lora_alpha=2, init_lora_weights="gaussian"))
        shake(network, "lora_A", seed + 10 * at, 0.5)
        shake(network, "lora_B", seed + 10 * at + 1, 0.006 if part == "unet" else 0.05)
        layers[f"{part}_lora_layers"] = peft.get_peft_model_state_dict(network)
        told[f"{part}_lora_adapter_metadata"] = config_of(network)
    pipeline.save_lora_weights(TARGET, weight_name=f"{name}.safetensors", **layers, **told)


def ldm_names(unet) -> dict[str, str]:
    """LDM's names of the UNet's blocks, by diffusers' (openaimodel.py)."""
    names = {"conv_in": "input_blocks.0.0", "conv_norm_out": "out.0", "conv_out": "out.2"}
    names |= {"time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2"}
    names |= {"add_embedding.linear_1": "label_emb.0.0", "add_embedding.linear_2": "label_emb.0.2"}
    names |= {f"mid_block.{part}": f"middle_block.{at}" for at, part in enumerate(("resnets.0", "attentions.0", "resnets.1"))}
    at = 1
    for level, block in enumerate(unet.down_blocks):
        for layer in range(len(block.resnets)):
            names[f"down_blocks.{level}.resnets.{layer}"] = f"input_blocks.{at}.0"
            names[f"down_blocks.{level}.attentions.{layer}"] = f"input_blocks.{at}.1"
            at += 1
        names[f"down_blocks.{level}.downsamplers.0.conv"] = f"input_blocks.{at}.0.op"
        at += 1
    at = 0
    for level, block in enumerate(unet.up_blocks):
        for layer in range(len(block.resnets)):
            names[f"up_blocks.{level}.resnets.{layer}"] = f"output_blocks.{at}.0"
            names[f"up_blocks.{level}.attentions.{layer}"] = f"output_blocks.{at}.1"
            at += 1
        place = 2 if hasattr(block, "attentions") else 1
        names[f"up_blocks.{level}.upsamplers.0.conv"] = f"output_blocks.{at - 1}.{place}.conv"
    return names


INNER = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0"}
INNER |= {"conv2": "out_layers.3", "conv_shortcut": "skip_connection"}


def ldm_name(path: str, names: dict[str, str]) -> str:
    for name, ldm in names.items():
        if path == name or path.startswith(f"{name}."):
            rest = path[len(name) + 1 :]
            return ".".join(part for part in (ldm, INNER.get(rest, rest)) if part)
    raise KeyError(path)


def as_kohya(name: str, target: str) -> None:
    """Named by kohya's trainer: LDM's modules, underscores for dots, alpha as a tensor."""
    names = ldm_names(pipeline_of(recipe()).unet)
    renamed = {}
    for key, value in load_file(TARGET / f"{name}.safetensors").items():
        part, path = key.split(".", 1)
        path = path.replace(".lora_linear_layer.", ".lora.")
        path, side = path.rsplit(".lora", 1)
        role = "lora_down" if "A" in side or "down" in side else "lora_up"
        prefix = {"unet": "lora_unet", "text_encoder": "lora_te1", "text_encoder_2": "lora_te2"}[part]
        # transformers before 5 had one level more, and kohya's files are named by that.
        module = ldm_name(path, names) if part == "unet" else f"text_model.{path.removeprefix('text_model.')}"
        spelled = f"{prefix}_{module.replace('.', '_')}"
        renamed[f"{spelled}.{role}.weight"] = value.half().contiguous()
        renamed[f"{spelled}.alpha"] = torch.tensor(2.0)
    save_file(renamed, TARGET / f"{target}.safetensors", metadata={"ss_network_module": "networks.lora"})


def loading(name: str, weight: float | dict = 1.0):
    def prepare(pipeline) -> None:
        pipeline.load_lora_weights(TARGET, weight_name=f"{name}.safetensors", adapter_name="one", low_cpu_mem_usage=False)
        pipeline.set_adapters(["one"], adapter_weights=[weight])

    return prepare


def embedding(name: str, vectors: int, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    state = {"clip_l": 0.3 * torch.randn(vectors, 16, generator=generator), "clip_g": 0.3 * torch.randn(vectors, 20, generator=generator)}
    save_file({key: value.half() for key, value in state.items()}, TARGET / f"{name}.safetensors")


def learning(name: str):
    def prepare(pipeline) -> None:
        state = {key: value.float() for key, value in load_file(TARGET / f"{name}.safetensors").items()}
        first = {"text_encoder": pipeline.text_encoder, "tokenizer": pipeline.tokenizer}
        second = {"text_encoder": pipeline.text_encoder_2, "tokenizer": pipeline.tokenizer_2}
        pipeline.load_textual_inversion(state["clip_l"], token=name, **first)
        pipeline.load_textual_inversion(state["clip_g"], token=name, **second)
        # transformers finds the end of a text by its id; those of learned words are higher, which its older rule would take for it.
        assert pipeline.text_encoder_2.config.eos_token_id == pipeline.tokenizer_2.eos_token_id

    return prepare


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    torch.set_num_threads(1)
    house = recipe(scale=3.0)
    lora("xl-peft", 81)
    record("LoRA of both text encoders by PEFT", house, [use("xl-peft")], loading("xl-peft"))
    parts = {"unet": 0.6, "text_encoder": 1.4, "text_encoder_2": 1.4}
    strengths = {"unet": 0.6, "textEncoder": 1.4}
    record("LoRA with a strength for each part", house, [use("xl-peft", strengths)], loading("xl-peft", parts))
    as_kohya("xl-peft", "xl-kohya")
    record("LoRA named by kohya, the UNet's modules as LDM's", house, [use("xl-kohya")], loading("xl-peft"))
    embedding("xl-toy", 2, 91)
    toys = recipe(scale=3.0, prompt="a xl-toy in front of a green house", negativePrompt="xl-toy at night")
    record("an embedding of two vectors for both text encoders", toys, [use("xl-toy")], learning("xl-toy"))
    lines = ",\n".join(json.dumps(result) for result in results)
    (TARGET / "xlAddOns.json").write_text(f'{{"cases": [\n{lines}\n]}}\n')
    for file in TARGET.glob("xl*"):
        file.chmod(0o644)
    print(len(results), "cases,", sum(file.stat().st_size for file in TARGET.glob("xl*")), "bytes")


if __name__ == "__main__":
    main()
