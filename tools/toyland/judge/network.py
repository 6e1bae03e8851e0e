"""The judge's network: a residual CNN, its last map pooled to 2 x 4 cells so that left and right stay apart."""

import torch
from torch import Tensor, nn

from .labels import ATTRIBUTES


class Judge(nn.Module):
    """RGB in -1..1, (count, 3, 128, 128), to log-probabilities of every attribute's answers side by side."""

    def __init__(self, attributes: dict[str, tuple[str, ...]] = ATTRIBUTES) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(3, 24, 5, stride=2, padding=2),
            nn.BatchNorm2d(24),
            nn.ReLU(),
            _Down(24, 48),
            _Down(48, 64),
            _Down(64, 96),
            nn.AvgPool2d((4, 2)),
            nn.Flatten(),
            nn.Linear(96 * 2 * 4, 160),
            nn.ReLU(),
        )
        self.heads = nn.ModuleList(nn.Linear(160, len(answers)) for answers in attributes.values())

    def forward(self, pictures: Tensor) -> Tensor:
        """(count, sum of the numbers of answers)."""
        features = self.body(pictures)
        return torch.cat([head(features).log_softmax(1) for head in self.heads], 1)


class _Down(nn.Module):
    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.path = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride=2, padding=1),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, padding=1),
            nn.BatchNorm2d(outputs),
        )
        self.skip = nn.Conv2d(inputs, outputs, 1, stride=2)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.path(x) + self.skip(x))


def split(answers: Tensor, attributes: dict[str, tuple[str, ...]] = ATTRIBUTES) -> dict[str, Tensor]:
    """The network's output, attribute by attribute."""
    sizes = [len(names) for names in attributes.values()]
    return dict(zip(attributes, answers.split(sizes, dim=1)))
