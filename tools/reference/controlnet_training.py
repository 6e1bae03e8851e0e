"""Writes three steps of a ControlNet's training on a tiny checkpoint, by the mathematics of diffusers' train_controlnet.py.

    python tools/reference/controlnet_training.py

The network begins as ControlNetModel.from_unet makes it, but for its zero convolutions: from zero most gradients of the first step are
zero. In float64.
"""

import pathlib

import diffusers
import torch
from pipelines import CHECKPOINTS
from safetensors.torch import save_file

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "training" / "fixtures" / "controlnet.safetensors"
BATCH, STEPS = 2, 3
numbers: dict[str, torch.Tensor] = {}


def keep(name: str, value: torch.Tensor) -> None:
    numbers[name] = value.detach().float().contiguous().clone()


generator = torch.Generator().manual_seed(37)
torch.manual_seed(37)
unet = diffusers.UNet2DConditionModel.from_pretrained(CHECKPOINTS / "sd1" / "unet").eval().requires_grad_(False)
control = diffusers.ControlNetModel.from_unet(unet, conditioning_embedding_out_channels=(4, 4, 8, 12)).eval()
for name, parameter in control.named_parameters():
    if "controlnet_down_blocks" in name or "controlnet_mid_block" in name or name.startswith("controlnet_cond_embedding.conv_out"):
        torch.nn.init.normal_(parameter, std=0.1, generator=generator)
for name, parameter in control.named_parameters():
    keep(f"in/{name}", parameter)
unet, control = unet.double(), control.double()
schedule = diffusers.DDPMScheduler(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
latents = torch.randn(BATCH, 4, 8, 8, generator=generator).double()
embeddings = torch.randn(BATCH, 5, unet.config.cross_attention_dim, generator=generator).double()
hint = torch.rand(BATCH, 3, 64, 64, generator=generator).double()
noise = torch.randn(BATCH, 4, 8, 8, generator=generator).double()
timesteps = torch.tensor([801, 41])
for key, value in {"latents": latents, "embeddings": embeddings, "hint": hint, "noise": noise, "timesteps": timesteps}.items():
    keep(f"in/{key}", value)

optimiser = torch.optim.AdamW(control.parameters(), lr=1e-3)
losses = []
for _ in range(STEPS):
    noisy = schedule.add_noise(latents, noise, timesteps)
    down, mid = control(noisy, timesteps, encoder_hidden_states=embeddings, controlnet_cond=hint, return_dict=False)
    output = unet(noisy, timesteps, encoder_hidden_states=embeddings, down_block_additional_residuals=down, mid_block_additional_residual=mid).sample
    loss = torch.nn.functional.mse_loss(output, noise)
    losses.append(loss)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(control.parameters(), 1.0)
    optimiser.step()
    optimiser.zero_grad()
keep("out/losses", torch.stack(losses))
for name, parameter in control.named_parameters():
    keep(f"out/{name}", parameter)
save_file(numbers, TARGET)
