"""Writes three steps of Custom Diffusion on a tiny checkpoint, and a merger of two concepts, as PyTorch computes them.

    python tools/reference/custom_diffusion.py

Steps: the mathematics of diffusers' train_custom_diffusion.py with its own attention processors, two modifier tokens learned jointly, masks,
prior preservation, gradients of words and of keys and values clipped together at a norm of 1, torch.optim.AdamW. Mergers: the constrained least
squares of the paper (Kumari et al. 2023, arXiv:2212.04488, equation 4 and appendix A), solved as one linear system of Lagrange's conditions, and weighed
least squares by torch.linalg.lstsq. In float64.
"""

import pathlib

import diffusers
import torch
from diffusers.models.attention_processor import CustomDiffusionAttnProcessor
from pipelines import CHECKPOINTS
from safetensors.torch import save_file
from transformers import CLIPTextModel

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "training" / "fixtures" / "custom-diffusion.safetensors"
RATE, STEPS, BATCH = 1e-3, 3, 2
numbers: dict[str, torch.Tensor] = {}


def keep(name: str, value: torch.Tensor) -> None:
    numbers[name] = value.detach().float().contiguous().clone()


def steps() -> None:
    generator = torch.Generator().manual_seed(29)
    folder = CHECKPOINTS / "tiny-vae"
    unet = diffusers.UNet2DConditionModel.from_pretrained(folder / "unet", torch_dtype=torch.float64).eval().requires_grad_(False)
    text = CLIPTextModel.from_pretrained(folder / "text_encoder", dtype=torch.float64).eval().requires_grad_(False)
    schedule = diffusers.DDPMScheduler(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
    known = text.get_input_embeddings().num_embeddings
    text.resize_token_embeddings(known + 2, mean_resizing=False)
    table = text.get_input_embeddings().weight
    table.data[known:] = table.data[[120, 340]]
    table.requires_grad_(True)

    weights, processors = unet.state_dict(), {}
    for name in unet.attn_processors:
        layer, cross = name.removesuffix(".processor"), "attn2" in name
        processors[name] = CustomDiffusionAttnProcessor(
            train_kv=cross,
            train_q_out=False,
            hidden_size=weights[f"{layer}.to_q.weight"].shape[0],
            cross_attention_dim=unet.config.cross_attention_dim if cross else None,
        ).double()
        if cross:
            for part in ("to_k", "to_v"):
                getattr(processors[name], f"{part}_custom_diffusion").weight.data.copy_(weights[f"{layer}.{part}.weight"])
    unet.set_attn_processor(processors)
    trained = {
        name.replace(".processor.", ".").replace("_custom_diffusion", ""): value
        for name, value in unet.named_parameters()
        if "_custom_diffusion" in name
    }
    for value in trained.values():
        value.requires_grad_(True)

    # Each of the two words once, and two pictures of the class.
    ids = torch.tensor([[632, 5, known, 9, 633], [632, 5, 17, known + 1, 633], [632, 5, 9, 633, 633], [632, 5, 21, 633, 633]])
    latents = torch.randn(2 * BATCH, 4, 8, 8, generator=generator).double()
    mask = torch.zeros(BATCH, 1, 8, 8).double()
    mask[0, :, 1:4, 2:6] = 1
    mask[1] = 1
    for key, value in {"ids": ids, "latents": latents, "mask": mask, "rows": table[known:]}.items():
        keep(f"in/{key}", value)

    optimiser = torch.optim.AdamW([table, *trained.values()], lr=RATE)
    losses = []
    for step in range(STEPS):
        noise = torch.randn(2 * BATCH, 4, 8, 8, generator=generator).double()
        timesteps = torch.randint(0, 1000, (2 * BATCH,), generator=generator)
        keep(f"in/noise.{step}", noise)
        keep(f"in/timesteps.{step}", timesteps)
        output = unet(schedule.add_noise(latents, noise, timesteps), timesteps, text(ids)[0]).sample
        errors = (output[:BATCH] - noise[:BATCH]) ** 2
        loss = ((errors * mask).sum([1, 2, 3]) / mask.sum([1, 2, 3])).mean()
        loss = loss + ((output[BATCH:] - noise[BATCH:]) ** 2).mean()
        losses.append(loss)
        loss.backward()
        table.grad[:known] = 0
        torch.nn.utils.clip_grad_norm_([table, *trained.values()], 1.0)
        optimiser.step()
        optimiser.zero_grad()
    keep("out/losses", torch.stack(losses))
    keep("out/rows", table[known:])
    for key, value in trained.items():
        keep(f"out/{key}", value)


def merger() -> None:
    generator = torch.Generator().manual_seed(31)
    out, width = 7, 12
    weight = torch.randn(out, width, generator=generator).double()
    kept = torch.randn(40, width, generator=generator).double()
    words = torch.randn(5, width, generator=generator).double()
    # The first two rows as one concept's weight gives them, the others as the other's.
    wanted = torch.randn(5, out, generator=generator).double()
    size = width + len(words)
    system = torch.zeros(size, size).double()
    system[:width, :width] = kept.T @ kept
    system[:width, width:], system[width:, :width] = words.T, words
    right = torch.cat([kept.T @ kept @ weight.T, wanted])
    merged = torch.linalg.solve(system, right)[:width].T
    for key, value in {"weight": weight, "kept": kept, "words": words, "wanted": wanted, "merged": merged}.items():
        keep(f"merger/{key}", value)
    # Held by weight: the first two rows ask for one concept, the others for the other, each with a whole weight of its own.
    share = 3.0
    own = [torch.randn(out, width, generator=generator).double() for _ in range(2)]
    rows = [kept / len(kept) ** 0.5]
    aims = [rows[0] @ weight.T]
    for asked, one in zip((words[:2], words[2:]), own, strict=True):
        rows.append(asked * (share / len(asked)) ** 0.5)
        aims.append(rows[-1] @ one.T)
    keep("merger/own", torch.stack(own))
    keep("merger/weighed", torch.linalg.lstsq(torch.cat(rows), torch.cat(aims)).solution.T)


steps()
merger()
save_file(numbers, TARGET)
