"""Writes 271 pictures of every format, depth, profile, orientation and alpha, and what they show, for src/files.

    python tools/reference/picture_forms.py

What they show is Pillow's decoding, turned upright, with colours translated by LittleCMS (not optimised, relative colorimetric); for 16
bits, gAMA, cHRM and cICP it is computed from the definitions. The files and their RGBA lie in one JSON.
"""

import base64
import io
import itertools
import json
import pathlib
import struct
import warnings
import zlib

import icc_profiles as icc
import numpy
import png
from avif_boxes import with_property
from PIL import Image, ImageCms, ImageOps

warnings.filterwarnings("ignore")
TARGET = pathlib.Path(__file__).parents[2] / "src" / "files" / "fixtures" / "forms.json"
DEEP = TARGET.parent / "deep"
"""AVIFs of 10 and 12 bits, which Pillow reads but does not write; tools/reference/deep_avif.mjs makes them."""
WIDTH, HEIGHT = 20, 16
SRGB = ImageCms.createProfile("sRGB")
PROFILES = {
    "srgb": icc.matrix_profile(icc.SRGB, icc.SRGB_CURVE),
    "p3": icc.matrix_profile(icc.P3, icc.SRGB_CURVE, 4),
    "adobe": icc.matrix_profile(icc.ADOBE, icc.gamma_curve(563 / 256)),
    "rec2020": icc.matrix_profile(icc.REC2020, icc.table_curve(numpy.linspace(0, 1, 40) ** 2.2)),
    "scanner": icc.scanner_profile(),
    "grey": icc.grey_profile(icc.gamma_curve(1.8)),
    "press8": icc.press_profile(1),
    "press16": icc.press_profile(2),
    "broken": b"not a profile, as far as anyone can tell",
}
UPRIGHT = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
"""What a stored picture has to go through to be stored as EXIF's orientation says, as Pillow's transpositions."""


def colours(seed: int) -> Image.Image:
    random = numpy.random.default_rng(seed)
    y, x = numpy.mgrid[:HEIGHT, :WIDTH]
    waves = [128 + 125 * numpy.sin(x / 4 + c + seed) * numpy.cos(y / (3 + c)) for c in range(3)]
    return Image.fromarray((numpy.stack(waves, -1) + random.normal(0, 8, (HEIGHT, WIDTH, 3))).clip(0, 255).astype(numpy.uint8))


def with_alpha(picture: Image.Image) -> Image.Image:
    y, x = numpy.mgrid[:HEIGHT, :WIDTH]
    alpha = (140 + 140 * numpy.sin(x / 5) * numpy.cos(y / 4)).clip(0, 255).astype(numpy.uint8)
    picture = picture.convert("RGBA")
    picture.putalpha(Image.fromarray(alpha))
    return picture


def exif_of(orientation: int) -> Image.Exif:
    exif = Image.Exif()
    if orientation > 1:
        exif[0x0112] = orientation
    return exif


def translated(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """RGBA in sRGB. A profile that is none, or one of other samples, says nothing."""
    alpha = picture.getchannel("A") if "A" in picture.mode else None
    base = picture if picture.mode in ("RGB", "L", "CMYK") else picture.convert("RGB")
    space = {"RGB": b"RGB ", "L": b"GRAY", "CMYK": b"CMYK"}[base.mode]
    if profile and profile[16:20] == space and profile != PROFILES["srgb"]:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        intent, flags = ImageCms.Intent.RELATIVE_COLORIMETRIC, ImageCms.Flags.NOOPTIMIZE
        base = ImageCms.profileToProfile(base, own, SRGB, intent, "RGB", flags=flags)
    out = base.convert("RGBA")
    if alpha:
        out.putalpha(alpha)
    return out


def entry(name: str, file: bytes, shown: Image.Image | numpy.ndarray, tolerance: int) -> dict:
    pixels = numpy.asarray(shown)
    rgba = base64.b64encode(zlib.compress(pixels.astype(numpy.uint8).tobytes(), 9)).decode()
    sizes = {"width": pixels.shape[1], "height": pixels.shape[0], "tolerance": tolerance}
    return {"name": name, **sizes, "file": base64.b64encode(file).decode(), "rgba": rgba}


def saved(name: str, picture: Image.Image, profile: str | None, orientation: int = 1, **options) -> dict:
    """One that Pillow writes. Its expected pixels are those that it reads again."""
    if orientation > 1:
        picture = picture.transpose(Image.Transpose(UPRIGHT[orientation]))
    target = io.BytesIO()
    data = PROFILES[profile] if profile else None
    if data:
        options["icc_profile"] = data
    picture.save(target, name.rsplit(".")[-1].replace("jpg", "jpeg"), exif=exif_of(orientation), **options)
    read = Image.open(io.BytesIO(target.getvalue()))
    upright = ImageOps.exif_transpose(read)
    shown = translated(upright, data)
    # LittleCMS rounds between its stages. Builds of libavif differ by a level, which a steep curve makes more.
    translates = upright.convert("RGBA").tobytes() != shown.tobytes()
    tolerance = (10 if translates else 1) if name.endswith(".avif") else int(translates)
    return entry(name, target.getvalue(), shown, tolerance)


def pillow_forms() -> list[dict]:
    made = []
    for orientation, profile in itertools.product(range(1, 9), (None, "p3", "adobe")):
        picture = colours(orientation)
        label = f"{orientation}-{profile or 'plain'}"
        made.append(saved(f"jpeg-{label}.jpg", picture, profile, orientation, quality=90, subsampling=orientation % 3))
        made.append(saved(f"lossy-{label}.webp", picture, profile, orientation, quality=85))
        made.append(saved(f"alpha-{label}.webp", with_alpha(picture), profile, orientation, lossless=True, exact=True))
        made.append(saved(f"rgb-{label}.png", with_alpha(picture), profile, orientation))
    for orientation in range(1, 9):
        made.append(saved(f"turned-{orientation}.avif", colours(orientation), None, orientation, quality=90, subsampling="4:4:4"))
    for profile in ("rec2020", "scanner", "srgb", "broken", "grey"):
        made.append(saved(f"jpeg-{profile}.jpg", colours(3), profile, quality=90, progressive=True))
        made.append(saved(f"lossless-{profile}.webp", colours(4), profile, lossless=True))
        made.append(saved(f"rgb-{profile}.png", colours(5), profile))
        made.append(saved(f"grey-{profile}.jpg", colours(6).convert("L"), profile, 6, quality=90))
        made.append(saved(f"grey-{profile}.png", colours(7).convert("L"), profile, 8))
    for profile in ("p3", "adobe", "rec2020"):
        made.append(saved(f"opaque-{profile}.avif", colours(8), profile, quality=90, subsampling="4:4:4"))
    for profile in (None, "press8", "press16"):
        made.append(saved(f"inks-{profile or 'plain'}.jpg", colours(9).convert("CMYK"), profile, 3, quality=95))
    for orientation in range(1, 9):
        profile = (None, "p3", "rec2020", "scanner")[orientation % 4]
        made.append(saved(f"lossy-alpha-{orientation}.webp", with_alpha(colours(10)), profile, orientation, quality=80))
        made.append(saved(f"grey-alpha-{orientation}.png", with_alpha(colours(12)).convert("LA"), None, orientation))
    made.append(saved("palette.png", colours(11).quantize(32), None, 7))
    return made


def curved(values: numpy.ndarray, chromaticities: list[tuple[float, float]], transfer) -> numpy.ndarray:
    """RGBA in sRGB of samples from 0 to 1, by the definitions."""
    linear = transfer(values[..., :3]) @ (numpy.linalg.inv(icc.columns(icc.SRGB)) @ icc.columns(chromaticities)).T
    linear = linear.clip(0, 1)
    encoded = numpy.where(linear <= 0.04045 / 12.92, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    alpha = values[..., 3:] if values.shape[-1] == 4 else numpy.ones_like(values[..., :1])
    return (numpy.concatenate([encoded, alpha], -1) * 255).round()


def srgb_curve(values: numpy.ndarray) -> numpy.ndarray:
    return numpy.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def written(bits: int, alpha: bool, chunks: list[bytes], seed: int) -> tuple[bytes, numpy.ndarray]:
    """A PNG by pypng with chunks behind its header, and its samples from 0 to 1."""
    most = 2**bits - 1
    random = numpy.random.default_rng(seed)
    source = numpy.asarray(with_alpha(colours(seed)) if alpha else colours(seed), float) / 255
    samples = ((source + random.uniform(-0.002, 0.002, source.shape)).clip(0, 1) * most).round().astype(int)
    target = io.BytesIO()
    png.Writer(WIDTH, HEIGHT, greyscale=False, alpha=alpha, bitdepth=bits).write(target, samples.reshape(HEIGHT, -1).tolist())
    file = target.getvalue()
    return file[:33] + b"".join(chunks) + file[33:], samples / most


def numbers(chromaticities: list[tuple[float, float]]) -> bytes:
    return chunk(b"cHRM", b"".join(struct.pack(">II", round(x * 100_000), round(y * 100_000)) for x, y in chromaticities))


def gama(value: int) -> bytes:
    return chunk(b"gAMA", struct.pack(">I", value))


def computed_forms() -> list[dict]:
    adobe22 = lambda values: values ** (100_000 / 45455)  # noqa: E731
    iccp = lambda name: chunk(b"iCCP", b"made\0\0" + zlib.compress(PROFILES[name]))  # noqa: E731
    forms = {
        "none": ([], icc.SRGB, srgb_curve),
        "p3": ([iccp("p3")], icc.P3, srgb_curve),
        "adobe": ([iccp("adobe")], icc.ADOBE, lambda values: values ** (563 / 256)),
        "gamma-1": ([gama(100_000)], icc.SRGB, lambda values: values),
        "gamma-1.8": ([gama(55_556)], icc.SRGB, lambda values: values ** (100_000 / 55_556)),
        "gamma-srgb": ([gama(45_455), numbers(icc.SRGB)], icc.SRGB, srgb_curve),
        "numbers-adobe": ([gama(45_455), numbers(icc.ADOBE)], icc.ADOBE, adobe22),
        "numbers-alone": ([numbers(icc.REC2020)], icc.REC2020, srgb_curve),
        "srgb-wins": ([gama(100_000), numbers(icc.ADOBE), chunk(b"sRGB", b"\0")], icc.SRGB, srgb_curve),
        "points-p3": ([iccp("adobe"), chunk(b"cICP", bytes([12, 13, 0, 1]))], icc.P3, srgb_curve),
        "points-2020-linear": ([chunk(b"cICP", bytes([9, 8, 0, 1]))], icc.REC2020, lambda values: values),
        "points-srgb": ([chunk(b"cICP", bytes([1, 13, 0, 1]))], icc.SRGB, srgb_curve),
    }
    made = []
    for seed, ((name, (chunks, chromaticities, transfer)), bits, alpha) in enumerate(itertools.product(forms.items(), (8, 16), (False, True))):
        file, samples = written(bits, alpha, chunks, seed)
        kind = f"{'alpha' if alpha else 'opaque'}-{bits}"
        made.append(entry(f"{kind}-{name}.png", file, curved(samples, chromaticities, transfer), 1))
    return made


def decoded(file: bytes) -> Image.Image:
    return Image.open(io.BytesIO(file)).convert("RGBA")


def avif_forms() -> list[dict]:
    """AVIFs whose chroma is halved, of few levels, deeper than 8 bits, with alpha, cut. Pillow brings chroma to full size in another way."""
    made = []
    for subsampling, levels in itertools.product(("4:2:2", "4:2:0", "4:0:0"), ("full", "limited")):
        name = f"{subsampling.replace(':', '')}-{levels}.avif"
        form = saved(name, smooth(13), None, quality=90, subsampling=subsampling, range=levels)
        made.append(form | {"tolerance": 0 if subsampling == "4:0:0" else 2})
    for orientation in (1, 6):
        for profile in (None, "p3"):
            name = f"alpha-{orientation}-{profile or 'plain'}.avif"
            made.append(saved(name, with_alpha(colours(14)), profile, orientation, quality=90, subsampling="4:4:4"))
    target = io.BytesIO()
    colours(15).save(target, "avif", quality=90, subsampling="4:4:4")
    plain = target.getvalue()
    for x, y, width, height in ((0, 0, 12, 10), (3, 5, 10, 8), (2, 1, 17, 15)):
        middle = [2 * x + width - WIDTH, 2 * y + height - HEIGHT]
        clap = struct.pack(">I4sIIIIiIiI", 40, b"clap", width, 1, height, 1, middle[0], 2, middle[1], 2)
        cut = with_property(plain, clap)
        made.append(entry(f"cut-{x}-{y}.avif", cut, decoded(plain).crop((x, y, x + width, y + height)), 1))
    for name in sorted(DEEP.glob("*.avif")):
        made.append(entry(f"deep-{name.name}", name.read_bytes(), decoded(name.read_bytes()), 3))
    return made


def file_of(picture: Image.Image, kind: str, **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def read_again(name: str, file: bytes) -> dict:
    return entry(name, file, ImageOps.exif_transpose(Image.open(io.BytesIO(file))).convert("RGBA"), 0)


def odd_jpegs() -> list[dict]:
    """Inks in each of their ways, RGB as such, ends that are missing or lie further on, EXIF in the other order of bytes."""
    inks = file_of(colours(16).convert("CMYK"), "jpeg", quality=95)
    marker = inks.index(b"\xff\xee")
    (length,) = struct.unpack_from(">H", inks, marker + 2)
    transformed = bytearray(inks)
    transformed[marker + 15] = 2
    turned = file_of(colours(17), "jpeg", quality=95, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0")
    table = turned.index(b"\xff\xdb")
    return [
        read_again("inks-ycck.jpg", bytes(transformed)),
        read_again("inks-unmarked.jpg", inks[:marker] + inks[marker + 2 + length :]),
        read_again("odd-rgb.jpg", file_of(colours(17), "jpeg", quality=95, keep_rgb=True, subsampling=0)),
        read_again("odd-order.jpg", turned),
        read_again("odd-twice.jpg", turned + turned),
        read_again("odd-fill.jpg", turned[:table] + b"\xff\xff\xff" + turned[table:]),
    ]


def odd_pngs() -> list[dict]:
    picture = colours(18)
    plain = file_of(picture, "png")
    (length,) = struct.unpack_from(">I", plain, 33)
    head, pixels, end = plain[:33], plain[41 : 41 + length], chunk(b"IEND", b"")
    files = {
        "behind": plain + b"PK\x03\x04 another file" * 9,
        "empty-parts": head + b"".join(chunk(b"IDAT", part) for part in (b"", pixels[:9], b"", pixels[9:])) + end,
        "endless": head + chunk(b"IDAT", pixels),
        "sum": head + chunk(b"IDAT", pixels[:-4] + b"none") + end,
        "broken-profile": head + chunk(b"iCCP", b"x\0\0none") + chunk(b"IDAT", pixels) + end,
        "no-gamma": head + gama(0) + chunk(b"cHRM", bytes(32)) + chunk(b"IDAT", pixels) + end,
        "animated": file_of(picture, "png", save_all=True, append_images=[colours(19)]),
        "animated-apart": file_of(picture, "png", save_all=True, append_images=[colours(19)], default_image=True),
    }
    return [entry(f"odd-{name}.png", file, picture.convert("RGBA"), 0) for name, file in files.items()]


def riff(kind: bytes, data: bytes) -> bytes:
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) & 1)


def animations() -> list[dict]:
    """The first frame, on its canvas."""
    picture, others = colours(20), [colours(21)]
    opaque = file_of(picture, "webp", save_all=True, append_images=others, lossless=True)
    translucent = with_alpha(picture)
    with_holes = file_of(translucent, "webp", save_all=True, append_images=[with_alpha(others[0])], lossless=True, exact=True)
    # A frame of 20x16 at 10, 8 of a canvas of 40x32, in which places are counted in pairs.
    number = lambda value: struct.pack("<I", value)[:3]  # noqa: E731
    frame = number(5) + number(4) + number(WIDTH - 1) + number(HEIGHT - 1) + number(100) + b"\0" + file_of(picture, "webp", lossless=True)[12:]
    canvas = riff(b"VP8X", bytes([0x12, 0, 0, 0]) + number(2 * WIDTH - 1) + number(2 * HEIGHT - 1)) + riff(b"ANIM", bytes(6))
    beside = riff(b"RIFF", b"WEBP" + canvas + riff(b"ANMF", frame))
    shown = Image.new("RGBA", (2 * WIDTH, 2 * HEIGHT))
    shown.paste(picture, (10, 8))
    moving = file_of(picture, "avif", save_all=True, append_images=others, quality=95, subsampling="4:4:4")
    first = Image.open(io.BytesIO(moving)).convert("RGBA")
    return [
        entry("animated.webp", opaque, picture.convert("RGBA"), 0),
        entry("animated-alpha.webp", with_holes, translucent, 0),
        entry("animated-beside.webp", beside, shown, 0),
        entry("animated.avif", moving, first, 1),
    ]


def gifs() -> list[dict]:
    """Palettes of several sizes, in rows and interlaced, with a colour that is transparent, with further pictures, at a place of its canvas."""
    picture = colours(22)
    made = []
    for levels, interlace in itertools.product((2, 5, 16, 200), (0, 1)):
        form = picture.quantize(levels)
        made.append((f"gif-{levels}-{interlace}.gif", file_of(form, "gif", interlace=interlace), form.convert("RGBA")))
    clear = with_alpha(picture)
    clear.putalpha(clear.getchannel("A").point(lambda value: 255 * (value > 127)))
    file = file_of(clear, "gif")
    made.append(("gif-clear.gif", file, decoded(file)))
    others = [colours(23).quantize(32), colours(24).quantize(32)]
    for disposal in (0, 1, 2, 3):
        first = picture.quantize(32)
        file = file_of(first, "gif", save_all=True, append_images=others, disposal=disposal, duration=40, comment=b"made")
        made.append((f"gif-animated-{disposal}.gif", file, first.convert("RGBA")))
    return [entry(name, file, shown, 0) for name, file, shown in made]


def bitmap(header: int, bits: int, rows: bytes, colours_: bytes = b"", *, height: int = 0, compression: int = 0, more: bytes = b"") -> bytes:
    """A BMP whose header has so many bytes; `more` lies behind the first 40 of them."""
    height = height or HEIGHT
    start = 14 + max(header, 40 + len(more) if header == 40 else header) + len(colours_)
    if header == 12:
        info = struct.pack("<IHHHH", 12, WIDTH, height, 1, bits)
    else:
        used = len(colours_) // 4
        info = struct.pack("<IiiHHIIiiII", header, WIDTH, height, 1, bits, compression, len(rows), 2835, 2835, used, 0) + more
        info += bytes(max(0, header - len(info)))
    return b"BM" + struct.pack("<IHHI", start + len(rows), 0, 0, start) + info + colours_ + rows


def packed_rows(values: numpy.ndarray, bits: int) -> bytes:
    """Rows from the bottom, each filled up to four bytes."""
    made = []
    for row in values[::-1]:
        text = "".join(format(int(value), f"0{bits}b") for value in row)
        line = int(text.ljust(-(-len(text) // 32) * 32, "0"), 2).to_bytes(-(-len(text) // 32) * 4, "big")
        made.append(line)
    return b"".join(made)


def runs(values: numpy.ndarray, bits: int) -> bytes:
    """Run-length encoded: equal neighbours as runs, the rest as they are; one row is left out by a step, which has the first colour."""
    made = b""
    for at, row in enumerate(values[::-1]):
        if at == 3:
            made += bytes([0, 2, 0, 1])
            continue
        x = 0
        while x < len(row):
            length = 1
            while x + length < len(row) and row[x + length] == row[x]:
                length += 1
            if length > 1 or len(row) - x < 3:
                value = int(row[x])
                made += bytes([length, value if bits == 8 else value * 17])
                x += length
            else:
                part = [int(value) for value in row[x : x + 3]]
                data = bytes(part) if bits == 8 else bytes([part[0] * 16 + part[1], part[2] * 16])
                made += bytes([0, 3]) + data + bytes(len(data) % 2)
                x += 3
        made += bytes([0, 0])
    return made + bytes([0, 1])


def bitmaps() -> list[dict]:
    """BMPs as Windows, OS/2 and others write them, read by Pillow."""
    picture = numpy.asarray(colours(25))
    files = {}
    for bits in (1, 4, 8):
        form = colours(25).quantize(2**bits if bits < 8 else 100)
        indices = numpy.asarray(form)
        table = numpy.array(form.getpalette(), numpy.uint8).reshape(-1, 3)[: indices.max() + 1]
        four = b"".join(bytes([blue, green, red, 0]) for red, green, blue in table)
        three = b"".join(bytes([blue, green, red]) for red, green, blue in table).ljust(3 * 2**bits, b"\0")
        rows = packed_rows(indices, bits)
        files[f"palette-{bits}"] = bitmap(40, bits, rows, four)
        files[f"os2-{bits}"] = bitmap(12, bits, rows, three)
        files[f"v5-{bits}"] = bitmap(124, bits, rows, four)
        if bits > 1:
            files[f"runs-{bits}"] = bitmap(40, bits, runs(indices, bits), four, compression=1 if bits == 8 else 2)
    blue_first = picture[..., ::-1]
    lines = [row.tobytes().ljust(-(-3 * WIDTH // 4) * 4, b"\0") for row in blue_first]
    upwards = b"".join(lines[::-1])
    files["24"] = bitmap(40, 24, upwards)
    files["24-os2"] = bitmap(12, 24, upwards)
    files["24-down"] = bitmap(40, 24, b"".join(lines), height=-HEIGHT)
    files["24-short"] = bitmap(40, 24, upwards)[: -(len(lines[0]) - 3 * WIDTH) or None]
    alpha = numpy.asarray(with_alpha(Image.fromarray(picture)))
    whole = alpha[::-1, :, [2, 1, 0, 3]].tobytes()
    files["32"] = bitmap(40, 32, whole)
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    files["32-masks"] = bitmap(40, 32, whole, compression=3, more=masks[:12])
    for header in (56, 108, 124):
        files[f"32-alpha-{header}"] = bitmap(header, 32, whole, compression=3, more=masks)
    for name, widths in {"555": (5, 5, 5), "565": (5, 6, 5)}.items():
        red, green, blue = (picture[..., channel].astype(int) >> (8 - width) for channel, width in enumerate(widths))
        words = ((red << (widths[1] + 5)) | (green << 5) | blue).astype("<u2")[::-1].tobytes()
        parts = [((1 << widths[0]) - 1) << (widths[1] + 5), ((1 << widths[1]) - 1) << 5, 31]
        files[f"16-{name}"] = bitmap(40, 16, words, compression=3, more=struct.pack("<III", *parts))
        if name == "555":
            files["16"] = bitmap(40, 16, words)
    made = []
    for name, file in files.items():
        # Pillow rounds 5 bits to 8 in another way.
        made.append(read_again(f"bmp-{name}.bmp", file) | {"tolerance": 1 if "16" in name else 0})
    return made


def smooth(seed: int) -> Image.Image:
    y, x = numpy.mgrid[:HEIGHT, :WIDTH]
    waves = [128 + 120 * numpy.sin(x / 9 + c + seed) * numpy.cos(y / (8 + c)) for c in range(3)]
    return Image.fromarray(numpy.stack(waves, -1).clip(0, 255).astype(numpy.uint8))


def main() -> None:
    forms = [*pillow_forms(), *computed_forms(), *avif_forms(), *odd_jpegs(), *odd_pngs(), *animations(), *gifs(), *bitmaps()]
    TARGET.write_text("[\n" + ",\n".join(json.dumps(form) for form in forms) + "\n]\n")
    print(len(forms), "pictures,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
