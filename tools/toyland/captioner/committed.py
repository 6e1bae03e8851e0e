"""The captioner's weights in this folder."""

from pathlib import Path

from safetensors.torch import load_file, save_file

from ..training_state import load_state
from .network import Captioner

_WEIGHTS = Path(__file__).parent / "captioner.safetensors"


def load_captioner() -> Captioner:
    """The newest captioner, the committed one, or a new one that has the judge's way down."""
    captioner, state = Captioner(), load_state("captioner")
    if state:
        captioner.load_state_dict(state["model"])
    elif _WEIGHTS.exists():
        captioner.load_state_dict({name: part.float() for name, part in load_file(_WEIGHTS).items()})
    return captioner.eval()


def save_weights(captioner: Captioner) -> None:
    """Write them in half precision."""
    weights = captioner.state_dict()
    # The same tensor as the embedding of words.
    weights["decoder.lm_head.weight"] = weights["decoder.lm_head.weight"].clone()
    save_file({name: part.half().contiguous() for name, part in weights.items()}, _WEIGHTS)
