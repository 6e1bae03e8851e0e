"""What the captioner is to say of a scene, and its words as numbers.

A scene has many captions; the captioner learns one of them, the fullest, so that there is one right answer.
"""

import json
from functools import cache
from pathlib import Path
from random import Random

from ..captions import WHERE, with_article
from ..sampling import random_scene
from ..world import Face, Scene, Thing

PAD, START, END, UNKNOWN = range(4)
_SPECIAL = ("<pad>", "<start>", "<end>", "<unknown>")
_STYLED = {"plain": "{}", "pixel": "pixel art of {}", "pencil": "a pencil sketch of {}"}
_EMPTY = {
    "meadow": "an empty meadow",
    "desert": "an empty desert",
    "snow": "a snowy landscape",
    "night": "a night sky",
    "beach": "an empty beach",
}
_SAMPLES = 20_000


def full_caption(scene: Scene) -> str:
    """All that words of Toyland tell of a scene; colours are not told of a pencil sketch, which has none."""
    coloured = scene.style != "pencil"
    things = [_thing(thing, coloured) for thing in sorted(scene.things, key=lambda thing: thing.x)]
    if scene.face:
        text = _face(scene.face, coloured)
    elif len(things) == 2:
        text = " left of ".join(things)
    elif things:
        text = things[0] + _side(scene.things[0])
    else:
        return _STYLED[scene.style].format(_EMPTY[scene.background])
    return _STYLED[scene.style].format(f"{text} {WHERE[scene.background]}")


def _thing(thing: Thing, coloured: bool) -> str:
    size = "big " if thing.nearness > 0.75 else "small " if thing.nearness < 0.25 else ""
    return with_article(f"{size}{f'{thing.colour} ' if coloured else ''}{thing.kind}{' with a hat' if thing.hat else ''}")


def _face(face: Face, coloured: bool) -> str:
    mood = "" if face.mood == "plain" else f"{face.mood} "
    worn = " and ".join(["glasses"] * face.glasses + ["a hat"] * face.hat)
    return with_article(f"{mood}{f'{face.colour} ' if coloured else ''}face{f' with {worn}' if worn else ''}")


def _side(thing: Thing) -> str:
    return "" if 0.4 <= thing.x <= 0.6 else " on the left" if thing.x < 0.5 else " on the right"


@cache
def vocabulary() -> tuple[str, ...]:
    """Every token by its number; the words are those of the captions."""
    random = Random(5)
    words = {word for _ in range(_SAMPLES) for word in full_caption(random_scene(random)).split()}
    return (*_SPECIAL, *sorted(words))


@cache
def _numbers() -> dict[str, int]:
    return {word: number for number, word in enumerate(vocabulary())}


def as_numbers(caption: str) -> list[int]:
    """The caption between start and end."""
    return [START, *(_numbers()[word] for word in caption.split()), END]


def as_words(numbers: list[int]) -> str:
    """The caption up to its end."""
    end = numbers.index(END) if END in numbers else len(numbers)
    return " ".join(vocabulary()[number] for number in numbers[:end] if number not in (PAD, START))


def write_tokenizer(folder: Path) -> None:
    """Write the two files from which transformers and transformers.js make the tokenizer."""
    special = [
        {"id": number, "content": token, "special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
        for number, token in enumerate(_SPECIAL)
    ]
    model = {
        "type": "WordPiece",
        "unk_token": _SPECIAL[UNKNOWN],
        "continuing_subword_prefix": "##",
        "max_input_chars_per_word": 100,
        "vocab": _numbers(),
    }
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": special,
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": False},
        "model": model,
    }
    named = {"pad_token": _SPECIAL[PAD], "bos_token": _SPECIAL[START], "eos_token": _SPECIAL[END], "unk_token": _SPECIAL[UNKNOWN]}
    config = {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 32, "clean_up_tokenization_spaces": False, **named}
    for name, content in (("tokenizer.json", tokenizer), ("tokenizer_config.json", config)):
        (folder / name).write_text(json.dumps(content, indent=1) + "\n")
