"""Writes an add-on from the newest state, as diffusers' `load_lora_weights` and the program read it."""

from safetensors.torch import save_file

from ..checkpoints import COMMITTED
from .train import FewSteps, name_of


def export_few_steps(checkpoint: str) -> None:
    """Write the folder `toyland/lcm-...`."""
    training = FewSteps(checkpoint)
    if training.counters["steps"] == 0:
        raise SystemExit("There is no state of train-few-steps.")
    folder = COMMITTED / name_of(checkpoint)
    folder.mkdir(exist_ok=True)
    path = folder / "pytorch_lora_weights.safetensors"
    save_file(training.factors.tensors(), path, metadata={"format": "pt"})
    path.chmod(0o644)
