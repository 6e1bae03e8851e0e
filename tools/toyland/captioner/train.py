"""Trains the captioner on freshly drawn scenes and their fullest captions, with the judge's distortions."""

import time
from random import Random

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from ..checkpoints import load_vae
from ..drawing import draw
from ..judge.train import distorted
from ..networks import use_one_core
from ..sampling import random_scene
from ..train_vae import as_tensor, cosine_rate
from ..training_state import Log, asked_to_stop, load_state, save_state
from ..world import Scene
from .committed import load_captioner
from .network import Captioner, describe
from .words import PAD, as_numbers, as_words, full_caption

_BATCH = 48
_PEAK_RATE = 1.5e-3
_SAVE_SECONDS = 60
_LOG_STEPS = 100


def train_captioner(minutes: float) -> None:
    """Train until `minutes` have been spent in all; without a state it goes on from the committed weights."""
    use_one_core()
    torch.manual_seed(5)
    captioner, random, log = load_captioner().train(), Random("captioner"), Log("captioner")
    optimiser = torch.optim.AdamW(captioner.parameters(), lr=_PEAK_RATE, weight_decay=1e-2)
    spent, step = 0.0, 0
    state = load_state("captioner")
    if state:
        optimiser.load_state_dict(state["optimiser"])
        spent, step = state["spent"], state["step"]
        random.setstate(state["random"])
    vae, stop = load_vae(), asked_to_stop()
    saved = marked = time.time()
    total = 0.0

    def save() -> None:
        parts = {"model": captioner.state_dict(), "optimiser": optimiser.state_dict()}
        save_state("captioner", parts | {"spent": spent, "step": step, "random": random.getstate()})

    while spent < minutes and not stop():
        for group in optimiser.param_groups:
            group["lr"] = cosine_rate(_PEAK_RATE, spent / minutes, step)
        scenes = [random_scene(random) for _ in range(_BATCH)]
        pictures = distorted(pictures_of(scenes), vae, random)
        loss = _loss(captioner, pictures, scenes)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(captioner.parameters(), 1.0)
        optimiser.step()
        step, total = step + 1, total + loss.item()
        now = time.time()
        spent, marked = spent + (now - marked) / 60, now
        if step % _LOG_STEPS == 0:
            log(step=step, minutes=round(spent, 2), loss=round(total / _LOG_STEPS, 4))
            total = 0.0
        if now - saved > _SAVE_SECONDS:
            save()
            saved = now
            log(step=step, right=round(share_right(captioner, 96), 3))
            captioner.train()
    save()
    log(step=step, minutes=round(spent, 2), right=round(share_right(captioner, 400), 4))


def pictures_of(scenes: list[Scene]) -> Tensor:
    """The drawings, in -1..1."""
    return as_tensor([draw(scene) for scene in scenes]).contiguous(memory_format=torch.channels_last)


def share_right(captioner: Captioner, count: int) -> float:
    """The share of unseen drawings whose caption is right in every word."""
    random = Random("right captions")
    scenes = [random_scene(random) for _ in range(count)]
    said = describe(captioner.eval(), pictures_of(scenes))
    return sum(as_words(words) == full_caption(scene) for words, scene in zip(said, scenes)) / count


def _loss(captioner: Captioner, pictures: Tensor, scenes: list[Scene]) -> Tensor:
    """Cross-entropy of every next word."""
    captions = [torch.tensor(as_numbers(full_caption(scene))) for scene in scenes]
    words = nn.utils.rnn.pad_sequence(captions, batch_first=True, padding_value=PAD)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = captioner(pictures, words[:, :-1])
    return F.cross_entropy(logits.float().flatten(0, 1), words[:, 1:].flatten(), ignore_index=PAD)
