"""The encoder with its heads, in torch.

BERT (Devlin et al. 2019) of 6 layers and 384 dimensions, written out because attention by hand trains
twice as fast on a processor as torch's fused one does with a mask, and exports without surprises. Heads:
IOBES tags, a link from each word of a source or content to its cue, a pointer from each cue to its source;
both biaffine (Dozat and Manning 2017). They read the words twice: as they are for the outermost statements,
and moved by a small network of one hidden layer for those that stand inside another. Names have IOBES tags
too, read off lower layers with the words beside.
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
# Names are read off the pieces as they come in and what these layers give, counted from 1: the last ones
# know roles, and less of what is named.
_NAMED, _NAME_LAYERS = (0, 2, 4), 2
# Distances between two words count up to 8 each way one by one, then by doublings: 33 buckets.
BUCKETS = 33


class Windows(NamedTuple):
    """Windows side by side.

    ``pieces``, ``letter_cases`` and ``quoted`` are ``[batch, pieces]``, ``first`` and ``final``, the index of
    each word's first and last piece, ``[batch, words]``. What is padding has a number far below zero in
    ``mask``, which is added to the attention's scores, and in ``absent``, which is added to the arcs'.
    """

    pieces: Tensor
    letter_cases: Tensor
    quoted: Tensor
    first: Tensor
    final: Tensor
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


def _at(hidden: Tensor, places: Tensor) -> Tensor:
    """The vectors of the pieces at these places, ``[batch, words, width]``."""
    return torch.gather(hidden, 1, places[:, :, None].expand(-1, -1, hidden.shape[2]))


class Names(nn.Module):
    """Scores of the names' tags from words and those beside them: gated convolutions (Dauphin et al. 2017).

    Written as products with the words before and behind, they have int8 weights as all products do.
    """

    def __init__(self, width: int) -> None:
        super().__init__()
        half = width // 2
        self.joined = nn.Linear(2 * len(_NAMED) * width, half)
        self.letter_cases = nn.Embedding(LETTER_CASES + 1, half)
        nn.init.zeros_(self.letter_cases.weight)
        self.norm = nn.LayerNorm(half)
        self.beside = nn.ModuleList(nn.Linear(3 * half, 2 * half) for _ in range(_NAME_LAYERS))
        self.norms = nn.ModuleList(nn.LayerNorm(half) for _ in range(_NAME_LAYERS))
        self.tags = nn.Linear(half, NAME_TAGS)
        self.dropped, self.dropout = nn.Dropout(0.3), nn.Dropout(0.1)

    def forward(self, vectors: Tensor, letter_cases: Tensor, absent: Tensor) -> Tensor:
        """The scores, ``[batch, words, 29]``, from vectors ``[batch, words, 2 * layers * width]``."""
        present = (absent == 0).to(vectors.dtype).transpose(1, 2)
        hidden = self.norm(self.joined(self.dropped(vectors)) + self.letter_cases(letter_cases))
        for beside, norm in zip(self.beside, self.norms, strict=True):
            known = hidden * present
            before = nn.functional.pad(known, (0, 0, 1, 0))[:, :-1]
            behind = nn.functional.pad(known, (0, 0, 0, 1))[:, 1:]
            value, gate = beside(torch.cat([before, known, behind], dim=2)).chunk(2, dim=2)
            hidden = norm(hidden + self.dropout(value * torch.sigmoid(gate)))
        scores: Tensor = self.tags(self.dropout(hidden))
        return scores


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
    """Windows to log-probabilities of outer statements, inner ones, and names, ``[batch, words, 29]``."""

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
        self.names = Names(width)

    def encoder(self, windows: Windows) -> tuple[Tensor, Tensor]:
        """Vectors of the words, ``[batch, words, width]``, and those that names are read off.

        The latter are ``[batch, words, 2 * layers * width]``, of each word's first piece and of its last.
        """
        hidden: Tensor = self.pieces(windows.pieces) + self.positions.weight[: windows.pieces.shape[1]]
        hidden = hidden + self.letter_cases(windows.letter_cases) + self.quoted(windows.quoted)
        hidden = self.dropout(self.norm(hidden))
        after = [hidden]
        for layer in self.layers:
            hidden = layer(hidden, windows.mask)
            after.append(hidden)
        read = [after[min(number, len(after) - 1)] for number in _NAMED]
        named = [_at(vectors, places) for places in (windows.first, windows.final) for vectors in read]
        return _at(hidden, windows.first), torch.cat(named, dim=2)

    def forward(self, windows: Windows) -> tuple[Scores, Scores, Tensor]:
        """The log-probabilities of the windows."""
        words, named = self.encoder(windows)
        cases = torch.gather(windows.letter_cases, 1, windows.first)
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
            torch.log_softmax(self.names(named, cases, windows.absent), dim=2),
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
