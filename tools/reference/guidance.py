"""Writes small pieces of guides as PyTorch and diffusers compute them, for the tests of workers/guidance.

python tools/reference/guidance.py
"""

import json
import pathlib

import torch
from diffusers import LatentConsistencyModelPipeline, StableDiffusionImg2ImgPipeline

TARGET = pathlib.Path(__file__).parents[2] / "workers" / "guidance" / "fixtures" / "guidance.json"


class Timesteps:
    """As much of a pipeline as `get_timesteps` looks at."""

    class scheduler:
        order = 1
        timesteps = torch.arange(1000)


def main() -> None:
    embed = LatentConsistencyModelPipeline.get_guidance_scale_embedding
    embeddings = [
        {"scale": w, "width": width, "values": embed(None, torch.tensor([w]), embedding_dim=width)[0].tolist()}
        for w in (0.0, 1.5, 7.5, 29.0)
        for width in (16, 17, 256)
    ]
    generator = torch.Generator().manual_seed(2)
    masks = []
    for size, to in (((64, 64), (8, 8)), ((60, 44), (8, 8)), ((8, 24), (3, 5)), ((5, 5), (8, 8))):
        mask = (torch.rand(1, 1, *size, generator=generator) > 0.5).float()
        smaller = torch.nn.functional.interpolate(mask, size=to)
        masks.append({"shape": size, "mask": mask.int().flatten().tolist(), "to": to, "result": smaller.int().flatten().tolist()})
    starts = [
        {"strength": strength, "steps": steps, "left": StableDiffusionImg2ImgPipeline.get_timesteps(Timesteps, steps, strength, "cpu")[1]}
        for steps in (1, 4, 7, 20, 50)
        for strength in (0.0, 0.1, 0.29, 0.5, 0.57, 0.8, 0.99, 1.0)
    ]
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps({"embeddings": embeddings, "masks": masks, "starts": starts}) + "\n")


if __name__ == "__main__":
    main()
