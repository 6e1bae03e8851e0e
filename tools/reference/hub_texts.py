"""Writes tiny models that write texts, in the Hub's layout for transformers.js, and what transformers writes with them, for workers/hub.

    python tools/reference/hub_texts.py

A captioner (ViT and GPT-2) and a T5, with random weights. As on the Hub, the decoder is one file for the first word and for all later ones:
an `If` on `use_cache_branch`, whose branches share their weights, as optimum merges them. Its keys and values go out and come in again.
"""

import json
import pathlib
import tempfile

import onnx
import torch
import transformers as tf
from encoder_decoder import Decoder, Encoder, First, cache_names, merged
from exported import exported
from hub_models import HEIGHT, TARGET, WIDTH, amplified, named_as_published, processed
from preprocessors import shapes
from torch import nn

WORDS = ["a", "cat", "dog", "photo", "of", "the", "sits", "on", "red", "sofa", "in", "grass", "caption", "images", "containing", "provide", "for"]
SPECIAL = ["<pad>", "</s>", "<unk>"]
LENGTH = 12
#: Different words that a text has at least: most random models repeat themselves.
VARIED = 6
TEXTS = ["Provide a caption for images containing a cat", "the dog sits on the red sofa"]


def write(name: str, model: nn.Module, encoder: tuple, decoder: Decoder, *, heads: int, width: int, files: dict[str, dict], states: int) -> None:
    """Write the two networks and what belongs to them. `encoder`: the module, its inputs' names, an example and its dynamic shapes."""
    folder = TARGET / name
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    module, inputs, example, dynamic = encoder
    onnx.save(exported(Encoder(module), example, inputs, ["last_hidden_state"], (dynamic,)), folder / "onnx" / "encoder_model.onnx")
    layers, both = decoder.layers, decoder.both
    names = cache_names(layers, both=both)
    # transformers.js looks for this name of a dimension.
    batch, past = (torch.export.Dim(name) for name in ("batch_size", "past"))
    ids, seen = torch.ones(2, 1, dtype=torch.long), torch.randn(2, 7, states)
    seen_shape = {0: batch, 1: torch.export.Dim("seen")}
    outputs = ["logits", *(f"present.{name}" for name in names)]
    first = exported(First(decoder), (ids, seen), ["input_ids", "encoder_hidden_states"], outputs, ({0: batch}, seen_shape))
    before = tuple(torch.randn(2, heads, 7 if "encoder" in name else 3, width) for name in names)
    before_shapes = tuple({0: batch, 2: seen_shape[1] if "encoder" in name else past} for name in names)
    later = exported(
        decoder,
        (ids, seen, before),
        ["input_ids", "encoder_hidden_states", *(f"past_key_values.{name}" for name in names)],
        [output for output in outputs if "encoder" not in output],
        ({0: batch}, seen_shape, before_shapes),
    )
    onnx.save(merged(first, later, names), folder / "onnx" / "decoder_model_merged.onnx")
    for file, content in files.items():
        (folder / file).write_text(json.dumps(content) + "\n")


def tokenizer() -> dict[str, dict]:
    """One number a word."""
    special = [
        {"id": at, "content": token, "special": True, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
        for at, token in enumerate(SPECIAL)
    ]
    return {
        "tokenizer.json": {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": special,
            "normalizer": {"type": "Lowercase"},
            "pre_tokenizer": {"type": "WhitespaceSplit"},
            "post_processor": {
                "type": "TemplateProcessing",
                "single": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
                "special_tokens": {"</s>": {"id": "</s>", "ids": [1], "tokens": ["</s>"]}},
            },
            "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": False},
            "model": {
                "type": "WordPiece",
                "unk_token": "<unk>",
                "continuing_subword_prefix": "##",
                "max_input_chars_per_word": 100,
                "vocab": {word: at for at, word in enumerate([*SPECIAL, *WORDS])},
            },
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": 32,
            "pad_token": "<pad>",
            "eos_token": "</s>",
            "unk_token": "<unk>",
            "clean_up_tokenization_spaces": False,
        },
    }


def captioner(picture) -> dict[str, object]:
    vocabulary = len(SPECIAL) + len(WORDS)
    seeing = tf.ViTConfig(hidden_size=24, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32, image_size=32, patch_size=8)
    telling = tf.GPT2Config(
        vocab_size=vocabulary,
        n_positions=32,
        n_embd=24,
        n_layer=2,
        n_head=2,
        add_cross_attention=True,
        bos_token_id=0,
        eos_token_id=1,
        attn_implementation="eager",
    )
    config = tf.VisionEncoderDecoderConfig.from_encoder_decoder_configs(seeing, telling)
    processor = json.loads(tf.ViTImageProcessor(size={"height": 32, "width": 32}, resample=2).to_json_string())
    given = processed(processor, picture)
    greedy = {"max_new_tokens": LENGTH, "do_sample": False, "num_beams": 1, "decoder_start_token_id": 0, "eos_token_id": 1, "pad_token_id": 0}
    for seed in range(1000):
        torch.manual_seed(seed)
        model = amplified(tf.VisionEncoderDecoderModel(config)).eval()
        written = model.generate(given, **greedy)[0].tolist()
        if len(set(written)) >= VARIED:
            break
    config = {
        "architectures": ["VisionEncoderDecoderModel"],
        "model_type": "vision-encoder-decoder",
        "is_encoder_decoder": True,
        "decoder_start_token_id": 0,
        "eos_token_id": 1,
        "pad_token_id": 0,
        "encoder": {"model_type": "vit", "num_hidden_layers": 2, "num_attention_heads": 2, "hidden_size": 24},
        "decoder": {"model_type": "gpt2", "n_layer": 2, "n_head": 2, "n_embd": 24, "n_positions": 32, "vocab_size": vocabulary},
    }
    write(
        "vit-gpt2",
        model,
        (model.encoder, ["pixel_values"], (given.repeat(2, 1, 1, 1),), ({0: torch.export.Dim("batch_size")},)),
        Decoder(model.decoder, 2, both=False),
        heads=2,
        width=12,
        files={"config.json": config, "preprocessor_config.json": named_as_published(processor), **tokenizer()},
        states=24,
    )
    return {"tokens": written}


def writer() -> dict[str, object]:
    vocabulary = len(SPECIAL) + len(WORDS)
    config = tf.T5Config(
        vocab_size=vocabulary,
        d_model=24,
        d_kv=12,
        d_ff=32,
        num_layers=2,
        num_decoder_layers=2,
        num_heads=2,
        decoder_start_token_id=0,
        feed_forward_proj="gated-gelu",
        tie_word_embeddings=False,
    )
    files = tokenizer()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "tokenizer.json"
        path.write_text(json.dumps(files["tokenizer.json"]))
        reader = tf.PreTrainedTokenizerFast(tokenizer_file=str(path))
    asked = [torch.tensor([reader(text).input_ids]) for text in TEXTS]
    greedy = {"max_new_tokens": LENGTH, "do_sample": False, "num_beams": 1, "pad_token_id": 0, "eos_token_id": 1}
    for seed in range(1000):
        torch.manual_seed(seed)
        model = amplified(tf.T5ForConditionalGeneration(config)).eval()
        written = [model.generate(ids, **greedy)[0].tolist() for ids in asked]
        if min(len(set(one)) for one in written) >= VARIED:
            break
    batch, length = torch.export.Dim("batch_size"), torch.export.Dim("length")
    shape = {0: batch, 1: length}
    example = torch.ones(2, 5, dtype=torch.long)
    told = {
        "architectures": ["T5ForConditionalGeneration"],
        "model_type": "t5",
        "is_encoder_decoder": True,
        "decoder_start_token_id": 0,
        "eos_token_id": 1,
        "pad_token_id": 0,
        "d_kv": 12,
        "d_model": 24,
        "num_heads": 2,
        "num_layers": 2,
        "num_decoder_layers": 2,
        "vocab_size": vocabulary,
    }
    write(
        "t5",
        model,
        (model.encoder, ["input_ids", "attention_mask"], (example, torch.ones_like(example)), (shape, shape)),
        Decoder(model, 2, both=True),
        heads=2,
        width=12,
        files={"config.json": told, **files},
        states=24,
    )
    return {"texts": TEXTS, "tokens": written}


@torch.no_grad()
def main() -> None:
    facts = {"vit-gpt2": captioner(shapes(WIDTH, HEIGHT).convert("RGB")), "t5": writer()}
    print(json.dumps(facts, indent=1))
    (TARGET / "hubTexts.json").write_text(json.dumps(facts) + "\n")


if __name__ == "__main__":
    main()
