"""Says how far pictures agree with hints, for `npm run measure`.

    python -m tools.measure.agreement_of FILE.json

Reads {kind, pictures, hints}, with names of PNG files, and writes a list of figures in its place.
"""

import json
import sys
from pathlib import Path

import numpy as np
from PIL import Image

from ..toyland.control.agreement import agreement
from ..toyland.control.hints import PALETTE, HintKind
from ..toyland.maps import SEGMENT_COLOURS


def hint_from(kind: HintKind, picture: Image.Image) -> np.ndarray:
    """Turn a hint's picture back into what `hints_of` gives: levels, classes, or a palette."""
    if kind == "segmentation":
        colours = np.array(list(SEGMENT_COLOURS.values()), np.int32)
        return np.abs(np.asarray(picture.convert("RGB"), np.int32)[:, :, None] - colours).sum(3).argmin(2).astype(np.uint8)
    if kind == "colour":
        return np.asarray(picture.convert("RGB").resize((PALETTE, PALETTE), Image.Resampling.NEAREST))
    return np.asarray(picture.convert("L"))


def main() -> None:
    """Measure what the file names."""
    path = Path(sys.argv[1])
    asked = json.loads(path.read_text())
    hints = [hint_from(asked["kind"], Image.open(file)) for file in asked["hints"]]
    pictures = [Image.open(file).convert("RGB") for file in asked["pictures"]]
    path.write_text(json.dumps(agreement(asked["kind"], pictures, hints)))


if __name__ == "__main__":
    main()
