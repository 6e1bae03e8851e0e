"""Writes what PyTorch computes for each operator of workers/graph, with its inputs.

    python tools/reference/operators.py

Keys are "<case>/<input>" and "<case>/out". The cases' names say which operator with which options; operatorCases.ts has the
other half.
"""

import pathlib

import torch
import torch.nn.functional as F
from diffusers.models.embeddings import get_timestep_embedding
from safetensors.torch import save_file

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "graph" / "fixtures" / "operators.safetensors"

generator = torch.Generator().manual_seed(7)
numbers: dict[str, torch.Tensor] = {}


def randn(*shape: int, scale: float = 1.0) -> torch.Tensor:
    return scale * torch.randn(*shape, generator=generator)


def record(case: str, function, **inputs: torch.Tensor) -> None:
    for name, value in inputs.items():
        numbers[f"{case}/{name}"] = value.float().contiguous().clone()
    numbers[f"{case}/out"] = function(*inputs.values()).float().contiguous().clone()


def activations_and_elementwise() -> None:
    unary = {
        "silu": F.silu,
        "quickGelu": lambda x: x * torch.sigmoid(1.702 * x),
        "gelu": F.gelu,
        "geluTanh": lambda x: F.gelu(x, approximate="tanh"),
        "relu": F.relu,
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "exp": torch.exp,
        "log": torch.log,
        "sin": torch.sin,
        "cos": torch.cos,
        "sqrt": torch.sqrt,
        "neg": torch.neg,
        "abs": torch.abs,
        "scale": lambda x: x * -2.5,
        "addScalar": lambda x: x + 0.75,
        "clamp": lambda x: x.clamp(-1, 2),
    }
    for name, function in unary.items():
        x = randn(2, 3, 5, scale=3)
        record(name, function, x=x.abs() if name in ("log", "sqrt") else x)
    binary = {"add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div}
    for name, function in binary.items():
        record(f"{name}, broadcast", function, a=randn(2, 1, 4), b=randn(3, 1).abs() + 0.5)


def products() -> None:
    record("matmul", lambda a, b: a @ b, a=randn(2, 3, 4), b=randn(4, 5))
    record("matmul, batch broadcast", lambda a, b: a @ b, a=randn(2, 1, 3, 4), b=randn(5, 4, 2))
    record("linear", F.linear, input=randn(3, 4), weight=randn(5, 4), bias=randn(5))
    record("linear, no bias", F.linear, input=randn(2, 3, 4), weight=randn(5, 4))
    record("embedding", lambda ids, table: table[ids.long()], ids=torch.tensor([[2, 0, 6], [6, 1, 2]]), table=randn(7, 3))
    record("conv2d", lambda x, w, b: F.conv2d(x, w, b, padding=1), x=randn(2, 3, 5, 6), w=randn(4, 3, 3, 3), b=randn(4))
    record(
        "conv2d, stride 2, padded below and right",
        lambda x, w, b: F.conv2d(F.pad(x, (0, 1, 0, 1)), w, b, stride=2),
        x=randn(1, 3, 6, 7),
        w=randn(4, 3, 3, 3),
        b=randn(4),
    )
    record("conv2d, dilation 2", lambda x, w: F.conv2d(x, w, dilation=2), x=randn(1, 2, 7, 6), w=randn(3, 2, 3, 3))
    record("conv2d, 1x1", F.conv2d, input=randn(2, 3, 4, 5), weight=randn(2, 3, 1, 1))


def norms_and_reductions() -> None:
    norm = {"weight": randn(6), "bias": randn(6)}
    record("groupNorm", lambda x, weight, bias: F.group_norm(x, 3, weight, bias, 1e-5), x=randn(2, 6, 4, 5) + 3, **norm)
    record("groupNorm, tokens", lambda x, weight, bias: F.group_norm(x, 2, weight, bias, 1e-2), x=randn(2, 6, 7), **norm)
    record("layerNorm", lambda x, weight, bias: F.layer_norm(x, (6,), weight, bias, 1e-5), x=randn(2, 3, 6) - 1, **norm)
    record("softmax", lambda x: x.softmax(-1), x=randn(2, 3, 5, scale=10))
    record("softmax, axis 1", lambda x: x.softmax(1), x=randn(2, 3, 5, scale=10))
    record("reduceSum", lambda x: x.sum((0, 2)), x=randn(2, 3, 5))
    record("reduceMean, dims kept", lambda x: x.mean((1, -1), keepdim=True), x=randn(2, 3, 5, 2))


def attention() -> None:
    def attend(q, k, v, mask=None, heads=1, scale=None):
        q, k, v = (x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (q, k, v))
        out = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, scale=scale)
        return out.transpose(1, 2).flatten(2)

    def probabilities(q, k, v, mask=None, heads=1):
        q, k = (x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (q, k))
        scores = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
        return (scores if mask is None else scores + mask).softmax(-1)

    q, k, v = randn(2, 5, 12), randn(2, 7, 12), randn(2, 7, 12)
    record("attention", lambda q, k, v: attend(q, k, v, heads=3), q=q, k=k, v=v)
    record("attention, one head, scale", lambda q, k, v: attend(q, k, v, scale=0.7), q=q, k=k, v=v)
    mask = randn(5, 7, scale=2)
    masked = {"q": q, "k": k, "v": v, "mask": mask}
    record("attention, mask", lambda q, k, v, mask: attend(q, k, v, mask, heads=2), **masked)
    record("attention, mask of each head", lambda q, k, v, mask: attend(q, k, v, mask, heads=2), **masked | {"mask": randn(2, 2, 5, 7)})
    record("attentionWithProbabilities", lambda q, k, v, mask: attend(q, k, v, mask, heads=2), **masked)
    record("attentionWithProbabilities, probabilities", lambda q, k, v, mask: probabilities(q, k, v, mask, heads=2), **masked)


def layout_and_space() -> None:
    record("reshape", lambda x: x.reshape(3, 10), x=randn(2, 3, 5))
    record("transpose", lambda x: x.permute(2, 0, 1), x=randn(2, 3, 5))
    record("concat", lambda a, b: torch.cat([a, b], dim=-2), a=randn(2, 1, 5), b=randn(2, 3, 5))
    record("slice", lambda x: x[:, 1:3], x=randn(2, 4, 3))
    record("split, second of three", lambda x: x.split([1, 3, 2], dim=-1)[1], x=randn(2, 6))
    record("expand", lambda x: x.expand(4, 2, 3, 5), x=randn(2, 1, 5))
    record("upsampleNearest, twice", lambda x: F.interpolate(x, size=(6, 8), mode="nearest"), x=randn(1, 2, 3, 4))
    record("upsampleNearest, odd", lambda x: F.interpolate(x, size=(5, 7), mode="nearest"), x=randn(1, 2, 3, 4))
    record("averagePool2d", lambda x: F.avg_pool2d(x, 2, 2), x=randn(1, 2, 4, 6))
    record("averagePool2d, ceil", lambda x: F.avg_pool2d(x, 2, 2, ceil_mode=True), x=randn(1, 2, 5, 7))
    record("averagePool2d, ceil, kernel 3", lambda x: F.avg_pool2d(x, 3, 2, ceil_mode=True), x=randn(1, 2, 6, 8))
    record("pad", lambda x: F.pad(x, (2, 0, 1, 3)), x=randn(1, 2, 3, 4))
    record("pad, reflect", lambda x: F.pad(x, (1, 3, 2, 0), mode="reflect"), x=randn(1, 2, 3, 4))
    record("pixelUnshuffle", lambda x: F.pixel_unshuffle(x, 2), x=randn(2, 3, 4, 6))


def timesteps() -> None:
    t = torch.tensor([0.0, 1.0, 37.5, 999.0])
    record("timestepEmbedding", lambda t: get_timestep_embedding(t, 320, True, 0), t=t)
    record("timestepEmbedding, sines first, shifted", lambda t: get_timestep_embedding(t, 32, False, 1), t=t)


def pooling_of_thin_pictures() -> None:
    record("averagePool2d, ceil, one pixel high", lambda x: F.avg_pool2d(x, 2, 2, ceil_mode=True), x=randn(1, 2, 1, 5))


def main() -> None:
    activations_and_elementwise()
    products()
    norms_and_reductions()
    attention()
    layout_and_space()
    timesteps()
    pooling_of_thin_pictures()
    TARGET.parent.mkdir(exist_ok=True)
    save_file(numbers, TARGET)


if __name__ == "__main__":
    main()
