"""Networks that write texts as the Hub has them for transformers.js: an encoder, and a decoder for the first word and all later ones."""

import onnx
import torch
from onnx import TensorProto, helper
from torch import nn
from transformers.cache_utils import DynamicCache, EncoderDecoderCache


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
