"""Which new statement or article takes the place of an old one: the one that shares most of its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Mapping
from itertools import chain

from onrecord.record import Span

_WORD = re.compile(r"\w+")

# The share of words (Jaccard) from which one has the other's place; DESIGN sets it.
_SAME = 0.5


def places(text: str, spans: tuple[Span, ...]) -> frozenset[Hashable]:
    """The words of the spans as places, to compare spans of one text."""
    found = (_WORD.finditer(text, span.start, span.end) for span in spans)
    return frozenset(word.start() for word in chain.from_iterable(found))


def words(text: str, spans: tuple[Span, ...]) -> frozenset[Hashable]:
    """The words of the spans, each with how often it stood there before, to compare different texts."""
    seen = Counter[str]()
    told: set[Hashable] = set()
    for span in spans:
        for match in _WORD.finditer(text, span.start, span.end):
            word = match[0].casefold()
            told.add((word, seen[word]))
            seen[word] += 1
    return frozenset(told)


def successors(
    olds: Mapping[str, frozenset[Hashable]], news: Mapping[str, frozenset[Hashable]]
) -> dict[str, str | None]:
    """For each old id that is not among the new ones the id that takes its place, ``None`` where none does.

    Among equals one that nothing else has the place of goes first, then the first in order.
    """
    by_word: dict[Hashable, list[str]] = {}
    for new, has in news.items():
        for word in has:
            by_word.setdefault(word, []).append(new)
    found: dict[str, str | None] = {}
    taken = olds.keys() & news.keys()
    for old, had in olds.items():
        if old in news:
            continue
        shared = Counter(chain.from_iterable(by_word.get(word, ()) for word in had))
        scores = {new: both / (len(had) + len(news[new]) - both) for new, both in shared.items()}
        order = {new: place for place, new in enumerate(news)}
        best = max(scores, key=lambda new: (scores[new], new not in taken, -order[new]), default=None)
        found[old] = best if best is not None and scores[best] >= _SAME else None
        if found[old] is not None:
            taken = taken | {str(best)}
    return found
