"""Trains the judge on freshly drawn scenes, blurred, resampled, tinted and passed through the autoencoder.

It goes on from its state, or where there is none from the committed judge: a change of the drawing is soon learnt.
"""

import math
import time
from dataclasses import replace
from random import Random

import onnx
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..checkpoints import load_vae
from ..drawing import draw
from ..networks import use_one_core
from ..sampling import random_face, random_scene
from ..train_vae import as_tensor
from ..training_state import CHECKPOINT_SECONDS, Log, load_state, save_state
from ..world import Scene
from .export import JUDGE
from .labels import ATTRIBUTES, labels
from .network import Judge, split

BATCH = 48
_PEAK_RATE = 2e-3
#: Pictures of each batch that pass through the autoencoder.
_ROUND_TRIPS = 2
#: Scenes that get a face in place of what they have.
_MORE_FACES = 0.25
_NONE = -100
_EVAL_SEED = 424_242


def train_judge(samples: int) -> None:
    """Train until it has seen this many pictures in all, resuming where the last run ended."""
    use_one_core()
    torch.manual_seed(2)
    judge, random = Judge().to(memory_format=torch.channels_last), Random(2)
    optimiser = torch.optim.AdamW(judge.parameters(), lr=_PEAK_RATE, weight_decay=1e-2)
    seen, state = 0, load_state("judge")
    if state:
        judge.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        seen = state["seen"]
        random.setstate(state["random"])
    elif JUDGE.exists():
        take_over(judge, _pictures([_training_scene(random) for _ in range(5 * BATCH)]))
    log, saved, total, count = Log("judge"), time.time(), 0.0, 0
    vae = load_vae()
    while seen < samples:
        for group in optimiser.param_groups:
            group["lr"] = 1e-5 + _PEAK_RATE * min(1, (seen + BATCH) / 10_000) * 0.5 * (1 + math.cos(math.pi * seen / samples))
        scenes = [_training_scene(random) for _ in range(BATCH)]
        loss = _loss(judge(distorted(_pictures(scenes), vae, random)), scenes)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        seen, total, count = seen + BATCH, total + loss.item(), count + 1
        if count == 100:
            log(seen=seen, loss=round(total / count, 4))
            total, count = 0.0, 0
        if time.time() - saved > CHECKPOINT_SECONDS / 2:
            save_state("judge", {"model": judge.state_dict(), "optimiser": optimiser.state_dict(), "seen": seen, "random": random.getstate()})
            saved = time.time()
            log(seen=seen, worst=round(min(accuracy(judge, 480).values()), 4))
    save_state("judge", {"model": judge.state_dict(), "optimiser": optimiser.state_dict(), "seen": seen, "random": random.getstate()})
    log(seen=seen, drawn=str(accuracy(judge, 4000)), through_vae=str(accuracy(judge, 1000, vae)))


@torch.no_grad()
def take_over(judge: Judge, pictures: Tensor) -> None:
    """Take the committed judge's weights, in which each normalisation is a part of the convolution before it.

    So every normalisation has to change nothing at first: it gets the statistics of what reaches it from these pictures.
    """

    def leave_unchanged(layer: nn.Module, inputs: tuple[Tensor]) -> None:
        assert isinstance(layer, nn.BatchNorm2d) and layer.running_mean is not None and layer.running_var is not None
        variance, mean = torch.var_mean(inputs[0], (0, 2, 3))
        layer.running_mean.copy_(mean)
        layer.running_var.copy_(variance)
        layer.weight.copy_((variance + layer.eps).sqrt())
        layer.bias.copy_(mean)

    committed = {part.name: torch.from_numpy(onnx.numpy_helper.to_array(part).copy()) for part in onnx.load(JUDGE).graph.initializer}
    norms = {name for name, layer in judge.named_modules() if isinstance(layer, nn.BatchNorm2d)}
    own = {
        name
        for name, part in judge.state_dict().items()
        if name in committed and name.rpartition(".")[0] not in norms and part.shape == committed[name].shape
    }
    judge.load_state_dict({name: committed[name] for name in own}, strict=False)
    hooks = [layer.register_forward_pre_hook(leave_unchanged) for layer in judge.modules() if isinstance(layer, nn.BatchNorm2d)]
    judge.eval()(pictures)
    judge.train()
    for hook in hooks:
        hook.remove()


@torch.no_grad()
def accuracy(judge: Judge, count: int, vae=None) -> dict[str, float]:
    """The share of right answers on unseen drawings, for each attribute where it applies."""
    judge.eval()
    random, right, asked = Random(_EVAL_SEED), dict.fromkeys(ATTRIBUTES, 0), dict.fromkeys(ATTRIBUTES, 0)
    for _ in range(math.ceil(count / BATCH)):
        scenes = [random_scene(random) for _ in range(BATCH)]
        pictures = _pictures(scenes)
        answers = split(judge(round_trip(pictures, vae) if vae else pictures))
        for name, target in _targets(scenes).items():
            applies = target != _NONE
            right[name] += (answers[name].argmax(1)[applies] == target[applies]).sum().item()
            asked[name] += applies.sum().item()
    judge.train()
    return {name: round(right[name] / asked[name], 4) for name in ATTRIBUTES}


def _training_scene(random: Random) -> Scene:
    """As everywhere, but twice as many faces: their glasses are the hardest to see, and every fifth scene has a face."""
    scene = random_scene(random)
    return replace(scene, things=(), face=random_face(random)) if random.random() < _MORE_FACES else scene


def _pictures(scenes: list[Scene]) -> Tensor:
    return as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)


def _targets(scenes: list[Scene]) -> dict[str, Tensor]:
    truths = [labels(scene) for scene in scenes]
    return {name: torch.tensor([answers.index(truth[name]) if name in truth else _NONE for truth in truths]) for name, answers in ATTRIBUTES.items()}


def _loss(answers: Tensor, scenes: list[Scene]) -> Tensor:
    """The sum over attributes of the mean over the batch; an attribute counts where it applies."""
    parts = split(answers)
    losses = [F.nll_loss(parts[name], target, ignore_index=_NONE, reduction="sum") / len(scenes) for name, target in _targets(scenes).items()]
    return torch.stack(losses).sum()


@torch.no_grad()
def distorted(pictures: Tensor, vae, random: Random) -> Tensor:
    """Pictures in -1..1, two of them through the autoencoder, others blurred or resampled, all tinted and noisy."""
    pictures[:_ROUND_TRIPS] = round_trip(pictures[:_ROUND_TRIPS], vae)
    for i in range(_ROUND_TRIPS, len(pictures)):
        draw_lot = random.random()
        if draw_lot < 0.25:
            pictures[i] = _blurred(pictures[i : i + 1], random.uniform(0.3, 1.1))[0]
        elif draw_lot < 0.45:
            side = random.randrange(64, 120)
            small = F.interpolate(pictures[i : i + 1], (side, side), mode="bilinear", antialias=True)
            pictures[i] = F.interpolate(small, pictures.shape[-2:], mode="bilinear")[0]
    tint = 1 + 0.06 * torch.randn(len(pictures), 3, 1, 1)
    noise = 0.05 * torch.rand(len(pictures), 1, 1, 1) * torch.randn_like(pictures)
    return (pictures * tint + 0.04 * torch.randn(len(pictures), 1, 1, 1) + noise).clamp(-1, 1)


def _blurred(picture: Tensor, sigma: float) -> Tensor:
    at = torch.arange(-3, 4).float()
    kernel = torch.exp(-(at**2) / (2 * sigma**2))
    kernel = (kernel / kernel.sum()).expand(3, 1, 1, 7)
    wide = F.conv2d(F.pad(picture, (3, 3, 3, 3), mode="replicate"), kernel, groups=3)
    return F.conv2d(wide, kernel.transpose(2, 3), groups=3)


@torch.no_grad()
def round_trip(pictures: Tensor, vae) -> Tensor:
    return vae.decode(vae.encode(pictures).latent_dist.sample()).sample.clamp(-1, 1)
