"""The longest run of words that two statements share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.connect.rarity import weight
from onrecord.connect.topics import stem


class Run(NamedTuple):
    """Words in a row, how many, and what they weigh (`rarity.weight`), each once."""

    words: str
    length: int
    weight: int


def longest(one: Sequence[str], other: Sequence[str]) -> Run:
    """The longest run of words that stands in both; of equal ones the first in ``one``."""
    places = defaultdict[str, list[int]](list)
    for at, word in enumerate(other):
        places[word].append(at)
    best, end = 0, 0
    before: dict[int, int] = {}
    for at, word in enumerate(one):
        now = {place: before.get(place - 1, 0) + 1 for place in places.get(word, ())}
        for length in now.values():
            if length > best:
                best, end = length, at + 1
        before = now
    words = one[end - best : end]
    return Run(" ".join(words), best, sum(map(weight, dict.fromkeys(map(stem, words)))))
