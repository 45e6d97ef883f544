"""The encoder with its heads, in torch.

BERT (Devlin et al. 2019) of 6 layers and 384 dimensions, written out because attention by hand trains
twice as fast on a processor as torch's fused one does with a mask, and exports without surprises. Heads:
IOBES tags, a link from each word of a source or content to its cue, a pointer from each cue to its source;
both biaffine (Dozat and Manning 2017). They read the words twice: as they are for the outermost statements,
and moved by a small network of one hidden layer for those that stand inside another. Names have BIO tags,
read off lower layers.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn

from onrecord.analyse.tags import NAME_TAGS, TAGS
from onrecord.network.words import LETTER_CASES

_ARC = 128
# Names are read off what these layers give: the last ones know roles, and less of what is named.
_NAMED, _NAME_WIDTH = (2, 4), 256
# Distances between two words count up to 8 each way one by one, then by doublings: 33 buckets.
BUCKETS = 33


class Windows(NamedTuple):
    """Windows side by side.

    ``pieces``, ``letter_cases`` and ``quoted`` are ``[batch, pieces]``, ``first``, the index of each word's
    first piece, ``[batch, words]``. What is padding has a number far below zero in ``mask``, which is added
    to the attention's scores, and in ``absent``, which is added to the arcs'.
    """

    pieces: Tensor
    letter_cases: Tensor
    quoted: Tensor
    first: Tensor
    mask: Tensor
    absent: Tensor


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT is."""

    def __init__(self, width: int, inner: int, heads: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.heads = heads
        self.query_key_value = nn.Linear(width, 3 * width)
        self.joined = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.output_norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """The vectors after this layer, ``[batch, pieces, width]``."""
        batch, length, width = hidden.shape
        size = width // self.heads
        parts = self.query_key_value(hidden).view(batch, length, 3, self.heads, size).permute(2, 0, 3, 1, 4)
        query, key, value = parts[0], parts[1], parts[2]
        weights = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(size) + mask, dim=-1)
        attended = (weights @ value).transpose(1, 2).reshape(batch, length, width)
        hidden = self.attention_norm(hidden + self.dropout(self.joined(attended)))
        inner = self.dropout(self.down(nn.functional.gelu(self.up(hidden))))
        vectors: Tensor = self.output_norm(hidden + inner)
        return vectors


class Arcs(nn.Module):
    """Scores of arcs between the words of a window: ``[batch, from, to]``."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.start = nn.Linear(width, _ARC)
        self.end = nn.Linear(width, _ARC)
        self.weight = nn.Parameter(torch.empty(_ARC + 1, _ARC).normal_(std=0.02))
        self.distance = nn.Parameter(torch.zeros(BUCKETS))

    def forward(self, hidden: Tensor) -> Tensor:
        """The arcs' scores before any softmax."""
        start = nn.functional.gelu(self.start(hidden))
        end = nn.functional.gelu(self.end(hidden))
        pairs = (start @ self.weight[:-1] + self.weight[-1]) @ end.transpose(1, 2) * 4 / math.sqrt(_ARC)
        place = torch.arange(hidden.shape[1], device=hidden.device)
        return pairs + self.distance[_bucket(place[None, :] - place[:, None])]


def _bucket(distance: Tensor) -> Tensor:
    """The signed distance's bucket: 0 to 32, 16 for a word and itself."""
    size = distance.abs()
    far = 8 + torch.floor(torch.log2(size.clamp(min=8).float() / 8)).long() + (size > 8).long()
    return 16 + distance.sign() * torch.where(size <= 8, size, far).clamp(max=16)


def _of_words(hidden: Tensor, windows: Windows) -> Tensor:
    """The vectors of the words' first pieces, ``[batch, words, width]``."""
    return torch.gather(hidden, 1, windows.first[:, :, None].expand(-1, -1, hidden.shape[2]))


class Scores(NamedTuple):
    """Log-probabilities of one layer of statements.

    ``tags`` are ``[batch, words, 13]``; ``link`` ``[batch, words, words]``, from words to the first words of
    their cues; ``pointer`` ``[batch, words, words + 1]``, from there to the first words of their sources,
    the last column for "no source".
    """

    tags: Tensor
    link: Tensor
    pointer: Tensor


class Reader(nn.Module):
    """Windows to log-probabilities of outer statements, inner ones, and names, ``[batch, words, 15]``."""

    def __init__(
        self, vocabulary: int, width: int = 384, inner: int = 1536, heads: int = 12, depth: int = 6
    ) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.positions = nn.Embedding(512, width)
        self.letter_cases = nn.Embedding(LETTER_CASES + 1, width)
        self.quoted = nn.Embedding(3, width)
        nn.init.zeros_(self.letter_cases.weight)
        nn.init.zeros_(self.quoted.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.dropout = nn.Dropout(0.1)
        self.layers = nn.ModuleList(Layer(width, inner, heads) for _ in range(depth))
        self.tags = nn.Linear(width, TAGS)
        self.link = Arcs(width)
        self.pointer = Arcs(width)
        self.no_source = nn.Linear(width, 1)
        self.deeper = nn.Sequential(nn.Linear(width, _ARC), nn.GELU(), nn.Linear(_ARC, width))
        nn.init.zeros_(self.deeper[2].weight)  # type: ignore[arg-type]
        self.inner_tags = nn.Linear(width, TAGS)
        self.names = nn.Sequential(
            nn.Linear(len(_NAMED) * width, _NAME_WIDTH), nn.GELU(), nn.Linear(_NAME_WIDTH, NAME_TAGS)
        )

    def encoder(self, windows: Windows) -> tuple[Tensor, Tensor]:
        """Vectors of the words, ``[batch, words, width]``, and those that names are read off."""
        hidden: Tensor = self.pieces(windows.pieces) + self.positions.weight[: windows.pieces.shape[1]]
        hidden = hidden + self.letter_cases(windows.letter_cases) + self.quoted(windows.quoted)
        hidden = self.dropout(self.norm(hidden))
        after = []
        for layer in self.layers:
            hidden = layer(hidden, windows.mask)
            after.append(hidden)
        named = [_of_words(after[min(number, len(after)) - 1], windows) for number in _NAMED]
        return _of_words(hidden, windows), torch.cat(named, dim=2)

    def forward(self, windows: Windows) -> tuple[Scores, Scores, Tensor]:
        """The log-probabilities of the windows."""
        words, named = self.encoder(windows)
        words = self.dropout(words)
        layers = torch.cat([words, words + self.deeper(words)])
        absent = torch.cat([windows.absent, windows.absent])
        link = self.link(layers) + absent
        pointer = torch.cat([self.pointer(layers) + absent, self.no_source(layers)], dim=2)
        links, pointers = (torch.log_softmax(scores, dim=2).chunk(2) for scores in (link, pointer))
        outer, inner = layers.chunk(2)
        return (
            Scores(torch.log_softmax(self.tags(outer), dim=2), links[0], pointers[0]),
            Scores(torch.log_softmax(self.inner_tags(inner), dim=2), links[1], pointers[1]),
            torch.log_softmax(self.names(self.dropout(named)), dim=2),
        )


def pretrained(path: Path) -> Reader:
    """A reader whose encoder has the weights of a BERT in safetensors, and whose heads are new."""
    from safetensors.torch import load_file

    stored = load_file(path)
    reader = Reader(stored["embeddings.word_embeddings.weight"].shape[0])
    own = reader.state_dict()
    own["pieces.weight"] = stored["embeddings.word_embeddings.weight"]
    # There is one kind of text only, so the vector of its kind is part of each place's.
    own["positions.weight"] = (
        stored["embeddings.position_embeddings.weight"] + stored["embeddings.token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        own[f"norm.{part}"] = stored[f"embeddings.LayerNorm.{part}"]
        for number in range(len(reader.layers)):
            theirs, ours = f"encoder.layer.{number}", f"layers.{number}"
            own[f"{ours}.query_key_value.{part}"] = torch.cat(
                [stored[f"{theirs}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            )
            own[f"{ours}.joined.{part}"] = stored[f"{theirs}.attention.output.dense.{part}"]
            own[f"{ours}.attention_norm.{part}"] = stored[f"{theirs}.attention.output.LayerNorm.{part}"]
            own[f"{ours}.up.{part}"] = stored[f"{theirs}.intermediate.dense.{part}"]
            own[f"{ours}.down.{part}"] = stored[f"{theirs}.output.dense.{part}"]
            own[f"{ours}.output_norm.{part}"] = stored[f"{theirs}.output.LayerNorm.{part}"]
    reader.load_state_dict(own)
    return reader
