"""The head for names fitted anew to an encoder that stays as it is.

The mean of two encoders serves heads that both have learned; the head for names only one has.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from onrecord.network.wordpiece import WordPiece
from onrecord.train.fit import collate
from onrecord.train.labelled import IGNORED, Example
from onrecord.train.model import Reader

_WINDOWS = 16
_EPOCHS, _WORDS, _RATE, _DROPPED = 5, 1024, 2e-3, 0.3


def refit_names(reader: Reader, examples: Sequence[Example], wordpiece: WordPiece, seed: int = 1) -> None:
    """Train the head in place, on the vectors of all words whose names are known."""
    torch.manual_seed(seed)
    vectors, tags = _known(reader.eval(), examples, wordpiece)
    steps = _EPOCHS * (len(tags) // _WORDS)
    optimiser = torch.optim.AdamW(reader.names.parameters(), lr=_RATE, weight_decay=0.01)
    step = 0
    for _ in range(_EPOCHS):
        order = torch.randperm(len(tags))
        for start in range(0, len(tags) - _WORDS + 1, _WORDS):
            here = order[start : start + _WORDS]
            for group in optimiser.param_groups:
                group["lr"] = _RATE * (1 - step / steps)
            loss = nn.functional.cross_entropy(
                reader.names(nn.functional.dropout(vectors[here], _DROPPED)), tags[here]
            )
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            step += 1


@torch.no_grad()
def _known(reader: Reader, examples: Sequence[Example], wordpiece: WordPiece) -> tuple[Tensor, Tensor]:
    """The vectors and the tags of the words whose names are known, ``[words, width]`` and ``[words]``."""
    vectors, tags = [], []
    for start in range(0, len(examples), _WINDOWS):
        batch = collate(examples[start : start + _WINDOWS], wordpiece)
        known = batch.names != IGNORED
        vectors.append(reader.encoder(batch.windows)[1][known])
        tags.append(batch.names[known])
    return torch.cat(vectors), torch.cat(tags)
