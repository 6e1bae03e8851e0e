"""Small ICC profiles, written from their numbers: matrices, grey curves, and tables of the three kinds (ICC.1:2022)."""

import struct

import numpy

D50 = numpy.array([0.9642, 1.0, 0.8249])
D65 = (0.3127, 0.329)
SRGB = [D65, (0.64, 0.33), (0.3, 0.6), (0.15, 0.06)]
P3 = [D65, (0.68, 0.32), (0.265, 0.69), (0.15, 0.06)]
ADOBE = [D65, (0.64, 0.33), (0.21, 0.71), (0.15, 0.06)]
REC2020 = [D65, (0.708, 0.292), (0.17, 0.797), (0.131, 0.046)]
BRADFORD = numpy.array([[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]])


def columns(chromaticities: list[tuple[float, float]]) -> numpy.ndarray:
    """From linear RGB to XYZ relative to D50."""
    white, *primaries = [numpy.array([x / y, 1, (1 - x - y) / y]) for x, y in chromaticities]
    matrix = numpy.stack(primaries, 1)
    matrix = matrix * numpy.linalg.solve(matrix, white)
    scale = numpy.diag((BRADFORD @ D50) / (BRADFORD @ white))
    return numpy.linalg.inv(BRADFORD) @ scale @ BRADFORD @ matrix


def fixed(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def xyz(values: numpy.ndarray) -> bytes:
    return b"XYZ \0\0\0\0" + fixed(*values)


def gamma_curve(exponent: float) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(">IH", 1, round(exponent * 256))


def table_curve(values: numpy.ndarray) -> bytes:
    return b"curv\0\0\0\0" + struct.pack(f">I{len(values)}H", len(values), *(values * 65535).round().astype(int))


def formula_curve(kind: int, *values: float) -> bytes:
    return b"para\0\0\0\0" + struct.pack(">HH", kind, 0) + fixed(*values)


SRGB_CURVE = formula_curve(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)


def profile(space: bytes, tags: dict[bytes, bytes], version: int = 2, kind: bytes = b"mntr", connection: bytes = b"XYZ ") -> bytes:
    description = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"made\0" + bytes(78)
    if version == 4:
        description = b"mluc\0\0\0\0" + struct.pack(">II2s2sII", 1, 12, b"en", b"US", 8, 28) + "made".encode("utf-16-be")
    tags = {b"desc": description, b"wtpt": xyz(D50), **tags}
    body, table, at = b"", b"", 132 + 12 * len(tags)
    for name, data in tags.items():
        table += struct.pack(">4sII", name, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = at + len(body)
    date = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    header = struct.pack(">I4sI4s4s4s", size, b"made", version << 24, kind, space, connection) + date
    header += b"acsp" + bytes(28) + fixed(*D50) + bytes(48)
    return header + struct.pack(">I", len(tags)) + table + body


def matrix_profile(chromaticities: list[tuple[float, float]], curve: bytes, version: int = 2) -> bytes:
    matrix = columns(chromaticities)
    tags = {f"{c}XYZ".encode(): xyz(matrix[:, i]) for i, c in enumerate("rgb")}
    return profile(b"RGB ", {**tags, **{f"{c}TRC".encode(): curve for c in "rgb"}}, version)


def grey_profile(curve: bytes) -> bytes:
    return profile(b"GRAY", {b"kTRC": curve})


def lab(values: numpy.ndarray) -> numpy.ndarray:
    """From XYZ relative to D50."""
    ratio = values / D50
    f = numpy.where(ratio > 216 / 24389, numpy.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return numpy.stack([116 * f[..., 1] - 16, 500 * (f[..., 0] - f[..., 1]), 200 * (f[..., 1] - f[..., 2])], -1)


def grid_of(inputs: int, side: int) -> numpy.ndarray:
    axes = numpy.meshgrid(*[numpy.linspace(0, 1, side)] * inputs, indexing="ij")
    return numpy.stack([axis.ravel() for axis in axes], -1)


def inks_to_lab(inks: numpy.ndarray) -> numpy.ndarray:
    """A press as simple as can be: each ink takes away its part of the light, and the paper is a little yellow."""
    stains = numpy.array([[0.85, 0.35, 0.1], [0.1, 0.8, 0.3], [0.05, 0.1, 0.85], [0.9, 0.9, 0.9]])
    light = numpy.prod(1 - inks[:, :, None] * stains, axis=1) * numpy.array([0.97, 0.96, 0.9])
    return lab(light @ columns(SRGB).T)


def press_profile(bytes_a_value: int) -> bytes:
    """CMYK by a table of 5^4 colours, lut8 or lut16."""
    values = inks_to_lab(grid_of(4, 5))
    encoded = ([*values, 0, 128, 128]) / [100, 255, 255]
    head = struct.pack(">BBBx", 4, 3, 5) + fixed(1, 0, 0, 0, 1, 0, 0, 0, 1)
    if bytes_a_value == 1:
        ramp = bytes(range(256))
        table = b"mft1\0\0\0\0" + head + ramp * 4 + (encoded.clip(0, 1) * 255).round().astype(numpy.uint8).tobytes() + ramp * 3
    else:
        legacy = (encoded * 65280).clip(0, 65535).round().astype(">u2").tobytes()
        bent = numpy.array([0, 30000, 65535], ">u2").tobytes()
        straight = numpy.array([0, 65535], ">u2").tobytes()
        table = b"mft2\0\0\0\0" + head + struct.pack(">HH", 3, 2) + bent * 4 + legacy + straight * 3
    return profile(b"CMYK", {b"A2B0": table}, kind=b"prtr", connection=b"Lab ")


def scanner_profile() -> bytes:
    """RGB by a lutAToB of version 4: curves, a grid of 5 x 4 x 3 in 16 bits, a matrix, curves."""
    sides = (5, 4, 3)
    axes = numpy.meshgrid(*[numpy.linspace(0, 1, side) for side in sides], indexing="ij")
    colours = numpy.stack([axis.ravel() for axis in axes], -1)
    grid = (colours * [0.95, 0.9, 0.98] + [0.02, 0.05, 0.0]).clip(0, 1)
    matrix = columns(ADOBE) / (1 + 32767 / 32768)
    parts = {
        "b": formula_curve(0, 1.0) * 3,
        "matrix": fixed(*matrix.ravel(), 0.001, 0, 0.002),
        "m": formula_curve(0, 1.1) * 3,
        "grid": bytes(sides) + bytes(13) + b"\2\0\0\0" + (grid * 65535).round().astype(">u2").tobytes(),
        "a": gamma_curve(1.8) + b"\0\0" + gamma_curve(2.0) + b"\0\0" + formula_curve(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
    }
    at, body, places = 32, b"", []
    for data in parts.values():
        places.append(at + len(body))
        body += data + bytes(-len(data) % 4)
    table = b"mAB \0\0\0\0" + struct.pack(">BBxx5I", 3, 3, *places) + body
    return profile(b"RGB ", {b"A2B0": table}, version=4, kind=b"scnr")
