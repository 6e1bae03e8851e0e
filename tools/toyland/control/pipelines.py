"""Pictures drawn by diffusers' own pipelines from the committed folders, with a network beside the base and without."""

from collections.abc import Sequence

import numpy as np
import torch
from diffusers import (
    ControlNetModel,
    StableDiffusionAdapterPipeline,
    StableDiffusionControlNetPipeline,
    StableDiffusionDepth2ImgPipeline,
    T2IAdapter,
)
from PIL import Image

from ..checkpoints import COMMITTED
from ..evaluate import base_pipeline
from ..networks import GUIDANCE, STEPS
from ..world import CANVAS
from .catalogue import Network
from .hints import as_picture

_BATCH = 10


def draw_hinted_pictures(network: Network, prompts: Sequence[str], hints: Sequence[np.ndarray]) -> list[Image.Image]:
    """One picture a prompt and hint; the seed is its place, as it is without hints in `evaluate.generate`."""
    pipeline = _pipeline(network)
    pictures: list[Image.Image] = []
    for start in range(0, len(prompts), _BATCH):
        texts, part = list(prompts[start : start + _BATCH]), hints[start : start + _BATCH]
        pictures += pipeline(
            texts,
            num_inference_steps=STEPS,
            guidance_scale=GUIDANCE,
            generator=[torch.Generator().manual_seed(start + i) for i in range(len(texts))],
            **_inputs(network, part),
        ).images
    return pictures


def _inputs(network: Network, hints: Sequence[np.ndarray]) -> dict:
    """What the network's pipeline takes besides prompts."""
    if network.kind == "checkpoint":
        depth = torch.from_numpy(np.stack(hints)).float() / 255
        grey = Image.new("RGB", (CANVAS, CANVAS), (128, 128, 128))
        # At strength 1 nothing of the picture is left, and diffusers asks for one all the same.
        return {"image": [grey] * len(hints), "depth_map": depth, "strength": 1.0}
    pictures = [as_picture(network.hint, hint) for hint in hints]
    if network.kind == "t2i-adapter":
        return {"image": [picture if network.grey else picture.convert("RGB") for picture in pictures]}
    return {"image": [picture.convert("RGB") for picture in pictures]}


def _pipeline(network: Network):
    base, folder = base_pipeline(), COMMITTED / network.name
    parts = {**base.components, "requires_safety_checker": False}
    if network.kind == "checkpoint":
        pipeline = StableDiffusionDepth2ImgPipeline.from_pretrained(folder, depth_estimator=None, feature_extractor=None, low_cpu_mem_usage=False)
    elif network.kind == "controlnet":
        controlnet = ControlNetModel.from_pretrained(folder, low_cpu_mem_usage=False)
        pipeline = StableDiffusionControlNetPipeline(controlnet=controlnet, **parts)
    else:
        adapter = T2IAdapter.from_pretrained(folder, low_cpu_mem_usage=False)
        del parts["image_encoder"]
        pipeline = StableDiffusionAdapterPipeline(adapter=adapter, **parts)
    pipeline.set_progress_bar_config(disable=True)
    return pipeline
