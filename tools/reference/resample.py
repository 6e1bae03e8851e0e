"""Writes what Pillow's Lanczos resampling gives, for the tests of workers/image.

    python tools/reference/resample.py

Pillow is asked in float32, channel by channel: its 8-bit way rounds in between. Colours are multiplied by their alpha before
and divided by it afterwards.
"""

import base64
import json
import pathlib

import numpy
from PIL import Image

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "image" / "fixtures" / "resample.json"
SIZES = [(64, 48), (16, 10), (37, 9), (5, 23), (1, 1), (90, 23)]


def resized(channel: numpy.ndarray, size: tuple[int, int]) -> numpy.ndarray:
    return numpy.asarray(Image.fromarray(channel.astype(numpy.float32)).resize(size, Image.Resampling.LANCZOS), numpy.float64)


def resize(pixels: numpy.ndarray, size: tuple[int, int]) -> numpy.ndarray:
    alpha = pixels[..., 3].astype(numpy.float64)
    out_alpha = resized(alpha, size)
    colours = [resized(pixels[..., c] * alpha / 255, size) for c in range(3)]
    with numpy.errstate(divide="ignore", invalid="ignore"):
        unweighted = [numpy.where(out_alpha > 0, colour * 255 / out_alpha, 0) for colour in colours]
    return numpy.stack([*unweighted, out_alpha], -1).clip(0, 255).round().astype(numpy.uint8)


def main() -> None:
    random = numpy.random.default_rng(4)
    height, width = 23, 37
    y, x = numpy.mgrid[:height, :width]
    smooth = numpy.stack([128 + 120 * numpy.sin(x / 5 + c) * numpy.cos(y / (4 + c)) for c in range(3)], -1)
    opaque = numpy.dstack([(smooth + random.normal(0, 15, smooth.shape)).clip(0, 255), numpy.full((height, width), 255)])
    holes = opaque.copy()
    holes[..., 3] = 255 * (numpy.hypot(x - 18, y - 11) < 9) * random.uniform(0.3, 1, (height, width))
    cases = []
    for name, source in (("opaque", opaque.astype(numpy.uint8)), ("with alpha", holes.astype(numpy.uint8))):
        for size in SIZES:
            result = resize(source, size)
            cases.append(
                {
                    "name": f"{name}, to {size[0]}x{size[1]}",
                    "width": width,
                    "height": height,
                    "source": base64.b64encode(source.tobytes()).decode(),
                    "toWidth": size[0],
                    "toHeight": size[1],
                    "result": base64.b64encode(result.tobytes()).decode(),
                }
            )
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
