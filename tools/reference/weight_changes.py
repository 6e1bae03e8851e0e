"""What add-ons make of a weight, by the libraries that train them: PEFT and LyCORIS, under the newer names of their files.

    pip install peft lycoris-lora
    python tools/reference/weight_changes.py

Each case is a file of an add-on and the weights that its own library computes with it, in float64: a linear layer and a convolution of
the UNet, or a layer of the text encoder. The weights are found by what the layer makes of impulses, so that no merging of either
library stands between.
"""

import base64
import copy
import json
import pathlib
from collections.abc import Callable

import peft
import torch
import transformers.integrations.peft
from lycoris import LycorisNetwork, create_lycoris
from pipelines import encoded, loaded
from safetensors.torch import load, save
from sdxl_add_ons import ldm_name, ldm_names

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "models" / "fixtures" / "weightChanges.json"

QUERY = "mid_block.attentions.0.transformer_blocks.0.attn2.to_q"
CONVOLUTION = "down_blocks.2.resnets.0.conv1"
# In files; transformers has had a network around it and has none now.
TEXT = "text_model.encoder.layers.0.self_attn.q_proj"
RANK = 3

# As in add_ons.py.
transformers.integrations.peft.check_peft_version = lambda min_version: None

pipeline = loaded("StableDiffusionPipeline", "sd1", torch.float32)
HERE = next(path for path, _ in pipeline.text_encoder.named_modules() if path.endswith("encoder.layers.0.self_attn.q_proj"))
cases: list[dict] = []


@torch.no_grad()
def weight_of(layer: torch.nn.Module, shape: torch.Size) -> torch.Tensor:
    """The weight of a layer, whatever is laid over it, by what it makes of impulses; its bias is what it makes of nothing."""
    inputs = shape[1]
    if len(shape) == 2:
        impulses = torch.eye(inputs, dtype=torch.float64)
        return (layer(impulses) - layer(torch.zeros_like(impulses))).T
    kernel = shape[-1]
    impulses = torch.zeros(inputs, inputs, 2 * kernel - 1, 2 * kernel - 1, dtype=torch.float64)
    impulses[range(inputs), range(inputs), kernel - 1, kernel - 1] = 1
    made = (layer(impulses) - layer(torch.zeros_like(impulses))).transpose(0, 1)
    # The padding is half a kernel: what lies around the impulse is the kernel, turned by half.
    around = slice(kernel - 1 - kernel // 2, kernel + kernel // 2)
    return made[:, :, around, around].flip(-1, -2)


@torch.no_grad()
def shake(module: torch.nn.Module, seed: int) -> None:
    """Random numbers in place of what training would find, rounded as they will be in the file."""
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in module.named_parameters():
        if not parameter.requires_grad:
            continue
        if "dora" in name or "magnitude" in name:
            parameter.mul_(0.6 + 0.8 * torch.rand(parameter.shape, generator=generator))
            parameter.copy_(parameter.half())
        else:
            parameter.copy_((0.6 * torch.randn(parameter.shape, generator=generator)).half())


def record(name: str, tensors: dict[str, torch.Tensor], weights: dict[str, torch.Tensor], words: dict | None = None) -> None:
    """`weights` by the key that they have in the network."""
    file = save({key: value.detach().float().contiguous() for key, value in tensors.items()})
    for key, weight in weights.items():
        is_text = key.startswith(TEXT)
        own = (pipeline.text_encoder if is_text else pipeline.unet).get_parameter(key.replace(TEXT, HERE) if is_text else key).double()
        change = (weight - own).abs().max() / own.abs().max()
        print(f"{change:.2f} {name}: {key}")
        if not change > 0.1:
            raise ValueError(f"'{name}' changes nothing.")
    found = {key: encoded(weight.float().numpy()) for key, weight in weights.items()}
    cases.append({"name": name, "file": base64.b64encode(file).decode(), "weights": found, "words": words or {}})


def with_peft(name: str, config: peft.PeftConfig, seed: int, spell: Callable[[str], str], text: bool = False) -> None:
    network = copy.deepcopy(pipeline.text_encoder if text else pipeline.unet)
    model = peft.get_peft_model(network, config)
    shake(model, seed)
    tensors = {spell(key.replace(HERE, TEXT)): value.clone() for key, value in peft.get_peft_model_state_dict(model).items()}
    model.double().eval()
    weights = {}
    for path in [HERE] if text else [QUERY, CONVOLUTION]:
        layer = network.get_submodule(path)
        weights[f"{path.replace(HERE, TEXT)}.weight"] = weight_of(layer, layer.base_layer.weight.shape)
    record(name, tensors, weights)


def with_lycoris(name: str, seed: int, spell: Callable[[str], str], text: bool = False, **options) -> None:
    """`spell` is given the path of a layer in the network and gives the file's name for it."""
    network = copy.deepcopy(pipeline.text_encoder if text else pipeline.unet)
    paths = [HERE] if text else [QUERY, CONVOLUTION]
    LycorisNetwork.apply_preset({"enable_conv": True, "target_module": [], "target_name": paths})
    # A layer that is learned whole has no weight of its own any more.
    shapes = {path: network.get_parameter(f"{path}.weight").shape for path in paths}
    settings = {"linear_dim": RANK, "linear_alpha": 2, "conv_dim": 2, "conv_alpha": 1} | options
    wrapped = create_lycoris(network, 1.0, **settings)
    wrapped.apply_to()
    shake(wrapped, seed)
    tensors = {}
    for key, value in wrapped.state_dict().items():
        path = next((path for path in paths if key.startswith(f"lycoris_{path.replace('.', '_')}.")), None)
        if path is not None and value.numel() > 0:
            tensors[f"{spell(path.replace(HERE, TEXT))}.{key.split('.', 1)[1]}"] = value.clone()
    network.double()
    wrapped.double().eval()
    weights = {f"{path.replace(HERE, TEXT)}.weight": weight_of(network.get_submodule(path), shapes[path]) for path in paths}
    record(name, tensors, weights)


def with_set_weight(seed: int) -> None:
    """LyCORIS learns a weight whole as its difference; ComfyUI's spelling is the sum."""
    count = len(cases)
    with_lycoris("whole weights (LyCORIS full)", seed, lambda path: f"lora_unet.{path}", algo="full")
    weights = cases[count]["weights"]
    changed = {key: torch.frombuffer(bytearray(base64.b64decode(value)), dtype=torch.float32) for key, value in weights.items()}
    tensors = {
        f"lora_unet_{key.removesuffix('.weight').replace('.', '_')}.set_weight": value.reshape(pipeline.unet.get_parameter(key).shape)
        for key, value in changed.items()
    }
    record("ComfyUI's set_weight", tensors, {key: tensors[name].double() for key, name in zip(changed, tensors, strict=True)})


def with_words(seed: int) -> None:
    """OneTrainer's LoRA with a word in its file; diffusers learns the word."""
    numbers = (0.8 * torch.randn(2, pipeline.text_encoder.config.hidden_size, generator=torch.Generator().manual_seed(seed))).half().float()
    count = len(cases)
    with_lycoris("OneTrainer with a word (LoCon)", seed, lambda path: f"lora_unet.{path}")
    learner = copy.deepcopy(pipeline)
    learner.load_textual_inversion(numbers, token="<toy>")
    ids = learner.tokenizer.convert_tokens_to_ids(["<toy>", "<toy>_1"])
    learned = learner.text_encoder.get_input_embeddings().weight[ids].detach()
    case = cases[count]
    tensors = load(base64.b64decode(case["file"])) | {"bundle_emb.<toy>.clip_l": numbers}
    case["file"] = base64.b64encode(save(tensors)).decode()
    case["words"] = {"<toy>": encoded(learned.numpy())}


def main() -> None:
    names = ldm_names(pipeline.unet)
    unet = {"target_modules": [QUERY, CONVOLUTION]}
    lora = {"r": RANK, "lora_alpha": RANK, "init_lora_weights": "gaussian"}

    def behind(key: str) -> str:
        return f"unet.{key}"

    def within(key: str) -> str:
        return key.replace("base_model.model.", "base_model.model.unet.")

    def adapter(key: str) -> str:
        return behind(key).replace(".lora_A.weight", ".lora_A.default.weight").replace(".lora_B.weight", ".lora_B.default.weight")

    with_peft("PEFT behind a network's name (LoRA)", peft.LoraConfig(**unet, **lora), 1, behind)
    with_peft("PEFT in front of a network's name (LoRA)", peft.LoraConfig(**unet, **lora), 2, within)
    with_peft("PEFT with an adapter's name (LoRA)", peft.LoraConfig(**unet, **lora), 3, adapter)
    with_peft("PEFT behind a network's name (DoRA)", peft.LoraConfig(**unet, **lora, use_dora=True), 4, behind)
    with_peft("PEFT behind a network's name (LoHa)", peft.LoHaConfig(**unet, r=RANK, alpha=RANK), 5, behind)
    with_peft("PEFT behind a network's name (LoKr)", peft.LoKrConfig(**unet, r=RANK, alpha=RANK), 6, behind)
    text = peft.LoraConfig(target_modules=[HERE], **lora)
    with_peft("PEFT behind a text encoder's name (LoRA)", text, 7, lambda key: f"text_encoder.{key}", text=True)

    def dots(path: str) -> str:
        return f"lora_unet.{path}"

    def ldm(path: str) -> str:
        return f"unet.{ldm_name(path, names)}"

    with_lycoris("OneTrainer (LoCon)", 11, dots)
    with_lycoris("OneTrainer, LDM's blocks (LoCon)", 12, ldm)
    with_lycoris("OneTrainer (LoHa)", 13, dots, algo="loha")
    with_lycoris("OneTrainer, LDM's blocks (LoHa)", 14, ldm, algo="loha")
    with_lycoris("OneTrainer (LoKr)", 15, dots, algo="lokr", factor=4)
    with_lycoris("OneTrainer (DoRA)", 16, dots, dora_wd=True)
    with_lycoris("OneTrainer, the encoder's own name (LoCon)", 17, lambda path: f"clip_l.{path}", text=True)
    with_lycoris("OneTrainer, kohya's prefix with dots (LoCon)", 18, lambda path: f"lora_te.{path}", text=True)
    with_set_weight(19)
    with_words(20)
    TARGET.write_text(json.dumps(cases) + "\n")
    print(f"{len(cases)} cases, {TARGET.stat().st_size / 1e3:.0f} kB")


main()
