"""The names, dates, numbers and titles that the network gives for one window, over its words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.analyse.sequence import Grammar, best_tags
from onrecord.analyse.tags import NAME_BEGIN, NAME_INSIDE, NAME_TAGS, OUTSIDE, Kind

_KINDS = list(Kind)

# A name goes on only after itself.
GRAMMAR = Grammar.of(
    NAME_TAGS, {}, {NAME_INSIDE[kind]: [NAME_BEGIN[kind], NAME_INSIDE[kind]] for kind in Kind}
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as a range of the window's words; ``score`` is a probability, 0 to 1."""

    words: range
    kind: Kind
    score: float


def names(scores: np.ndarray) -> list[Named]:
    """The window's names in order; ``scores`` are log-probabilities, ``[words, 15]``."""
    tags = best_tags(scores, GRAMMAR)
    starts = np.flatnonzero(np.isin(tags, list(NAME_BEGIN.values())))
    if not len(starts):
        return []
    goes_on = np.isin(tags, list(NAME_INSIDE.values()))
    stops = np.flatnonzero((tags != OUTSIDE) & ~np.append(goes_on[1:], False)) + 1
    likelihood = np.exp(scores[:, 1:]).reshape(len(tags), len(_KINDS), -1).sum(axis=2)
    kinds = (tags[starts] - 1) // 2
    return [
        Named(range(start, stop), _KINDS[kind], min(1.0, float(likelihood[start:stop, kind].mean())))
        for start, stop, kind in zip(starts.tolist(), stops.tolist(), kinds.tolist(), strict=True)
    ]
