"""A training that goes on with a trained autoencoder, against a discriminator: what `refine_vae.py` and `train_decoder.py` have in common."""

import time
from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from random import Random
from typing import Any

import torch
from torch import Tensor

from .adversary import Adversary, descend
from .checkpoints import load_vae, training_record
from .drawing import occupied
from .train_vae import cosine_rate, evaluate_vae, reconstruction_loss
from .training_state import CHECKPOINT_SECONDS, Log, load_state, means, save_state, state_folder
from .world import Scene

#: Weight of the L2 term, which the PSNR is made of.
_SQUARES = 30.0
_EMA = 0.998
#: How much a pixel of a thing counts; sky and ground count 1.
_THING = 4.0


@dataclass(frozen=True)
class Attempt:
    """A batch of pictures and what became of it."""

    #: (count, 3, side, side), drawn and decoded.
    pictures: Tensor
    decoded: Tensor
    #: How much each pixel or each picture counts: (count, 1, side or 1, side or 1).
    weights: Tensor
    #: What the loss holds besides the reconstruction's.
    more: Tensor = field(default_factory=lambda: torch.zeros(()))
    #: What the log shows besides the losses.
    shown: dict[str, float] = field(default_factory=dict)


class Sharpening(ABC):
    """The autoencoder, its moving average, the discriminator, their optimisers: everything that an interruption must not lose."""

    #: The name of state, log and record.
    name: str
    rate: float

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.vae = load_vae().to(memory_format=torch.channels_last)
        self.choose_trained()
        self.average = load_vae()
        trained = [parameter for parameter in self.vae.parameters() if parameter.requires_grad]
        self._optimiser = torch.optim.AdamW(trained, lr=self.rate, betas=(0.9, 0.99), weight_decay=1e-3)
        self._adversary = Adversary()
        self.spent, self.step, self.random = 0.0, 0, Random(self.name)
        #: What this training cost before the committed weights.
        self._earlier = training_record().get(self.name, {"step": 0, "minutes": 0.0})
        state = load_state(self.name)
        if state:
            self._restore(state)

    def choose_trained(self) -> None:
        """Let `requires_grad` say which parameters are trained; by default all."""

    @abstractmethod
    def attempt(self) -> Attempt:
        """A new batch, encoded and decoded."""

    def parts(self) -> dict[str, Any]:
        """All with a `state_dict` that an interruption must not lose, besides the discriminator."""
        return {"vae": self.vae, "average": self.average, "optimiser": self._optimiser}

    def advance(self, rate: float) -> dict[str, float]:
        """One step of autoencoder and discriminator; their losses."""
        tried = self.attempt()
        reconstruction = reconstruction_loss(tried.decoded, tried.pictures, _SQUARES, tried.weights)
        adversarial = self._adversary.heard(tried.decoded, reconstruction, self.vae.decoder.conv_out.weight)
        descend(self._optimiser, rate, reconstruction + adversarial + tried.more)
        paid = self._adversary.learn(tried.pictures, tried.decoded, rate / self.rate)
        self.step += 1
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.vae.parameters()), 1 - min(_EMA, self.step / (self.step + 10)))
        return {"reconstruction": reconstruction.item(), "discriminator": paid, **tried.shown}

    def cost(self) -> dict[str, float]:
        """Steps and minutes of one core, those of earlier trainings of this name with them."""
        return {"step": self._earlier["step"] + self.step, "minutes": round(self._earlier["minutes"] + self.spent / 60, 2)}

    def save(self) -> None:
        """Write the whole state."""
        save_state(self.name, {
            **{name: part.state_dict() for name, part in self.parts().items()}, "adversary": self._adversary.state(),
            "spent": self.spent, "step": self.step, "earlier": self._earlier, "random": self.random.getstate(), "torch_random": torch.get_rng_state(),
        })  # fmt: skip

    def _restore(self, state: dict[str, Any]) -> None:
        for name, part in self.parts().items():
            part.load_state_dict(state[name])
        self._adversary.restore(state["adversary"])
        self.spent, self.step, self._earlier = state["spent"], state["step"], state["earlier"]
        self.random.setstate(state["random"])
        torch.set_rng_state(state["torch_random"])


def pixel_weights(scenes: list[Scene]) -> Tensor:
    """How much each pixel counts, those of things and faces more: (count, 1, 128, 128)."""
    things = torch.stack([torch.from_numpy(occupied(scene))[None] for scene in scenes])
    return 1 + (_THING - 1) * things


def sharpen(training: Sharpening, minutes: float) -> None:
    """Train for `minutes` of one core, over every run of this training, resuming where the last one ended."""
    log = Log(training.name)
    started, saved, losses = time.process_time() - training.spent, time.time(), []
    while training.spent < minutes * 60:
        losses.append(training.advance(cosine_rate(training.rate, training.spent / (minutes * 60), training.step)))
        training.spent = time.process_time() - started
        if training.step % 100 == 0:
            log(**training.cost(), **means(losses))
            losses.clear()
        if time.time() - saved > CHECKPOINT_SECONDS:
            _keep(training, log, 48)
            saved = time.time()
    _keep(training, log, 400)


def _keep(training: Sharpening, log: Log, count: int) -> None:
    """Write the state, and the average as the autoencoder in use."""
    training.save()
    scores = evaluate_vae(training.average, count)
    log(**training.cost(), **scores)
    training.average.save_pretrained(state_folder() / "vae")
