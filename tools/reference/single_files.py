"""Writes checkpoints in one file, in the original LDM layout, and what diffusers' `from_single_file` makes of them.

    python tools/reference/single_files.py

Two small networks with the real topology (four levels, two layers, CLIP's vocabulary; only their widths are small) are written
under LDM's names; diffusers reads them back, which must give the same weights, and its pipelines make the latents that the tests
compare with. Variants of other input channels differ in one tensor, which is kept in the JSON file. Weights are rounded to a few
values, so that the files are small once compressed.
"""

import base64
import gzip
import json
import pathlib
import tempfile
import warnings

import diffusers
import numpy
import torch
from checkpoints import autoencoder, byte_characters, randomise, schedule, unet
from diffusers.loaders.single_file_utils import (
    convert_controlnet_checkpoint,
    convert_ldm_unet_checkpoint,
    convert_ldm_vae_checkpoint,
)
from diffusers.utils import logging
from pipelines import mask, picture
from safetensors.torch import save
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

ROOT = pathlib.Path(__file__).parents[2]
TARGET = ROOT / "workers" / "models" / "ldm" / "fixtures"
PROMPTS = ["a photo of a cat", "make the cat blue", ""]
CROSS = ("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",)
UP = ("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3
WIDTHS = {"block_out_channels": (32,) * 4, "down_block_types": CROSS, "up_block_types": UP, "layers_per_block": 2, "norm_num_groups": 32}


def clip_tokenizer(pad: str) -> CLIPTokenizer:
    lines = (ROOT / "public" / "models" / "clip" / "merges.txt").read_text().splitlines()
    merges = [tuple(line.split()) for line in lines]
    characters = byte_characters()
    tokens = characters + [c + "</w>" for c in characters] + ["".join(pair) for pair in merges]
    vocab = {token: index for index, token in enumerate([*tokens, "<|startoftext|>", "<|endoftext|>"])}
    return CLIPTokenizer(vocab=vocab, merges=merges, model_max_length=77, pad_token=pad)


def clip_text(tokenizer: CLIPTokenizer, seed: int, **options) -> CLIPTextModel:
    """Only the rows of the words in use are not zero."""
    torch.manual_seed(seed)
    widths = {"hidden_size": 16, "intermediate_size": 24, "num_attention_heads": 1, "max_position_embeddings": 77}
    special = {"bos_token_id": 49406, "eos_token_id": 49407, "pad_token_id": tokenizer.pad_token_id}
    model = CLIPTextModel(CLIPTextConfig(vocab_size=49408, **widths, **special, **options))
    randomise(model, seed)
    used = {id for prompt in PROMPTS for id in tokenizer(prompt, padding="max_length").input_ids}
    table = model.get_input_embeddings().weight.data
    table[[row for row in range(len(table)) if row not in used]] = 0
    for name, weight in model.named_parameters():
        if name.endswith(("_proj.weight", "fc1.weight")):
            weight.data *= 6
    return model.eval()


@torch.no_grad()
def rounded(module: torch.nn.Module) -> torch.nn.Module:
    for weight in module.parameters():
        step = 2.0 ** round(float(torch.log2(weight.std().clamp(min=2**-10)))) / 2 if weight.numel() > 1 else 1 / 16
        weight.copy_((weight / step).round().clamp(-5, 5) * step)
    return module


RESNET = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0"}
RESNET |= {"conv2": "out_layers.3", "conv_shortcut": "skip_connection"}


def ldm_unet_name(key: str) -> str:
    name, end = key.rsplit(".", 1)
    ends = {"conv_in": "input_blocks.0.0", "conv_norm_out": "out.0", "conv_out": "out.2"}
    ends |= {"time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2"}
    if name in ends:
        return f"{ends[name]}.{end}"
    block, *parts = key.split(".")
    if block == "mid_block":
        kind, at, *rest = parts
        place = "middle_block.1" if kind == "attentions" else f"middle_block.{2 * int(at)}"
    else:
        level, kind, at, *rest = parts
        first = 3 * int(level)
        if kind == "downsamplers":
            return f"input_blocks.{first + 3}.0.op.{end}"
        if kind == "upsamplers":
            return f"output_blocks.{first + 2}.{1 if level == '0' else 2}.conv.{end}"
        down = block == "down_blocks"
        place = f"{'input' if down else 'output'}_blocks.{first + int(at) + down}.{0 if kind == 'resnets' else 1}"
    if kind == "resnets":
        rest = [RESNET[rest[0]], *rest[1:]]
    return ".".join([place, *rest])


def ldm_vae_name(key: str) -> str:
    for ours, theirs in [
        (".mid_block.attentions.0.group_norm", ".mid.attn_1.norm"),
        (".mid_block.attentions.0.to_out.0", ".mid.attn_1.proj_out"),
        (".mid_block.attentions.0.to_", ".mid.attn_1."),
        (".mid_block.resnets.0", ".mid.block_1"),
        (".mid_block.resnets.1", ".mid.block_2"),
        ("conv_norm_out", "norm_out"),
        ("conv_shortcut", "nin_shortcut"),
        ("down_blocks.", "down."),
        ("downsamplers.0", "downsample"),
        ("upsamplers.0", "upsample"),
        (".resnets.", ".block."),
    ]:
        key = key.replace(ours, theirs)
    for level in range(4):
        key = key.replace(f"up_blocks.{level}.", f"up.{3 - level}.")
    return key


def open_clip(weights: dict[str, torch.Tensor], generator: torch.Generator) -> dict[str, torch.Tensor]:
    found = {}
    for key, value in weights.items():
        name = key.removeprefix("text_model.")
        for ours, theirs in [
            ("embeddings.position_embedding.weight", "positional_embedding"),
            ("embeddings.token_embedding", "token_embedding"),
            ("final_layer_norm", "ln_final"),
            ("encoder.layers.", "transformer.resblocks."),
            ("layer_norm", "ln_"),
            ("mlp.fc1", "mlp.c_fc"),
            ("mlp.fc2", "mlp.c_proj"),
            ("self_attn", "attn"),
        ]:
            name = name.replace(ours, theirs)
        found[name] = value
    for name in [name for name in found if ".q_proj." in name]:
        parts = [found.pop(name.replace(".q_proj.", f".{part}_proj.")) for part in "qkv"]
        found[name.replace(".q_proj.", ".in_proj_")] = torch.cat(parts)
    # The block that is not read, and what trains the whole of CLIP.
    for name in [name for name in found if ".resblocks.22." in name]:
        found[name.replace("22", "23")] = torch.randn(found[name].shape, generator=generator).half()
    width = found["positional_embedding"].shape[1]
    return found | {"text_projection": torch.zeros(width, width).half(), "logit_scale": torch.tensor(1.0).half()}


def ldm_file(parts: dict[str, torch.nn.Module], second: bool) -> dict[str, torch.Tensor]:
    generator = torch.Generator().manual_seed(4)
    halves = {name: {key: value.half() for key, value in part.state_dict().items()} for name, part in parts.items()}
    found = {f"model.diffusion_model.{ldm_unet_name(key)}": value for key, value in halves["unet"].items()}
    for key, value in halves["vae"].items():
        # Projections of the attention are convolutions of one pixel there.
        is_projection = ".to_" in key and value.ndim == 2
        found[f"first_stage_model.{ldm_vae_name(key)}"] = value[:, :, None, None] if is_projection else value
    text = halves["text_encoder"]
    if second:
        found |= {f"cond_stage_model.model.{key}": value for key, value in open_clip(text, generator).items()}
    else:
        wrapped = {f"text_model.{key.removeprefix('text_model.')}": value for key, value in text.items()}
        wrapped["text_model.embeddings.position_ids"] = torch.arange(77)[None]
        found |= {f"cond_stage_model.transformer.{key}": value for key, value in wrapped.items()}
    # What training leaves behind.
    found["model_ema.diffusion_modeloutbiasblock"] = torch.ones(4)
    found["model_ema.num_updates"] = torch.tensor(5)
    found["alphas_cumprod"] = torch.linspace(1, 0, 1000)
    found["betas"] = torch.linspace(0, 1, 1000)
    found["posterior_variance"] = torch.zeros(1000)
    found["first_stage_model.loss.logvar"] = torch.tensor(0.0)
    return {key: value.contiguous() for key, value in found.items()}


def latents_of(pipeline, **inputs) -> dict:
    generator = torch.Generator().manual_seed(7)
    result = pipeline(generator=generator, num_inference_steps=4, output_type="latent", **inputs).images
    shape = list(result.shape)
    return {"shape": shape, "latents": base64.b64encode(numpy.ascontiguousarray(result.float().numpy()).tobytes()).decode()}


def parts_of(second: bool, tokenizer: CLIPTokenizer) -> dict[str, torch.nn.Module]:
    if second:
        text = clip_text(tokenizer, 71, hidden_act="gelu", num_hidden_layers=23)
        options = {"attention_head_dim": (1,) * 4, "use_linear_projection": True, "upcast_attention": True}
    else:
        text = clip_text(tokenizer, 61, num_hidden_layers=12)
        options = {"attention_head_dim": 8}
    made = unet(62 + 10 * second, **WIDTHS, **options, cross_attention_dim=16)
    for name, weight in made.named_parameters():
        # The words are to show in the picture.
        if name.endswith(("attn2.to_v.weight", "attn2.to_out.0.weight", "attentions.0.proj_out.weight")):
            weight.data *= 3
    vae_types = {"down_block_types": ("DownEncoderBlock2D",) * 4, "up_block_types": ("UpDecoderBlock2D",) * 4}
    vae = autoencoder(63 + 10 * second, block_out_channels=(32,) * 4, layers_per_block=2, norm_num_groups=32, **vae_types)
    return {"unet": rounded(made).half().float(), "vae": rounded(vae).half().float(), "text_encoder": rounded(text).half().float()}


def widened(model: torch.nn.Module, channels: int) -> torch.nn.Module:
    """The same network with another first layer."""
    config = {key: value for key, value in model.config.items() if not key.startswith("_")}
    other = diffusers.UNet2DConditionModel(**(config | {"in_channels": channels}))
    weights = model.state_dict()
    generator = torch.Generator().manual_seed(channels)
    weights["conv_in.weight"] = (torch.randn(32, channels, 3, 3, generator=generator) * 2).round() / 8
    other.load_state_dict(weights)
    return other.eval()


def read_back(pipeline: type, parts: dict, second: bool, scheduler, tokenizer) -> tuple[object, bytes]:
    """The file's bytes, and the pipeline that diffusers makes of it with the configuration of a folder."""
    contents = save(ldm_file(parts, second), metadata={"format": "pt"})
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        absent: dict[str, object] = {"feature_extractor": None}
        if pipeline is diffusers.StableDiffusionDepth2ImgPipeline:
            absent["depth_estimator"] = None
        else:
            absent |= {"safety_checker": None, "requires_safety_checker": False, "image_encoder": None}
        pipeline(**parts, tokenizer=tokenizer, scheduler=scheduler, **absent).save_pretrained(folder / "config")
        for weights in (folder / "config").rglob("*.safetensors"):
            weights.unlink()
        (folder / "single.safetensors").write_bytes(contents)
        single = {"pretrained_model_link_or_path_or_dict": str(folder / "single.safetensors"), "config": str(folder / "config")}
        if pipeline is diffusers.StableDiffusionDepth2ImgPipeline:
            # It alone cannot be read from a file; its networks can.
            read = {part: getattr(diffusers, type(parts[part]).__name__).from_single_file(**single, subfolder=part) for part in ("unet", "vae")}
            made = pipeline(**(parts | read), tokenizer=tokenizer, scheduler=scheduler, **absent)
        else:
            path = single.pop("pretrained_model_link_or_path_or_dict")
            made = pipeline.from_single_file(path, **single, local_files_only=True, **absent)
    for part, model in parts.items():
        theirs = getattr(made, part).state_dict()
        for key, value in model.state_dict().items():
            assert torch.equal(theirs[key].float(), value), f"{part} {key}"
    made.set_progress_bar_config(disable=True)
    return made, contents


def real_header(second: bool) -> dict[str, list[int]]:
    """Names and shapes of a published file of Stable Diffusion 1.5 or 2.1: the real sizes, without weights."""
    width, layers = (1024, 23) if second else (768, 12)
    heads = {"attention_head_dim": (5, 10, 20, 20), "use_linear_projection": True} if second else {"attention_head_dim": 8}
    sizes = {"hidden_size": width, "intermediate_size": 4 * width, "num_hidden_layers": layers, "num_attention_heads": width // 64}
    vae_types = {"down_block_types": ("DownEncoderBlock2D",) * 4, "up_block_types": ("UpDecoderBlock2D",) * 4}
    with torch.device("meta"):
        made = {
            "unet": diffusers.UNet2DConditionModel(cross_attention_dim=width, **heads),
            "vae": diffusers.AutoencoderKL(block_out_channels=(128, 256, 512, 512), layers_per_block=2, **vae_types),
            "text_encoder": CLIPTextModel(CLIPTextConfig(vocab_size=49408, max_position_embeddings=77, **sizes)),
        }
    found = ldm_file(made, second)
    # diffusers' own tables find every weight under these names.
    keys = convert_ldm_unet_checkpoint(dict(found), {"layers_per_block": 2})
    assert {k: v.shape for k, v in keys.items()} == {k: v.shape for k, v in made["unet"].state_dict().items()}
    keys = convert_ldm_vae_checkpoint(dict(found), {"down_block_types": [0] * 4, "up_block_types": [0] * 4})
    assert {k: v.shape for k, v in keys.items()} == {k: v.shape for k, v in made["vae"].state_dict().items()}
    return {key: list(value.shape) for key, value in found.items()}


def ldm_control_name(key: str) -> str:
    name, end = key.rsplit(".", 1)
    if name.startswith("controlnet_down_blocks."):
        return f"zero_convs.{name.split('.')[1]}.0.{end}"
    if name == "controlnet_mid_block":
        return f"middle_block_out.0.{end}"
    if name.startswith("controlnet_cond_embedding."):
        place = name.removeprefix("controlnet_cond_embedding.")
        at = {"conv_in": 0, "conv_out": 14}.get(place)
        return f"input_hint_block.{2 * int(place.split('.')[-1]) + 2 if at is None else at}.{end}"
    return ldm_unet_name(key)


@torch.no_grad()
def write_control_network() -> None:
    """A ControlNet's file, and the sum of each of its tensors under diffusers' names."""
    torch.manual_seed(81)
    kinds = {key: value for key, value in WIDTHS.items() if key != "up_block_types"}
    model = diffusers.ControlNetModel(**kinds, attention_head_dim=8, cross_attention_dim=16)
    generator = torch.Generator().manual_seed(81)
    for weight in model.parameters():
        weight.copy_(torch.randn(weight.shape, generator=generator))
    weights = {key: value.half() for key, value in rounded(model).state_dict().items()}
    found = {f"control_model.{ldm_control_name(key)}": value for key, value in weights.items()}
    back = convert_controlnet_checkpoint(dict(found), {"layers_per_block": 2})
    assert back.keys() == weights.keys() and all(torch.equal(back[key], weights[key]) for key in weights)
    contents = save({key: value.contiguous() for key, value in found.items()})
    (TARGET / "controlnet.safetensors.gz").write_bytes(gzip.compress(contents, 9, mtime=0))
    sums = {key: float(value.double().sum()) for key, value in weights.items()}
    (TARGET / "controlnet.json").write_text(json.dumps(sums, indent=1) + "\n")


def main() -> None:
    warnings.simplefilter("ignore")
    logging.set_verbosity_error()
    TARGET.mkdir(parents=True, exist_ok=True)
    cases = {}
    first = {"tokenizer": clip_tokenizer("<|endoftext|>"), "second": False}
    parts = parts_of(**first)
    pndm = schedule(diffusers.PNDMScheduler, skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)
    plain = {"prompt": PROMPTS[0], "guidance_scale": 5.0, "height": 64, "width": 64}
    image = picture(64, 64)

    pipeline, contents = read_back(diffusers.StableDiffusionPipeline, parts, scheduler=pndm, **first)
    (TARGET / "sd1.safetensors.gz").write_bytes(gzip.compress(contents, 9, mtime=0))
    cases["sd1"] = {"file": "sd1", **latents_of(pipeline, **plain)}

    def variant(name: str, of: dict, channels: int, kind: type, scheduler, made: dict, **inputs) -> None:
        changed = made | {"unet": widened(made["unet"], channels)}
        weight = changed["unet"].state_dict()["conv_in.weight"].half()
        pipeline, _ = read_back(kind, changed, scheduler=scheduler, **of)
        first_layer = base64.b64encode(weight.numpy().tobytes()).decode()
        file = "sd2" if of["second"] else "sd1"
        cases[name] = {"file": file, "channels": channels, "firstLayer": first_layer, **latents_of(pipeline, **inputs)}

    euler = schedule(diffusers.EulerAncestralDiscreteScheduler, steps_offset=1)
    edit = {"prompt": PROMPTS[1], "image": image, "guidance_scale": 5.0, "image_guidance_scale": 1.5}
    variant("instruct", first, 8, diffusers.StableDiffusionInstructPix2PixPipeline, euler, parts, **edit)
    fill = plain | {"image": image, "mask_image": mask(64, 64), "strength": 1.0}
    variant("inpaint", first, 9, diffusers.StableDiffusionInpaintPipeline, pndm, parts, **fill)

    again = {"tokenizer": clip_tokenizer("!"), "second": True}
    parts = parts_of(**again)
    ddim = schedule(diffusers.DDIMScheduler, prediction_type="v_prediction", clip_sample=False, set_alpha_to_one=False, steps_offset=1)
    pipeline, contents = read_back(diffusers.StableDiffusionPipeline, parts, scheduler=ddim, **again)
    (TARGET / "sd2.safetensors.gz").write_bytes(gzip.compress(contents, 9, mtime=0))
    cases["sd2"] = {"file": "sd2", "velocity": True, **latents_of(pipeline, **plain)}
    # As a picture of 8 bits holds it.
    depth = ((torch.arange(64 * 64) / (64 * 64 - 1) * 255).round() / 255 * 2 - 1).reshape(1, 64, 64)
    given = {"prompt": PROMPTS[0], "image": image, "depth_map": depth, "strength": 1.0, "guidance_scale": 5.0}
    variant("depth", again, 5, diffusers.StableDiffusionDepth2ImgPipeline, pndm, parts, **given)
    pixels = base64.b64encode(image.convert("RGBA").tobytes()).decode()
    covered = base64.b64encode(mask(64, 64).convert("RGBA").tobytes()).decode()
    written = {"images": {"picture": pixels, "mask": covered}, "cases": cases}
    write_control_network()
    headers = {"sd15": real_header(False), "sd21": real_header(True)}
    (TARGET / "realHeaders.json.gz").write_bytes(gzip.compress(json.dumps(headers).encode(), 9, mtime=0))
    (TARGET / "cases.json").write_text(json.dumps(written, indent=1) + "\n")


if __name__ == "__main__":
    main()
