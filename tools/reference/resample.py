"""Writes what Pillow's Lanczos resampling of 8-bit pictures gives, for the tests of workers/image.

    python tools/reference/resample.py

A few results whole, and of many more sizes their SHA-256: every byte has to be Pillow's.
"""

import base64
import hashlib
import json
import pathlib

import numpy
from PIL import Image

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "image" / "fixtures" / "resample.json"
SIZES = [(64, 48), (16, 10), (37, 9), (5, 23), (1, 1), (90, 23)]
MORE_SIZES = 60


def resize(pixels: numpy.ndarray, size: tuple[int, int]) -> bytes:
    """As the pipelines do it: pictures with alpha as RGBA, others as RGB."""
    picture = Image.fromarray(pixels)
    if (pixels[..., 3] == 255).all():
        picture = picture.convert("RGB")
    return picture.resize(size, Image.Resampling.LANCZOS).convert("RGBA").tobytes()


def main() -> None:
    random = numpy.random.default_rng(4)
    height, width = 23, 37
    y, x = numpy.mgrid[:height, :width]
    smooth = numpy.stack([128 + 120 * numpy.sin(x / 5 + c) * numpy.cos(y / (4 + c)) for c in range(3)], -1)
    opaque = numpy.dstack([(smooth + random.normal(0, 15, smooth.shape)).clip(0, 255), numpy.full((height, width), 255)])
    holes = opaque.copy()
    holes[..., 3] = 255 * (numpy.hypot(x - 18, y - 11) < 9) * random.uniform(0.3, 1, (height, width))
    # The worst that a filter can meet: black beside white, and any alpha.
    noise = random.integers(0, 2, (height, width, 4)) * 255.0
    noise[..., 3] = random.integers(0, 256, (height, width))
    hard = noise.copy()
    hard[..., 3] = 255
    sources = {"opaque": opaque, "with alpha": holes, "black and white": hard, "noise with alpha": noise}
    sizes = [*SIZES, *(tuple(map(int, random.integers(1, 150, 2))) for _ in range(MORE_SIZES))]
    written = []
    for name, source in sources.items():
        pixels = source.astype(numpy.uint8)
        results = [{"width": size[0], "height": size[1], "sha256": hashlib.sha256(resize(pixels, size)).hexdigest()} for size in sizes]
        written.append({"name": name, "width": width, "height": height, "source": base64.b64encode(pixels.tobytes()).decode(), "results": results})
    TARGET.write_text("[\n" + ",\n".join(json.dumps(source) for source in written) + "\n]\n")


if __name__ == "__main__":
    main()
