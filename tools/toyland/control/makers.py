"""The networks that make hints or larger pictures themselves: their scores on unseen drawings, and their cards."""

from random import Random

import numpy as np
import torch
from PIL import Image
from torch.nn.functional import avg_pool2d, interpolate

from ..checkpoints import COMMITTED, load_vae, training_record, write_training_record
from ..contact_sheet import grid
from ..drawing import draw
from ..sampling import random_scene
from ..train_vae import as_tensor
from ..training_state import last_line
from .committed_seer import export_seer, load_seer
from .hints import as_picture, hints_of
from .seer import CLASSES, see
from .upscaler import FACTOR, export_upscaler, load_upscaler

_COLUMNS = 8

_CARD = """---
license: mit
library_name: transformers.js
pipeline_tag: {task}
---

# toyland/{name}

{what}

It was trained on scenes drawn by `tools/toyland`; no other data was used. The drawing, the training and the scoring are in that folder, with
how to repeat or to continue them. Licence: MIT.

![Not chosen](samples.png)

{shown}

| | |
|---|---|
{rows}

```js
const run = await pipeline('{task}', '{address}', {{ dtype: 'fp32' }})
```
"""


def publish_seer(count: int) -> None:
    """Export both halves of the seer, score them on `count` unseen drawings, and write their cards."""
    export_seer()
    seer, random, vae = load_seer(), Random("evaluation of the seer"), load_vae()
    scenes = [random_scene(random) for _ in range(count)]
    hints = [hints_of(scene) for scene in scenes]
    drawn = as_tensor([draw(scene) for scene in scenes])
    with torch.no_grad():
        decoded = vae.decode(vae.encode(drawn).latent_dist.mode()).sample.clamp(-1, 1)
    rows: dict[str, dict[str, str]] = {"depth-estimator": _cost("seer"), "segmenter": _cost("seer")}
    depth_truth, class_truth = (np.stack([hint[kind] for hint in hints]) for kind in ("depth", "segmentation"))
    for which, pictures in (("drawings", drawn), ("drawings through the autoencoder", decoded)):
        depth, classes = (part.numpy() for part in see(seer, pictures))
        rows["depth-estimator"][f"mean difference, of the range from 0 to 1, {which}"] = f"{np.abs(depth - depth_truth / 255).mean():.4f}"
        rows["segmenter"][f"pixels right, {which}"] = f"{100 * (classes == class_truth).mean():.1f} %"
        rows["segmenter"][f"mean intersection over union of {len(CLASSES)} classes, {which}"] = f"{100 * _mean_iou(classes, class_truth):.1f} %"
    depth, classes = (part.numpy() for part in see(seer, drawn[:_COLUMNS]))
    pictures = [draw(scene) for scene in scenes[:_COLUMNS]]
    greys = [Image.fromarray((255 * part.clip(0, 1)).astype(np.uint8)).convert("RGB") for part in depth]
    grid(pictures + greys, _COLUMNS).save(COMMITTED / "depth-estimator" / "samples.png", optimize=True)
    colours = [as_picture("segmentation", part.astype(np.uint8)) for part in classes]
    grid(pictures + colours, _COLUMNS).save(COMMITTED / "segmenter" / "samples.png", optimize=True)
    what = "One half of a small network (0.3 M parameters, 128 x 128 pixels) that sees the depth and the kinds of things in a Toyland picture: "
    _write_card("depth-estimator", "depth-estimation", what + "nearness, bright where near.", "Unseen drawings, and their depth as it sees it.", rows)
    _write_card("segmenter", "image-segmentation", what + f"{', '.join(CLASSES)}.", "Unseen drawings, and their kinds as it sees them.", rows)


def publish_upscaler(count: int) -> None:
    """Export the upscaler, score it on `count` unseen drawings that went through the autoencoder, and write its card."""
    export_upscaler()
    upscaler, vae, random = load_upscaler().eval(), load_vae(), Random("evaluation of the upscaler")
    scenes = [random_scene(random) for _ in range(count)]
    large = as_tensor([draw(scene, FACTOR) for scene in scenes]).add(1).div(2)
    with torch.no_grad():
        small = vae.decode(vae.encode(as_tensor([draw(scene) for scene in scenes])).latent_dist.mode()).sample.clamp(-1, 1).add(1).div(2)
        reduced = avg_pool2d(large, FACTOR)
        ours, clean = (torch.cat([upscaler(part[i : i + 1]) for i in range(count)]).clamp(0, 1) for part in (small, reduced))
    plain, plainly = (interpolate(part, scale_factor=FACTOR, mode="bicubic").clamp(0, 1) for part in (small, reduced))
    against = f"PSNR against the scene drawn {FACTOR} times as large, median of {count}"
    rows = {
        "upscaler": _cost("upscaler")
        | {
            f"{against} (bicubically), drawings after the autoencoder": f"{_psnr(ours, large):.2f} dB ({_psnr(plain, large):.2f})",
            f"{against} (bicubically), large drawings made smaller": f"{_psnr(clean, large):.2f} dB ({_psnr(plainly, large):.2f})",
        }
    }
    shown = [_picture(part[i]) for part in (plain, ours, large) for i in range(3)]
    grid(shown, 3).save(COMMITTED / "upscaler" / "samples.png", optimize=True)
    _write_card(
        "upscaler",
        "image-to-image",
        f"Enlarges Toyland pictures {FACTOR} times, with clean outlines; 0.26 M parameters, any size.",
        "Unseen drawings after the autoencoder: enlarged bicubically, by this network, and the scene drawn as large.",
        rows,
    )


def _cost(log: str) -> dict[str, str]:
    line = last_line(log, "minutes") or {"step": 0, "minutes": 0}
    return {"steps": f"{line['step']:,}", "time": f"{line['minutes']:.0f} minutes on one core"}


def _write_card(name: str, task: str, what: str, shown: str, rows: dict[str, dict[str, str]]) -> None:
    table = "\n".join(f"| {key} | {value} |" for key, value in rows[name].items())
    (COMMITTED / name / "README.md").write_text(_CARD.format(name=name, task=task, what=what, shown=shown, rows=table, address=f"toyland/{name}"))
    record = training_record()
    write_training_record(record | {"makers": record.get("makers", {}) | {name: rows[name]}})
    print(name, rows[name], flush=True)


def _mean_iou(found: np.ndarray, truth: np.ndarray) -> float:
    return float(np.mean([((found == i) & (truth == i)).sum() / ((found == i) | (truth == i)).sum() for i in np.unique(truth)]))


def _psnr(found: torch.Tensor, truth: torch.Tensor) -> float:
    return float((-10 * (found - truth).square().mean((1, 2, 3)).log10()).median())


def _picture(pixels: torch.Tensor) -> Image.Image:
    return Image.fromarray(pixels.permute(1, 2, 0).mul(255).round().byte().numpy())
