"""Which networks there are beside the base, what each is a hint for, and what its training starts from."""

from dataclasses import dataclass
from typing import Literal

from .hints import HintKind

NetworkKind = Literal["controlnet", "t2i-adapter", "checkpoint"]


@dataclass(frozen=True)
class Network:
    """One network beside the base."""

    #: Its folder below `public/models/toyland`.
    name: str
    kind: NetworkKind
    hint: HintKind
    #: Another network of the same shape whose weights the training starts from; the base's own where there is none.
    start: str | None = None
    #: Of T2I-Adapters: diffusers' `light_adapter` in place of `full_adapter`.
    light: bool = False

    @property
    def label(self) -> str:
        """What a page calls it, such as "ControlNet, canny"."""
        return {"controlnet": "ControlNet", "t2i-adapter": "T2I-Adapter", "checkpoint": "Depth2Image"}[self.kind] + f", {self.name.split('-')[-1]}"

    @property
    def grey(self) -> bool:
        """Its hint has one channel, as published sketch adapters have; all others take three."""
        return self.name == "t2i-adapter-sketch"


NETWORKS = {
    network.name: network
    for network in (
        Network("controlnet-canny", "controlnet", "canny"),
        Network("controlnet-scribble", "controlnet", "scribble", start="controlnet-canny"),
        Network("controlnet-depth", "controlnet", "depth", start="controlnet-canny"),
        Network("controlnet-segmentation", "controlnet", "segmentation", start="controlnet-canny"),
        Network("depth", "checkpoint", "depth"),
        Network("t2i-adapter-sketch", "t2i-adapter", "scribble"),
        Network("t2i-adapter-depth", "t2i-adapter", "depth"),
        Network("t2i-adapter-colour", "t2i-adapter", "colour", light=True),
    )
}
