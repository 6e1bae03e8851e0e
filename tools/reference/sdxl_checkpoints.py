"""Writes tiny checkpoints of Stable Diffusion XL with random, amplified weights, as checkpoints.py does for the other families.

    python tools/reference/sdxl_checkpoints.py

Their topology is the real one: two text encoders with paddings of their own, three levels of which the finest has no attention,
several transformer blocks in one, linear projections, `text_time`. "sdxl" is the base, "sdxl-instruct" InstructPix2Pix,
"sdxl-inpaint" has nine channels; a ControlNet and a T2I-Adapter lie with those of the other families.
"""

import json
import warnings

import diffusers
import torch
from checkpoints import CHECKPOINTS, autoencoder, randomise, text_encoder, tokenizer_of, unet, write_tokenizer_as_version_4
from control_networks import write_adapter, write_controlnet
from transformers import CLIPTextConfig, CLIPTextModelWithProjection, CLIPTokenizer

FIRST, SECOND, PROJECTION, TIME = 16, 20, 12, 8
TEXT_TIME = {
    "addition_embed_type": "text_time",
    "addition_time_embed_dim": TIME,
    "projection_class_embeddings_input_dim": PROJECTION + 6 * TIME,
}
TRANSFORMERS = {
    "transformer_layers_per_block": (1, 1, 2),
    "use_linear_projection": True,
    "attention_head_dim": (1, 2, 2),
    "cross_attention_dim": FIRST + SECOND,
    "upcast_attention": None,
}


def second_text_encoder(tokenizer: CLIPTokenizer, seed: int) -> CLIPTextModelWithProjection:
    torch.manual_seed(seed)
    config = CLIPTextConfig(
        vocab_size=len(tokenizer),
        hidden_size=SECOND,
        intermediate_size=36,
        num_hidden_layers=3,
        num_attention_heads=2,
        max_position_embeddings=tokenizer.model_max_length,
        hidden_act="gelu",
        projection_dim=PROJECTION,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    model = CLIPTextModelWithProjection(config)
    randomise(model, seed)
    for name, weight in model.named_parameters():
        if name.endswith(("q_proj.weight", "k_proj.weight", "v_proj.weight", "out_proj.weight", "fc1.weight")):
            weight.data *= 6
    return unit_sized(model.eval(), tokenizer)


@torch.no_grad()
def unit_sized(model: torch.nn.Module, tokenizer: CLIPTokenizer) -> torch.nn.Module:
    """The last layer but one is read without a norm: scales everything that is added up to it, which the norms within do not see."""
    ids = tokenizer("a photo of the Blue cat, left of 3 yellow mushrooms", padding="max_length", return_tensors="pt").input_ids
    spread = model(ids, output_hidden_states=True).hidden_states[-2].std()
    for name, weight in model.named_parameters():
        if "embeddings." in name or ".out_proj." in name or ".fc2." in name:
            weight /= spread
        if name.startswith("text_projection"):
            weight /= model(ids).text_embeds.std()
    return model


def xl_unet(seed: int, **options: object) -> torch.nn.Module:
    model = unet(
        seed,
        block_out_channels=(8, 8, 16),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        **TRANSFORMERS,
        **TEXT_TIME,
        **options,
    )
    with torch.no_grad():
        # So that the whole text and the size show beside the timestep.
        for layer in (model.add_embedding.linear_1, model.add_embedding.linear_2):
            layer.weight *= 3
    return model


def write(name: str, pipeline: type, seed: int, zeros: bool, **options: object) -> None:
    folder = CHECKPOINTS / name
    first = tokenizer_of(77)
    second = tokenizer_of(77, pad_token="!")
    made = pipeline(
        tokenizer=first,
        tokenizer_2=second,
        text_encoder=unit_sized(text_encoder(first, seed, hidden_size=FIRST, num_attention_heads=2), first),
        text_encoder_2=second_text_encoder(second, seed + 1),
        unet=xl_unet(seed + 2, **options),
        # Stable Diffusion XL's own autoencoder overflows in float16.
        vae=autoencoder(seed + 3, force_upcast=True, scaling_factor=0.13025),
        scheduler=diffusers.EulerDiscreteScheduler(
            beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1, timestep_spacing="leading"
        ),
        force_zeros_for_empty_prompt=zeros,
        add_watermarker=False,
    )
    made.to(torch.float16).save_pretrained(folder)
    for tokenizer, part, pad in ((first, "tokenizer", "<|endoftext|>"), (second, "tokenizer_2", "!")):
        write_tokenizer_as_version_4(folder / part, tokenizer, pad)
    index = folder / "model_index.json"
    told = json.loads(index.read_text())
    assert told["force_zeros_for_empty_prompt"] is zeros


@torch.no_grad()
def main() -> None:
    write("sdxl", diffusers.StableDiffusionXLPipeline, 101, True)
    write("sdxl-instruct", diffusers.StableDiffusionXLInstructPix2PixPipeline, 111, True, in_channels=8)
    write("sdxl-inpaint", diffusers.StableDiffusionXLInpaintPipeline, 121, False, in_channels=9)
    write_controlnet(
        "controlnet-xl",
        131,
        torch.float16,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        **TRANSFORMERS,
        **TEXT_TIME,
    )
    adapter = {"channels": [8, 8, 16, 16], "num_res_blocks": 2, "downscale_factor": 16}
    write_adapter("adapter-xl", 141, torch.float16, in_channels=3, adapter_type="full_adapter_xl", **adapter)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main()
