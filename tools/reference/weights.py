"""Writes the safetensors fixtures of workers/weights with the safetensors library and PyTorch, and what they hold.

    python tools/reference/weights.py

The values are chosen at the edges of the number formats: zeros, subnormals, infinities, NaN, the largest and smallest.
expected.json gives each tensor's shape and its values as the bits of the float32 numbers that PyTorch widens them to.
"""

import json
import pathlib

import torch
from safetensors.torch import save_file

FIXTURES = pathlib.Path(__file__).parents[2] / "workers" / "weights" / "fixtures"


def float16_edges(dtype: torch.dtype) -> torch.Tensor:
    """Every 16-bit pattern around the edges of the format, and a spread between, as `dtype`."""
    edges = [0x0000, 0x0001, 0x0002, 0x03FF, 0x0400, 0x0401, 0x3BFF, 0x3C00, 0x7BFF, 0x7C00, 0x7C01, 0x7E00, 0x7FFF]
    edges += [0x007F, 0x0080, 0x3F80, 0x7F7F, 0x7F80, 0x7F81, 0x7FC0]
    spread = list(range(0x0111, 0x8000, 0x0FED))
    bits = [sign | low for sign in (0, 0x8000) for low in edges + spread]
    bits += bits[: len(bits) % 2]
    signed = torch.tensor(bits, dtype=torch.int32).to(torch.int16)
    return signed.view(dtype).reshape(2, -1).contiguous()


def every_byte(dtype: torch.dtype) -> torch.Tensor:
    return torch.arange(256, dtype=torch.uint8).view(dtype).reshape(8, 32)


def main() -> None:
    generator = torch.Generator().manual_seed(20)
    tensors = {
        "conv_in.weight": torch.randn(4, 3, 3, 3, generator=generator),
        "conv_in.bias": torch.tensor([0.0, -0.0, 1e-45, -3.4e38]),
        "half.weight": float16_edges(torch.float16),
        "brain.weight": float16_edges(torch.bfloat16),
        "scalar": torch.tensor(0.18215),
        "empty": torch.zeros(0, 5),
        "double.weight": torch.tensor([0.1, -1 / 3, 1e-300, 1e300, float("nan"), 16777217.0], dtype=torch.float64),
        "eight.e4m3.weight": every_byte(torch.float8_e4m3fn),
        "eight.e5m2.weight": every_byte(torch.float8_e5m2),
    }
    token_model = {
        "text_model.embeddings.position_ids": torch.arange(77).reshape(1, 77),
        "text_model.embeddings.position_embedding.weight": torch.randn(7, 4, generator=generator).half(),
    }
    shards = {
        "diffusion_pytorch_model-00001-of-00002.safetensors": {
            "a.weight": torch.randn(5, 4, generator=generator),
            "a.bias": torch.randn(5, generator=generator),
        },
        "diffusion_pytorch_model-00002-of-00002.safetensors": {
            "b.weight": torch.randn(3, 5, generator=generator).half(),
        },
    }
    write("single/unet/diffusion_pytorch_model.safetensors", tensors, {"format": "pt"})
    write("single/text_encoder/model.safetensors", token_model, {"format": "pt"})
    weight_map = {}
    for name, shard in shards.items():
        write(f"sharded/unet/{name}", shard, {"format": "pt"})
        weight_map |= dict.fromkeys(shard, name)
    total = sum(t.numel() * t.element_size() for shard in shards.values() for t in shard.values())
    index = {"metadata": {"total_size": total}, "weight_map": weight_map}
    text = json.dumps(index, indent=2) + "\n"
    (FIXTURES / "sharded/unet/diffusion_pytorch_model.safetensors.index.json").write_text(text)

    everything = tensors | token_model
    for shard in shards.values():
        everything |= shard
    expected = {
        key: {
            "dtype": str(t.dtype).removeprefix("torch."),
            "shape": list(t.shape),
            "bits": [b & 0xFFFFFFFF for b in t.float().view(torch.int32).flatten().tolist()],
        }
        for key, t in everything.items()
    }
    (FIXTURES / "expected.json").write_text(json.dumps(expected) + "\n")


def write(path: str, tensors: dict[str, torch.Tensor], metadata: dict[str, str]) -> None:
    target = FIXTURES / path
    target.parent.mkdir(parents=True, exist_ok=True)
    save_file(tensors, target, metadata=metadata)


if __name__ == "__main__":
    main()
