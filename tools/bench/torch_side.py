"""PyTorch's side of `npm run bench`: the same UNet and the same edit in diffusers, and PyTorch's own ONNX export.

python tools/bench/torch_side.py time FOLDER THREADS   # prints the times in seconds as JSON
python tools/bench/torch_side.py gradients FOLDER THREADS   # likewise, forwards and backwards
python tools/bench/torch_side.py export FOLDER OUT.onnx
"""

import json
import sys
import time
import warnings
from pathlib import Path

import diffusers
import torch
from peft import LoraConfig
from transformers import CLIPTextModel

warnings.filterwarnings("ignore")
diffusers.utils.logging.set_verbosity_error()
diffusers.utils.logging.disable_progress_bar()

STEPS = 20


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


def measure_runs(task, runs: int) -> list[dict[str, float]]:
    """Wall time, and the processor's time of all threads: on a busy machine the one that can be compared."""
    task()
    times = []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        task()
        times.append({"wall": time.perf_counter() - wall, "processor": time.process_time() - processor})
    return times


@torch.inference_mode()
def measure(folder: str) -> dict[str, list[dict[str, float]]]:
    unet = load_unet(folder)
    text_encoder = CLIPTextModel.from_pretrained(folder, subfolder="text_encoder", torch_dtype=torch.float32).eval()
    vae = diffusers.AutoencoderKL.from_pretrained(folder, subfolder="vae", torch_dtype=torch.float32, low_cpu_mem_usage=False).eval()
    length = text_encoder.config.max_position_embeddings
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
    ids = torch.ones(1, length, dtype=torch.long)

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

    times = {}
    for batch in (1, 2):
        sample, timestep, embedding = unet_inputs(unet, batch, length)
        times[f"unet, batch {batch}"] = measure_runs(lambda: unet(sample, timestep, embedding).sample, 30)
    times["edit"] = measure_runs(edit, 3)
    return times


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


def measure_gradients(folder: str) -> dict[str, list[dict[str, float]]]:
    unet = load_unet(folder).requires_grad_(False)
    sample, timestep, embedding = unet_inputs(unet, 1, CLIPTextModel.from_pretrained(folder, subfolder="text_encoder").config.max_position_embeddings)
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

    times = {"attention": measure_runs(attention, 15)}
    unet = load_unet(folder).requires_grad_(False)
    unet.add_adapter(LoraConfig(r=8, lora_alpha=8, target_modules=["to_q", "to_k", "to_v", "to_out.0"]))
    trained = [parameter for parameter in unet.parameters() if parameter.requires_grad]
    target = torch.randn(sample.shape)

    def lora() -> None:
        torch.autograd.grad(torch.nn.functional.mse_loss(unet(sample, timestep, embedding).sample, target), trained)

    times["lora"] = measure_runs(lora, 15)
    return times


class UNetAlone(torch.nn.Module):
    def __init__(self, unet: diffusers.UNet2DConditionModel) -> None:
        super().__init__()
        self.unet = unet

    def forward(self, sample: torch.Tensor, timestep: torch.Tensor, encoder_hidden_states: torch.Tensor) -> torch.Tensor:
        return self.unet(sample, timestep, encoder_hidden_states, return_dict=False)[0]


def export(folder: str, path: str) -> None:
    unet = load_unet(folder)
    length = json.loads(Path(folder, "text_encoder/config.json").read_text())["max_position_embeddings"]
    torch.onnx.export(
        UNetAlone(unet),
        unet_inputs(unet, 1, length),
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
    print(json.dumps({"version": torch.__version__, "runs": measure_gradients(folder) if command == "gradients" else measure(folder)}))


if __name__ == "__main__":
    main()
