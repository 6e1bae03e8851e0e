"""Trains the autoencoder's decoder alone, so that its outlines are clean where the latents leave them open.

The encoder stays as it is: it is what the UNet has learnt. Two things are added to the reconstruction's loss:

- a discriminator (PatchGAN, Isola et al. 2017; spectral norm, Miyato et al. 2018; hinge loss, weighted by the ratio of the
  gradients in the last layer as in Esser et al. 2021), because the mean of all the places where an eye could be is no eye;
- latents as a UNet leaves them: a little noised, and its best guess of what they were. Those lack the fine parts that sampled
  latents lack too, and the decoder learns to draw them clean.
"""

import time
from random import Random

import torch
import torch.nn.functional as F
from diffusers import AutoencoderKL
from torch import Tensor, nn
from torch.nn.utils.parametrizations import spectral_norm

from .captions import caption
from .checkpoints import load_networks, load_tokenizer, load_vae, training_record
from .drawing import draw
from .latents import token_ids
from .networks import LATENT_CHANNELS, new_scheduler, use_one_core
from .sampling import random_scene
from .train_vae import as_tensor, cosine_rate, evaluate_vae, reconstruction_loss
from .training_state import CHECKPOINT_SECONDS, Log, load_state, save_state, state_folder

BATCH = 4
_PEAK_RATE = 5e-4
_DISCRIMINATOR_RATE = 4e-4
#: Weight of the L2 term, which the PSNR is made of.
_SQUARES = 30.0
#: The discriminator's gradient in the decoder's last layer, as a share of the reconstruction's.
_ADVERSARIAL = 0.25
#: Steps in which the discriminator learns before it counts.
_ALONE_STEPS = 300
#: How many of a batch's latents are the UNet's guesses, noised up to this timestep of 1,000.
_GUESSES, _LAST_TIMESTEP = 1, 450
_EMA = 0.998


class Discriminator(nn.Module):
    """How real each patch of 26 x 26 pixels looks: float (count, 3, side, side) to (count, 1, side / 4, side / 4)."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.Sequential(
            spectral_norm(nn.Conv2d(3, 32, 4, 2, 1)), nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(32, 64, 4, 2, 1)), nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(64, 96, 3, 1, 1)), nn.LeakyReLU(0.2),
            spectral_norm(nn.Conv2d(96, 1, 3, 1, 1)),
        )  # fmt: skip

    def forward(self, pictures: Tensor) -> Tensor:
        return self.layers(pictures)


class UnetGuesses:
    """What the committed UNet takes noised latents for."""

    def __init__(self, scaling: float) -> None:
        self._tokenizer = load_tokenizer()
        self._unet, self._text_encoder, _ = load_networks(self._tokenizer)
        self._unet.requires_grad_(False).to(memory_format=torch.channels_last)
        self._alpha_bar, self._scaling = new_scheduler().alphas_cumprod, scaling

    @torch.no_grad()
    def __call__(self, latents: Tensor, captions: list[str]) -> tuple[Tensor, Tensor]:
        """The guesses, and the share of the signal (count,) that was left to guess from."""
        timesteps = torch.randint(_LAST_TIMESTEP, (len(latents),))
        share = self._alpha_bar[timesteps].view(-1, 1, 1, 1)
        noisy = share.sqrt() * latents * self._scaling + (1 - share).sqrt() * torch.randn_like(latents)
        text = self._text_encoder(token_ids(self._tokenizer, captions)).last_hidden_state
        inputs = torch.cat((noisy, torch.zeros_like(noisy[:, :LATENT_CHANNELS])), 1).contiguous(memory_format=torch.channels_last)
        noise = self._unet(inputs, timesteps, text).sample
        return (noisy - (1 - share).sqrt() * noise) / share.sqrt() / self._scaling, share.flatten()


class DecoderTraining:
    """The decoder, its moving average, the discriminator, their optimisers: everything that an interruption must not lose."""

    def __init__(self) -> None:
        torch.manual_seed(0)
        self.vae = load_vae().to(memory_format=torch.channels_last)
        for part in (self.vae.encoder, self.vae.quant_conv):
            part.requires_grad_(False)
        self.average = load_vae()
        self.discriminator = Discriminator().to(memory_format=torch.channels_last)
        self.guesses = UnetGuesses(self.vae.config.scaling_factor)
        trained = [parameter for parameter in self.vae.parameters() if parameter.requires_grad]
        self.optimiser = torch.optim.AdamW(trained, lr=_PEAK_RATE, betas=(0.9, 0.99), weight_decay=1e-3)
        self.opponent = torch.optim.AdamW(self.discriminator.parameters(), lr=_DISCRIMINATOR_RATE, betas=(0.5, 0.9))
        self.spent, self.step, self.random = 0.0, 0, Random("decoder")
        #: What the committed decoder cost before this training.
        self.earlier = training_record().get("decoder", {"step": 0, "minutes": 0.0})
        state = load_state("decoder")
        if state:
            self._restore(state)

    def save(self) -> None:
        """Write the whole state."""
        save_state("decoder", {
            **{name: part.state_dict() for name, part in self._parts().items()},
            "spent": self.spent, "step": self.step, "earlier": self.earlier, "random": self.random.getstate(), "torch_random": torch.get_rng_state(),
        })  # fmt: skip

    def cost(self) -> dict[str, float]:
        """Steps and minutes on one core, those of earlier trainings of this decoder with them."""
        return {
            "step": self.earlier["step"] + self.step,
            "minutes": round(self.earlier["minutes"] + self.spent / 60, 2),
        }

    def advance(self, rate: float) -> tuple[float, float, float]:
        """One step of both networks; the losses: reconstruction, what the decoder hears, what the discriminator pays."""
        pictures, latents, weights = self._batch()
        decoded = self.vae.decode(latents).sample
        reconstruction = reconstruction_loss(decoded, pictures, _SQUARES, weights)
        self.discriminator.requires_grad_(False)
        adversarial = -self.discriminator(decoded).mean()
        self.discriminator.requires_grad_(True)
        self._descend(self.optimiser, rate, reconstruction + self._balance(reconstruction, adversarial) * adversarial)
        real, made = self.discriminator(torch.cat((pictures, decoded.detach()))).chunk(2)
        paid = (F.relu(1 - real).mean() + F.relu(1 + made).mean()) / 2
        self._descend(self.opponent, _DISCRIMINATOR_RATE * rate / _PEAK_RATE, paid)
        self.step += 1
        with torch.no_grad():
            torch._foreach_lerp_(list(self.average.parameters()), list(self.vae.parameters()), 1 - min(_EMA, self.step / (self.step + 10)))
        return reconstruction.item(), adversarial.item(), paid.item()

    @torch.no_grad()
    def _batch(self) -> tuple[Tensor, Tensor, Tensor]:
        """Pictures, latents, and how much each picture's reconstruction counts: less where the UNet had less to guess from."""
        scenes = [random_scene(self.random) for _ in range(BATCH)]
        pictures = as_tensor([draw(scene) for scene in scenes]).to(memory_format=torch.channels_last)
        latents, weights = self.vae.encode(pictures).latent_dist.sample(), torch.ones(BATCH)
        captions = [caption(scene, self.random) for scene in scenes[:_GUESSES]]
        latents[:_GUESSES], weights[:_GUESSES] = self.guesses(latents[:_GUESSES], captions)
        return pictures, latents, weights

    def _balance(self, reconstruction: Tensor, adversarial: Tensor) -> Tensor | float:
        if self.step < _ALONE_STEPS:
            return 0.0
        last = self.vae.decoder.conv_out.weight
        ours, theirs = (torch.autograd.grad(loss, last, retain_graph=True)[0].norm() for loss in (reconstruction, adversarial))
        return (_ADVERSARIAL * ours / (theirs + 1e-6)).clamp(max=10).detach()

    def _descend(self, optimiser: torch.optim.Optimizer, rate: float, loss: Tensor) -> None:
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        parameters = [parameter for group in optimiser.param_groups for parameter in group["params"]]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        for group in optimiser.param_groups:
            group["lr"] = rate
        optimiser.step()

    def _parts(self):
        return {
            "vae": self.vae, "average": self.average, "discriminator": self.discriminator,
            "optimiser": self.optimiser, "opponent": self.opponent,
        }  # fmt: skip

    def _restore(self, state) -> None:
        for name, part in self._parts().items():
            part.load_state_dict(state[name])
        self.spent, self.step, self.earlier = state["spent"], state["step"], state["earlier"]
        self.random.setstate(state["random"])
        torch.set_rng_state(state["torch_random"])


def train_decoder(minutes: float) -> None:
    """Train for `minutes` on the processor, over every run of this training, resuming where the last one ended."""
    use_one_core()
    training, log = DecoderTraining(), Log("decoder")
    started, saved, sums = time.process_time() - training.spent, time.time(), torch.zeros(4)
    while training.spent < minutes * 60:
        rate = cosine_rate(_PEAK_RATE, training.spent / (minutes * 60), training.step)
        sums += torch.tensor([*training.advance(rate), 1])
        training.spent = time.process_time() - started
        if training.step % 100 == 0:
            names = ("reconstruction", "adversarial", "discriminator")
            means = {name: round(value, 4) for name, value in zip(names, (sums / sums[3]).tolist())}
            log(**training.cost(), **means)
            sums.zero_()
        if time.time() - saved > CHECKPOINT_SECONDS:
            training.save()
            log(**training.cost(), **evaluate_vae(training.average, 48))
            saved = time.time()
    training.save()
    log(**training.cost(), **evaluate_vae(training.average, 400))
    training.average.save_pretrained(state_folder() / "vae")
