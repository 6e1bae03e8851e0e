"""What a training starts from: the state folder's newest, or else the committed checkpoints."""

import json
import shutil
from pathlib import Path
from typing import Any

from diffusers import AutoencoderKL, UNet2DConditionModel
from transformers import CLIPTextModel, CLIPTokenizer

from .networks import LATENT_CHANNELS, new_text_encoder, new_unet
from .tokenizer import write_tokenizer
from .training_state import state_folder

#: Where the program finds its checkpoints.
COMMITTED = Path(__file__).parents[2] / "public" / "models" / "toyland"


def training_record() -> dict[str, Any]:
    """What `training.json` says of the committed checkpoints: cost, losses, scores; empty where there are none."""
    path = COMMITTED / "training.json"
    return json.loads(path.read_text()) if path.exists() else {}


def write_training_record(record: dict[str, Any]) -> None:
    """Write `training.json`, from which the cards are made and a training goes on."""
    (COMMITTED / "training.json").write_text(json.dumps(record, indent=2) + "\n")


def load_tokenizer() -> CLIPTokenizer:
    """The tokenizer in use. It is made once: another vocabulary would not fit the text encoder."""
    folder = state_folder() / "tokenizer"
    if not folder.exists():
        committed = COMMITTED / "base" / "tokenizer"
        if committed.exists():
            shutil.copytree(committed, folder)
        else:
            write_tokenizer(folder)
    return CLIPTokenizer.from_pretrained(folder)


def load_vae() -> AutoencoderKL:
    """The trained autoencoder, its weights rounded to half precision as they are published."""
    folder = state_folder() / "vae"
    vae = AutoencoderKL.from_pretrained(folder if folder.exists() else COMMITTED / "base" / "vae", low_cpu_mem_usage=False)
    return vae.half().float().eval()


def load_networks(tokenizer: CLIPTokenizer) -> tuple[UNet2DConditionModel, CLIPTextModel, dict[str, Any]]:
    """The UNet (8 input channels), the text encoder and what `training.json` says: committed ones, or new ones."""
    record = training_record()
    if record:
        folder = COMMITTED / "instruct"
        unet = UNet2DConditionModel.from_pretrained(folder / "unet", low_cpu_mem_usage=False).float()
        return unet, CLIPTextModel.from_pretrained(folder / "text_encoder").float(), record
    text_encoder = new_text_encoder(len(tokenizer), tokenizer.bos_token_id, tokenizer.eos_token_id)
    return new_unet(2 * LATENT_CHANNELS), text_encoder, {"samples": 0, "steps": 0, "minutes": 0.0}
