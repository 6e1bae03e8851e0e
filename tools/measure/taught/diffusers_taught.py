"""diffusers' side of `npm run measure:taught`: the training of its scripts, on the very draws of one of ours.

    python -m tools.measure.taught.diffusers_taught PLAN.json DRAWN.safetensors OUT

DRAWN is what `drawnSteps.ts` writes. What is learned is saved as diffusers saves it. One thread.

- lora: PEFT's layers, as train_dreambooth_lora.py, and on the same further layers as ours where the plan has them; with a new word as
  train_dreambooth_lora_sd15_advanced.py, the row and the layers clipped together.
- whole: train_dreambooth.py; a new word as with a LoRA.
- word: textual_inversion.py: the rows of the new word, the other rows put back after each step; no clipping.
- controlnet: train_controlnet.py, from the numbers that ours began with.
- custom-diffusion: train_custom_diffusion.py: its attention processors, and the row of the new word, clipped together.
"""

import json
import sys
from pathlib import Path
from typing import Any

import diffusers
import torch
from diffusers.models.attention_processor import CustomDiffusionAttnProcessor
from diffusers.optimization import get_scheduler
from peft import LoraConfig, get_peft_model_state_dict
from safetensors import safe_open
from safetensors.torch import save_file
from torch import Tensor, nn
from transformers import CLIPTextModel, CLIPTokenizer

MODELS = Path(__file__).parents[3] / "public" / "models"
ATTENTION = ["to_q", "to_k", "to_v", "to_out.0"]
EVERYTHING = [*ATTENTION, "proj_in", "proj_out", "ff.net.0.proj", "ff.net.2", "conv1", "conv2", "conv_shortcut", "time_emb_proj"]
WARM_UP = 10

Plan = dict[str, Any]


class Drawn:
    """The draws of a training."""

    def __init__(self, path: str):
        """Open the file of them."""
        self.file = safe_open(path, "pt")
        self.names = set(self.file.keys())

    def of(self, name: str) -> Tensor:
        """One of its tensors."""
        return self.file.get_tensor(name)

    def loss(self, step: int, unet: nn.Module, embedding: Tensor, control: nn.Module | None = None) -> Tensor:
        """What the scripts' loss is, written as weights of the channels' means."""
        sample, timestep = self.of(f"sample.{step}"), self.of(f"timestep.{step}").long()
        added = {}
        if control:
            down, mid = control(sample, timestep, embedding, controlnet_cond=self.of(f"hint.{step}"), return_dict=False)
            added = {"down_block_additional_residuals": down, "mid_block_additional_residual": mid}
        output = unet(sample, timestep, embedding, **added).sample
        errors = ((output - self.of(f"target.{step}")) ** 2).mean(1, keepdim=True)
        return (errors * self.of(f"loss_weight.{step}")).sum()


def with_lora(unet: nn.Module, plan: Plan, drawn: Drawn) -> list[nn.Parameter]:
    """PEFT's LoRA, beginning with the numbers that ours began with."""
    rank = plan["rank"]
    targets = EVERYTHING if plan["convolutions"] else ATTENTION
    unet.add_adapter(LoraConfig(r=rank, lora_alpha=rank, init_lora_weights="gaussian", target_modules=targets))
    trained = {name.replace(".default", ""): value for name, value in unet.named_parameters() if "lora_" in name}
    for name, value in trained.items():
        value.data.copy_(drawn.of(f"first.{name}"))
    return list(trained.values())


def control_of(unet: nn.Module, plan: Plan, drawn: Drawn) -> nn.Module:
    """A ControlNet with the numbers that ours began with."""
    known = plan["network"]
    control = diffusers.ControlNetModel.from_pretrained(MODELS / known) if known else diffusers.ControlNetModel.from_unet(unet)
    control = control.float()
    for name, value in control.named_parameters():
        value.data.copy_(drawn.of(f"first.controlnet.{name}"))
    return control


def with_keys_and_values(unet: nn.Module) -> list[nn.Parameter]:
    """The script's own processors over every attention, with keys and values of the cross-attention that train."""
    weights, processors = unet.state_dict(), {}
    for name in unet.attn_processors:
        layer, cross = name.removesuffix(".processor"), "attn2" in name
        width = weights[f"{layer}.to_q.weight"].shape[0]
        processors[name] = CustomDiffusionAttnProcessor(
            train_kv=cross, train_q_out=False, hidden_size=width, cross_attention_dim=unet.config.cross_attention_dim if cross else None
        )
        if cross:
            for part in ("to_k", "to_v"):
                getattr(processors[name], f"{part}_custom_diffusion").weight.data.copy_(weights[f"{layer}.{part}.weight"])
    unet.set_attn_processor(processors)
    return [value for name, value in unet.named_parameters() if "custom_diffusion" in name]


class Word:
    """A new word in a text encoder, as further rows of its table: one for each of its vectors."""

    def __init__(self, checkpoint: Path, plan: Plan):
        """Begin it as the word of its class."""
        self.encoder = CLIPTextModel.from_pretrained(checkpoint / "text_encoder")
        tokenizer = CLIPTokenizer.from_pretrained(checkpoint / "tokenizer")
        [like, *_] = tokenizer.encode(plan["className"], add_special_tokens=False)
        # Not the tokenizer's length: the table's, whose next row ours takes.
        self.row = self.encoder.get_input_embeddings().num_embeddings
        self.encoder.requires_grad_(False)
        self.encoder.resize_token_embeddings(self.row + plan["vectors"], mean_resizing=False)
        self.table = self.encoder.get_input_embeddings().weight
        self.table.data[self.row :] = self.table.data[like]
        self.table.requires_grad_(True)
        self.others = self.table.data.clone()

    def embed(self, ids: Tensor) -> Tensor:
        """Captions of token ids."""
        return self.encoder(ids.long())[0]

    def only_its_rows(self) -> None:
        """Zero the other rows' gradients."""
        self.table.grad[: self.row] = 0

    def put_others_back(self) -> None:
        """As they were, without the optimiser's decay."""
        self.table.data[: self.row] = self.others[: self.row]


def take_up(state: Path, trained: list[nn.Parameter], optimiser: torch.optim.Optimizer, schedule: Any) -> int:
    """Go on from what an earlier run left; the step that is next."""
    if not state.exists():
        return 0
    parts = torch.load(state, weights_only=False)
    for value, kept in zip(trained, parts["values"], strict=True):
        value.data.copy_(kept.data)
    optimiser.load_state_dict(parts["optimiser"])
    schedule.load_state_dict(parts["schedule"])
    return int(parts["step"])


def train(plan: Plan, drawn: Drawn, out: Path) -> None:
    """Train to the plan's last step, and save."""
    checkpoint, kind = MODELS / plan["checkpoint"], plan["kind"]
    unet = diffusers.UNet2DConditionModel.from_pretrained(checkpoint / "unet")
    unet.requires_grad_(False)
    control = None
    word = Word(checkpoint, plan) if kind in ("word", "custom-diffusion") or plan["newWord"] else None
    match kind:
        case "lora":
            trained = with_lora(unet, plan, drawn)
        case "custom-diffusion":
            trained = with_keys_and_values(unet)
        case "controlnet":
            control = control_of(unet, plan, drawn)
            trained = list(control.requires_grad_(True).parameters())
        case "whole":
            trained = list(unet.requires_grad_(True).parameters())
        case _:
            trained = []
    rate = plan["learningRate"]
    groups = [{"params": trained, "lr": rate}] if trained else []
    if word:
        times = {"word": 1, "whole": 100}.get(kind, 10)
        groups.append({"params": [word.table], "lr": times * rate})
    optimiser = torch.optim.AdamW(groups, weight_decay=1e-2)
    schedule = get_scheduler(plan["schedule"], optimiser, num_warmup_steps=WARM_UP, num_training_steps=plan["steps"])
    all_trained = [*trained, *([word.table] if word else [])]
    out.mkdir(parents=True, exist_ok=True)
    state = out / "state.pt"
    begin = take_up(state, all_trained, optimiser, schedule)
    for step in range(begin, plan["steps"]):
        embedding = word.embed(drawn.of(f"ids.{step}")) if word else drawn.of(f"embedding.{step}")
        loss = drawn.loss(step, unet, embedding, control)
        loss.backward()
        if word:
            word.only_its_rows()
        if trained:
            torch.nn.utils.clip_grad_norm_(all_trained, 1.0)
        optimiser.step()
        schedule.step()
        optimiser.zero_grad(set_to_none=True)
        if word:
            word.put_others_back()
        if (step + 1) % 50 == 0:
            print(kind, step + 1, round(loss.item(), 4), flush=True)
            parts = {"step": step + 1, "values": all_trained, "optimiser": optimiser.state_dict(), "schedule": schedule.state_dict()}
            torch.save(parts, state)
    state.unlink(missing_ok=True)
    if kind == "lora":
        layers = get_peft_model_state_dict(unet)
        diffusers.StableDiffusionPipeline.save_lora_weights(out, unet_lora_layers=layers)
    if control:
        control.save_pretrained(out)
    if kind == "whole":
        save_file(unet.state_dict(), out / "diffusion_pytorch_model.safetensors")
    if kind == "custom-diffusion":
        unet.save_attn_procs(out)
    if word:
        save_file({plan["word"]: word.table.data[word.row :].clone()}, out / "learned_embeds.safetensors")


if __name__ == "__main__":
    torch.set_num_threads(1)
    torch.manual_seed(0)
    train(json.loads(Path(sys.argv[1]).read_text()), Drawn(sys.argv[2]), Path(sys.argv[3]))
