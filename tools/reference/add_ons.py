"""Writes add-ons for the tiny checkpoints with the libraries that people write them with, and the latents that diffusers gives.

    pip install peft lycoris-lora
    python tools/reference/add_ons.py

Add-ons lie in workers/jobs/fixtures/addOns; addOns.json beside them says which recipe uses which, and what comes out. Their
weights are random and large enough to show.
"""

import json
import logging as python_logging
import pathlib
import shutil
import warnings
from collections.abc import Callable

import peft
import torch
import transformers.integrations.peft
from diffusers.models.attention_processor import (
    AttnProcessor,
    CustomDiffusionAttnProcessor,
)
from diffusers.utils import convert_state_dict_to_diffusers, logging
from diffusers.utils.state_dict_utils import convert_state_dict_to_kohya
from pipelines import (
    draw_in_float32,
    encoded,
    guide,
    loaded,
    recipe,
    use_scheduler,
    without_nothing,
)
from safetensors.torch import load_file, save_file
from sdxl_add_ons import ldm_name, ldm_names

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "jobs" / "fixtures" / "addOns"

ATTENTION = ["to_q", "to_k", "to_v", "to_out.0"]
EVERYTHING = [*ATTENTION, "proj_in", "proj_out", "ff.net.0.proj", "ff.net.2", "conv1", "conv2", "conv_shortcut", "time_emb_proj"]
TEXT = ["q_proj", "k_proj", "v_proj", "out_proj", "fc1", "fc2"]

results: list[dict] = []

# transformers 5.24 asks for a PEFT that is newer than any that is published; this one does what it needs.
transformers.integrations.peft.check_peft_version = lambda min_version: None


@torch.no_grad()
def shake(parameters, seed: int, size: float, like: Callable[[str], bool] = lambda _: True) -> None:
    """Random numbers of that size, rounded as they will be in the file."""
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in parameters:
        numbers = size * torch.randn(parameter.shape, generator=generator)
        if like(name):
            parameter.copy_(numbers.half())


def record(name: str, settings: dict, add_ons: list[dict], prepare: Callable) -> None:
    """`prepare` puts the add-ons on a pipeline, by diffusers' means or those of the library that wrote them."""
    off = {"version": 2, **{key: value for key, value in settings.items() if key != "version"}}
    one = off | {"addOns": add_ons}
    latents, exact = (run(one, prepare, precision) for precision in (torch.float32, torch.float64))
    without = run(off, lambda pipeline: None, torch.float32)
    size = exact.abs().max()
    uncertainty, effect = ((other - exact).abs().max().item() / size.item() for other in (latents, without))
    print(f"{uncertainty:.1e} {effect:.2f} {name}")
    if not uncertainty < 3e-4 or not effect > 0.05:
        print("!!!", f"'{name}' tells nothing: rounding {uncertainty:.1e}, effect {effect:.1e}.")
    results.append(
        {
            "name": name,
            "recipe": without_nothing(one),
            "off": without_nothing(off),
            "shape": list(latents.shape),
            "latents": encoded(exact.float().numpy()),
        }
    )


@torch.no_grad()
def run(one: dict, prepare: Callable, precision: torch.dtype) -> torch.Tensor:
    pipeline = loaded("StableDiffusionPipeline", one["checkpoint"], torch.float32)
    draw_in_float32()
    use_scheduler(pipeline, one)
    prepare(pipeline)
    pipeline.to(precision)
    return pipeline(
        prompt=one["prompt"],
        negative_prompt=one["negativePrompt"],
        num_inference_steps=one["steps"],
        guidance_scale=one["guides"][0]["values"]["scale"],
        width=one["width"],
        height=one["height"],
        generator=torch.Generator().manual_seed(one["seed"]),
        output_type="latent",
    ).images


def house(**settings) -> dict:
    return recipe("sd1", "a red ball in front of a green house", guides=guide("classifier-free", scale=2), scheduler="ddim", **settings)


def animals(**settings) -> dict:
    return recipe("sd2", "a photo of a cat next to a dog", guides=guide("classifier-free", scale=4), **settings)


def use(name: str, strength: float | dict | None = None) -> dict:
    return {"id": name} if strength is None else {"id": name, "strength": strength}


def lora(name: str, checkpoint: str, seed: int, targets: list[str], text: list[str] | None, **options) -> None:
    """
    Trains nothing: gives PEFT's adapters random numbers, and saves them as diffusers' training scripts do. Those convert the names
    of the attention alone; where other layers are trained too, what comes of it is spelled in two ways, which diffusers cannot read.
    """
    pipeline = loaded("StableDiffusionPipeline", checkpoint, torch.float32)
    networks = {"unet": (pipeline.unet, targets)} | ({"text_encoder": (pipeline.text_encoder, text)} if text else {})
    layers, metadata = {}, {}
    for part, (network, target) in networks.items():
        config = peft.LoraConfig(target_modules=target, init_lora_weights="gaussian", **options)
        network.add_adapter(config)
        shake(((n, p) for n, p in network.named_parameters() if "lora_A" in n), seed, 0.5)
        shake(((n, p) for n, p in network.named_parameters() if "lora_B" in n), seed + 1, 0.02)
        magnitudes = [p for n, p in network.named_parameters() if "magnitude" in n]
        stretch = torch.Generator().manual_seed(seed + 2)
        for magnitude in magnitudes:
            magnitude.data *= 0.6 + 0.8 * torch.rand(magnitude.shape, generator=stretch)
        state = peft.get_peft_model_state_dict(network)
        layers[part] = convert_state_dict_to_diffusers(state) if targets == ATTENTION else state
        metadata[part] = peft_config_dict(network)
    pipeline.save_lora_weights(
        TARGET,
        layers["unet"],
        layers.get("text_encoder"),
        weight_name=f"{name}.safetensors",
        unet_lora_adapter_metadata=metadata["unet"],
        text_encoder_lora_adapter_metadata=metadata.get("text_encoder"),
    )


def peft_config_dict(network) -> dict:
    config = network.peft_config["default"].to_dict() | {"base_model_name_or_path": None}
    return {key: sorted(value) if isinstance(value, set) else value for key, value in config.items()}


def loading(*names: str, weights: list | None = None) -> Callable:
    """diffusers' own loader."""

    def prepare(pipeline) -> None:
        adapters = []
        for name in names:
            pipeline.load_lora_weights(TARGET, weight_name=f"{name}.safetensors", adapter_name=name.replace(".", "_"), low_cpu_mem_usage=False)
            adapters.append(name.replace(".", "_"))
        if weights:
            pipeline.set_adapters(adapters, adapter_weights=weights)
        elif len(adapters) > 1:
            pipeline.set_adapters(adapters)

    return prepare


def as_kohya(name: str, target: str, alpha: float) -> None:
    """By diffusers' converter, which leaves the alphas to be added."""
    state = load_file(TARGET / f"{name}.safetensors")
    converted = convert_state_dict_to_kohya(
        {
            key.replace(".lora.down.", ".lora_A.")
            .replace(".lora.up.", ".lora_B.")
            .replace(".lora_linear_layer.down.", ".lora_A.")
            .replace(".lora_linear_layer.up.", ".lora_B."): value
            for key, value in state.items()
        }
    )
    # The converter's own prefix of a first text encoder is that of SDXL; Stable Diffusion's trainers write this one.
    converted = {key.replace("lora_te1_", "lora_te_"): value.clone() for key, value in converted.items()}
    for key in [key for key in converted if key.endswith(".alpha")]:
        converted[key] = torch.tensor(alpha, dtype=torch.bfloat16)
    save_file(
        converted,
        TARGET / f"{target}.safetensors",
        metadata={"ss_network_module": "networks.lora", "ss_tag_frequency": '{"10_toy": {"sks toy": 10, "grass": 2}}'},
    )


def without_alphas(name: str, target: str) -> None:
    """kohya's names without the alphas, which some trainers leave out, and the text encoder's as in files for Stable Diffusion XL."""
    state = load_file(TARGET / f"{name}.safetensors")
    renamed = {key.replace("lora_te_", "lora_te1_"): value for key, value in state.items() if not key.endswith(".alpha")}
    save_file(renamed, TARGET / f"{target}.safetensors")


def as_comfyui(name: str, checkpoint: str, target: str) -> None:
    """As ComfyUI's node that extracts a LoRA names it: LDM's modules with their dots, and the text encoder by its own name."""
    names = ldm_names(loaded("StableDiffusionPipeline", checkpoint, torch.float32).unet)
    renamed = {}
    for key, value in load_file(TARGET / f"{name}.safetensors").items():
        part, path = key.split(".", 1)
        path, side = path.replace(".lora_linear_layer.", ".lora.").rsplit(".lora", 1)
        role = "lora_down" if "A" in side or "down" in side else "lora_up"
        text = f"text_encoders.clip_l.transformer.text_model.{path.removeprefix('text_model.')}"
        renamed[f"{f'diffusion_model.{ldm_name(path, names)}' if part == 'unet' else text}.{role}.weight"] = value.clone()
    save_file(renamed, TARGET / f"{target}.safetensors")


def as_old_diffusers(name: str, target: str) -> None:
    """As diffusers wrote before 0.22."""
    state = load_file(TARGET / f"{name}.safetensors")
    renamed = {}
    for key, value in state.items():
        for projection in ("to_q", "to_k", "to_v"):
            key = key.replace(f"{projection}.lora.", f"processor.{projection}_lora.")
        key = key.replace("to_out.0.lora.", "processor.to_out_lora.")
        for new, old in (("q_proj", "to_q"), ("k_proj", "to_k"), ("v_proj", "to_v"), ("out_proj", "to_out")):
            key = key.replace(f"{new}.lora_linear_layer.", f"{old}_lora.")
        renamed[key] = value
    save_file(renamed, TARGET / f"{target}.safetensors")


def peft_folder(name: str, checkpoint: str, seed: int, size: float, config) -> None:
    """A folder as PEFT saves it, with the configuration beside the weights."""
    unet = loaded("StableDiffusionPipeline", checkpoint, torch.float32).unet
    model = peft.get_peft_model(unet, config)
    shake(((n, p) for n, p in model.named_parameters() if any(k in n for k in ("lora_", "hada_", "lokr_"))), seed, size)
    shutil.rmtree(TARGET / name, ignore_errors=True)
    model.save_pretrained(TARGET / name)
    (TARGET / name / "README.md").unlink(missing_ok=True)


def with_peft(name: str) -> Callable:
    def prepare(pipeline) -> None:
        pipeline.unet = peft.PeftModel.from_pretrained(pipeline.unet, TARGET / name).get_base_model()

    return prepare


def lycoris(name: str, checkpoint: str, seed: int, size: float, **options) -> None:
    """Written by LyCORIS and named as its kohya script names a UNet's modules."""
    network = lycoris_on(loaded("StableDiffusionPipeline", checkpoint, torch.float32), **options)
    shake(((n, p) for n, p in network.named_parameters() if p.ndim > 0 and "dora" not in n), seed, size)
    stretch = torch.Generator().manual_seed(seed)
    for parameter_name, parameter in network.named_parameters():
        if "dora" in parameter_name:
            parameter.data *= 0.6 + 0.8 * torch.rand(parameter.shape, generator=stretch)
            parameter.data = parameter.data.half().float()
    state = {key.replace("lycoris_", "lora_unet_", 1): value for key, value in network.state_dict().items()}
    halves = {key: value.half().contiguous() for key, value in state.items() if value.numel() > 0}
    save_file(halves, TARGET / f"{name}.safetensors", metadata={"ss_network_module": "lycoris.kohya"})


def lycoris_on(pipeline, **options):
    from lycoris import LycorisNetwork, create_lycoris

    LycorisNetwork.apply_preset(
        {"enable_conv": True, "target_module": ["Transformer2DModel", "ResnetBlock2D", "Downsample2D", "Upsample2D"], "target_name": []}
    )
    network = create_lycoris(pipeline.unet, 1.0, **({"linear_dim": 3, "linear_alpha": 2, "conv_dim": 2, "conv_alpha": 1} | options))
    network.apply_to()
    return network.eval()


def with_lycoris(name: str, **options) -> Callable:
    def prepare(pipeline) -> None:
        network = lycoris_on(pipeline, **options)
        state = {key.replace("lora_unet_", "lycoris_", 1): value for key, value in load_file(TARGET / f"{name}.safetensors").items()}
        found = network.load_state_dict(state, strict=False)
        if found.unexpected_keys:
            raise ValueError(found.unexpected_keys)
        pipeline.lycoris = network
        to = pipeline.to

        def everything(precision):
            network.to(precision)
            return to(precision)

        pipeline.to = everything

    return prepare


def embedding(name: str, key: str, width: int, vectors: int, seed: int) -> None:
    numbers = 0.8 * torch.randn(vectors, width, generator=torch.Generator().manual_seed(seed))
    save_file({key: numbers.half() if vectors > 1 else numbers.half()[0]}, TARGET / f"{name}.safetensors")


def learning(name: str, word: str) -> Callable:
    def prepare(pipeline) -> None:
        [numbers] = load_file(TARGET / f"{name}.safetensors").values()
        pipeline.load_textual_inversion(numbers.float(), token=word)

    return prepare


@torch.no_grad()
def custom_diffusion(name: str, checkpoint: str, seed: int, with_queries: bool) -> None:
    pipeline = loaded("StableDiffusionPipeline", checkpoint, torch.float32)
    set_custom_diffusion(pipeline.unet, with_queries)
    for index, (path, processor) in enumerate(pipeline.unet.attn_processors.items()):
        if not path.endswith("attn2.processor"):
            continue
        attention = pipeline.unet.get_submodule(path.removesuffix(".processor"))
        generator = torch.Generator().manual_seed(seed + index)
        for key, weight in processor.named_parameters():
            own = attention.get_parameter(key.replace("_custom_diffusion", ""))
            weight.copy_((own + 0.4 * own.std() * torch.randn(own.shape, generator=generator)).half())
    state = {
        f"{path}.{key}": weight.half()
        for path, processor in pipeline.unet.attn_processors.items()
        if isinstance(processor, torch.nn.Module)
        for key, weight in processor.state_dict().items()
    }
    # What UNet2DConditionModel.save_attn_procs writes, without its entries for layers that have no weights.
    save_file(state, TARGET / f"{name}.safetensors")


def set_custom_diffusion(unet, with_queries: bool) -> None:
    processors = {}
    for path in unet.attn_processors:
        attention = unet.get_submodule(path.removesuffix(".processor"))
        processors[path] = (
            CustomDiffusionAttnProcessor(
                train_kv=True,
                train_q_out=with_queries,
                hidden_size=attention.to_q.weight.shape[0],
                cross_attention_dim=attention.to_k.weight.shape[1],
            )
            if path.endswith("attn2.processor")
            else AttnProcessor()
        )
    unet.set_attn_processor(processors)


def with_custom_diffusion(name: str, with_queries: bool) -> Callable:
    def prepare(pipeline) -> None:
        set_custom_diffusion(pipeline.unet, with_queries)
        state = load_file(TARGET / f"{name}.safetensors")
        for path, processor in pipeline.unet.attn_processors.items():
            own = {key.removeprefix(f"{path}."): value for key, value in state.items() if key.startswith(f"{path}.")}
            if own:
                processor.load_state_dict(own)

    return prepare


def both(*prepared: Callable) -> Callable:
    def prepare(pipeline) -> None:
        for one in prepared:
            one(pipeline)

    return prepare


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    python_logging.getLogger("LyCORIS").setLevel(python_logging.ERROR)
    TARGET.mkdir(parents=True, exist_ok=True)

    lora("peft", "sd1", 1, EVERYTHING, TEXT, r=3, lora_alpha=2, alpha_pattern={"up_blocks.1.attentions.0.proj_in": 1})
    record("LoRA by PEFT, alpha in the header", house(), [use("peft")], loading("peft"))
    record("LoRA at strength 0.6", house(), [use("peft", 0.6)], loading("peft", weights=[0.6]))
    parts = {"unet": 0.5, "textEncoder": 1.3}
    record(
        "LoRA with a strength for each part",
        house(),
        [use("peft", parts)],
        loading("peft", weights=[{"unet": 0.5, "text_encoder": 1.3}]),
    )

    lora("attention", "sd2", 11, ATTENTION, TEXT, r=4, lora_alpha=4)
    record("LoRA of the attention alone, on linear projections", animals(), [use("attention")], loading("attention"))
    as_kohya("attention", "kohya", 6)
    record("LoRA named by kohya, alpha in bfloat16", animals(), [use("kohya")], loading("kohya"))
    lcm = {"scheduler": "lcm", "guides": guide("classifier-free", scale=1), "seed": 3}
    record("LCM-LoRA with its scheduler", animals() | lcm, [use("kohya")], loading("kohya"))
    without_alphas("kohya", "without-alphas")
    record("LoRA named by kohya without any alpha", animals(), [use("without-alphas")], loading("attention"))
    as_comfyui("attention", "sd2", "comfyui")
    record("LoRA extracted by ComfyUI", animals(), [use("comfyui")], loading("attention"))
    as_old_diffusers("attention", "old-diffusers")
    record("LoRA spelled by diffusers before 0.22", animals(), [use("old-diffusers")], loading("attention"))

    lora("dora", "sd1", 21, EVERYTHING, None, r=2, lora_alpha=2, use_dora=True)
    record("DoRA by PEFT, convolutions too", house(), [use("dora")], loading("dora"))

    ranks = {"down_blocks.0.resnets.0.conv1": 5, "mid_block.attentions.0.transformer_blocks.0.attn2.to_k": 2}
    alphas = {"down_blocks.0.resnets.0.conv1": 3, "mid_block.attentions.0.proj_in": 2}
    lora("ranks", "sd1", 81, EVERYTHING, TEXT, r=3, lora_alpha=1, rank_pattern=ranks, alpha_pattern=alphas, use_rslora=True)
    record("LoRA of a rank for each layer, rank-stabilised", house(), [use("ranks")], loading("ranks"))

    stabilised = peft.LoraConfig(r=4, lora_alpha=3, use_rslora=True, target_modules=EVERYTHING, init_lora_weights=False)
    peft_folder("peft-folder", "sd1", 31, 0.09, stabilised)
    record("a folder by PEFT, rank-stabilised", house(), [use("peft-folder")], with_peft("peft-folder"))
    hadamard = peft.LoHaConfig(r=3, alpha=2, target_modules=EVERYTHING, use_effective_conv2d=True, init_weights=False)
    peft_folder("peft-loha", "sd1", 32, 0.35, hadamard)
    record("LoHa by PEFT", house(), [use("peft-loha")], with_peft("peft-loha"))
    kronecker = peft.LoKrConfig(r=3, alpha=2, target_modules=EVERYTHING, use_effective_conv2d=True, init_weights=False)
    peft_folder("peft-lokr", "sd1", 33, 0.35, kronecker)
    record("LoKr by PEFT", house(), [use("peft-lokr")], with_peft("peft-lokr"))

    for name, checkpoint, seed, size, options in (
        ("locon", "sd1", 41, 0.4, {"algo": "locon"}),
        ("locon-tucker", "sd2", 42, 0.4, {"algo": "locon", "use_tucker": True}),
        ("locon-dora", "sd1", 43, 0.3, {"algo": "locon", "dora_wd": True}),
        ("dora-of-columns", "sd1", 50, 0.3, {"algo": "locon", "dora_wd": True, "wd_on_output": False}),
        ("loha", "sd2", 44, 0.4, {"algo": "loha"}),
        ("loha-tucker", "sd1", 45, 0.5, {"algo": "loha", "use_tucker": True}),
        ("lokr", "sd1", 46, 0.35, {"algo": "lokr", "factor": 2}),
        ("lokr-tucker", "sd2", 47, 0.45, {"algo": "lokr", "use_tucker": True, "factor": 4, "decompose_both": True}),
        ("lokr-whole", "sd1", 48, 0.25, {"algo": "lokr", "full_matrix": True}),
        ("full", "sd2", 49, 0.08, {"algo": "full"}),
    ):
        lycoris(name, checkpoint, seed, size, **options)
        base = house() if checkpoint == "sd1" else animals()
        record(f"{name} by LyCORIS", base, [use(name)], with_lycoris(name, **options))

    embedding("toy", "<toy>", 24, 1, 51)
    embedding("style-words", "emb_params", 24, 3, 52)
    toys = house() | {"prompt": "a <toy> in front of a green house"}
    record("an embedding of one vector", toys, [use("toy")], learning("toy", "<toy>"))
    style = house() | {"prompt": "a cat, style-words, next to a <toy>", "negativePrompt": "style-words"}
    words = both(learning("toy", "<toy>"), learning("style-words", "style-words"))
    record("embeddings of one and three vectors", style, [use("toy"), use("style-words")], words)

    custom_diffusion("custom", "sd1", 61, False)
    record("Custom Diffusion", house(), [use("custom")], with_custom_diffusion("custom", False))
    custom_diffusion("custom-queries", "sd2", 62, True)
    record("Custom Diffusion of queries too", animals(), [use("custom-queries")], with_custom_diffusion("custom-queries", True))

    lora("second", "sd1", 71, ATTENTION, None, r=2, lora_alpha=2)
    together = [use("second", 0.8), use("peft", {"unet": 0.7, "textEncoder": 0.4}), use("toy")]
    several = loading("second", "peft", weights=[0.8, {"unet": 0.7, "text_encoder": 0.4}])
    record("two LoRAs and an embedding", toys, together, both(several, learning("toy", "<toy>")))

    lines = ",\n".join(json.dumps(result) for result in results)
    (TARGET / "addOns.json").write_text(f'{{"cases": [\n{lines}\n]}}\n')
    for file in TARGET.rglob("*.*"):
        file.chmod(0o644)
    print(len(results), "cases,", sum(file.stat().st_size for file in TARGET.rglob("*.*")), "bytes")


if __name__ == "__main__":
    main()
