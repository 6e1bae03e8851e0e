"""Writes a checkpoint of Stable Diffusion XL in one file, in the original layout, and what diffusers' `from_single_file` makes of it.

    python tools/reference/sdxl_single_file.py

As single_files.py does for the other families: a small network with the real topology, CLIP's vocabulary, and the names and shapes of
the published file at its real size.
"""

import gzip
import json
import pathlib
import tempfile
import warnings

import diffusers
import torch
from checkpoints import autoencoder, randomise, unet
from diffusers.loaders.single_file_utils import convert_ldm_unet_checkpoint
from diffusers.utils import logging
from safetensors.torch import save
from sdxl_add_ons import ldm_name, ldm_names
from sdxl_checkpoints import unit_sized
from single_files import PROMPTS, TARGET, clip_text, clip_tokenizer, latents_of, ldm_vae_name, open_clip, rounded
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection

ROOT = pathlib.Path(__file__).parents[2]
CONFIGS = json.loads((ROOT / "tools" / "full-size" / "stableDiffusionXl.json").read_text())
VAE_TYPES = {"down_block_types": ("DownEncoderBlock2D",) * 4, "up_block_types": ("UpDecoderBlock2D",) * 4}


def second_clip(tokenizer, seed: int) -> CLIPTextModelWithProjection:
    """Only the rows of the words in use are not zero. diffusers knows the family by its ten blocks, and the second encoder by its width."""
    torch.manual_seed(seed)
    widths = {"hidden_size": 24, "intermediate_size": 36, "num_attention_heads": 1, "num_hidden_layers": 10, "projection_dim": 12}
    special = {"bos_token_id": 49406, "eos_token_id": 49407, "pad_token_id": tokenizer.pad_token_id}
    model = CLIPTextModelWithProjection(CLIPTextConfig(vocab_size=49408, max_position_embeddings=77, hidden_act="gelu", **widths, **special))
    randomise(model, seed)
    used = {id for prompt in PROMPTS for id in tokenizer(prompt, padding="max_length").input_ids}
    table = model.get_input_embeddings().weight.data
    table[[row for row in range(len(table)) if row not in used]] = 0
    return model.eval()


def ldm_file(parts: dict) -> dict[str, torch.Tensor]:
    halves = {name: {key: value.half() for key, value in part.state_dict().items()} for name, part in parts.items()}
    names = ldm_names(parts["unet"])
    found = {}
    for key, value in halves["unet"].items():
        path, end = key.rsplit(".", 1)
        found[f"model.diffusion_model.{ldm_name(path, names)}.{end}"] = value
    for key, value in halves["vae"].items():
        is_projection = ".to_" in key and value.ndim == 2
        found[f"first_stage_model.{ldm_vae_name(key)}"] = value[:, :, None, None] if is_projection else value
    first = {f"text_model.{key.removeprefix('text_model.')}": value for key, value in halves["text_encoder"].items()}
    first["text_model.embeddings.position_ids"] = torch.arange(77)[None]
    found |= {f"conditioner.embedders.0.transformer.{key}": value for key, value in first.items()}
    second = dict(halves["text_encoder_2"])
    projection = second.pop("text_projection.weight")
    opened = open_clip(second, torch.Generator().manual_seed(4)) | {"text_projection": projection.T}
    found |= {f"conditioner.embedders.1.model.{key}": value for key, value in opened.items()}
    found["denoiser.sigmas"] = torch.linspace(0, 1, 1000)
    return {key: value.contiguous() for key, value in found.items()}


def real_header() -> dict[str, list[int]]:
    """Names and shapes of the published file: the real sizes, without weights."""
    with torch.device("meta"):
        made = {
            "unet": diffusers.UNet2DConditionModel.from_config(CONFIGS["unet"]),
            "vae": diffusers.AutoencoderKL.from_config(CONFIGS["vae"]),
            "text_encoder": CLIPTextModel(CLIPTextConfig(**CONFIGS["text_encoder"])),
            "text_encoder_2": CLIPTextModelWithProjection(CLIPTextConfig(**CONFIGS["text_encoder_2"])),
        }
    found = ldm_file(made)
    keys = convert_ldm_unet_checkpoint(dict(found), {"layers_per_block": 2, "class_embed_type": None, "addition_embed_type": "text_time"})
    assert {k: v.shape for k, v in keys.items()} == {k: v.shape for k, v in made["unet"].state_dict().items()}
    return {key: list(value.shape) for key, value in found.items()}


def main() -> None:
    warnings.simplefilter("ignore")
    logging.set_verbosity_error()
    first, second = clip_tokenizer("<|endoftext|>"), clip_tokenizer("!")
    unet_of = unet(
        82,
        block_out_channels=(32, 32, 32),
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        layers_per_block=2,
        norm_num_groups=32,
        transformer_layers_per_block=(1, 1, 2),
        attention_head_dim=(1, 1, 1),
        use_linear_projection=True,
        cross_attention_dim=16 + 24,
        addition_embed_type="text_time",
        addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=12 + 6 * 8,
    )
    for name, weight in unet_of.named_parameters():
        # The words are to show in the picture.
        if name.endswith(("attn2.to_v.weight", "attn2.to_out.0.weight")) or name.startswith("add_embedding"):
            weight.data *= 3
    vae = autoencoder(83, block_out_channels=(32,) * 4, layers_per_block=2, norm_num_groups=32, **VAE_TYPES)
    vae.register_to_config(scaling_factor=0.13025, force_upcast=True)
    parts = {
        "unet": unet_of,
        "vae": vae,
        "text_encoder": unit_sized(clip_text(first, 84, num_hidden_layers=12), first),
        "text_encoder_2": unit_sized(second_clip(second, 85), second),
    }
    parts = {name: rounded(part).half().float() for name, part in parts.items()}
    contents = save(ldm_file(parts), metadata={"format": "pt"})
    scheduler = diffusers.EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1, timestep_spacing="leading"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        pipeline = diffusers.StableDiffusionXLPipeline(**parts, tokenizer=first, tokenizer_2=second, scheduler=scheduler)
        pipeline.save_pretrained(folder / "config")
        for weights in (folder / "config").rglob("*.safetensors"):
            weights.unlink()
        (folder / "single.safetensors").write_bytes(contents)
        made = diffusers.StableDiffusionXLPipeline.from_single_file(
            str(folder / "single.safetensors"), config=str(folder / "config"), local_files_only=True
        )
    for part, model in parts.items():
        theirs = getattr(made, part).state_dict()
        for key, value in model.state_dict().items():
            assert torch.equal(theirs[key].float(), value), f"{part} {key}"
    made.set_progress_bar_config(disable=True)
    plain = {"prompt": PROMPTS[0], "guidance_scale": 5.0, "height": 64, "width": 64}
    cases = {"sdxl": {"file": "sdxl", **latents_of(made, **plain)}}
    (TARGET / "sdxl.safetensors.gz").write_bytes(gzip.compress(contents, 9, mtime=0))
    (TARGET / "sdxlHeader.json.gz").write_bytes(gzip.compress(json.dumps(real_header()).encode(), 9, mtime=0))
    (TARGET / "sdxlCases.json").write_text(json.dumps({"cases": cases}, indent=1) + "\n")
    print({file.name: file.stat().st_size for file in TARGET.glob("sdxl*")})


if __name__ == "__main__":
    main()
