"""The boxes of an AVIF, and one more of them than Pillow writes."""

import struct


def boxes_in(file: bytes, start: int, end: int) -> dict[bytes, tuple[int, int]]:
    """The boxes of an ISO media file in a range: where each begins and ends."""
    found = {}
    while start + 8 <= end:
        (length,) = struct.unpack_from(">I", file, start)
        found.setdefault(file[start + 4 : start + 8], (start, start + length))
        start += length
    return found


def with_property(file: bytes, box: bytes) -> bytes:
    """An AVIF of one item with a further property of that item, essential."""
    meta = boxes_in(file, 0, len(file))[b"meta"]
    iprp = boxes_in(file, meta[0] + 12, meta[1])[b"iprp"]
    inner = boxes_in(file, iprp[0] + 8, iprp[1])
    container, associations = inner[b"ipco"], inner[b"ipma"]
    count = len(boxes_in_order(file, container[0] + 8, container[1]))
    out = bytearray(file)
    # From the last place to the first, so that places stay what they are.
    out[associations[1] : associations[1]] = bytes([0x80 | (count + 1)])
    out[associations[0] + 18] += 1
    out[container[1] : container[1]] = box
    grown = len(box) + 1
    for (start, _), by in ((associations, 1), (container, len(box)), (iprp, grown), (meta, grown)):
        place = start + (len(box) if start == associations[0] else 0)
        struct.pack_into(">I", out, place, struct.unpack_from(">I", out, place)[0] + by)
    location = boxes_in(file, meta[0] + 12, meta[1])[b"iloc"][0]
    # Pillow's is of version 0, with offsets of four bytes: item, its reference, the number of pieces, and where the first lies.
    first = location + 16 + 6
    struct.pack_into(">I", out, first, struct.unpack_from(">I", out, first)[0] + grown)
    return bytes(out)


def boxes_in_order(file: bytes, start: int, end: int) -> list[int]:
    starts = []
    while start + 8 <= end:
        starts.append(start)
        start += struct.unpack_from(">I", file, start)[0]
    return starts
