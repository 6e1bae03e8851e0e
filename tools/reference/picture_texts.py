"""Writes pictures with another program's settings in each place where they lie, for src/files/recipe-text.

python tools/reference/picture_texts.py
"""

import base64
import io
import json
import pathlib

from PIL import Image, PngImagePlugin

TARGET = pathlib.Path(__file__).parents[2] / "src" / "files" / "fixtures" / "texts.json"
SETTINGS = "a cat, \uace0\uc591\uc774\nNegative prompt: ugly\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 12345, Size: 512x512"
PICTURE = Image.radial_gradient("L").convert("RGB").resize((20, 16))
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
        "Description of a PNG": saved("png", pnginfo=in_png("Description", SETTINGS)),
    }
    foreign = {
        "exif:Make": saved("webp", exif=exif_of({0x010F: 'workflow:{"nodes": []}'})),
        "exif:Model": saved("webp", exif=exif_of({0x0110: 'prompt:{"1": {}}'})),
        "exif:ImageDescription": saved("webp", exif=exif_of({0x010E: 'Workflow:{"nodes": []}'})),
        "Dream": saved("png", pnginfo=in_png("Dream", '"a cat" -s 20 -S 12345 -W 512 -H 512 -C 7 -A k_euler_a')),
    }
    camera = saved("jpeg", exif=exif_of({0x010F: "Make", 0x0110: "Model"}), comment=b"made at home")
    TARGET.write_text(json.dumps({"settings": settings, "foreign": foreign, "camera": camera}, indent=1) + "\n")


if __name__ == "__main__":
    main()
