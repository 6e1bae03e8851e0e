"""Writes networks beside the base as folders that diffusers' `from_pretrained` and the program read, in half precision."""

import copy
import json
import shutil

from diffusers import StableDiffusionDepth2ImgPipeline, StableDiffusionPipeline

from ..checkpoints import COMMITTED, training_record, write_training_record
from .catalogue import NETWORKS
from .train import ControlTraining


def export_control(name: str) -> None:
    """Write the network's folder from the newest state of its training, and what that cost into `training.json`."""
    training = ControlTraining(NETWORKS[name])
    training.use_average()
    folder = COMMITTED / name
    module = copy.deepcopy(training.module).half()
    if training.network.kind == "checkpoint":
        base = StableDiffusionPipeline.from_pretrained(COMMITTED / "base", low_cpu_mem_usage=False)
        parts = {part: getattr(base, part) for part in ("vae", "text_encoder", "tokenizer", "scheduler")}
        whole = StableDiffusionDepth2ImgPipeline(unet=module, depth_estimator=None, feature_extractor=None, **parts)  # type: ignore[arg-type]
        whole.save_pretrained(folder, safe_serialization=True)
        for part in ("text_encoder", "tokenizer", "vae"):
            shutil.rmtree(folder / part, ignore_errors=True)
            shutil.copytree(COMMITTED / "base" / part, folder / part)
    else:
        module.save_pretrained(folder, safe_serialization=True)
    for path in folder.rglob("*.safetensors"):
        path.chmod(0o644)
    for path in folder.rglob("*config.json"):
        # Where the weights were read from, which is of no use to anyone else.
        config = json.loads(path.read_text())
        if config.pop("_name_or_path", None):
            path.write_text(json.dumps(config, indent=2) + "\n")
    record = training_record()
    found = record.get("control", {})
    counters = training.counters | {"minutes": round(training.counters["minutes"], 1)}
    before = found.get(name, {})
    # Scores of other weights say nothing of these.
    kept = {key: before[key] for key in ("scores",) if key in before and before["samples"] == counters["samples"]}
    write_training_record(record | {"control": found | {name: counters | kept}})
