"""Writes `base` and `instruct` as folders that diffusers' `from_pretrained` and the program read, in half precision."""

import copy
import json
import shutil
from pathlib import Path

import torch
from diffusers import AutoencoderKL, StableDiffusionInstructPix2PixPipeline, StableDiffusionPipeline, UNet2DConditionModel
from safetensors.torch import load_file, save_file
from transformers import CLIPTextModel, CLIPTokenizer

from .checkpoints import COMMITTED, load_vae, training_record, write_training_record
from .networks import LATENT_CHANNELS, new_scheduler, new_text_encoder, new_unet, new_vae
from .tokenizer import write_tokenizer
from .train_unet import Training
from .training_state import last_line


def export_random(folder: Path) -> None:
    """Both checkpoints with untrained weights: the right shapes and files for tests of the engine."""
    tokenizer = make_tokenizer(folder / "tokenizer")
    torch.manual_seed(0)
    text_encoder = new_text_encoder(len(tokenizer), tokenizer.bos_token_id, tokenizer.eos_token_id)
    export(folder, new_vae(0.5), new_unet(2 * LATENT_CHANNELS), text_encoder, tokenizer)


def export_trained(planned: int) -> None:
    """Both checkpoints from the newest state of training, and `training.json`, from which training can go on."""
    training = Training()
    training.use_average()
    vae = load_vae()
    COMMITTED.mkdir(parents=True, exist_ok=True)
    export(COMMITTED, vae, training.unet, training.text_encoder, training.tokenizer)
    record = {**training.counters, "minutes": round(training.counters["minutes"], 1), "planned": planned}
    before = training_record()
    for part, line, keys in (
        ("losses", last_line("unet", "edit"), ("caption", "edit")),
        ("vae", last_line("vae", "minutes"), ("step", "minutes")),
        ("decoder", last_line("decoder", "minutes"), ("step", "minutes")),
        ("refined", last_line("refined", "minutes"), ("step", "minutes")),
    ):
        source = line or before.get(part)
        if source:
            record[part] = {key: source[key] for key in keys}
    write_training_record(record)


def make_tokenizer(folder: Path) -> CLIPTokenizer:
    """Write the tokenizer into a folder and load it as transformers does."""
    write_tokenizer(folder)
    return CLIPTokenizer.from_pretrained(folder)


def export(folder: Path, vae: AutoencoderKL, unet: UNet2DConditionModel, text_encoder: CLIPTextModel, tokenizer: CLIPTokenizer) -> None:
    """Write `folder/base` and `folder/instruct` from the one UNet that serves both (8 input channels)."""
    parts = {
        "vae": copy.deepcopy(vae).half(),
        "text_encoder": copy.deepcopy(text_encoder).half(),
        "tokenizer": tokenizer,
        "scheduler": new_scheduler(),
        "safety_checker": None,
        "feature_extractor": None,
        "requires_safety_checker": False,
    }
    for name, pipeline, network in (
        ("base", StableDiffusionPipeline, without_picture(unet)),
        ("instruct", StableDiffusionInstructPix2PixPipeline, copy.deepcopy(unet)),
    ):
        pipeline(unet=network.half(), **parts).save_pretrained(folder / name, safe_serialization=True)
        _copy_tokenizer(Path(tokenizer.name_or_path), folder / name / "tokenizer")
        _write_as_published(folder / name / "text_encoder")
        for path in (folder / name).rglob("*.safetensors"):
            path.chmod(0o644)


def _copy_tokenizer(source: Path, target: Path) -> None:
    """The files as they were written: transformers saves a fifth, which no published checkpoint has."""
    shutil.rmtree(target)
    shutil.copytree(source, target)


def _write_as_published(folder: Path) -> None:
    """transformers 5 drops the prefix that every published Stable Diffusion checkpoint has (both are read), and would
    load the text encoder in half precision beside a UNet in single precision if its configuration said so."""
    path = folder / "model.safetensors"
    save_file({f"text_model.{key.removeprefix('text_model.')}": value for key, value in load_file(path).items()}, path, metadata={"format": "pt"})
    path = folder / "config.json"
    config = json.loads(path.read_text()) | {"dtype": "float32"}
    path.write_text(json.dumps(config, indent=2) + "\n")


def without_picture(unet: UNet2DConditionModel) -> UNet2DConditionModel:
    """The UNet as it is when its picture channels are zero: `conv_in` without their weights."""
    base = new_unet(LATENT_CHANNELS)
    weights = dict(unet.state_dict())
    weights["conv_in.weight"] = weights["conv_in.weight"][:, :LATENT_CHANNELS]
    base.load_state_dict(weights)
    return base
