"""Writes the judge as ONNX, and runs it from there."""

import json
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from PIL import Image

from ..onnx_file import write_onnx
from ..train_vae import as_tensor
from ..training_state import load_state
from ..world import CANVAS
from .labels import ATTRIBUTES
from .network import Judge

_FOLDER = Path(__file__).parent
JUDGE = _FOLDER / "judge.onnx"


def export_judge() -> None:
    """Write `judge.onnx` (input "picture", output "answers") and `labels.json`, which names the answers."""
    state = load_state("judge")
    if not state:
        raise SystemExit("There is no trained judge: run train-judge first.")
    judge = Judge().eval()
    judge.load_state_dict(state["model"])
    count = {"pictures": {0: torch.export.Dim("count")}}
    write_onnx(judge, torch.zeros(2, 3, CANVAS, CANVAS), JUDGE, name="picture", output="answers", dynamic=count)
    (_FOLDER / "labels.json").write_text(json.dumps(ATTRIBUTES, indent=2) + "\n")


class ExportedJudge:
    """The judge as the program's own measurements use it."""

    def __init__(self) -> None:
        self._session = onnxruntime.InferenceSession(JUDGE, providers=["CPUExecutionProvider"])

    def __call__(self, pictures: list[Image.Image]) -> list[dict[str, str]]:
        """The likeliest answer of every attribute, for RGB pictures of 128 x 128 pixels."""
        (answers,) = self._session.run(["answers"], {"picture": as_tensor(pictures).numpy()})
        ends = np.cumsum([len(names) for names in ATTRIBUTES.values()])[:-1]
        parts = dict(zip(ATTRIBUTES, np.split(answers, ends, axis=1)))
        return [{name: ATTRIBUTES[name][int(part[row].argmax())] for name, part in parts.items()} for row in range(len(pictures))]
