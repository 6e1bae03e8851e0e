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
from exported import exported
from hub_models import HEIGHT, TARGET, WIDTH, amplified, named_as_published, processed
from onnx import TensorProto, helper
from preprocessors import shapes
from torch import nn
from transformers.cache_utils import DynamicCache, EncoderDecoderCache

WORDS = ["a", "cat", "dog", "photo", "of", "the", "sits", "on", "red", "sofa", "in", "grass", "caption", "images", "containing", "provide", "for"]
SPECIAL = ["<pad>", "</s>", "<unk>"]
LENGTH = 12
#: Different words that a text has at least: most random models repeat themselves.
VARIED = 6
TEXTS = ["Provide a caption for images containing a cat", "the dog sits on the red sofa"]


class Encoder(nn.Module):
    """Its last hidden state."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, *given: torch.Tensor) -> torch.Tensor:
        return self.model(*given).last_hidden_state


class Decoder(nn.Module):
    """Logits and all keys and values, from words, the encoder's state, and the keys and values of the words before, if any.

    `both`: whether the keys and values of what is attended to in the encoder go along (T5), or are computed again (GPT-2).
    """

    def __init__(self, model: nn.Module, layers: int, *, both: bool) -> None:
        super().__init__()
        self.model, self.layers, self.both = model, layers, both

    def forward(self, input_ids: torch.Tensor, encoder_hidden_states: torch.Tensor, past: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
        each = 4 if self.both else 2
        for layer in range(len(past) // each):
            key, value, *beside = past[each * layer : each * layer + each]
            cache.self_attention_cache.update(key, value, layer)
            if beside:
                cache.cross_attention_cache.update(*beside, layer)
                cache.is_updated[layer] = True
        given = {"past_key_values": cache, "use_cache": True}
        if self.both:
            made = self.model(decoder_input_ids=input_ids, encoder_outputs=(encoder_hidden_states,), **given)
        else:
            made = self.model(input_ids=input_ids, encoder_hidden_states=encoder_hidden_states, **given)
        parts = [made.logits]
        for layer in range(self.layers):
            own = cache.self_attention_cache.layers[layer]
            parts += [own.keys, own.values]
            if self.both and not past:
                encoded = cache.cross_attention_cache.layers[layer]
                parts += [encoded.keys, encoded.values]
        return tuple(parts)


class First(nn.Module):
    """A decoder of the first word, which has no words before."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.decoder = decoder

    def forward(self, input_ids: torch.Tensor, encoder_hidden_states: torch.Tensor) -> tuple[torch.Tensor, ...]:
        return self.decoder(input_ids, encoder_hidden_states, ())


def cache_names(layers: int, *, both: bool) -> list[str]:
    kinds = ["decoder.key", "decoder.value", "encoder.key", "encoder.value"] if both else ["key", "value"]
    return [f"{layer}.{kind}" for layer in range(layers) for kind in kinds]


def merged(first: onnx.ModelProto, later: onnx.ModelProto, names: list[str]) -> onnx.ModelProto:
    """One decoder of two: an `If` on `use_cache_branch`, the weights outside of it."""
    first, later = (onnx.compose.add_prefix(model, prefix, rename_inputs=False) for prefix, model in (("first_", first), ("later_", later)))
    weights, known = [], {}
    for model in (first, later):
        renamed = {}
        for weight in model.graph.initializer:
            content = (tuple(weight.dims), weight.data_type, weight.raw_data or bytes(str(weight), "utf8"))
            if content not in known:
                known[content] = weight.name
                weights.append(weight)
            renamed[weight.name] = known[content]
        for node in model.graph.node:
            node.input[:] = [renamed.get(name, name) for name in node.input]
        del model.graph.initializer[:]
    outputs = ["logits", *(f"present.{name}" for name in names)]
    branches = []
    for prefix, model in (("later_", later), ("first_", first)):
        made = {output.name for output in model.graph.output}
        nodes = list(model.graph.node)
        for name in outputs:
            if prefix + name not in made:
                # What optimum gives for the encoder's keys and values once they are known: they stay as they are.
                empty = helper.make_tensor(f"{prefix}nothing", TensorProto.FLOAT, [0, 1, 1, 1], [])
                nodes.append(helper.make_node("Constant", [], [prefix + name], value=empty))
        given = [helper.make_tensor_value_info(prefix + name, TensorProto.FLOAT, None) for name in outputs]
        branches.append(helper.make_graph(nodes, prefix, [], given))
    inputs = {one.name: one for model in (first, later) for one in model.graph.input}
    switch = helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [1])
    choice = helper.make_node("If", ["use_cache_branch"], outputs, then_branch=branches[0], else_branch=branches[1])
    told = [helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in outputs]
    graph = helper.make_graph([choice], "decoder", [*inputs.values(), switch], told, weights)
    opsets = {one.domain: one for model in (first, later) for one in model.opset_import}
    whole = helper.make_model(graph, opset_imports=list(opsets.values()), functions=[*first.functions, *later.functions])
    whole.ir_version = first.ir_version
    return whole


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
