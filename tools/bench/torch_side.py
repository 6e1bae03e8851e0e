"""PyTorch's side of `npm run bench`: the same UNet and the same edit in diffusers, and PyTorch's own ONNX export.

python tools/bench/torch_side.py serve FOLDER THREADS   # answers each line {"task": "edit", "runs": 3} with times in seconds
python tools/bench/torch_side.py export FOLDER OUT.onnx
"""

import json
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import diffusers
import torch
from peft import LoraConfig
from transformers import CLIPTextModel

warnings.filterwarnings("ignore")
diffusers.utils.logging.set_verbosity_error()
diffusers.utils.logging.disable_progress_bar()

STEPS = 20

Task = Callable[[], object]


def text_length(folder: str) -> int:
    return json.loads(Path(folder, "text_encoder/config.json").read_text())["max_position_embeddings"]


def load_unet(folder: str) -> diffusers.UNet2DConditionModel:
    return diffusers.UNet2DConditionModel.from_pretrained(folder, subfolder="unet", torch_dtype=torch.float32, low_cpu_mem_usage=False).eval()


def unet_inputs(unet: diffusers.UNet2DConditionModel, batch: int, length: int) -> tuple[torch.Tensor, ...]:
    size = unet.config.sample_size
    generator = torch.Generator().manual_seed(0)
    return (
        torch.randn(batch, unet.config.in_channels, size, size, generator=generator),
        torch.full((batch,), 501.0),
        torch.randn(batch, length, unet.config.cross_attention_dim, generator=generator),
    )


def measure_runs(task: Task, runs: int) -> list[dict[str, float]]:
    """Wall time, and the processor's time of all threads: on a busy machine the one that can be compared."""
    task()
    times = []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        task()
        times.append({"wall": time.perf_counter() - wall, "processor": time.process_time() - processor})
    return times


def pass_of(folder: str, batch: int) -> Task:
    unet = load_unet(folder)
    inputs = unet_inputs(unet, batch, text_length(folder))
    return torch.inference_mode()(lambda: unet(*inputs).sample)


def load_vae(folder: str) -> diffusers.AutoencoderKL:
    return diffusers.AutoencoderKL.from_pretrained(folder, subfolder="vae", torch_dtype=torch.float32, low_cpu_mem_usage=False).eval()


def decoder_of(folder: str) -> Task:
    vae, unet = load_vae(folder), load_unet(folder)
    latents = torch.randn(1, vae.config.latent_channels, unet.config.sample_size, unet.config.sample_size)
    return torch.inference_mode()(lambda: vae.decode(latents).sample)


def edit_of(folder: str) -> Task:
    unet, vae = load_unet(folder), load_vae(folder)
    text_encoder = CLIPTextModel.from_pretrained(folder, subfolder="text_encoder", torch_dtype=torch.float32).eval()
    pipeline = diffusers.StableDiffusionPipeline(
        vae=vae,
        text_encoder=text_encoder,
        tokenizer=None,
        unet=unet,
        scheduler=diffusers.DDIMScheduler.from_pretrained(folder, subfolder="scheduler"),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipeline.set_progress_bar_config(disable=True)
    size = unet.config.sample_size * 2 ** (len(vae.config.block_out_channels) - 1)
    ids = torch.ones(1, text_encoder.config.max_position_embeddings, dtype=torch.long)

    @torch.inference_mode()
    def edit() -> None:
        pipeline(
            prompt_embeds=text_encoder(ids)[0],
            negative_prompt_embeds=text_encoder(ids)[0],
            num_inference_steps=STEPS,
            guidance_scale=7.5,
            width=size,
            height=size,
            generator=torch.Generator().manual_seed(0),
            output_type="np",
        )

    return edit


class MapKeeper:
    """Attention by plain products, whose probabilities stay to be differentiated."""

    def __init__(self, maps: list[torch.Tensor]) -> None:
        self.maps = maps

    def __call__(self, attn, hidden_states, encoder_hidden_states=None, attention_mask=None, **_):
        context = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        query, key, value = (attn.head_to_batch_dim(part) for part in (attn.to_q(hidden_states), attn.to_k(context), attn.to_v(context)))
        probabilities = attn.get_attention_scores(query, key, attention_mask)
        self.maps.append(probabilities)
        return attn.to_out[0](attn.batch_to_head_dim(torch.bmm(probabilities, value)))


def attention_gradient(folder: str) -> Task:
    unet = load_unet(folder).requires_grad_(False)
    sample, timestep, embedding = unet_inputs(unet, 1, text_length(folder))
    maps: list[torch.Tensor] = []
    # Those whose maps are 16 x 16 for Toyland; the others keep PyTorch's fused attention.
    last = len(unet.config.up_block_types) - 1
    for name, module in unet.named_modules():
        if name.endswith("attn2") and name.startswith(("down_blocks.0.", f"up_blocks.{last}.")):
            module.set_processor(MapKeeper(maps))

    def attention() -> None:
        maps.clear()
        given = sample.clone().requires_grad_(True)
        unet(given, timestep, embedding)
        words = torch.softmax(100 * torch.cat(maps).mean(0), -1)[:, [2, 5]]
        torch.autograd.grad((1 - words.max(0).values).max(), given)

    return attention


def lora_gradient(folder: str) -> Task:
    unet = load_unet(folder).requires_grad_(False)
    unet.add_adapter(LoraConfig(r=8, lora_alpha=8, target_modules=["to_q", "to_k", "to_v", "to_out.0"]))
    trained = [parameter for parameter in unet.parameters() if parameter.requires_grad]
    inputs = unet_inputs(unet, 1, text_length(folder))
    target = torch.randn(inputs[0].shape)

    def lora() -> None:
        torch.autograd.grad(torch.nn.functional.mse_loss(unet(*inputs).sample, target), trained)

    return lora


TASKS: dict[str, Callable[[str], Task]] = {
    "unet, batch 1": lambda folder: pass_of(folder, 1),
    "unet, batch 2": lambda folder: pass_of(folder, 2),
    "decoder": decoder_of,
    "edit": edit_of,
    "attention": attention_gradient,
    "lora": lora_gradient,
}


def serve(folder: str) -> None:
    """Loads what a task needs when it is first asked for."""
    opened: dict[str, Task] = {}
    for line in sys.stdin:
        asked = json.loads(line)
        name = asked["task"]
        if name not in opened:
            opened[name] = TASKS[name](folder)
        print(json.dumps(measure_runs(opened[name], asked["runs"])), flush=True)


class UNetAlone(torch.nn.Module):
    def __init__(self, unet: diffusers.UNet2DConditionModel) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, sample: torch.Tensor, timestep: torch.Tensor, encoder_hidden_states: torch.Tensor) -> torch.Tensor:
        return self.unet(sample, timestep, encoder_hidden_states, return_dict=False)[0]


def export(folder: str, path: str) -> None:
    unet = load_unet(folder)
    torch.onnx.export(
        UNetAlone(unet),
        unet_inputs(unet, 1, text_length(folder)),
        path,
        input_names=["sample", "timestep", "encoder_hidden_states"],
        output_names=["output"],
        dynamo=True,
        external_data=False,
        optimize=True,
    )


def main() -> None:
    command, folder, argument = sys.argv[1:4]
    if command == "export":
        export(folder, argument)
        return
    torch.set_num_threads(int(argument))
    serve(folder)


if __name__ == "__main__":
    main()
