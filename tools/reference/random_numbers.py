"""Writes PyTorch's CPU random numbers for the tests of workers/diffusion/random.

    python tools/reference/random_numbers.py

One case is a seed and the calls made in turn on one generator. Of long results only the ends and some sums are kept.
"""

import json
import pathlib

import numpy
import torch

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "diffusion" / "random" / "fixtures" / "random.json"

SEEDS = [0, 1, 42, 20241124, 2**31, 2**32 - 1, 2**40 + 5, 2**53 - 1, -1]
KEPT = 40


def randn(*shape: int) -> dict:
    return {"call": "randn", "shape": list(shape)}


PROGRAMS = {
    # Below 16 elements the numbers come in pairs, of which one may be left over for the next such call.
    "short": [randn(1), randn(2), randn(3), randn(15), randn(1), randn(4)],
    "sixteen": [randn(16), randn(1, 4, 2, 2), randn(32)],
    "no multiple of sixteen": [randn(17), randn(31), randn(1, 3, 5, 7), randn(100)],
    "latents": [randn(1, 4, 64, 64), randn(1, 4, 64, 64)],
    "long": [randn(10007)],
    "mixed": [
        randn(3),
        {"call": "rand", "shape": [5]},
        randn(20),
        {"call": "randint", "low": 0, "high": 1000, "shape": [6]},
        randn(2),
        randn(16),
        {"call": "randint", "low": 0, "high": 2**28 - 1, "shape": [3]},
        {"call": "randint", "low": 0, "high": 2**28, "shape": [3]},
        {"call": "randint", "low": -7, "high": 2**31, "shape": [4]},
        {"call": "rand", "shape": [2, 17]},
        randn(7),
    ],
}


def record(call: dict, generator: torch.Generator) -> dict:
    shape = call["shape"]
    if call["call"] == "randint":
        values = torch.randint(call["low"], call["high"], shape, generator=generator).flatten().tolist()
    else:
        result = getattr(torch, call["call"])(shape, generator=generator).flatten()
        values = [float(numpy.format_float_positional(x, unique=True)) for x in result.numpy()]
    kept = {"first": values} if len(values) <= 2 * KEPT else {"first": values[:KEPT], "last": values[-KEPT:]}
    double = numpy.array(values, dtype=numpy.float64)
    return {**call, **kept, "sum": double.sum(), "squares": (double**2).sum()}


def main() -> None:
    cases = []
    for seed in SEEDS:
        for name, calls in PROGRAMS.items():
            generator = torch.Generator().manual_seed(seed)
            # As a text: JSON's numbers end at 2^53.
            cases.append({"seed": str(seed), "name": name, "calls": [record(call, generator) for call in calls]})
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
    print(len(cases), "cases,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
