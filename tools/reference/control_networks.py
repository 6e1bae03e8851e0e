"""Writes tiny ControlNets and T2I-Adapters, and what diffusers computes with them, alone and beside a UNet.

    python tools/reference/control_networks.py

Reads the tiny checkpoint "sd1" that checkpoints.py wrote. The networks lie in workers/models/fixtures/controlNetworks, in the
layout of their own repositories; cases.json and numbers.safetensors beside them say what is run and what comes out, as for the
networks of the checkpoints (networks.py). Zero convolutions are given weights, without which no residual would show.
"""

import json
import pathlib
import shutil
import warnings

import diffusers
import torch
from checkpoints import CHECKPOINTS, randomise, unet
from safetensors.torch import save_file

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "models" / "fixtures" / "controlNetworks"

generator = torch.Generator().manual_seed(5)
cases: list[dict] = []
numbers: dict[str, torch.Tensor] = {}


def randn(*shape: int) -> torch.Tensor:
    return torch.randn(*shape, generator=generator).double()


def hint_of(channels: int, height: int, width: int) -> torch.Tensor:
    return torch.rand(1, channels, height, width, generator=generator).double()


def record(name: str, sides: dict[str, dict[str, torch.Tensor]]) -> None:
    for side, tensors in sides.items():
        for key, value in tensors.items():
            numbers[f"{name}/{side}/{key}"] = value.float().contiguous().clone()


def case(folder: str, network: str, name: str, options: dict, inputs: dict, outputs: dict) -> None:
    full = f"{folder} {network}{', ' if name else ''}{name}"
    cases.append({"name": full, "folder": folder, "network": network, "options": options})
    record(full, {"in": inputs, "out": outputs})


@torch.no_grad()
def write_controlnet(name: str, seed: int, precision: torch.dtype, **options: object) -> None:
    torch.manual_seed(seed)
    config = {
        "block_out_channels": (8, 8, 16),
        "down_block_types": ("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        "layers_per_block": 1,
        "norm_num_groups": 4,
        "attention_head_dim": 2,
        "cross_attention_dim": 24,
        "conditioning_embedding_out_channels": (4, 6, 6, 8),
    }
    model = diffusers.ControlNetModel(**(config | options))
    randomise(model, seed)
    own = torch.Generator().manual_seed(seed)
    for layer in (*model.controlnet_down_blocks, model.controlnet_mid_block):
        layer.weight.copy_(0.1 * torch.randn(layer.weight.shape, generator=own))
    encoder = model.controlnet_cond_embedding
    encoder.conv_out.weight.copy_(torch.randn(encoder.conv_out.weight.shape, generator=own))
    # So that a hint shows beside the sample, and does not drown it.
    encoded = encoder(torch.rand(1, model.config.conditioning_channels, 64, 64, generator=own))
    encoder.conv_out.weight *= 0.7 / encoded.std((2, 3)).mean()
    encoder.conv_out.bias -= encoder(torch.rand(1, model.config.conditioning_channels, 64, 64, generator=own)).mean((0, 2, 3))
    save(model, name, precision)


@torch.no_grad()
def write_adapter(name: str, seed: int, precision: torch.dtype, **options: object) -> None:
    torch.manual_seed(seed)
    model = diffusers.T2IAdapter(**options)
    randomise(model, seed)
    save(model, name, precision)


def save(model: torch.nn.Module, name: str, precision: torch.dtype) -> None:
    shutil.rmtree(TARGET / name, ignore_errors=True)
    model.to(precision).save_pretrained(TARGET / name)


def opened(kind: type, folder: str) -> torch.nn.Module:
    return kind.from_pretrained(TARGET / folder, torch_dtype=torch.float64).eval()


def run_controlnet(folder: str, name: str, batch: int, height: int, width: int, length: int) -> None:
    """The hint encoder for a hint of one picture, and the network for a batch with an encoded hint for each of it."""
    model = opened(diffusers.ControlNetModel, folder)
    channels, first = model.config.conditioning_channels, model.config.block_out_channels[0]
    hint = hint_of(channels, 8 * height, 8 * width)
    ordered = hint.flip(1) if model.config.controlnet_conditioning_channel_order == "bgr" else hint
    encoded = model.controlnet_cond_embedding(ordered)
    size = {"height": 8 * height, "width": 8 * width}
    case(folder, "controlnet_hint", name, size, {"hint": hint}, {"encoded_hint": encoded})

    inputs = {
        "sample": randn(batch, model.config.in_channels, height, width),
        "timestep": torch.tensor([999.0, 37.0, 501.0][:batch], dtype=torch.float64),
        "encoder_hidden_states": randn(batch, length, model.config.cross_attention_dim),
        "encoded_hint": encoded + 0.5 * randn(batch, first, height, width),
    }
    # diffusers' own call encodes the hint; here it is handed over, so that each of the two graphs is judged alone.
    model.controlnet_cond_embedding = torch.nn.Identity()
    model.register_to_config(controlnet_conditioning_channel_order="rgb")
    result = model(inputs["sample"], inputs["timestep"], inputs["encoder_hidden_states"], inputs["encoded_hint"])
    down = [residual.expand(-1, -1, *skip) for residual, skip in zip(result.down_block_res_samples, skip_sizes(model, height, width), strict=True)]
    mid = result.mid_block_res_sample.expand(-1, -1, *skip_sizes(model, height, width)[-1])
    outputs = {f"down_residual_{index}": residual for index, residual in enumerate(down)} | {"mid_residual": mid}
    options = {"batch": batch, "height": height, "width": width, "length": length}
    case(folder, "controlnet", name, options, inputs, outputs)


def skip_sizes(model: torch.nn.Module, height: int, width: int) -> list[tuple[int, int]]:
    """Pooled residuals are single numbers, which PyTorch spreads over these sizes when it adds them."""
    sizes = [(height, width)]
    for level in range(len(model.down_blocks)):
        sizes += [sizes[-1]] * model.config.layers_per_block
        if level < len(model.down_blocks) - 1:
            sizes.append(((sizes[-1][0] + 1) // 2, (sizes[-1][1] + 1) // 2))
    return sizes


def run_adapter(folder: str, name: str, height: int, width: int) -> None:
    model = opened(diffusers.T2IAdapter, folder)
    hint = hint_of(model.config.in_channels, height, width)
    outputs = {f"adapter_{level}": feature for level, feature in enumerate(model(hint))}
    case(folder, "t2i_adapter", name, {"height": height, "width": width}, {"hint": hint}, outputs)


def run_beside_unet(name: str, folder: str, height: int, width: int, weight: float, strength: float) -> None:
    """One pass of "sd1" with a ControlNet and an adapter, as diffusers' pipelines call the three."""
    unet = diffusers.UNet2DConditionModel.from_pretrained(CHECKPOINTS / "sd1" / "unet", torch_dtype=torch.float64).eval()
    controlnet, adapter = opened(diffusers.ControlNetModel, folder), opened(diffusers.T2IAdapter, "adapter-full")
    sample, text = randn(2, 4, height, width), randn(2, 7, 24)
    timestep = torch.tensor([261.0, 261.0], dtype=torch.float64)
    hint, sketch = hint_of(3, 8 * height, 8 * width), hint_of(1, 8 * height, 8 * width)
    residuals = controlnet(sample, timestep, text, hint.repeat(2, 1, 1, 1), conditioning_scale=weight)
    features = [strength * feature.repeat(2, 1, 1, 1) for feature in adapter(sketch)]

    def run(**further: object) -> torch.Tensor:
        return unet(sample, timestep, text, **further).sample

    both = run(
        down_block_additional_residuals=residuals.down_block_res_samples,
        mid_block_additional_residual=residuals.mid_block_res_sample,
        down_intrablock_additional_residuals=[feature.clone() for feature in features],
    )
    inputs = {"sample": sample, "timestep": timestep, "encoder_hidden_states": text, "hint": hint, "sketch": sketch}
    inputs |= {"weights": torch.tensor([weight, strength])}
    record(name, {"in": inputs, "out": {"both": both, "neither": run()}})


@torch.no_grad()
def main() -> None:
    write_controlnet("controlnet", 61, torch.float16)
    write_controlnet(
        "controlnet-pooled",
        62,
        torch.float32,
        controlnet_conditioning_channel_order="bgr",
        global_pool_conditions=True,
        use_linear_projection=True,
        attention_head_dim=(1, 2, 4),
    )
    write_controlnet("controlnet-grey", 63, torch.float16, conditioning_channels=1, layers_per_block=2)
    full = {"channels": [8, 8, 16], "num_res_blocks": 2, "downscale_factor": 8}
    write_adapter("adapter-full", 71, torch.float16, in_channels=1, adapter_type="full_adapter", **full)
    light = {"channels": [8, 16], "num_res_blocks": 3, "downscale_factor": 8}
    write_adapter("adapter-light", 72, torch.float32, in_channels=3, adapter_type="light_adapter", **light)

    # Of the levels of the light adapter, which those of no tiny checkpoint are.
    save(unet(73, block_out_channels=(8, 16, 16)), "unet-wide", torch.float16)

    run_controlnet("controlnet", "", 1, 8, 8, 77)
    run_controlnet("controlnet", "odd size", 2, 7, 11, 5)
    run_controlnet("controlnet-pooled", "odd size", 2, 5, 6, 5)
    run_controlnet("controlnet-grey", "", 2, 8, 4, 5)
    run_adapter("adapter-full", "", 64, 96)
    run_adapter("adapter-full", "odd size", 40, 56)
    run_adapter("adapter-light", "", 64, 32)
    run_adapter("adapter-light", "odd size", 72, 24)
    run_beside_unet("beside the UNet, controlnet", "controlnet", 8, 8, 1.0, 1.0)
    run_beside_unet("beside the UNet, controlnet-pooled", "controlnet-pooled", 7, 5, 0.6, 1.4)

    (TARGET / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")
    save_file(numbers, TARGET / "numbers.safetensors")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
