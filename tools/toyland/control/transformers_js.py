"""Folders that transformers.js opens by their task: the network as ONNX, and two configurations."""

import json
from typing import Any

from torch import Tensor, nn

from ..checkpoints import COMMITTED
from ..onnx_file import write_onnx
from ..world import CANVAS

#: What every preprocessor of Toyland does: 128 x 128 pixels, from -1 to 1.
PREPROCESSING = {
    "do_resize": True,
    "size": {"height": CANVAS, "width": CANVAS},
    "resample": 2,
    "do_rescale": True,
    "rescale_factor": 1 / 255,
    "do_normalize": True,
    "image_mean": [0.5] * 3,
    "image_std": [0.5] * 3,
}
#: transformers.js takes quantised weights in a browser unless it is told otherwise; there are none.
SINGLE_PRECISION = {"transformers.js_config": {"dtype": "fp32"}}


def write_for_transformers_js(
    name: str, module: nn.Module, example: Tensor, output: str, dynamic: dict[int, Any], config: dict, preprocessor: dict
) -> None:
    """Write `public/models/toyland/<name>`. `example` is an input, `dynamic` names those of its dimensions that may differ."""
    folder = COMMITTED / name
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    path = folder / "onnx" / "model.onnx"
    write_onnx(module, example, path, name="pixel_values", output=output, dynamic={"pixel_values": dynamic})
    for file, content in (("config.json", config | SINGLE_PRECISION), ("preprocessor_config.json", preprocessor)):
        (folder / file).write_text(json.dumps(content, indent=2) + "\n")
