"""Writes tiny checkpoints with random weights in the diffusers layout, by diffusers' and transformers' own writers.

    python tools/reference/checkpoints.py

They lie in workers/models/fixtures/checkpoints and stand in for every kind of checkpoint that the program reads. Weights are
"amplified": with those of a fresh network, attention and text would hardly show in its output, and a test could not tell a
wrong one from a right one.
"""

import itertools
import json
import pathlib
import shutil
from collections import Counter
from collections.abc import Callable

import diffusers
import torch
from safetensors.torch import load_file, save_file
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

CHECKPOINTS = pathlib.Path(__file__).parents[2] / "workers" / "models" / "fixtures" / "checkpoints"

CORPUS = """
a red ball and a blue car in front of a green house, the cat is next to the dog, make the cat blue, turn the dog into a
robot, a photo of a yellow flower on the beach at night, a tree in the snow, a pencil sketch of a smiling face with glasses
and a hat, let it snow, remove the ball, a black house left of a white cat in a meadow, the mushroom is purple and orange
"""


def byte_characters() -> list[str]:
    """The characters by which byte-level BPE writes the bytes, in the order of CLIP's vocabulary."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + place) for place in range(len(others))]


def learn_merges(corpus: str, count: int) -> list[tuple[str, str]]:
    """Byte-pair encoding (Sennrich et al. 2016): again and again, the commonest pair becomes one token."""
    words = Counter(corpus.replace(",", " ,").split())
    pieces = {word: [*word[:-1], word[-1] + "</w>"] for word in words}
    merges = []
    for _ in range(count):
        pairs = Counter()
        for word, parts in pieces.items():
            for pair in itertools.pairwise(parts):
                pairs[pair] += words[word]
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        for word, parts in pieces.items():
            merged = []
            for part in parts:
                if merged and (merged[-1], part) == best:
                    merged[-1] += part
                else:
                    merged.append(part)
            pieces[word] = merged
    return merges


def tokenizer_of(length: int, **special) -> CLIPTokenizer:
    characters = byte_characters()
    merges = learn_merges(CORPUS, 120)
    tokens = characters + [c + "</w>" for c in characters] + ["".join(pair) for pair in merges]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    vocab = {token: index for index, token in enumerate(dict.fromkeys(tokens))}
    return CLIPTokenizer(vocab=vocab, merges=merges, model_max_length=length, **special)


@torch.no_grad()
def randomise(module: torch.nn.Module, seed: int) -> None:
    """Amplifies attention, and moves norms and biases away from 1 and 0, where they would show nothing."""
    generator = torch.Generator().manual_seed(seed)
    for name, weight in module.named_parameters():
        if weight.ndim == 1:
            weight += 0.2 * torch.randn(weight.shape, generator=generator)
        elif "embedding" in name and "time_embedding" not in name:
            weight.copy_(0.3 * torch.randn(weight.shape, generator=generator))
        elif name.endswith(("to_q.weight", "to_k.weight")):
            weight *= 4
        elif name.endswith(("to_v.weight", "to_out.0.weight")):
            weight *= 2


def text_encoder(tokenizer: CLIPTokenizer, seed: int, **options) -> CLIPTextModel:
    torch.manual_seed(seed)
    config = {
        "vocab_size": len(tokenizer),
        "hidden_size": 24,
        "intermediate_size": 40,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": tokenizer.model_max_length,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
        "pad_token_id": tokenizer.pad_token_id,
    }
    model = CLIPTextModel(CLIPTextConfig(**(config | options)))
    randomise(model, seed)
    for name, weight in model.named_parameters():
        if name.endswith(("q_proj.weight", "k_proj.weight", "v_proj.weight", "out_proj.weight", "fc1.weight")):
            weight.data *= 6
    return model.eval()


@torch.no_grad()
def unet(seed: int, **options) -> diffusers.UNet2DConditionModel:
    torch.manual_seed(seed)
    config = {
        "sample_size": 8,
        "block_out_channels": (8, 8, 16),
        "down_block_types": ("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        "layers_per_block": 1,
        "norm_num_groups": 4,
        "attention_head_dim": 2,
        "cross_attention_dim": 24,
    }
    model = diffusers.UNet2DConditionModel(**(config | options))
    randomise(model, seed)
    model.conv_out.weight *= 3
    return model.eval()


@torch.no_grad()
def autoencoder(seed: int, **options) -> diffusers.AutoencoderKL:
    torch.manual_seed(seed)
    config = {
        "block_out_channels": (4, 8, 8, 12),
        "down_block_types": ("DownEncoderBlock2D",) * 4,
        "up_block_types": ("UpDecoderBlock2D",) * 4,
        "layers_per_block": 1,
        "norm_num_groups": 4,
        "sample_size": 64,
    }
    model = diffusers.AutoencoderKL(**(config | options))
    randomise(model, seed)
    # Latents as wide as Stable Diffusion's, sharp posteriors, pictures with contrast.
    generator = torch.Generator().manual_seed(seed)
    moments = model.encode(2 * torch.rand(1, 3, 64, 64, generator=generator) - 1).latent_dist.parameters
    last = model.quant_conv or model.encoder.conv_out
    last.weight[:4] *= 5 / moments[:, :4].std()
    last.bias[:4] *= 5 / moments[:, :4].std()
    last.weight[4:] *= 0.5 / moments[:, 4:].std()
    last.bias[4:] = -4
    picture = model.decode(5 * torch.randn(1, 4, 8, 8, generator=generator)).sample
    model.decoder.conv_out.weight *= 0.5 / picture.std()
    model.decoder.conv_out.bias *= 0.2
    return model.eval()


def tiny_autoencoder(seed: int) -> diffusers.AutoencoderTiny:
    torch.manual_seed(seed)
    model = diffusers.AutoencoderTiny(
        encoder_block_out_channels=(8,) * 4,
        decoder_block_out_channels=(8,) * 4,
        num_encoder_blocks=(1, 1, 2, 1),
        num_decoder_blocks=(2, 1, 1, 1),
    )
    randomise(model, seed)
    return model.eval()


def schedule(kind: type, **options):
    return kind(beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", **options)


def write(name: str, pipeline: type, precision: torch.dtype = torch.float16, **parts) -> None:
    folder = CHECKPOINTS / name
    shutil.rmtree(folder, ignore_errors=True)
    absent: dict[str, object] = {"safety_checker": None, "feature_extractor": None}
    if pipeline is not diffusers.StableDiffusionInstructPix2PixPipeline:
        absent["image_encoder"] = None
    if pipeline is diffusers.LatentConsistencyModelPipeline:
        del absent["image_encoder"]
    if pipeline is diffusers.StableDiffusionDepth2ImgPipeline:
        # The depth is always given.
        absent = {"depth_estimator": None, "feature_extractor": None}
    if pipeline is not diffusers.StableDiffusionDepth2ImgPipeline:
        absent["requires_safety_checker"] = False
    made = pipeline(**parts, **absent)
    made.to(precision).save_pretrained(folder)


def write_tokenizer_as_version_4(folder: pathlib.Path, tokenizer: CLIPTokenizer, pad: str) -> None:
    """vocab.json, merges.txt and a special_tokens_map.json, as nearly all published checkpoints have them."""
    shutil.rmtree(folder)
    folder.mkdir()
    tokenizer.backend_tokenizer.model.save(str(folder))
    special = {"bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>"}
    config = special | {
        "add_prefix_space": False,
        "do_lower_case": True,
        "errors": "replace",
        "model_max_length": tokenizer.model_max_length,
        "pad_token": "<|endoftext|>",
        "tokenizer_class": "CLIPTokenizer",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")
    (folder / "special_tokens_map.json").write_text(json.dumps(special | {"pad_token": pad}, indent=2) + "\n")


def rename_keys(path: pathlib.Path, name: Callable[[str], str]) -> None:
    save_file({name(key): weight for key, weight in load_file(path).items()}, path, metadata={"format": "pt"})


def main() -> None:
    long, short = tokenizer_of(77), tokenizer_of(16)

    write(
        "sd1",
        diffusers.StableDiffusionPipeline,
        tokenizer=long,
        text_encoder=text_encoder(long, 1),
        unet=unet(2),
        vae=autoencoder(3),
        scheduler=schedule(diffusers.PNDMScheduler, skip_prk_steps=True, steps_offset=1),
    )
    write_tokenizer_as_version_4(CHECKPOINTS / "sd1/tokenizer", long, "<|endoftext|>")
    # As transformers before 5 wrote them.
    rename_keys(CHECKPOINTS / "sd1/text_encoder/model.safetensors", lambda key: f"text_model.{key}")

    write(
        "sd2",
        diffusers.StableDiffusionPipeline,
        torch.float32,
        tokenizer=long,
        text_encoder=text_encoder(long, 11, hidden_act="gelu", num_hidden_layers=3, hidden_size=16, num_attention_heads=2),
        unet=unet(
            12,
            block_out_channels=(8, 16),
            down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
            up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"),
            attention_head_dim=(1, 2),
            cross_attention_dim=16,
            use_linear_projection=True,
            upcast_attention=True,
        ),
        vae=autoencoder(13, block_out_channels=(4, 4, 4, 8)),
        scheduler=schedule(
            diffusers.DDIMScheduler,
            prediction_type="v_prediction",
            clip_sample=False,
            set_alpha_to_one=False,
            steps_offset=1,
        ),
    )
    write_tokenizer_as_version_4(CHECKPOINTS / "sd2/tokenizer", long, "!")
    # As diffusers before 0.17 wrote them.
    rename_keys(
        CHECKPOINTS / "sd2/vae/diffusion_pytorch_model.safetensors",
        lambda key: key.replace(".to_q.", ".query.").replace(".to_k.", ".key.").replace(".to_v.", ".value.").replace(".to_out.0.", ".proj_attn."),
    )

    write(
        "instruct",
        diffusers.StableDiffusionInstructPix2PixPipeline,
        tokenizer=long,
        text_encoder=text_encoder(long, 21),
        unet=unet(22, in_channels=8),
        vae=autoencoder(23),
        scheduler=schedule(diffusers.EulerAncestralDiscreteScheduler, steps_offset=1),
    )
    write(
        "inpaint",
        diffusers.StableDiffusionInpaintPipeline,
        tokenizer=short,
        text_encoder=text_encoder(short, 31),
        unet=unet(32, in_channels=9, layers_per_block=(2, 1, 1), downsample_padding=0),
        vae=autoencoder(33, mid_block_add_attention=False, use_quant_conv=False, use_post_quant_conv=False),
        scheduler=schedule(diffusers.DDIMScheduler, clip_sample=False, set_alpha_to_one=False, steps_offset=1),
    )
    write(
        "depth",
        diffusers.StableDiffusionDepth2ImgPipeline,
        tokenizer=short,
        text_encoder=text_encoder(short, 61),
        unet=unet(62, in_channels=5),
        vae=autoencoder(63),
        scheduler=schedule(diffusers.DDIMScheduler, clip_sample=False, set_alpha_to_one=False, steps_offset=1),
    )
    write(
        "lcm",
        diffusers.LatentConsistencyModelPipeline,
        tokenizer=short,
        text_encoder=text_encoder(short, 41),
        unet=unet(42, time_cond_proj_dim=16, flip_sin_to_cos=False, freq_shift=1, time_embedding_dim=24),
        vae=autoencoder(43, layers_per_block=2, block_out_channels=(4, 4, 8, 8)),
        scheduler=schedule(diffusers.LCMScheduler),
    )
    write(
        "tiny-vae",
        diffusers.StableDiffusionPipeline,
        tokenizer=short,
        text_encoder=text_encoder(short, 51),
        unet=unet(
            52,
            transformer_layers_per_block=(2, 1, 1),
            center_input_sample=True,
            attention_head_dim=4,
            conv_in_kernel=1,
            conv_out_kernel=5,
        ),
        vae=tiny_autoencoder(53),
        scheduler=schedule(diffusers.DPMSolverMultistepScheduler, steps_offset=1),
    )


if __name__ == "__main__":
    main()
