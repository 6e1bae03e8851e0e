"""Writes what transformers' CLIPTokenizer makes of odd texts, for the tokenizers of three tiny checkpoints.

    python tools/reference/tokenizer.py

Reads the checkpoints that checkpoints.py wrote. `ids` go by checkpoint; "inpaint, tokens added" has three tokens more, as
Textual Inversion adds them.
"""

import json
import pathlib

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
    "a cat and a dog and a house and a ball " * 9,
]
ADDED = ["<cat-toy>", "<New1>", "sks"]


def ids(tokenizer: CLIPTokenizer) -> list[list[int]]:
    return [tokenizer(text, padding="max_length", truncation=True).input_ids for text in TEXTS]


def main() -> None:
    folder = WORKERS / "models/fixtures/checkpoints"
    by_checkpoint = {}
    for name in ("sd1", "sd2", "inpaint"):
        tokenizer = CLIPTokenizer.from_pretrained(folder / name / "tokenizer")
        by_checkpoint[name] = ids(tokenizer)
    # The last one is inpaint's.
    tokenizer.add_tokens(ADDED)
    by_checkpoint["inpaint, tokens added"] = ids(tokenizer)
    added = dict(zip(ADDED, tokenizer.convert_tokens_to_ids(ADDED)))
    target = WORKERS / "text/fixtures/ids.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"texts": TEXTS, "addedTokens": added, "ids": by_checkpoint}) + "\n")


if __name__ == "__main__":
    main()
