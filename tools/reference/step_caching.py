"""Step caching over diffusers' own UNet, for workers/jobs/stepCaching.test.ts.

    python tools/reference/step_caching.py

DeepCache's definition: between whole steps, the layer of the way up that takes the skip of a given depth begins with what it
began with at the last whole step. Here the whole UNet runs all the same, and that layer's input is replaced, which is the same
function. Where guidance is kept, the branches besides the prompt's are as far from it as they were at the last whole step.
"""

import json
import warnings

import torch
from diffusers.utils import logging
from pipelines import TARGET, draw_in_float32, encoded, guide, loaded, picture, recipe, use_scheduler, without_nothing


class Cache:
    """What a UNet keeps between the steps of one run."""

    def __init__(self, unet: torch.nn.Module, interval: int, depth: int, guidance: bool, prompt: int) -> None:
        self._unet, self._interval, self._guidance, self._prompt = unet, interval, guidance, prompt
        self._calls = 0
        self._deep: torch.Tensor | None = None
        self._kept: torch.Tensor | None = None
        layers = [resnet for block in unet.up_blocks for resnet in block.resnets]
        layers[len(layers) - depth].register_forward_pre_hook(self._cut)
        self._skip_channels = self._channels_of_skip(depth)
        self._forward = unet.forward
        unet.forward = self._run

    def _channels_of_skip(self, depth: int) -> int:
        config = self._unet.config
        channels = [config.block_out_channels[0]]
        for level, width in enumerate(config.block_out_channels):
            channels += [width] * config.layers_per_block
            if level + 1 < len(config.block_out_channels):
                channels.append(width)
        return channels[depth - 1]

    def _cut(self, _: torch.nn.Module, given: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
        joined, *rest = given
        hidden, skip = joined.split((joined.shape[1] - self._skip_channels, self._skip_channels), 1)
        if self._takes:
            assert self._deep is not None
            hidden = self._deep
        self._deep = hidden
        return (torch.cat((hidden, skip), 1), *rest)

    @property
    def _takes(self) -> bool:
        return self._calls % self._interval != 0

    def _run(self, *arguments: object, **options: object) -> tuple[torch.Tensor]:
        output = self._forward(*arguments, **options)[0]
        if not self._takes:
            self._kept = output
        elif self._guidance:
            assert self._kept is not None
            prompt = slice(self._prompt, self._prompt + 1)
            output = output[prompt] + self._kept - self._kept[prompt]
        self._calls += 1
        return (output,)


def cases():
    house = recipe("sd1", "a red ball in front of a green house", guides=guide("classifier-free", scale=2), steps=6)
    instruct = guide("instruct-pix2pix", textScale=6, imageScale=1.6)
    cat = recipe("instruct", "make the cat blue", image="picture", guides=instruct, steps=6)
    for interval, depth, guidance in ((2, 1, False), (3, 2, False), (2, 3, True), (4, 1, True)):
        values = {"interval": interval, "depth": depth, "guidance": guidance}
        for base, scheduler in ((house, "ddim"), (house, "dpm-solver++"), (cat, "ddim"), (cat, "euler-ancestral")):
            yield {**base, "scheduler": scheduler}, values


def run(one: dict, values: dict, precision: torch.dtype) -> torch.Tensor:
    edits = one["checkpoint"] == "instruct"
    pipeline = loaded("StableDiffusionInstructPix2PixPipeline" if edits else "StableDiffusionPipeline", one["checkpoint"], precision)
    draw_in_float32()
    use_scheduler(pipeline, one)
    Cache(pipeline.unet, **values, prompt=0 if edits else 1)
    guidance = one["guides"][0]["values"]
    options = {"image": picture(64, 64), "guidance_scale": guidance.get("textScale"), "image_guidance_scale": guidance.get("imageScale")}
    plain = {"guidance_scale": guidance.get("scale"), "width": 64, "height": 64}
    return pipeline(
        prompt=one["prompt"],
        num_inference_steps=one["steps"],
        generator=torch.Generator().manual_seed(one["seed"]),
        output_type="latent",
        **(options if edits else plain),
    ).images


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.set_verbosity_error()
    results = []
    for one, values in cases():
        latents, exact = run(one, values, torch.float32), run(one, values, torch.float64)
        uncertainty = ((latents - exact).abs().max() / exact.abs().max()).item()
        name = f"{one['checkpoint']}, {one['scheduler']}, {values}"
        print(f"{uncertainty:.1e} {name}")
        if not uncertainty < 3e-4:
            raise ValueError(f"Rounding alone changes the latents of '{name}' by {uncertainty:.1e}: choose another seed.")
        cached = {**one, "guides": [*one["guides"], {"id": "step-caching", "values": values, "range": [0, 1]}]}
        results.append(
            {
                "name": name,
                "recipe": without_nothing(cached),
                "off": without_nothing(one),
                "shape": list(latents.shape),
                "latents": encoded(latents.numpy()),
            }
        )
    lines = ",\n".join(json.dumps(result) for result in results)
    (TARGET / "stepCaching.json").write_text(f"[\n{lines}\n]\n")
    print(len(results), "cases")


if __name__ == "__main__":
    main()
