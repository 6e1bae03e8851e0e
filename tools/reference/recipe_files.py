"""Writes the files that the tests of `npm run recipe` hand over and compare with: pictures by Pillow, arrays by NumPy, and
what a diffusers pipeline makes of them step by step.

    python tools/reference/recipe_files.py
"""

import pathlib

import diffusers
import numpy
import torch
from PIL import Image, ImageDraw
from pipelines import CHECKPOINTS, picture

TARGET = pathlib.Path(__file__).parents[2] / "tools" / "recipe" / "fixtures"
ORIENTATION = 0x0112


def write_pictures() -> None:
    upright = picture(90, 70)
    upright.save(TARGET / "picture.png")
    # A camera held upright: stored turned, with the order to turn it back by 90 degrees.
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    upright.transpose(Image.Transpose.ROTATE_90).save(TARGET / "rotated.png", exif=exif)
    upright.transpose(Image.Transpose.ROTATE_90).save(TARGET / "rotated.jpg", exif=exif, quality=95, subsampling=0)
    fading = numpy.tile(numpy.linspace(0, 255, 90).astype(numpy.uint8), (70, 1))
    upright.putalpha(Image.fromarray(fading))
    upright.save(TARGET / "alpha.png")
    picture(64, 64).save(TARGET / "square.png")
    mask = Image.new("L", (90, 70), 0)
    ImageDraw.Draw(mask).ellipse([30, 20, 55, 45], fill=255)
    mask.save(TARGET / "mask.png")
    Image.new("L", (90, 70), 0).save(TARGET / "empty-mask.png")


def write_arrays() -> numpy.ndarray:
    noise = numpy.random.default_rng(8).standard_normal((1, 4, 8, 8)).astype(numpy.float32)
    numpy.save(TARGET / "noise.npy", noise)
    with open(TARGET / "noise-version-2.npy", "wb") as file:
        numpy.lib.format.write_array(file, noise, version=(2, 0))
    numpy.save(TARGET / "noise-float64.npy", noise.astype(numpy.float64))
    numpy.save(TARGET / "noise-fortran.npy", numpy.asfortranarray(noise))
    numpy.save(TARGET / "noise-wide.npy", numpy.zeros((1, 4, 8, 12), numpy.float32))
    spoilt = noise.copy()
    spoilt[0, 0, 0, 0] = numpy.nan
    numpy.save(TARGET / "noise-nan.npy", spoilt)
    return noise


@torch.no_grad()
def write_run(noise: numpy.ndarray) -> None:
    """The recipe of recipe.test.ts: InstructPix2Pix, DDIM, three steps, from the noise of noise.npy."""
    pipeline = diffusers.StableDiffusionInstructPix2PixPipeline.from_pretrained(
        CHECKPOINTS / "instruct", torch_dtype=torch.float32, safety_checker=None
    )
    pipeline.scheduler = diffusers.DDIMScheduler.from_config(pipeline.scheduler.config, clip_sample=False)
    predictions, latents = [], []
    pipeline.unet.register_forward_hook(lambda _module, _inputs, output: predictions.append(output[0]))

    def after(_pipeline, _step, _timestep, values):
        latents.append(values["latents"])
        return values

    pipeline(
        prompt="make the cat blue",
        image=picture(64, 64),
        num_inference_steps=3,
        guidance_scale=6,
        image_guidance_scale=1.6,
        latents=torch.from_numpy(noise),
        output_type="latent",
        callback_on_step_end=after,
    )
    for step, (prediction, after_step) in enumerate(zip(predictions, latents)):
        numpy.save(TARGET / f"trace/latents_{step:03}.npy", after_step.numpy())
        for branch, one in zip(("cond", "image", "uncond"), prediction.chunk(3)):
            numpy.save(TARGET / f"trace/noise_{step:03}_{branch}.npy", one.numpy())


def main() -> None:
    (TARGET / "trace").mkdir(parents=True, exist_ok=True)
    write_pictures()
    write_run(write_arrays())


if __name__ == "__main__":
    main()
