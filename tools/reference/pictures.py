"""Writes the picture fixtures of src/files with Pillow and pypng, and what they hold.

    python tools/reference/pictures.py

Every colour type and depth of PNG, with and without interlacing and transparent colours (pypng), texts of all three kinds (Pillow),
and small pictures of the other kinds. expected.json gives each picture's size as it is stored, and for PNGs its RGBA bytes: as Pillow
reads them, or where Pillow does not follow the format (see below) as the samples themselves, rounded to 8 bits.
"""

import base64
import io
import json
import pathlib
import random
import zipfile

import numpy
import png
from PIL import Image, PngImagePlugin

FIXTURES = pathlib.Path(__file__).parents[2] / "src" / "files" / "fixtures"
WIDTH, HEIGHT = 19, 17
PARAMETERS = """a watercolour of a fox, (masterpiece:1.2), a: b
second line
Negative prompt: blurry, low quality
Steps: 30, Sampler: DPM++ 2M Karras, CFG scale: 6.5, Seed: 965400086, Size: 512x768, Model hash: 45dee52b, \
Model: "fox, v1:2", Denoising strength: 0.45, Clip skip: 2, Hires upscale: 2, Version: v1.6.0"""


def samples(planes: int, bits: int, rng: random.Random) -> list[list[int]]:
    """Rows of a gradient with noise, so that every filter of the format comes to its turn."""
    most = 2**bits - 1
    rows = []
    for y in range(HEIGHT):
        row = []
        for x in range(WIDTH):
            for plane in range(planes):
                wave = (x * (plane + 1) * most // WIDTH + y * most // HEIGHT) % (most + 1)
                row.append(rng.randint(0, most) if rng.random() < 0.2 else wave)
        rows.append(row)
    return rows


def rounded(rows: list[list[int]], planes: int, bits: int, clear: tuple[int, ...] | None) -> bytes:
    """RGBA bytes of samples of any depth."""
    values = numpy.array(rows, dtype=numpy.uint32).reshape(HEIGHT, WIDTH, planes)
    eight = ((values * 255 + (2**bits - 1) // 2) // (2**bits - 1)).astype(numpy.uint8)
    opaque = numpy.full((HEIGHT, WIDTH, 1), 255, numpy.uint8)
    if clear is not None:
        opaque[(values == numpy.array(clear)).all(axis=2)] = 0
    colour, alpha = (eight, opaque) if planes in (1, 3) else (eight[..., :-1], eight[..., -1:])
    if colour.shape[2] == 1:
        colour = colour.repeat(3, axis=2)
    return numpy.concatenate([colour, alpha], axis=2).tobytes()


def write_png_forms(expected: dict) -> None:
    rng = random.Random(4)
    forms = [("grey", 1, [1, 2, 4, 8, 16]), ("rgb", 3, [8, 16]), ("grey-alpha", 2, [8, 16]), ("rgb-alpha", 4, [8, 16])]
    for name, planes, depths in forms:
        for bits in depths:
            rows = samples(planes, bits, rng)
            clear = tuple(rows[5][:planes]) if planes in (1, 3) else None
            for interlace in (False, True):
                for transparent in (None, clear) if clear else (None,):
                    writer = png.Writer(
                        WIDTH,
                        HEIGHT,
                        greyscale=planes < 3,
                        alpha=planes in (2, 4),
                        bitdepth=bits,
                        interlace=interlace,
                        transparent=transparent,
                    )
                    file = f"{name}-{bits}{'-clear' if transparent else ''}{'-interlaced' if interlace else ''}.png"
                    save(file, writer, rows)
                    # Pillow takes the high byte of 16 bits, and compares a transparent grey of fewer than 8 bits after it
                    # has scaled the samples, which the format does not mean.
                    own = bits == 16 or (transparent and bits < 8)
                    record(expected, file, rounded(rows, planes, bits, transparent) if own else None)
    for bits in (1, 2, 4, 8):
        palette = [tuple(rng.randint(0, 255) for _ in range(4)) for _ in range(2**bits)]
        rows = samples(1, bits, rng)
        for interlace in (False, True):
            file = f"palette-{bits}{'-interlaced' if interlace else ''}.png"
            save(file, png.Writer(WIDTH, HEIGHT, palette=palette, bitdepth=bits, interlace=interlace), rows)
            record(expected, file, None)


def save(file: str, writer: png.Writer, rows: list[list[int]]) -> None:
    with open(FIXTURES / file, "wb") as target:
        writer.write(target, rows)


def record(expected: dict, file: str, rgba: bytes | None) -> None:
    """Notes a picture's size, and its RGBA bytes as given or as Pillow reads them."""
    picture = Image.open(FIXTURES / file)
    entry = {"width": picture.width, "height": picture.height}
    if file.endswith(".png"):
        entry["rgba"] = base64.b64encode(rgba or picture.convert("RGBA").tobytes()).decode()
    expected[file] = entry


def write_pillow_pngs(expected: dict) -> None:
    picture = Image.open(FIXTURES / "rgb-alpha-8.png")
    texts = PngImagePlugin.PngInfo()
    texts.add_text("parameters", PARAMETERS)
    texts.add_text("Comment", "caf\u00e9, compressed " * 20, zip=True)
    texts.add_itxt("Title", "\uc5ec\uc6b0 \U0001f98a", lang="ko", tkey="\uc81c\ubaa9")
    texts.add_itxt("Description", "\uc555\ucd95 " * 30, zip=True)
    picture.save(FIXTURES / "texts.png", pnginfo=texts, optimize=True)
    record(expected, "texts.png", None)
    picture.convert("RGB").save(FIXTURES / "profile.png", icc_profile=b"not sRGB, as far as anyone can tell")
    record(expected, "profile.png", None)


def write_other_kinds(expected: dict) -> None:
    colours = Image.new("RGB", (48, 32))
    # A quarter each of red, green, blue and white shows which way is up.
    for colour, box in [("red", (0, 0, 24, 16)), ("lime", (24, 0, 48, 16)), ("blue", (0, 16, 24, 32)), ("white", (24, 16, 48, 32))]:
        colours.paste(colour, box)
    half = colours.copy()
    half.putalpha(Image.linear_gradient("L").resize((48, 32)))
    for orientation in (1, 3, 6, 8):
        exif = Image.Exif()
        exif[0x0112] = orientation
        upright = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}[orientation]
        stored = colours if upright is None else colours.transpose(upright)
        stored.save(FIXTURES / f"orientation-{orientation}.jpg", exif=exif, quality=90, subsampling=0)
    colours.save(FIXTURES / "progressive.jpg", progressive=True, quality=80)
    colours.convert("L").save(FIXTURES / "grey.jpg")
    colours.save(FIXTURES / "lossy.webp", quality=80)
    half.save(FIXTURES / "lossless-alpha.webp", lossless=True, exact=True)
    half.save(FIXTURES / "lossy-alpha.webp", quality=80)
    colours.save(FIXTURES / "opaque.avif", quality=80)
    half.save(FIXTURES / "alpha.avif", quality=80)
    for file in ("orientation-1", "orientation-3", "orientation-6", "orientation-8", "progressive", "grey"):
        record(expected, f"{file}.jpg", None)
    for file in ("lossy.webp", "lossless-alpha.webp", "lossy-alpha.webp", "opaque.avif", "alpha.avif"):
        record(expected, file, None)
    expected["lossless-alpha.webp"]["rgba"] = base64.b64encode(half.tobytes()).decode()
    for kind in ("gif", "bmp", "tiff"):
        colours.save(FIXTURES / f"colours.{kind}")


def write_masks() -> None:
    """Masks scaled by Pillow, for src/canvas/kernels."""
    mask = Image.new("L", (24, 20))
    mask.paste(255, (3, 4, 13, 9))
    mask.paste(130, (10, 8, 22, 18))
    scaled = {f"{w}x{h}": list(mask.resize((w, h), Image.Resampling.BILINEAR).tobytes()) for w, h in [(9, 7), (60, 33), (24, 5)]}
    target = FIXTURES.parents[1] / "canvas" / "kernels" / "fixtures"
    target.mkdir(parents=True, exist_ok=True)
    content = {"width": 24, "height": 20, "data": list(mask.tobytes()), "scaled": scaled}
    (target / "scaledMasks.json").write_text(json.dumps(content) + "\n")


def write_scaled_picture() -> None:
    """A picture with a transparent part and a soft edge, scaled by Pillow, for src/canvas/kernels."""
    across = Image.linear_gradient("L").resize((22, 15))
    alpha = Image.new("L", (22, 15), 255)
    alpha.paste(0, (2, 3, 9, 12))
    alpha.paste(90, (9, 3, 12, 12))
    picture = Image.merge("RGBA", [across, across.transpose(Image.Transpose.ROTATE_180), Image.new("L", (22, 15), 200), alpha])
    scaled = {f"{w}x{h}": list(picture.resize((w, h), Image.Resampling.BILINEAR).tobytes()) for w, h in [(9, 7), (50, 31)]}
    content = {"width": 22, "height": 15, "data": list(picture.tobytes()), "scaled": scaled}
    target = FIXTURES.parents[1] / "canvas" / "kernels" / "fixtures"
    (target / "scaledPicture.json").write_text(json.dumps(content) + "\n")


def write_project() -> None:
    """A project file as another program would write it: deflated throughout, with a palette PNG for a layer."""
    gradient = Image.linear_gradient("L").resize((40, 30))
    picture = Image.merge("RGB", [gradient, gradient.transpose(Image.Transpose.ROTATE_180), gradient])
    layer = {"visible": True, "opacity": 1, "x": 0, "y": 0}
    document = {
        "name": "by hand",
        "width": 40,
        "height": 30,
        "activeLayer": "a",
        "candidates": [],
        "layers": [
            {"id": "a", "kind": "image", "name": "Picture", "bitmap": "layers/picture.png", **layer},
            {"id": "b", "kind": "mask", "name": "", "bitmap": "layers/mask.png", **layer},
        ],
    }
    with zipfile.ZipFile(FIXTURES / "by-hand.palimpsest", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("layers/picture.png", png_bytes(picture.quantize(16)))
        archive.writestr("layers/mask.png", png_bytes(gradient))
        archive.writestr("manifest.json", json.dumps({"format": "palimpsest-project", "version": 1, "document": document}))
    (FIXTURES / "by-hand.json").write_text(
        json.dumps({"picture": list(picture.quantize(16).convert("RGBA").tobytes()), "mask": list(gradient.tobytes())}) + "\n"
    )


def png_bytes(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG")
    return target.getvalue()


def main() -> None:
    FIXTURES.mkdir(parents=True, exist_ok=True)
    expected: dict = {}
    write_png_forms(expected)
    write_pillow_pngs(expected)
    write_other_kinds(expected)
    write_masks()
    write_scaled_picture()
    write_project()
    (FIXTURES / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")


if __name__ == "__main__":
    main()
