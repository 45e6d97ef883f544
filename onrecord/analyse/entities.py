"""The names, dates, numbers and titles that the network gives for one window, over its words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.analyse.sequence import Grammar, best_tags
from onrecord.analyse.tags import NAME_BEGIN, NAME_END, NAME_INSIDE, NAME_SINGLE, NAME_TAGS, Kind

_KINDS = list(Kind)

_TAGS_OF_KIND = (NAME_TAGS - 1) // len(_KINDS)

# A name is one single word, or begins, goes on for a while, and ends.
GRAMMAR = Grammar.of(
    NAME_TAGS,
    {
        tag: [NAME_END[kind], NAME_INSIDE[kind]]
        for kind in Kind
        for tag in (NAME_BEGIN[kind], NAME_INSIDE[kind])
    },
    {
        tag: [NAME_BEGIN[kind], NAME_INSIDE[kind]]
        for kind in Kind
        for tag in (NAME_INSIDE[kind], NAME_END[kind])
    },
)


@dataclass(frozen=True, slots=True)
class Named:
    """A name as a range of the window's words; ``score`` is a probability, 0 to 1."""

    words: range
    kind: Kind
    score: float


def names(scores: np.ndarray) -> list[Named]:
    """The window's names in order; ``scores`` are log-probabilities, ``[words, 29]``."""
    tags = best_tags(scores, GRAMMAR)
    starts = np.flatnonzero(np.isin(tags, [*NAME_BEGIN.values(), *NAME_SINGLE.values()]))
    ends = np.flatnonzero(np.isin(tags, [*NAME_END.values(), *NAME_SINGLE.values()]))
    kinds = (tags[starts] - 1) // _TAGS_OF_KIND
    likelihood = np.exp(scores[:, 1:]).reshape(len(tags), len(_KINDS), -1).sum(axis=2)
    return [
        Named(range(start, end + 1), _KINDS[kind], min(1.0, float(likelihood[start : end + 1, kind].mean())))
        for start, end, kind in zip(starts.tolist(), ends.tolist(), kinds.tolist(), strict=True)
    ]
