"""The seer's weights in this folder, and `toyland/depth-estimator` and `toyland/segmenter`, which transformers.js loads by their task."""

from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn.functional import interpolate

from ..training_state import load_state
from ..world import CANVAS
from .seer import CLASSES, Seer
from .transformers_js import PREPROCESSING, write_for_transformers_js

_WEIGHTS = Path(__file__).parent / "seer.safetensors"


def load_seer() -> Seer:
    """The newest seer, or the committed one."""
    seer, state = Seer(), load_state("seer")
    seer.load_state_dict(state["model"] if state else load_file(_WEIGHTS))
    return seer.eval()


def has_seer() -> bool:
    """Whether a seer is committed, from which a training goes on."""
    return _WEIGHTS.exists()


def export_seer() -> None:
    """Write the weights, and each half as ONNX with the two configurations that transformers.js reads."""
    seer = load_seer()
    save_file({name: part.contiguous() for name, part in seer.state_dict().items()}, _WEIGHTS)
    _write(
        "depth-estimator",
        _Depth(seer),
        "predicted_depth",
        {"model_type": "depth_anything", "architectures": ["DepthAnythingForDepthEstimation"]},
        {"image_processor_type": "DPTImageProcessor", "keep_aspect_ratio": False, "ensure_multiple_of": 1},
    )
    _write(
        "segmenter",
        _Classes(seer),
        "logits",
        {
            "model_type": "segformer",
            "architectures": ["SegformerForSemanticSegmentation"],
            "id2label": {str(i): name for i, name in enumerate(CLASSES)},
            "label2id": {name: i for i, name in enumerate(CLASSES)},
        },
        {"image_processor_type": "SegformerImageProcessor", "do_reduce_labels": False},
    )


class _Depth(nn.Module):
    """(count, 128, 128) in single precision."""

    def __init__(self, seer: Seer) -> None:
        super().__init__()
        self.seer = seer

    def forward(self, pixel_values: Tensor) -> Tensor:
        depth = self.seer.depth(self.seer.features(pixel_values))
        return interpolate(depth, size=(CANVAS, CANVAS), mode="bilinear", align_corners=False)[:, 0]


class _Classes(nn.Module):
    """(count, 12, 64, 64)."""

    def __init__(self, seer: Seer) -> None:
        super().__init__()
        self.seer = seer

    def forward(self, pixel_values: Tensor) -> Tensor:
        return self.seer.classes(self.seer.features(pixel_values))


def _write(name: str, module: nn.Module, output: str, config: dict, preprocessor: dict) -> None:
    example = torch.zeros(2, 3, CANVAS, CANVAS)
    write_for_transformers_js(name, module, example, output, {0: torch.export.Dim("count")}, config, preprocessor | PREPROCESSING)
