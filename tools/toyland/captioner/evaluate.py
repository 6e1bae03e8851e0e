"""Scores the exported captioner, as ONNX Runtime runs it, and writes its card."""

from random import Random

import numpy as np
import onnxruntime
import torch
from PIL import Image

from ..checkpoints import training_record, write_training_record
from ..contact_sheet import grid
from ..drawing import draw
from ..evaluate import base_pipeline, generate
from ..judge.export import ExportedJudge
from ..judge.labels import labels
from ..networks import use_one_core
from ..sampling import random_scene
from ..train_vae import as_tensor
from ..training_state import last_line
from ..world import Scene
from .export import CAPTIONER
from .network import POSITIONS, WIDTH, decoder_config
from .words import END, START, as_words, full_caption

_SAMPLES = 8
_SIZES = ("big", "small")
_CARD = """---
license: mit
library_name: transformers.js
pipeline_tag: image-to-text
---

# toyland/captioner

Describes a Toyland picture in the words of Toyland's captions: place, things, their colours, sizes and sides, hats, faces, styles. {millions:.1f} M
parameters, 128 x 128 pixels. The encoder is the judge's convolutions (`tools/toyland/judge`), one vector for each of 8 x 8 places; the decoder a GPT-2 of
two layers that attends to them. In the layout of a `VisionEncoderDecoderModel` for transformers.js; its encoder is no ViT, so Python's transformers
does not load it.

It was trained on scenes drawn by `tools/toyland`; no other data was used. The drawing, the training and the scoring are in that folder, with
how to repeat or to continue them. Licence: MIT.

![Not chosen](samples.png)

Unseen drawings, from the left, row by row:

{shown}

| | |
|---|---|
{rows}

```js
const describe = await pipeline('image-to-text', 'toyland/captioner', {{ dtype: 'fp32' }})
```
"""


class ExportedCaptioner:
    """The two networks as a page runs them: one word at a time, with the keys and values of the words before."""

    def __init__(self) -> None:
        self._encoder, self._decoder = (
            onnxruntime.InferenceSession(CAPTIONER / "onnx" / f"{name}.onnx", providers=["CPUExecutionProvider"])
            for name in ("encoder_model", "decoder_model_merged")
        )
        config = decoder_config()
        self._names = [each.name for each in self._decoder.get_inputs() if each.name.startswith("past")]
        self._empty = np.zeros((1, config.n_head, 0, WIDTH // config.n_head), np.float32)

    def __call__(self, picture: Image.Image) -> str:
        """The caption of an RGB picture of 128 x 128 pixels."""
        (hidden,) = self._encoder.run(None, {"pixel_values": as_tensor([picture]).numpy()})
        words, past = [START], [self._empty for _ in self._names]
        while words[-1] != END and len(words) < POSITIONS:
            given = {"input_ids": np.array([words[-1:]]), "encoder_hidden_states": hidden}
            logits, *past = self._decoder.run(None, given | dict(zip(self._names, past)))
            words.append(int(logits[0, -1].argmax()))
        return as_words(words)


def publish_captioner(count: int, made: int) -> None:
    """Score it on `count` unseen drawings and `made` pictures of `toyland/base`, and write its card."""
    use_one_core()
    describe, random = ExportedCaptioner(), Random("evaluation of the captioner")
    scenes = [random_scene(random) for _ in range(count)]
    said = [describe(draw(scene)) for scene in scenes]
    truths = [full_caption(scene) for scene in scenes]
    for one, truth in zip(said, truths):
        if one != truth:
            print(f"drawing: {one!r}, in truth {truth!r}", flush=True)
    rows = _cost() | {
        f"right in every word, of {count} unseen drawings": _share([one == truth for one, truth in zip(said, truths)]),
        "right but for big and small": _share([_unsized(one) == _unsized(truth) for one, truth in zip(said, truths)]),
    }
    rows |= _of_generated(describe, made)
    grid([draw(scene) for scene in scenes[:_SAMPLES]], _SAMPLES // 2).save(CAPTIONER / "samples.png", optimize=True)
    shown = "\n".join(f"{at + 1}. {one}" for at, one in enumerate(said[:_SAMPLES]))
    millions = sum(path.stat().st_size for path in (CAPTIONER / "onnx").iterdir()) / 4e6
    table = "\n".join(f"| {key} | {value} |" for key, value in rows.items())
    (CAPTIONER / "README.md").write_text(_CARD.format(millions=millions, shown=shown, rows=table))
    record = training_record()
    write_training_record(record | {"makers": record.get("makers", {}) | {"captioner": rows}})
    print(rows, flush=True)


@torch.no_grad()
def _of_generated(describe: ExportedCaptioner, count: int) -> dict[str, str]:
    """On pictures that the base makes of unseen scenes' captions, where it shows what it was asked for."""
    random = Random("captions of generated pictures")
    scenes = [random_scene(random) for _ in range(count)]
    pictures = generate(base_pipeline(), [full_caption(scene) for scene in scenes])
    seen = ExportedJudge()(pictures)
    right = [_unsized(describe(picture)) == _unsized(full_caption(scene)) for picture, scene in zip(pictures, scenes)]
    shown = [_shows(answers, scene) for answers, scene in zip(seen, scenes)]
    return {
        f"right but for big and small, of {count} pictures that `toyland/base` made": _share(right),
        f"of the {sum(shown)} of them in which the judge sees what was asked for": _share([one for one, is_so in zip(right, shown) if is_so]),
    }


def _shows(answers: dict[str, str], scene: Scene) -> bool:
    return all(answers[name] == truth for name, truth in labels(scene).items())


def _unsized(caption: str) -> list[str]:
    """Its words but for sizes, and for the articles, which follow them."""
    return [word for word in caption.split() if word not in (*_SIZES, "a", "an")]


def _share(right: list[bool]) -> str:
    return f"{100 * sum(right) / max(1, len(right)):.1f} %"


def _cost() -> dict[str, str]:
    line = last_line("captioner", "minutes") or {"step": 0, "minutes": 0}
    return {"steps of 48": f"{line['step']:,}", "time": f"{line['minutes']:.0f} minutes on one core"}
