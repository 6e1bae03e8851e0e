"""Networks as ONNX."""

import tempfile
from typing import Any

import onnx
import torch
from torch import nn


def exported(
    model: nn.Module, given: tuple[Any, ...], inputs: list[str], outputs: list[str], dynamic: tuple[Any, ...] | None = None
) -> onnx.ModelProto:
    """A network as ONNX, without what the exporter notes of the machine on which each node was made.

    `given` is an example of its inputs; `dynamic` says of each which of its dimensions may differ.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/model.onnx"
        torch.onnx.export(
            model.eval(),
            given,
            path,
            input_names=inputs,
            output_names=outputs,
            opset_version=18,
            dynamo=True,
            external_data=False,
            dynamic_shapes=dynamic,
        )
        made = onnx.load(path)
    for part in [*made.graph.node, *made.graph.input, *made.graph.output, *made.graph.initializer]:
        del part.metadata_props[:]
        part.doc_string = ""
    del made.graph.value_info[:], made.metadata_props[:], made.graph.metadata_props[:]
    return made
