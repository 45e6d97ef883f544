"""The encoder that reads two texts, with its heads, in torch.

Its lower part, word vectors and the first layers, is all-MiniLM-L6-v2 as published and stays so. On it stand
two upper parts: the published one, whose mean is a sentence's vector (Reimers and Gurevych 2019), and one
that judges a pair. A pair's features are the vector of the first mark, the difference of the two texts' means
and their product (after Conneau et al. 2017), through one hidden layer. What sets call by the same three
names means something a little different in each, so that each kind has a small correction of its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from onrecord.train.model import Layer
from onrecord.train.pairs.sets import THREE_WAY

# Layers of the lower part. More would train faster and judge worse.
LOWER = 2
# Two texts of 96 pieces and three marks.
PLACES = 2 * 96 + 3


class Texts(NamedTuple):
    """Pairs, or single texts, side by side: each ``[batch, pieces]``.

    ``sides`` is 0 for the first text and its marks, 1 for the second; ``present`` 1 where there is a piece.
    """

    pieces: Tensor
    sides: Tensor
    present: Tensor

    def mask(self) -> Tensor:
        """What is added to the attention's scores."""
        return ((1 - self.present) * -1e9)[:, None, None, :]


class Lower(nn.Module):
    """Pieces to vectors, as published."""

    def __init__(self, vocabulary: int, width: int = 384, inner: int = 1536, heads: int = 12) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(PLACES, width)
        self.sides = nn.Embedding(2, width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(Layer(width, inner, heads) for _ in range(LOWER))

    def forward(self, pieces: Tensor, sides: Tensor, mask: Tensor) -> Tensor:
        """The vectors after the last lower layer, ``[batch, pieces, width]``."""
        hidden: Tensor = self.pieces(pieces) + self.positions.weight[: pieces.shape[1]]
        hidden = self.norm(hidden + self.sides(sides))
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


class Upper(nn.Module):
    """The layers on top."""

    def __init__(self, width: int = 384, inner: int = 1536, heads: int = 12, depth: int = 4) -> None:
        super().__init__()
        # Two passes over the pairs leave nothing to forget, and chance takes a tenth of the time.
        self.layers = nn.ModuleList(Layer(width, inner, heads, dropout=0.0) for _ in range(depth))

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """The last layer's vectors, ``[batch, pieces, width]``."""
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden


class Meaning(nn.Module):
    """The vector of one text: the mean over its pieces, of length 1."""

    def __init__(self, upper: Upper) -> None:
        super().__init__()
        self.upper = upper

    def forward(self, hidden: Tensor, present: Tensor, mask: Tensor) -> Tensor:
        """``[batch, width]``."""
        return nn.functional.normalize(_mean(self.upper(hidden, mask), present), dim=1)


class Judge(nn.Module):
    """Scores of pairs: three for each kind that asks for one of three, one for the others."""

    def __init__(self, upper: Upper, width: int = 384, hidden: int = 256) -> None:
        super().__init__()
        self.upper = upper
        self.hidden = nn.Linear(3 * width, hidden)
        self.dropout = nn.Dropout(0.1)
        self.three_way = nn.Linear(hidden, 3)
        self.same = nn.Linear(hidden, 1)
        # The corrections begin at nothing: what little a small set has need not teach it the rest.
        self.by_kind = nn.Linear(hidden, 3 * (THREE_WAY - 1) + 1)
        nn.init.zeros_(self.by_kind.weight)
        nn.init.zeros_(self.by_kind.bias)

    def forward(self, hidden: Tensor, sides: Tensor, present: Tensor, mask: Tensor) -> Tensor:
        """Before any softmax, ``[batch, 14]``: entails, neutral, contradicts of each kind; same; checked."""
        vectors = self.upper(hidden, mask)
        first, second = _mean(vectors, present * (1 - sides)), _mean(vectors, present * sides)
        features = torch.cat([vectors[:, 0], first - second, first * second], dim=1)
        # As a row of one, so that the exporter makes a product of it whose matrix is stored as int8.
        found = self.dropout(nn.functional.gelu(self.hidden(features[:, None])[:, 0]))
        three, same, more = self.three_way(found), self.same(found), self.by_kind(found)
        moved = three.repeat(1, THREE_WAY - 1) + more[:, :-1]
        return torch.cat([three, moved, same, same + more[:, -1:]], dim=1)


def _mean(vectors: Tensor, weights: Tensor) -> Tensor:
    weights = weights[:, :, None].to(vectors.dtype)
    return (vectors * weights).sum(dim=1) / weights.sum(dim=1)


def pretrained(path: Path) -> tuple[Lower, Upper]:
    """The two parts of a BERT of six layers, from its safetensors."""
    from safetensors.torch import load_file

    stored = load_file(path)
    lower, upper = Lower(len(stored["embeddings.word_embeddings.weight"])), Upper()
    own = {
        "pieces.weight": stored["embeddings.word_embeddings.weight"],
        "positions.weight": stored["embeddings.position_embeddings.weight"][:PLACES],
        "sides.weight": stored["embeddings.token_type_embeddings.weight"],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    lower.load_state_dict({**own, **_layers(stored, 0, LOWER)})
    upper.load_state_dict(_layers(stored, LOWER, len(upper.layers)))
    for weight in lower.parameters():
        weight.requires_grad = False
    return lower.eval(), upper


def _layers(stored: dict[str, Tensor], first: int, count: int) -> dict[str, Tensor]:
    """So many layers from the first on, by the names that they have here."""
    own = {}
    for number in range(count):
        theirs, ours = f"encoder.layer.{first + number}", f"layers.{number}"
        for part in ("weight", "bias"):
            own[f"{ours}.query_key_value.{part}"] = torch.cat(
                [stored[f"{theirs}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            for name, from_there in _NAMES.items():
                own[f"{ours}.{name}.{part}"] = stored[f"{theirs}.{from_there}.{part}"]
    return own


_NAMES = {
    "joined": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "output_norm": "output.LayerNorm",
}
