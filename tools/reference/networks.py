"""Writes reference inputs and outputs of every network of the tiny checkpoints, by diffusers and transformers.

    python tools/reference/networks.py

Reads the checkpoints that checkpoints.py wrote. cases.json says which network is built with which options;
networks.safetensors holds the numbers, under "<case>/in/<input>" and "<case>/out/<output>". They are computed in float64:
with their attention amplified, PyTorch's own float32 errors are up to 4e-5 of the largest value.
"""

import json
import pathlib
import warnings

import diffusers
import torch
from diffusers.models.attention_processor import AttnProcessor
from safetensors.torch import save_file
from transformers import CLIPTextModel, CLIPTokenizer

FIXTURES = pathlib.Path(__file__).parents[2] / "workers" / "models" / "fixtures"
PROMPT = "a photo of the Blue cat, left of 3 yellow mushrooms at night"

cases: list[dict] = []
numbers: dict[str, torch.Tensor] = {}


def record(checkpoint: str, network: str, name: str, options: dict, inputs: dict, outputs: dict) -> None:
    case = f"{checkpoint} {network}{', ' if name else ''}{name}"
    cases.append({"name": case, "checkpoint": checkpoint, "network": network, "options": options})
    for key, value in inputs.items():
        numbers[f"{case}/in/{key}"] = value.float().contiguous().clone()
    for key, value in outputs.items():
        numbers[f"{case}/out/{key}"] = value.float().contiguous().clone()


def folder(checkpoint: str) -> str:
    return str(FIXTURES / "checkpoints" / checkpoint)


def text_encoder(checkpoint: str, clip_skips: list[int]) -> None:
    tokenizer = CLIPTokenizer.from_pretrained(folder(checkpoint) + "/tokenizer")
    model = CLIPTextModel.from_pretrained(folder(checkpoint) + "/text_encoder", dtype=torch.float64).eval()
    ids = tokenizer(PROMPT, padding="max_length", truncation=True, return_tensors="pt").input_ids
    result = model(ids, output_hidden_states=True)
    for clip_skip in clip_skips:
        hidden = result.last_hidden_state
        if clip_skip > 0:
            hidden = model.final_layer_norm(result.hidden_states[-(clip_skip + 1)])
        options = {"length": ids.shape[1], "clipSkip": clip_skip}
        record(checkpoint, "text_encoder", f"clip skip {clip_skip}", options, {"input_ids": ids}, {"hidden": hidden})


def tap_attention(model: torch.nn.Module, paths: list[str]) -> dict[str, torch.Tensor]:
    """Fills the result with the probabilities [B, heads, queries, keys] of each attention layer, once the model runs."""
    model.set_attn_processor(AttnProcessor())
    probabilities: dict[str, torch.Tensor] = {}

    def tap(path: str) -> None:
        layer = model.get_submodule(path)
        compute = layer.get_attention_scores

        def recorded(*args, **kwargs):
            scores = compute(*args, **kwargs)
            probabilities[path] = scores.unflatten(0, (-1, layer.heads))
            return scores

        layer.get_attention_scores = recorded

    for path in paths:
        tap(path)
    return probabilities


class UNetReference:
    def __init__(self, checkpoint: str):
        self.checkpoint = checkpoint
        self.generator = torch.Generator().manual_seed(len(checkpoint))

    def randn(self, *shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=self.generator).double()

    def run(
        self,
        name: str,
        batch: int,
        height: int,
        width: int,
        length: int,
        residuals: bool = False,
        adapter: bool = False,
        taps: tuple[str, ...] = (),
    ) -> None:
        model = diffusers.UNet2DConditionModel.from_pretrained(folder(self.checkpoint) + "/unet", torch_dtype=torch.float64).eval()
        probabilities = tap_attention(model, list(taps)) if taps else {}
        config = model.config
        inputs = {
            "sample": self.randn(batch, config.in_channels, height, width),
            "timestep": torch.tensor([999.0, 37.0, 501.0][:batch], dtype=torch.float64),
            "encoder_hidden_states": self.randn(batch, length, config.cross_attention_dim),
        }
        further = {}
        if config.time_cond_proj_dim is not None:
            inputs["timestep_cond"] = further["timestep_cond"] = self.randn(batch, config.time_cond_proj_dim)
        skips, middle, inside = self.shapes(model, inputs, further)
        if residuals:
            down = [self.randn(*shape) for shape in skips]
            mid = self.randn(*middle)
            inputs |= {f"down_residual_{k}": residual for k, residual in enumerate(down)} | {"mid_residual": mid}
            further |= {"down_block_additional_residuals": down, "mid_block_additional_residual": mid}
        if adapter:
            features = [self.randn(*shape) for shape in inside]
            inputs |= {f"adapter_{k}": feature for k, feature in enumerate(features)}
            further["down_intrablock_additional_residuals"] = [feature.clone() for feature in features]
        output = model(inputs["sample"], inputs["timestep"], inputs["encoder_hidden_states"], **further).sample
        options = {"batch": batch, "height": height, "width": width, "length": length}
        options |= {"residuals": residuals, "adapter": adapter, "taps": list(taps)}
        record(self.checkpoint, "unet", name, options, inputs, {"output": output} | probabilities)

    def shapes(self, model, inputs: dict, further: dict):
        """Shapes of the skips, of the middle and of what an adapter's features are added to, seen in a run without them."""
        skips, inside, middle = [], [], []
        hooks = [model.conv_in.register_forward_hook(lambda _, args, out: skips.append(out.shape))]
        for block in model.down_blocks:

            def seen(block, args, out):
                skips.extend(skip.shape for skip in out[1])
                has_downsampler = block.downsamplers is not None
                is_cross = getattr(block, "has_cross_attention", False)
                inside.append(out[1][-2 if is_cross and has_downsampler else -1].shape)

            hooks.append(block.register_forward_hook(seen))
        hooks.append(model.mid_block.register_forward_hook(lambda _, args, out: middle.append(out.shape)))
        model(inputs["sample"], inputs["timestep"], inputs["encoder_hidden_states"], **further)
        for hook in hooks:
            hook.remove()
        return skips, middle[0], inside


def autoencoder(checkpoint: str, kind: type, height: int, width: int) -> None:
    model = kind.from_pretrained(folder(checkpoint) + "/vae", torch_dtype=torch.float64).eval()
    generator = torch.Generator().manual_seed(len(checkpoint))
    picture = (2 * torch.rand(1, 3, height, width, generator=generator) - 1).double()
    encoded = model.encode(picture)
    if kind is diffusers.AutoencoderTiny:
        outputs = {"mean": encoded.latents}
    else:
        mean, log_variance = encoded.latent_dist.parameters.chunk(2, dim=1)
        outputs = {"mean": mean, "log_variance": log_variance}
    options = {"height": height, "width": width}
    record(checkpoint, "vae_encoder", "", options, {"sample": picture}, outputs)
    latents = torch.randn(1, 4, height // 8, width // 8, generator=generator).double()
    decoded = model.decode(latents / model.config.scaling_factor).sample
    options = {"height": height // 8, "width": width // 8}
    record(checkpoint, "vae_decoder", "", options, {"latents": latents}, {"sample": decoded})


@torch.no_grad()
def main() -> None:
    text_encoder("sd1", [0, 1, 2])
    text_encoder("sd2", [0, 1])
    text_encoder("inpaint", [0])

    transformer = "attentions.0.transformer_blocks.0"
    sd1 = UNetReference("sd1")
    sd1.run("", 1, 8, 8, 77)
    sd1.run("odd size", 2, 7, 11, 5)
    sd1.run("residuals", 2, 7, 9, 5, residuals=True)
    sd1.run("adapter", 1, 8, 8, 5, adapter=True)
    sd1.run("residuals and adapter, odd size", 1, 5, 6, 5, residuals=True, adapter=True)
    sd1.run(
        "taps",
        2,
        4,
        6,
        7,
        taps=(
            f"down_blocks.0.{transformer}.attn2",
            f"mid_block.{transformer}.attn1",
            f"up_blocks.1.{transformer}.attn2",
            f"up_blocks.2.{transformer}.attn1",
        ),
    )
    sd2 = UNetReference("sd2")
    sd2.run("", 2, 8, 8, 77)
    sd2.run("odd size, tap", 1, 5, 3, 5, taps=(f"mid_block.{transformer}.attn2",))
    UNetReference("instruct").run("", 3, 8, 8, 7)
    inpaint = UNetReference("inpaint")
    inpaint.run("", 2, 8, 8, 16)
    inpaint.run("residuals and adapter, odd size", 1, 9, 7, 5, residuals=True, adapter=True)
    UNetReference("lcm").run("", 2, 8, 8, 16)
    tiny = UNetReference("tiny-vae")
    tiny.run("", 2, 8, 8, 16)
    tiny.run("tap of a second layer", 1, 8, 4, 5, taps=("down_blocks.0.attentions.0.transformer_blocks.1.attn2",))

    autoencoder("sd1", diffusers.AutoencoderKL, 32, 48)
    autoencoder("sd2", diffusers.AutoencoderKL, 24, 16)
    autoencoder("inpaint", diffusers.AutoencoderKL, 16, 32)
    autoencoder("lcm", diffusers.AutoencoderKL, 32, 16)
    autoencoder("tiny-vae", diffusers.AutoencoderTiny, 32, 24)

    (FIXTURES / "cases.json").write_text(json.dumps(cases, indent=1) + "\n")
    save_file(numbers, FIXTURES / "networks.safetensors")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
