"""The pictures that the program offers to start with, drawn four times as large."""

import json
from pathlib import Path

from .drawing import draw
from .world import PAIR_SIZE, Face, Scene, Thing

_SCALE = 4


def _pair(kind: str, colour: str, x: float, nearness: float, **more: bool) -> Thing:
    return Thing(kind, colour, x, nearness, PAIR_SIZE, **more)


#: File, caption, an instruction to try, scene.
_PICTURES: tuple[tuple[str, str, str, Scene], ...] = (
    ("cat-meadow", "an orange cat in a meadow", "make the cat blue",
     Scene("meadow", (Thing("cat", "orange", 0.5, 0.5),), seed=4)),
    ("car-desert", "a red car in the desert", "make it night",
     Scene("desert", (Thing("car", "red", 0.5, 0.5),), seed=8)),
    ("house-snow", "a brown house with a hat in the snow", "take the hat off",
     Scene("snow", (Thing("house", "brown", 0.5, 0.5, hat=True),), seed=21)),
    ("face-beach", "a smiling yellow face with glasses on the beach", "make the face sad",
     Scene("beach", face=Face("yellow", "smiling", glasses=True), seed=5)),
    ("robot-dog-night", "a white robot left of a brown dog at night", "turn the dog into a cat",
     Scene("night", (_pair("robot", "white", 0.25, 0.5), _pair("dog", "brown", 0.75, 0.88, flipped=True)), seed=12)),
    ("mushroom-flower-meadow", "a red mushroom left of a purple flower in a meadow", "remove the mushroom",
     Scene("meadow", (_pair("mushroom", "red", 0.25, 0.88), _pair("flower", "purple", 0.75, 0.5, flipped=True)), seed=31)),
    ("dog-beach", "a brown dog on the beach", "give the dog a hat",
     Scene("beach", (Thing("dog", "brown", 0.5, 0.5),), seed=17)),
    ("tree-snow", "a green tree in the snow", "make it a pencil sketch",
     Scene("snow", (Thing("tree", "green", 0.5, 0.5),), seed=3)),
)  # fmt: skip


def write_pictures(folder: Path) -> None:
    """Write the pictures as PNG files, and `index.json` with what they show and a first instruction."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for name, caption, suggestion, scene in _PICTURES:
        draw(scene, _SCALE).save(folder / f"{name}.png", optimize=True)
        entries.append({"file": f"{name}.png", "caption": caption, "suggestion": suggestion})
    (folder / "index.json").write_text(json.dumps(entries, indent=2) + "\n")
