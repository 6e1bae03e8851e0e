"""Writes what PyTorch makes of a few training steps of a tiny checkpoint, by the mathematics of diffusers' training scripts.

    python tools/reference/training.py

Each case: latents, noise and timesteps of a batch, the captions' embeddings, three steps of torch.optim.AdamW with gradients
clipped at a norm of 1. training.safetensors holds "<case>/in/..." and "<case>/out/...": the losses, the gradients of the first step, and
the parameters before and after three. Computed in float64.

- whole: every weight of the UNet (train_dreambooth.py).
- keys and values: to_k and to_v of the cross-attention (train_custom_diffusion.py).
- lora: PEFT's, rank 4, on the attention's projections (train_dreambooth_lora.py).
- v: as "keys and values", for a checkpoint that predicts v, weighed by min-SNR.
"""

import pathlib

import diffusers
import torch
from peft import LoraConfig
from pipelines import CHECKPOINTS
from safetensors.torch import save_file

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "training" / "fixtures" / "training.safetensors"
RATE = 1e-3
numbers: dict[str, torch.Tensor] = {}


def keep(name: str, value: torch.Tensor) -> None:
    numbers[name] = value.detach().float().contiguous().clone()


def record(case: str, unet, trained: dict[str, torch.nn.Parameter], prediction: str = "epsilon", gamma: float | None = None) -> None:
    generator = torch.Generator().manual_seed(23)
    schedule = diffusers.DDPMScheduler(
        num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", prediction_type=prediction
    )
    latents = torch.randn(2, 4, 8, 8, generator=generator).double()
    noise = torch.randn(2, 4, 8, 8, generator=generator).double()
    embeddings = torch.randn(2, 5, unet.config.cross_attention_dim, generator=generator).double().requires_grad_()
    timesteps = torch.tensor([801, 41])
    for key, value in {"latents": latents, "noise": noise, "embeddings": embeddings, "timesteps": timesteps}.items():
        keep(f"{case}/in/{key}", value)
    for parameter in unet.parameters():
        parameter.requires_grad_(False)
    for key, parameter in trained.items():
        parameter.requires_grad_(True)
        keep(f"{case}/in/{key}", parameter)
    optimizer = torch.optim.AdamW(trained.values(), lr=RATE)
    losses = []
    for step in range(3):
        noisy = schedule.add_noise(latents, noise, timesteps)
        target = noise if prediction == "epsilon" else schedule.get_velocity(latents, noise, timesteps)
        output = unet(noisy, timesteps, embeddings).sample
        errors = ((output - target) ** 2).mean(dim=(1, 2, 3))
        if gamma is not None:
            bars = schedule.alphas_cumprod[timesteps].double()
            snr = bars / (1 - bars)
            errors = errors * snr.clamp(max=gamma) / (snr if prediction == "epsilon" else snr + 1)
        loss = errors.mean()
        losses.append(loss)
        optimizer.zero_grad()
        embeddings.grad = None
        loss.backward()
        if step == 0:
            keep(f"{case}/out/embeddings.grad", embeddings.grad)
            for key, parameter in trained.items():
                keep(f"{case}/out/{key}.grad", parameter.grad)
        torch.nn.utils.clip_grad_norm_(trained.values(), 1.0)
        optimizer.step()
    keep(f"{case}/out/losses", torch.stack(losses))
    for key, parameter in trained.items():
        keep(f"{case}/out/{key}", parameter)


def fresh():
    folder = CHECKPOINTS / "tiny-vae" / "unet"
    return diffusers.UNet2DConditionModel.from_pretrained(folder, torch_dtype=torch.float64).eval()


def keys_and_values(unet) -> dict[str, torch.nn.Parameter]:
    return {key: value for key, value in unet.named_parameters() if ".attn2.to_k." in key or ".attn2.to_v." in key}


unet = fresh()
record("whole", unet, dict(unet.named_parameters()))
unet = fresh()
record("keys and values", unet, keys_and_values(unet))
unet = fresh()
record("v", unet, keys_and_values(unet), prediction="v_prediction", gamma=5.0)
torch.manual_seed(5)
unet = fresh()
unet.add_adapter(LoraConfig(r=4, lora_alpha=4, init_lora_weights="gaussian", target_modules=["to_k", "to_q", "to_v", "to_out.0"]))
unet.double()
adapters = {key: value for key, value in unet.named_parameters() if "lora_" in key}
# Training from up = 0 leaves the gradients of down at 0 in the first step: begin where both count.
for key, value in adapters.items():
    if "lora_B" in key:
        torch.nn.init.normal_(value, std=0.1)
record("lora", unet, adapters)

TARGET.parent.mkdir(parents=True, exist_ok=True)
save_file(numbers, TARGET)
