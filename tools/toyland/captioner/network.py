"""The captioner's network: the judge's way down, whose map is read word by word by a small GPT-2.

It is what transformers calls a VisionEncoderDecoderModel. The encoder is no transformer: the judge's convolutions know kinds and colours already.
"""

import torch
from torch import Tensor, nn
from transformers import GPT2Config, GPT2LMHeadModel

from ..control.seer import with_judges_body
from .words import END, PAD, START, vocabulary

WIDTH = 128
#: Words of the longest caption, its start and its end, with room.
POSITIONS = 32
_MAP, _FEATURES = 8 * 8, 96


class Encoder(nn.Module):
    """RGB in -1..1, (count, 3, 128, 128), to one vector for each of 8 x 8 places, (count, 64, 128)."""

    def __init__(self) -> None:
        super().__init__()
        seer = with_judges_body()
        self.first, self.down = seer.first, seer.down
        self.wide = nn.Linear(_FEATURES, WIDTH)
        self.places = nn.Parameter(0.02 * torch.randn(1, _MAP, WIDTH))
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, pixel_values: Tensor) -> Tensor:
        """The vectors, row by row."""
        x = self.first(pixel_values)
        for stage in self.down:
            x = stage(x)
        return self.norm(self.wide(x.flatten(2).transpose(1, 2)) + self.places)


class Captioner(nn.Module):
    """Pictures and the words so far, (count, length), to the next word's logits after each, (count, length, words)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.decoder = Encoder(), GPT2LMHeadModel(decoder_config())

    def forward(self, pictures: Tensor, words: Tensor) -> Tensor:
        """Logits."""
        return self.decoder(input_ids=words, encoder_hidden_states=self.encoder(pictures), use_cache=False).logits


def decoder_config() -> GPT2Config:
    """Two layers, 128 wide, with attention to the picture."""
    return GPT2Config(
        vocab_size=len(vocabulary()),
        n_positions=POSITIONS,
        n_embd=WIDTH,
        n_layer=2,
        n_head=4,
        n_inner=4 * WIDTH,
        resid_pdrop=0.0,
        embd_pdrop=0.0,
        attn_pdrop=0.0,
        add_cross_attention=True,
        bos_token_id=START,
        eos_token_id=END,
        pad_token_id=PAD,
        attn_implementation="eager",
    )


@torch.no_grad()
def describe(captioner: Captioner, pictures: Tensor) -> list[list[int]]:
    """The likeliest next word each time, for pictures in -1..1."""
    hidden = captioner.encoder(pictures)
    words = torch.full((len(pictures), 1), START)
    while words.shape[1] < POSITIONS and not (words == END).any(1).all():
        logits = captioner.decoder(input_ids=words, encoder_hidden_states=hidden, use_cache=False).logits[:, -1]
        words = torch.cat([words, logits.argmax(1, keepdim=True)], 1)
    return words.tolist()
