"""Writes damaged and odd pictures, and what they show as far as it is there, for src/files.

    python tools/reference/damaged_pictures.py

Each is made of one that Pillow writes. `shown` is what Pillow makes of the whole one; `rows` of them, from the top (or the bottom, where
a BMP begins there), are still there in the damaged file. `flaw` is what a person is to be told: nothing, that the file is cut, that it
is damaged, or `refused`, where no decoder that we know of makes a picture of it or makes the same.
"""

import base64
import io
import json
import pathlib
import struct
import zlib

import numpy
from picture_forms import chunk, colours, file_of, riff, with_alpha
from PIL import Image

TARGET = pathlib.Path(__file__).parents[2] / "src" / "files" / "fixtures" / "damaged.json"
HEIGHT = 16
made: list[dict] = []


def write(name: str, file: bytes, whole: Image.Image | numpy.ndarray | bytes, flaw: str | None = None, rows: int = HEIGHT) -> None:
    """`whole` is a file that Pillow reads, or the pixels."""
    shown = numpy.asarray((Image.open(io.BytesIO(whole)) if isinstance(whole, bytes) else Image.fromarray(numpy.asarray(whole))).convert("RGBA"))
    rgba = base64.b64encode(zlib.compress(shown.tobytes(), 9)).decode()
    sizes = {"width": shown.shape[1], "height": shown.shape[0]}
    made.append({"name": name, **sizes, "flaw": flaw, "rows": rows, "file": base64.b64encode(file).decode(), "rgba": rgba})


def jpegs() -> None:
    forms = {
        "baseline": file_of(colours(1), "jpeg", quality=90, subsampling=0),
        "grey": file_of(colours(2).convert("L"), "jpeg", quality=90),
        "progressive": file_of(colours(3), "jpeg", quality=90, progressive=True),
        "restarts": file_of(colours(4), "jpeg", quality=90, subsampling=0, restart_marker_rows=1),
        "inks": file_of(colours(5).convert("CMYK"), "jpeg", quality=95),
    }
    for form, file in forms.items():
        scan = file.index(b"\xff\xda")
        write(f"{form}-without-end.jpg", file[:-2], file, "cut")
        write(f"{form}-half-of-end.jpg", file[:-1], file, "cut")
        write(f"{form}-zeros-for-end.jpg", file[:-2] + bytes(40), file, "cut")
        write(f"{form}-behind-end.jpg", file + b"more of it", file)
        write(f"{form}-two.jpg", file + forms["grey"], file)
        # A block is 8 rows; what comes in the last numbers belongs to the second.
        write(f"{form}-last-numbers.jpg", file[:-12], file, "cut", 0 if form == "progressive" else 8)
        write(f"{form}-no-numbers.jpg", file[: scan + 4], file, "refused")
    progressive = forms["progressive"]
    last = progressive.rindex(b"\xff\xda")
    write("progressive-within-table.jpg", progressive[: last - 4], progressive, "cut", 0)
    baseline = forms["baseline"]
    write("fill.jpg", baseline[:2] + b"\xff\xff\xff" + baseline[2:], baseline)
    write("twice-begun.jpg", b"\xff\xd8" + baseline, baseline)
    write("half-a-profile.jpg", baseline[:2] + b"\xff\xe2\x00\x24ICC_PROFILE\x00\x02\x03" + bytes(20) + baseline[2:], baseline)
    write("pair.jpg", file_of(colours(6), "mpo", save_all=True, append_images=[colours(7)]), file_of(colours(6), "jpeg"))


def png_chunks(file: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 8
    while at < len(file):
        length = struct.unpack(">I", file[at : at + 4])[0]
        found.append((file[at + 4 : at + 8], file[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def png_of(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in chunks)


def pngs() -> None:
    for form, picture in {"alpha": with_alpha(colours(1)), "palette": colours(2).quantize(40), "grey": colours(3).convert("L")}.items():
        file = file_of(picture, "png")
        chunks = png_chunks(file)
        head = [one for one in chunks if one[0] not in (b"IDAT", b"IEND")]
        stream = b"".join(data for kind, data in chunks if kind == b"IDAT")
        end = (b"IEND", b"")
        open_end = png_of([*head, (b"IDAT", stream)])
        rows = zlib.decompress(stream)
        stride = len(rows) // HEIGHT
        part = stream[: len(stream) * 2 // 3]
        there = len(zlib.decompressobj().decompress(part)) // stride - 1
        write(f"{form}-without-end.png", open_end, file)
        write(f"{form}-end-with-wrong-length.png", open_end + b"\0\0\0\5IEND\0\0\0\0", file)
        write(f"{form}-checksum-cut.png", open_end[:-2], file)
        write(f"{form}-without-adler.png", png_of([*head, (b"IDAT", stream[:-4]), end]), file)
        write(f"{form}-wrong-adler.png", png_of([*head, (b"IDAT", stream[:-4] + b"\1\2\3\4"), end]), file)
        wrong = png_of(head) + struct.pack(">I", len(stream)) + b"IDAT" + stream + bytes(4) + png_of([end])[8:]
        write(f"{form}-wrong-checksum.png", wrong, file, "damaged")
        write(f"{form}-many-parts.png", png_of([*head, *((b"IDAT", stream[at : at + 7]) for at in range(0, len(stream), 7)), end]), file)
        write(f"{form}-empty-parts.png", png_of([*head, (b"IDAT", b""), (b"IDAT", stream), (b"IDAT", b""), end]), file)
        write(f"{form}-cut.png", open_end[: len(png_of(head)) + 8 + len(part)], file, "cut", there)
        write(f"{form}-stream-cut.png", png_of([*head, (b"IDAT", part), end]), file, "cut", there)
        write(f"{form}-stream-of-10-rows.png", png_of([*head, (b"IDAT", zlib.compress(rows[: 10 * stride + 2])), end]), file, "cut", 10)
        filtered = rows[: 10 * stride] + b"\x09" + rows[10 * stride + 1 :]
        write(f"{form}-unknown-filter.png", png_of([*head, (b"IDAT", zlib.compress(filtered)), end]), file, "damaged", 10)
        write(f"{form}-no-row.png", png_of([*head, (b"IDAT", stream[:3]), end]), file, "refused")
        write(f"{form}-behind-end.png", file + b"more of it", file)
        write(f"{form}-other-header-first.png", png_of([(b"tEXt", b"a\0b"), *chunks]), file, "refused")
        write(f"{form}-of-apple.png", png_of([(b"CgBI", b"\x50\0\x20\6"), *chunks]), file, "refused")
        write(f"{form}-line-ends.png", b"\x89PNG\n\x1a\n" + file[8:], file, "refused")
    file = file_of(colours(4).quantize(40), "png")
    short = [(kind, data[:30] if kind == b"PLTE" else data) for kind, data in png_chunks(file)]
    black = numpy.asarray(Image.open(io.BytesIO(file)).convert("RGBA")).copy()
    black[numpy.asarray(Image.open(io.BytesIO(file))) >= 10] = (0, 0, 0, 255)
    write("palette-of-ten.png", png_of(short), black)
    odd = [(kind, data + b"\7" if kind == b"PLTE" else data) for kind, data in png_chunks(file)]
    write("palette-and-a-byte.png", png_of(odd), file)
    frames = [with_alpha(colours(seed)) for seed in (5, 6)]
    animated = file_of(frames[0], "png", save_all=True, append_images=frames[1:], duration=100)
    write("animated-cut.png", animated[:-60], file_of(frames[0], "png"))


def gifs() -> None:
    picture = colours(1).quantize(32)
    file = file_of(picture, "gif", interlace=0)
    clear = file_of(picture, "gif", interlace=0, transparency=3)
    for form, whole in {"opaque": file, "clear": clear}.items():
        write(f"{form}-without-trailer.gif", whole[:-1], whole)
        write(f"{form}-without-terminator.gif", whole[:-2], whole)
        write(f"{form}-cut.gif", whole[:-40], whole, "refused")
        write(f"{form}-behind-end.gif", whole + b"more;,;", whole)
        write(f"{form}-no-screen.gif", whole[:6] + bytes(4) + whole[10:], whole)
        write(f"{form}-small-screen.gif", whole[:6] + struct.pack("<HH", 9, 9) + whole[10:], whole)
        around = numpy.zeros((30, 40, 4), numpy.uint8)
        around[7:23, 11:31] = numpy.asarray(Image.open(io.BytesIO(whole)).convert("RGBA"))
        place = image_of(whole)
        offset = whole[:6] + struct.pack("<HH", 40, 30) + whole[10 : place + 1] + struct.pack("<HH", 11, 7) + whole[place + 5 :]
        write(f"{form}-amid-screen.gif", offset, around, rows=30)
    two = file_of(picture, "gif", save_all=True, append_images=[colours(2).quantize(32)], duration=100)
    write("second-picture-cut.gif", two[:-40], file)
    bare = file[:10] + bytes([file[10] & 0x7F]) + file[11:13] + file[13 + 3 * 2 ** ((file[10] & 7) + 1) :]
    write("no-colours.gif", bare, file, "refused")


def image_of(file: bytes) -> int:
    """Where the first picture's descriptor lies."""
    at = 13 + 3 * 2 ** ((file[10] & 7) + 1)
    while file[at] != 0x2C:
        at += 2
        while file[at]:
            at += 1 + file[at]
        at += 1
    return at


def bmps() -> None:
    file = file_of(colours(1), "bmp")
    write("row-cut.bmp", file[: 54 + 10 * 60 + 7], file, "cut", 10)
    write("wrong-length.bmp", file[:2] + b"\1\0\0\0" + file[6:], file)
    write("behind-end.bmp", file + b"more", file)
    write("no-rows.bmp", file[:60], file, "refused")
    picture = colours(2).quantize(32)
    indices = numpy.asarray(picture)
    palette = b"".join(bytes([*reversed(picture.getpalette()[3 * at : 3 * at + 3]), 0]) for at in range(32))
    runs = b"".join(b"".join(bytes([1, value]) for value in row) + b"\0\0" for row in indices[::-1])
    header = struct.pack("<IiiHHIIiiII", 40, 20, 16, 1, 8, 1, len(runs), 2835, 2835, 32, 0)
    start = b"BM" + struct.pack("<IHHI", 0, 0, 0, 54 + len(palette)) + header + palette
    write("runs-without-end.bmp", start + runs, picture.convert("RGBA"))
    write("runs-cut.bmp", start + runs[: 10 * 42 + 9], picture.convert("RGBA"), "cut", 10)


def webp_chunks(file: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], 12
    while at + 8 <= len(file):
        length = struct.unpack("<I", file[at + 4 : at + 8])[0]
        found.append((file[at : at + 4], file[at + 8 : at + 8 + length]))
        at += 8 + length + (length & 1)
    return found


def webp_of(chunks: list[tuple[bytes, bytes]]) -> bytes:
    return riff(b"RIFF", b"WEBP" + b"".join(riff(kind, data) for kind, data in chunks))


def webps() -> None:
    picture = with_alpha(colours(1))
    forms = {
        "lossless": file_of(picture, "webp", lossless=True, exact=True),
        "lossy": file_of(colours(2), "webp", quality=85),
        "both": file_of(picture, "webp", quality=85),
    }
    for form, file in forms.items():
        length = struct.unpack("<I", file[4:8])[0]
        for said in (0, length - 20, length - 1, length + 8, length + 100, 0xFFFFFFFF):
            write(f"{form}-said-{said - length if said else 'nothing'}.webp", file[:4] + struct.pack("<I", said % 2**32) + file[8:], file)
        write(f"{form}-behind-end.webp", file + b"more of it", file)
        write(f"{form}-cut.webp", file[:-20], file, "refused")
        write(f"{form}-cut-and-said.webp", file[:4] + struct.pack("<I", length - 20) + file[8:-20], file, "refused")
    size = struct.pack("<I", 19)[:3] + struct.pack("<I", 15)[:3]
    lossless = forms["lossless"]
    write("unsaid-alpha.webp", webp_of([(b"VP8X", bytes(4) + size), *webp_chunks(lossless)]), lossless)
    exif = Image.Exif()
    exif[0x0112] = 6
    write("unsaid-orientation.webp", webp_of([*webp_chunks(forms["both"]), (b"EXIF", exif.tobytes()[6:])]), forms["both"])
    animated = file_of(picture, "webp", save_all=True, append_images=[with_alpha(colours(3))], duration=100, lossless=True, exact=True)
    write("second-picture-cut.webp", animated[:-100], lossless)
    write("animated.webp", animated, lossless)
    write("no-picture.webp", webp_of(webp_chunks(animated)[:2]), lossless, "refused")


jpegs()
pngs()
gifs()
bmps()
webps()
TARGET.write_text(json.dumps(made) + "\n")
print(len(made), "files")
