"""Writes what PyTorch's autograd says of the tiny networks: gradients with respect to inputs and to weights.

    python tools/reference/gradients.py

Reads the networks that checkpoints.py and control_networks.py wrote. gradientCases.json says which network is built with which
options, and which of its weights are inputs; gradients.safetensors holds the numbers, "<case>/in/<input>" and
"<case>/out/<input or weight>.grad". The loss is the sum of every output times the input "c.<output>". Computed in float64.
"""

import json
import warnings

import diffusers
import torch
from control_networks import TARGET as CONTROL_NETWORKS
from networks import FIXTURES, PROMPT, folder, tap_attention
from safetensors import safe_open
from safetensors.torch import save_file
from transformers import CLIPTextModel, CLIPTokenizer

generator = torch.Generator().manual_seed(17)
cases: list[dict] = []
numbers: dict[str, torch.Tensor] = {}


def randn(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=generator).double()


def record(name, network, source, options, model, weights, inputs, run) -> None:
    """`run` gives the outputs of the inputs; those of the inputs that are float are differentiated, and the weights named."""
    leaves = {key: value.clone().requires_grad_() for key, value in inputs.items() if value.is_floating_point()}
    parameters = dict(model.named_parameters())
    for parameter in parameters.values():
        parameter.requires_grad_(False)
    for key in weights:
        # transformers 5 opens text encoders whose keys begin with this, and drops it.
        leaves[key] = parameters[key.removeprefix("text_model.")].requires_grad_()
    outputs = run({**inputs, **leaves})
    factors = {f"c.{key}": randn(*value.shape) for key, value in outputs.items()}
    loss = sum((value * factors[f"c.{key}"]).sum() for key, value in outputs.items())
    found = torch.autograd.grad(loss, list(leaves.values()))
    full = f"{source} {network}{', ' if name else ''}{name}"
    cases.append({"name": full, "network": network, "folder": source, "options": {**options, "weightInputs": weights}})
    for key, value in {**inputs, **factors}.items():
        numbers[f"{full}/in/{key}"] = value.float().contiguous().clone()
    for key, value in zip(leaves, found, strict=True):
        numbers[f"{full}/out/{key}.grad"] = value.float().contiguous().clone()


def unet(source: str, name: str, size: tuple[int, int, int], length: int, weights: list[str], **extras) -> None:
    model = diffusers.UNet2DConditionModel.from_pretrained(folder(source) + "/unet", torch_dtype=torch.float64).eval()
    batch, height, width = size
    taps = extras.get("taps", [])
    probabilities = tap_attention(model, taps) if taps else {}
    inputs = {
        "sample": randn(batch, model.config.in_channels, height, width),
        "encoder_hidden_states": randn(batch, length, model.config.cross_attention_dim),
    }
    timestep = torch.tensor([801.0, 41.0][:batch], dtype=torch.float64)
    if extras.get("residuals"):
        shapes = [(8, 8, 8), (8, 8, 8), (8, 4, 4), (8, 4, 4), (8, 2, 2), (16, 2, 2)]
        inputs |= {f"down_residual_{k}": randn(batch, *shape) for k, shape in enumerate(shapes)}
        inputs |= {"mid_residual": randn(batch, 16, 2, 2)}
        inputs |= {f"adapter_{k}": randn(batch, *shape) for k, shape in enumerate([shapes[1], shapes[3], shapes[5]])}

    def run(given):
        further = {}
        if extras.get("residuals"):
            further = {
                "down_block_additional_residuals": [given[f"down_residual_{k}"] for k in range(len(shapes))],
                "mid_block_additional_residual": given["mid_residual"],
                "down_intrablock_additional_residuals": [given[f"adapter_{k}"] for k in range(3)],
            }
        output = model(given["sample"], timestep, given["encoder_hidden_states"], **further).sample
        return {"output": output} | probabilities

    options = {"batch": batch, "height": height, "width": width, "length": length, "taps": taps}
    options |= {"residuals": bool(extras.get("residuals")), "adapter": bool(extras.get("residuals"))}
    record(name, "unet", source, options, model, weights, inputs, run)
    numbers[f"{cases[-1]['name']}/in/timestep"] = timestep.float()


def text_encoder(source: str) -> None:
    tokenizer = CLIPTokenizer.from_pretrained(folder(source) + "/tokenizer")
    model = CLIPTextModel.from_pretrained(folder(source) + "/text_encoder", dtype=torch.float64).eval()
    model.config._attn_implementation = "eager"
    ids = tokenizer(PROMPT, padding="max_length", truncation=True, return_tensors="pt").input_ids
    with safe_open(folder(source) + "/text_encoder/model.safetensors", "pt") as file:
        prefix = "text_model." if "text_model.final_layer_norm.bias" in file else ""
    weights = [
        prefix + key
        for key in (
            "embeddings.token_embedding.weight",
            "embeddings.position_embedding.weight",
            "encoder.layers.0.self_attn.q_proj.weight",
            "encoder.layers.0.layer_norm1.weight",
            "encoder.layers.1.mlp.fc1.bias",
            "final_layer_norm.bias",
        )
    ]
    options = {"length": ids.shape[1], "clipSkip": 0}

    def run(given):
        return {"hidden": model(given["input_ids"]).last_hidden_state}

    record("", "text_encoder", source, options, model, weights, {"input_ids": ids}, run)


def autoencoder(source: str, kind: type, height: int, width: int) -> None:
    model = kind.from_pretrained(folder(source) + "/vae", torch_dtype=torch.float64).eval()

    def encode(given):
        encoded = model.encode(given["sample"])
        if kind is diffusers.AutoencoderTiny:
            return {"mean": encoded.latents}
        mean, log_variance = encoded.latent_dist.parameters.chunk(2, dim=1)
        return {"mean": mean, "log_variance": log_variance}

    def decode(given):
        return {"sample": model.decode(given["latents"] / model.config.scaling_factor).sample}

    size = {"height": height, "width": width}
    record("", "vae_encoder", source, size, model, [], {"sample": randn(1, 3, height, width).tanh()}, encode)
    size = {"height": height // 8, "width": width // 8}
    record("", "vae_decoder", source, size, model, [], {"latents": randn(1, 4, height // 8, width // 8)}, decode)


def controlnet() -> None:
    model = diffusers.ControlNetModel.from_pretrained(CONTROL_NETWORKS / "controlnet", torch_dtype=torch.float64).eval()
    model.controlnet_cond_embedding = torch.nn.Identity()
    inputs = {"sample": randn(1, 4, 6, 8), "encoder_hidden_states": randn(1, 5, 24), "encoded_hint": randn(1, 8, 6, 8)}
    timestep = torch.tensor([301.0], dtype=torch.float64)

    def run(given):
        result = model(given["sample"], timestep, given["encoder_hidden_states"], given["encoded_hint"])
        down = {f"down_residual_{k}": residual for k, residual in enumerate(result.down_block_res_samples)}
        return down | {"mid_residual": result.mid_block_res_sample}

    weights = ["controlnet_down_blocks.2.weight", "controlnet_mid_block.bias", "down_blocks.1.resnets.0.conv1.weight"]
    options = {"batch": 1, "height": 6, "width": 8, "length": 5}
    record("", "controlnet", "controlnet", options, model, weights, inputs, run)
    numbers[f"{cases[-1]['name']}/in/timestep"] = timestep.float()


def adapter() -> None:
    model = diffusers.T2IAdapter.from_pretrained(CONTROL_NETWORKS / "adapter-full", torch_dtype=torch.float64).eval()
    inputs = {"hint": torch.rand(1, 1, 40, 56, generator=generator).double()}

    def run(given):
        return {f"adapter_{k}": feature for k, feature in enumerate(model(given["hint"]))}

    record("", "t2i_adapter", "adapter-full", {"height": 40, "width": 56}, model, [], inputs, run)


def main() -> None:
    block = "attentions.0.transformer_blocks.0"
    weights = [
        "conv_in.weight",
        "down_blocks.0.downsamplers.0.conv.weight",
        "down_blocks.0.resnets.0.norm1.weight",
        "down_blocks.0.resnets.0.time_emb_proj.bias",
        "time_embedding.linear_1.weight",
        f"mid_block.{block}.attn2.to_k.weight",
        f"mid_block.{block}.norm2.bias",
        f"up_blocks.1.{block}.ff.net.0.proj.weight",
        "up_blocks.0.upsamplers.0.conv.bias",
        "conv_out.weight",
    ]
    unet("sd1", "", (2, 8, 8), 7, weights)
    taps = [f"down_blocks.0.{block}.attn2", f"up_blocks.1.{block}.attn1"]
    unet("sd1", "odd size, taps", (1, 7, 5), 5, [], taps=taps)
    unet("sd1", "residuals and adapter", (1, 8, 8), 5, [], residuals=True)
    unet("sd2", "odd size", (2, 5, 6), 5, [])
    text_encoder("sd1")
    autoencoder("sd1", diffusers.AutoencoderKL, 32, 16)
    autoencoder("tiny-vae", diffusers.AutoencoderTiny, 16, 24)
    controlnet()
    adapter()
    (FIXTURES / "gradientCases.json").write_text(json.dumps(cases, indent=1) + "\n")
    save_file(numbers, FIXTURES / "gradients.safetensors")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
