"""Writes the captioner as `toyland/captioner`, which transformers.js opens for "image-to-text"."""

import json
from pathlib import Path

import onnx
import torch
from torch import Tensor, nn
from transformers.cache_utils import DynamicCache, EncoderDecoderCache

from ..checkpoints import COMMITTED
from ..control.transformers_js import PREPROCESSING, SINGLE_PRECISION
from ..world import CANVAS
from .committed import load_captioner, save_weights
from .network import WIDTH, decoder_config
from .words import END, PAD, START, write_tokenizer

CAPTIONER = COMMITTED / "captioner"


def export_captioner() -> None:
    """Write the weights here, and the two networks with what transformers.js reads beside them."""
    captioner, config = load_captioner(), decoder_config()
    save_weights(captioner)
    # What is published are the weights in half precision.
    captioner.load_state_dict({name: part.half().float() for name, part in captioner.state_dict().items()})
    (CAPTIONER / "onnx").mkdir(parents=True, exist_ok=True)
    _write(
        captioner.encoder,
        (torch.zeros(2, 3, CANVAS, CANVAS),),
        "encoder_model",
        ["pixel_values"],
        ["last_hidden_state"],
        ({0: torch.export.Dim("count")},),
    )
    # Of each layer, its keys and values: those of the words before go in, those of all words come out.
    caches = [f"{layer}.{kind}" for layer in range(config.n_layer) for kind in ("key", "value")]
    # One tensor each: the exporter takes one that is given twice for one input.
    past = tuple(torch.zeros(2, config.n_head, 3, WIDTH // config.n_head) for _ in caches)
    # transformers.js looks for this name of a dimension, and begins with 0 for others.
    count, before = torch.export.Dim("batch_size"), torch.export.Dim("past")
    example = (torch.ones(2, 1, dtype=torch.long), torch.zeros(2, 64, WIDTH), past)
    _write(
        _Decoder(captioner.decoder, config.n_layer),
        example,
        "decoder_model_merged",
        ["input_ids", "encoder_hidden_states", *(f"past_key_values.{name}" for name in caches)],
        ["logits", *(f"present.{name}" for name in caches)],
        ({0: count}, {0: count}, tuple({0: count, 2: before} for _ in caches)),
    )
    numbers = {"decoder_start_token_id": START, "bos_token_id": START, "eos_token_id": END, "pad_token_id": PAD}
    decoder = {name: getattr(config, name) for name in ("model_type", "vocab_size", "n_positions", "n_embd", "n_layer", "n_head")}
    files = {
        "config.json": {
            "architectures": ["VisionEncoderDecoderModel"],
            "model_type": "vision-encoder-decoder",
            "is_encoder_decoder": True,
            "encoder": {"model_type": "vit", "hidden_size": WIDTH, "image_size": CANVAS},
            "decoder": decoder | {"add_cross_attention": True},
        }
        | SINGLE_PRECISION
        | numbers,
        "generation_config.json": numbers | {"max_length": config.n_positions},
        "preprocessor_config.json": {"image_processor_type": "ViTImageProcessor"} | PREPROCESSING,
    }
    for name, content in files.items():
        (CAPTIONER / name).write_text(json.dumps(content, indent=2) + "\n")
    write_tokenizer(CAPTIONER)


class _Decoder(nn.Module):
    """The next word's logits and all keys and values, from the last word, the encoder's vectors, and the keys and values before."""

    def __init__(self, decoder: nn.Module, layers: int) -> None:
        super().__init__()
        self.decoder, self.layers = decoder, layers

    def forward(self, input_ids: Tensor, encoder_hidden_states: Tensor, past: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """In the order of the names above."""
        cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
        for layer in range(self.layers):
            cache.self_attention_cache.update(past[2 * layer], past[2 * layer + 1], layer)
        made = self.decoder(input_ids=input_ids, encoder_hidden_states=encoder_hidden_states, past_key_values=cache, use_cache=True)
        layers = cache.self_attention_cache.layers
        return made.logits, *(part for layer in layers for part in (layer.keys, layer.values))


def _write(module: nn.Module, example: tuple, name: str, inputs: list[str], outputs: list[str], dynamic: tuple) -> None:
    path: Path = CAPTIONER / "onnx" / f"{name}.onnx"
    torch.onnx.export(
        module.eval(),
        example,
        path,
        input_names=inputs,
        output_names=outputs,
        dynamic_shapes=dynamic,
        external_data=False,
        opset_version=18,
        dynamo=True,
    )
    model = onnx.load(path)
    # What the exporter notes of the machine on which each node was made.
    for part in [*model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output, *model.graph.initializer]:
        del part.metadata_props[:]
        part.doc_string = ""
    onnx.save(model, path)
