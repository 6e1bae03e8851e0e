"""Writes hints as OpenCV and PyTorch make them of pictures, for the tests of workers/image.

    python tools/reference/preprocessors.py

Pictures are RGBA, edges one bit a pixel, everything in base64.
"""

import json
import pathlib

import cv2
import numpy
import torch
from PIL import Image, ImageDraw, ImageFilter
from pipelines import encoded, picture

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "image" / "fixtures" / "preprocessors.json"


def shapes(width: int, height: int) -> Image.Image:
    """Soft and hard edges in every direction, of light and of colour alone, up to the border."""
    image = Image.new("RGB", (width, height), (90, 110, 200))
    draw = ImageDraw.Draw(image)
    for at in range(12):
        end = (width / 2 + width * numpy.cos(at * 0.53), height / 2 + width * numpy.sin(at * 0.53))
        draw.line([(width / 2, height / 2), end], fill=(20 * at, 255 - 17 * at, 60 + 9 * at), width=1 + at % 3)
    draw.ellipse([2, 2, width * 0.4, height * 0.5], fill=(200, 60, 60), outline=(0, 0, 0))
    draw.rectangle([width * 0.6, height * 0.55, width, height], fill=(110, 90, 200))
    soft = image.filter(ImageFilter.GaussianBlur(1.5))
    image.paste(soft.crop((0, 0, width, height // 2)), (0, 0))
    return image


def noise(width: int, height: int) -> Image.Image:
    return Image.fromarray(numpy.random.default_rng(3).integers(0, 256, (height, width, 3)).astype(numpy.uint8))


def smooth_noise(width: int, height: int) -> Image.Image:
    """Gradients of every direction and size, many of them equal to their neighbours'."""
    return noise(width // 6 + 1, height // 6 + 1).resize((width, height), Image.Resampling.BICUBIC)


def main() -> None:
    pictures = {
        "shapes": shapes(80, 60),
        "meadow": picture(64, 64),
        "noise": noise(40, 30),
        "smooth noise": smooth_noise(96, 72),
        "one row": noise(33, 1),
    }
    edges, blurs = [], []
    for name, image in pictures.items():
        array = numpy.asarray(image)
        for low, high in ((100, 200), (40, 90), (0, 400), (250.5, 300.5)):
            found = cv2.Canny(array, low, high)
            edges.append({"of": name, "low": low, "high": high, "edges": encoded(numpy.packbits(found > 0))})
        for sigma in (0.5, 1.0, 2.5) if name in ("meadow", "one row") else ():
            size = 2 * int(numpy.ceil(3 * sigma)) + 1
            blurred = cv2.GaussianBlur(array.astype(numpy.float32), (size, size), sigma)
            blurs.append({"of": name, "sigma": sigma, "blurred": encoded(blurred.round().clip(0, 255).astype(numpy.uint8))})
    generator = torch.Generator().manual_seed(9)
    sizes = []
    for rows, columns, height, width in ((64, 64, 8, 8), (72, 88, 9, 11), (8, 8, 20, 14), (5, 7, 5, 7)):
        map = torch.rand(1, 1, rows, columns, generator=generator)
        resized = torch.nn.functional.interpolate(map, size=(height, width), mode="bicubic", align_corners=False)
        sizes.append({"shape": list(map.shape), "map": encoded(map.numpy()), "to": [height, width], "resized": encoded(resized.numpy())})
    # diffusers' `docs/source/en/using-diffusers/t2i_adapter.md` makes the palette so; 8 squares along the shorter side.
    patches = []
    for name in ("meadow", "smooth noise"):
        image = pictures[name]
        side = min(image.size) / 8
        palette = image.resize([round(length / side) for length in image.size])
        patches.append({"of": name, "patches": encoded(numpy.asarray(palette.resize(image.size, Image.Resampling.NEAREST)))})
    given = {
        name: {"width": image.width, "height": image.height, "data": encoded(numpy.asarray(image.convert("RGBA")))}
        for name, image in pictures.items()
    }
    TARGET.write_text(json.dumps({"pictures": given, "edges": edges, "blurs": blurs, "sizes": sizes, "patches": patches}) + "\n")
    print(TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
