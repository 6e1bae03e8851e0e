"""Writes what transformers' CLIPTokenizer makes of odd texts, for the tokenizers of three tiny checkpoints.

    python tools/reference/tokenizer.py

Reads the checkpoints that checkpoints.py wrote. `ids` go by checkpoint; "inpaint, tokens added" has three tokens more, as
Textual Inversion adds them. "published" is sd1's vocabulary under the configuration that Stable Diffusion's tokenizers are
published with: its special tokens are looked for in the lowered text, and tokens are added that are so or are not.
"""

import json
import pathlib
import shutil
import tempfile

from transformers import CLIPTokenizer

WORKERS = pathlib.Path(__file__).parents[2] / "workers"

TEXTS = [
    "",
    " ",
    "a red cat",
    "A Photo Of THE Cat!!!",
    "  many   spaces\tand\nlines\u00a0here\u3000too  ",
    "make the cat blue, please; isn't it's we'll they're I'd 've 'S",
    "naïve café résumé Ünïcödé ÀÉ",
    "cafe\u0301 (decomposed)",
    "猫が好きです。青い猫",
    "Привет, МИР",
    "🐱🚀👩‍👩‍👧‍👦 emoji 👍🏽",
    "1234 56.78 ½ ² ⅷ ٣",
    "(masterpiece:1.2), [[x]], {a|b} <lora:foo:0.5>",
    "<|endoftext|> hello <|startoftext|>word<|endoftext|>word <|ENDOFTEXT|>",
    "don’t “quote” — dash… ™ ©",
    "İstanbul ǅ ß ﬁ ſ Σας ΣΑΣ ΟΔΟΣ.",
    "e\u0301\u0301 \u200b zero\u200dwidth\ufeff",
    "\u0000\u0001 control \u007f",
    "hi! wow!!!",
    "a <cat-toy> here, <New1> and <new1>, sks dog asks SKS",
    "<|StartOfText|>a <CAT-TOY> and <|ENDOFTEXT|>",
    "a cat and a dog and a house and a ball " * 9,
]
ADDED = ["<cat-toy>", "<New1>", "sks"]


def flagged(content: str, normalized: bool) -> dict:
    return {"content": content, "lstrip": False, "rstrip": False, "single_word": False, "normalized": normalized}


PUBLISHED = {
    "bos_token": "<|startoftext|>",
    "eos_token": "<|endoftext|>",
    "unk_token": "<|endoftext|>",
    "pad_token": "<|endoftext|>",
    "model_max_length": 77,
    "tokenizer_class": "CLIPTokenizer",
    "added_tokens_decoder": {
        "632": {**flagged("<|startoftext|>", True), "special": True},
        "633": {**flagged("<|endoftext|>", True), "special": True},
        "634": {**flagged("<cat-toy>", True), "special": False},
        "635": {**flagged("<New1>", False), "special": False},
    },
}


def published(folder: pathlib.Path) -> list[list[int]]:
    with tempfile.TemporaryDirectory() as copy:
        for name in ("vocab.json", "merges.txt"):
            shutil.copy(folder / name, copy)
        (pathlib.Path(copy) / "tokenizer_config.json").write_text(json.dumps(PUBLISHED))
        return ids(CLIPTokenizer.from_pretrained(copy))


def ids(tokenizer: CLIPTokenizer) -> list[list[int]]:
    return [tokenizer(text, padding="max_length", truncation=True).input_ids for text in TEXTS]


def main() -> None:
    folder = WORKERS / "models/fixtures/checkpoints"
    by_checkpoint = {}
    for name in ("sd1", "sd2", "inpaint"):
        tokenizer = CLIPTokenizer.from_pretrained(folder / name / "tokenizer")
        by_checkpoint[name] = ids(tokenizer)
    by_checkpoint["published"] = published(folder / "sd1" / "tokenizer")
    # The last one is inpaint's.
    tokenizer.add_tokens(ADDED)
    by_checkpoint["inpaint, tokens added"] = ids(tokenizer)
    added = dict(zip(ADDED, tokenizer.convert_tokens_to_ids(ADDED)))
    target = WORKERS / "text/fixtures/ids.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"texts": TEXTS, "addedTokens": added, "published": PUBLISHED, "ids": by_checkpoint}) + "\n")


if __name__ == "__main__":
    main()
