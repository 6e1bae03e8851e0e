"""The seer: one small network that sees the depth and the kinds of things in a picture.

It measures what the other networks draw, and its two halves are `toyland/depth-estimator` and `toyland/segmenter`. Its way down is the
judge's own body, which knows the kinds already: from nothing it took dogs for houses after 45,000 pictures.
"""

from itertools import pairwise

import onnx
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..judge.export import JUDGE
from ..maps import SEGMENT_COLOURS

CLASSES = tuple(SEGMENT_COLOURS)
_WIDTHS = (24, 48, 64, 96)


class Seer(nn.Module):
    """RGB in -1..1, (count, 3, height, width), to depth (count, 1, ...) and class logits (count, 12, ...) at half the size."""

    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(3, _WIDTHS[0], 5, stride=2, padding=2), nn.ReLU())
        self.down = nn.ModuleList(_Stage(fine, coarse) for fine, coarse in pairwise(_WIDTHS))
        self.up = nn.ModuleList(_Joint(coarse, fine) for coarse, fine in pairwise(reversed(_WIDTHS)))
        self.depth = nn.Conv2d(_WIDTHS[0], 1, 1)
        self.classes = nn.Conv2d(_WIDTHS[0], len(CLASSES), 1)

    def features(self, pictures: Tensor) -> Tensor:
        """(count, 24, height / 2, width / 2)."""
        levels = [self.first(pictures)]
        for stage in self.down:
            levels.append(stage(levels[-1]))
        x = levels.pop()
        for joint in self.up:
            x = joint(x, levels.pop())
        return x

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor]:
        """Depth from 0 (far) to 1 (near), and logits."""
        x = self.features(pictures)
        return self.depth(x), self.classes(x)


def with_judges_body() -> Seer:
    """A new seer whose way down is the committed judge's."""
    seer = Seer()
    judge = {part.name: torch.from_numpy(onnx.numpy_helper.to_array(part).copy()) for part in onnx.load(JUDGE).graph.initializer}
    named = {"first.0": "body.0"}
    for i in range(len(seer.down)):
        named |= {f"down.{i}.{own}": f"body.{3 + i}.{theirs}" for own, theirs in (("one", "path.0"), ("two", "path.3"), ("skip", "skip"))}
    weights = {f"{own}.{part}": judge[f"{theirs}.{part}"] for own, theirs in named.items() for part in ("weight", "bias")}
    seer.load_state_dict(seer.state_dict() | weights)
    return seer


def _convolution(inputs: int, outputs: int) -> nn.Sequential:
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class _Stage(nn.Module):
    """Half the size: the judge's block, its normalisations a part of its convolutions."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.one = nn.Conv2d(inputs, outputs, 3, stride=2, padding=1)
        self.two = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.skip = nn.Conv2d(inputs, outputs, 1, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.two(torch.relu(self.one(x))) + self.skip(x))


class _Joint(nn.Module):
    """Twice the size, joined with what was there on the way down."""

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.narrow = nn.Conv2d(inputs, outputs, 1)
        self.mix = _convolution(outputs, outputs)

    def forward(self, x: Tensor, beside: Tensor) -> Tensor:
        wide = F.interpolate(self.narrow(x), size=beside.shape[-2:], mode="bilinear", align_corners=False)
        return self.mix(wide + beside)


def losses(answers: tuple[Tensor, Tensor], depth: Tensor, classes: Tensor) -> tuple[Tensor, Tensor]:
    """L1 of the depth and cross-entropy of the classes, whole pictures (count, 128, 128) as targets."""
    seen, logits = (F.interpolate(part, size=depth.shape[-2:], mode="bilinear", align_corners=False) for part in answers)
    return (seen[:, 0] - depth).abs().mean(), F.cross_entropy(logits, classes)


@torch.no_grad()
def see(seer: Seer, pictures: Tensor) -> tuple[Tensor, Tensor]:
    """Depth, float (count, height, width), and classes, int64 (count, height, width)."""
    seen, logits = (F.interpolate(part, size=pictures.shape[-2:], mode="bilinear", align_corners=False) for part in seer(pictures))
    return seen[:, 0], logits.argmax(1)
