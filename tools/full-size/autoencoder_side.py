"""diffusers' side of autoencoder.ts: an autoencoder of the size of Stable Diffusion's, and what it makes of latents or of a picture as a whole.

    python tools/full-size/autoencoder_side.py FOLDER 768 decode

FOLDER gets the autoencoder unless it has one (random weights that keep the activations' size: variance 1 / fan-in, the last convolution
such that the picture uses its range), `latents-768.npy` and `decode-768.npy`, or `picture-768.npy` and `encode-768.npy` (mean and
log-variance).
"""

import resource
import sys
import time
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL


def tame_autoencoder() -> AutoencoderKL:
    torch.manual_seed(20)
    kind = "EncoderBlock2D"
    vae = AutoencoderKL(
        block_out_channels=(128, 256, 512, 512),
        down_block_types=(f"Down{kind}",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        latent_channels=4,
        layers_per_block=2,
        sample_size=512,
    )
    for name, parameter in vae.named_parameters():
        if parameter.dim() > 1:
            torch.nn.init.normal_(parameter, std=parameter[0].numel() ** -0.5)
        elif "norm" in name and name.endswith("weight"):
            # As trained ones, no two channels are alike.
            torch.nn.init.normal_(parameter, mean=1, std=0.2)
        else:
            torch.nn.init.normal_(parameter, std=0.1)
    return vae.eval()


def uneven(shape: tuple[int, ...]) -> np.ndarray:
    """Smooth above, noisy at the left, flat below: parts have other statistics than the whole."""
    random = np.random.default_rng(7)
    channels, height, width = shape[1:]
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    waves = [np.sin((3 + c) * np.pi * x + c) * np.cos((2 + c) * np.pi * y) for c in range(channels)]
    noise = random.standard_normal((channels, height, width))
    mixed = np.where(y < 0.4, np.stack(waves), np.where(x < 0.5, noise, 0.8 + 0.05 * noise))
    return mixed[None].astype(np.float32)


def main() -> None:
    folder, side, direction = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    if not (folder / "vae").exists():
        tame_autoencoder().save_pretrained(folder / "vae")
    vae = AutoencoderKL.from_pretrained(folder / "vae").eval()
    if direction == "decode":
        given = uneven((1, 4, side // 8, side // 8))
        np.save(folder / f"latents-{side}.npy", given)
    else:
        given = uneven((1, 3, side, side)).clip(-1, 1)
        np.save(folder / f"picture-{side}.npy", given)
    started = time.perf_counter()
    with torch.no_grad():
        if direction == "decode":
            made = vae.decode(torch.from_numpy(given) / vae.config.scaling_factor).sample.numpy()
        else:
            latents = vae.encode(torch.from_numpy(given)).latent_dist
            made = torch.cat([latents.mean, latents.logvar], dim=1).numpy()
    seconds = time.perf_counter() - started
    np.save(folder / f"{direction}-{side}.npy", made)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"diffusers, whole: {seconds:.0f} s, {peak:.1f} GB at the peak; {made.min():.2f} to {made.max():.2f}, deviation {made.std():.2f}")


main()
