"""Writes pictures with another program's settings in each place where they lie, for src/files/recipe-text.

python tools/reference/picture_texts.py
"""

import base64
import gzip
import io
import json
import pathlib

import numpy
from PIL import Image, PngImagePlugin

TARGET = pathlib.Path(__file__).parents[2] / "src" / "files" / "fixtures" / "texts.json"
SETTINGS = "a cat, \uace0\uc591\uc774\nNegative prompt: ugly\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 12345, Size: 512x512"
PICTURE = Image.radial_gradient("L").convert("RGB").resize((20, 16))
HIDDEN = ("stealth_pnginfo", "stealth_pngcomp", "stealth_rgbinfo", "stealth_rgbcomp")
DRAWN = {
    "prompt": "a cat, \uace0\uc591\uc774",
    "uc": "ugly",
    "steps": 20,
    "scale": 7.0,
    "seed": 12345,
    "width": 512,
    "height": 512,
    "sampler": "k_euler_ancestral",
}
NOVEL_AI = {"Title": "AI generated image", "Description": DRAWN["prompt"], "Software": "NovelAI", "Comment": json.dumps(DRAWN)}
COMMENT, EXIF = 0x9286, 0x8769


def exif_of(tags: dict[int, object], inner: dict[int, object] | None = None) -> bytes:
    exif = Image.Exif()
    for tag, value in tags.items():
        exif[tag] = value
    for tag, value in (inner or {}).items():
        exif.get_ifd(EXIF)[tag] = value
    return exif.tobytes()


def saved(kind: str, **options: object) -> str:
    target = io.BytesIO()
    PICTURE.save(target, kind, **options)
    return base64.b64encode(target.getvalue()).decode()


def in_png(keyword: str, text: str) -> PngImagePlugin.PngInfo:
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt(keyword, text, zip=True)
    return texts


def hidden(name: str, text: str, form: str = "png") -> str:
    """What "stealth pnginfo" does: the text in the lowest bits of alpha, or of red, green and blue, column by column."""
    data = text.encode()
    data = gzip.compress(data, mtime=0) if name.endswith("comp") else data
    stream = name.encode() + (8 * len(data)).to_bytes(4, "big") + data
    bits = numpy.unpackbits(numpy.frombuffer(stream, numpy.uint8))
    pixels = numpy.array(PICTURE.resize((80, 60)).convert("RGBA" if "_png" in name else "RGB"))
    columns = pixels.swapaxes(0, 1).copy()
    channels = columns[..., 3:] if "_png" in name else columns
    flat = channels.reshape(-1)
    flat[: len(bits)] = flat[: len(bits)] & 254 | bits
    channels[...] = flat.reshape(channels.shape)
    target = io.BytesIO()
    Image.fromarray(columns.swapaxes(0, 1)).save(target, form, **({"lossless": True, "exact": True} if form == "webp" else {}))
    return base64.b64encode(target.getvalue()).decode()


def main() -> None:
    utf16 = {order: b"UNICODE\0" + SETTINGS.encode(f"utf-16-{order}") for order in ("be", "le")}
    comment = {order: exif_of({}, {COMMENT: value}) for order, value in utf16.items()}
    settings = {
        "EXIF UserComment of an AVIF": saved("avif", exif=comment["be"]),
        "EXIF UserComment of a WebP": saved("webp", exif=comment["le"]),
        "EXIF UserComment of a PNG": saved("png", exif=comment["be"]),
        "EXIF UserComment in UTF-8": saved("jpeg", exif=exif_of({}, {COMMENT: b"ASCII\0\0\0" + SETTINGS.encode()})),
        "EXIF UserComment in UTF-8 that is called UTF-16": saved("jpeg", exif=exif_of({}, {COMMENT: b"UNICODE\0" + SETTINGS.encode()})),
        "EXIF ImageDescription": saved("jpeg", exif=exif_of({0x010E: SETTINGS.encode()})),
        "EXIF XPComment": saved("jpeg", exif=exif_of({0x9C9C: SETTINGS.encode("utf-16-le") + b"\0\0"})),
        "JPEG comment": saved("jpeg", comment=SETTINGS.encode()),
        **{f"{name} in pixels": hidden(name, SETTINGS) for name in HIDDEN},
        "NovelAI's JSON in alpha": hidden("stealth_pngcomp", json.dumps(NOVEL_AI)),
        "NovelAI's JSON in alpha, its comment as it is": hidden("stealth_pngcomp", json.dumps({**NOVEL_AI, "Comment": DRAWN})),
        "Description of a PNG": saved("png", pnginfo=in_png("Description", SETTINGS)),
    }
    foreign = {
        "exif:Make": saved("webp", exif=exif_of({0x010F: 'workflow:{"nodes": []}'})),
        "exif:Model": saved("webp", exif=exif_of({0x0110: 'prompt:{"1": {}}'})),
        "exif:ImageDescription": saved("webp", exif=exif_of({0x010E: 'Workflow:{"nodes": []}'})),
        "Dream": saved("png", pnginfo=in_png("Dream", '"a cat" -s 20 -S 12345 -W 512 -H 512 -C 7 -A k_euler_a')),
    }
    webp = hidden("stealth_pngcomp", SETTINGS, "webp")
    camera = saved("jpeg", exif=exif_of({0x010F: "Make", 0x0110: "Model"}), comment=b"made at home")
    TARGET.write_text(json.dumps({"settings": settings, "foreign": foreign, "camera": camera, "hiddenInWebp": webp}, indent=1) + "\n")


if __name__ == "__main__":
    main()
