"""The tokenizer: CLIP's byte-level BPE with a vocabulary of Toyland's words; any other text still tokenises."""

import itertools
import json
import re
from collections import Counter
from pathlib import Path
from random import Random

from .captions import follow_habits
from .edits import random_edit
from .networks import TEXT_POSITIONS
from .sampling import random_scene
from .strangers import STRANGERS

BEGIN, END = "<|startoftext|>", "<|endoftext|>"
_SUFFIX = "</w>"
_SAMPLES = 20_000


def write_tokenizer(folder: Path) -> None:
    """Write the four files of a CLIP tokenizer folder. The same files every time."""
    merges = _merges(_word_counts())
    letters = _byte_letters()
    tokens = [*letters, *(letter + _SUFFIX for letter in letters), *("".join(pair) for pair in merges), BEGIN, END]
    folder.mkdir(parents=True, exist_ok=True)
    special = {"bos_token": BEGIN, "eos_token": END, "pad_token": END, "unk_token": END}
    config = {
        **special,
        "add_prefix_space": False,
        "do_lower_case": True,
        "errors": "replace",
        "model_max_length": TEXT_POSITIONS,
        "tokenizer_class": "CLIPTokenizer",
    }
    _write(folder / "vocab.json", json.dumps({token: i for i, token in enumerate(tokens)}, ensure_ascii=False))
    _write(folder / "merges.txt", "\n".join(("#version: 0.2", *(" ".join(pair) for pair in merges))))
    _write(folder / "special_tokens_map.json", json.dumps(special, indent=2))
    _write(folder / "tokenizer_config.json", json.dumps(config, indent=2))


def _write(path: Path, text: str) -> None:
    path.write_text(text + "\n", encoding="utf-8")


def _byte_letters() -> list[str]:
    """GPT-2's printable letter for each byte: printable bytes stand for themselves, and come first."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + i) for i in range(len(others))]


def _word_counts() -> Counter[str]:
    random = Random(11)
    counts: Counter[str] = Counter()
    for _ in range(_SAMPLES):
        texts = (follow_habits(random_scene(random), random)[1], random_edit(random).instruction)
        for text in texts:
            counts.update(re.findall(r"[a-z]+", text))
    for name in STRANGERS:
        counts.update(re.findall(r"[a-z]+", name))
    return counts


def _merges(counts: Counter[str]) -> list[tuple[str, str]]:
    """Byte-pair encoding (Sennrich et al. 2016), until each word is one token."""
    words = {word: (*word[:-1], word[-1] + _SUFFIX) for word in counts}
    merges = []
    while True:
        pairs: Counter[tuple[str, str]] = Counter()
        for word, parts in words.items():
            for pair in itertools.pairwise(parts):
                pairs[pair] += counts[word]
        if not pairs:
            return merges
        best = max(pairs, key=lambda pair: (pairs[pair], pair))
        merges.append(best)
        words = {word: _joined(parts, best) for word, parts in words.items()}


def _joined(parts: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    out: list[str] = []
    for part in parts:
        if out and (out[-1], part) == pair:
            out[-1] += part
        else:
            out.append(part)
    return tuple(out)
