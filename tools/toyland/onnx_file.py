"""Writes networks as ONNX."""

from pathlib import Path
from typing import Any

import onnx
import torch
from torch import Tensor, nn


def write_onnx(module: nn.Module, example: Tensor, path: Path, *, name: str, output: str, dynamic: dict[str, dict[int, Any]]) -> None:
    """Write a network of one input and one output, without what the exporter notes of the machine on which each node was made.

    `name` and `output` are those of input and output in the file; `dynamic` says of the argument which of its dimensions may differ.
    """
    torch.onnx.export(module.eval(), (example,), path, input_names=[name], output_names=[output], dynamic_shapes=dynamic, external_data=False)
    model = onnx.load(path)
    for part in [*model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output]:
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, path)
