"""The model card of an add-on for few steps, and its part of `training.json`."""

from typing import Any

from ..checkpoints import COMMITTED, training_record, write_training_record
from ..training_state import last_line
from .train import name_of

_CARD = """---
license: mit
library_name: diffusers
base_model: toyland/{checkpoint}
tags: [lora]
---

# toyland/{name}

A LoRA (rank 24, 1.8 M parameters, half precision) with which `toyland/{checkpoint}` needs four steps and no guidance: progressive distillation
(Salimans & Ho 2022) in four phases (Wang et al. 2024, "Phased consistency model"), the guidance baked in (Meng et al. 2023). It was trained on
what the checkpoint itself makes of scenes drawn by `tools/toyland`; no other data was used. Licence: MIT.

| | |
|---|---|
{rows}

## Use

```python
pipeline.load_lora_weights("toyland/{name}")
pipeline.scheduler = TCDScheduler.from_config(pipeline.scheduler.config)
pipeline(..., num_inference_steps=4, guidance_scale=1.0, eta=0.0)
```
"""


def write_card(checkpoint: str, count: int, whole: dict[str, float], quick: dict[str, float]) -> None:
    """Write README.md into the add-on's folder and what it cost into `training.json`."""
    name = name_of(checkpoint)
    cost = last_line(name, "minutes") or {"steps": 0, "minutes": 0.0}
    rows = {"steps of 64 ways": f"{cost['steps']:,}", "time": f"{float(cost['minutes']):.0f} minutes on one core"}
    rows |= {f"{key}, four steps (the whole guided run), {count} cases": f"{quick[key]:.3g} ({whole[key]:.3g})" for key in whole}
    print(rows, flush=True)
    table = "\n".join(f"| {key} | {value} |" for key, value in rows.items())
    (COMMITTED / name / "README.md").write_text(_CARD.format(name=name, checkpoint=checkpoint, rows=table))
    record: dict[str, Any] = training_record()
    write_training_record(record | {"few steps": record.get("few steps", {}) | {name: rows}})
