"""What two statements have in common: the longest run of words, and what both are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
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


class Shared(NamedTuple):
    """What two are both about.

    ``weight`` is that of what they share, ``of_one`` and ``of_other`` its shares of either. Words that stand
    side by side in both are one topic, which weighs as much as its rarest word and half of the others: a name
    or "quid pro quo" is shared as a whole or not at all.
    """

    stems: tuple[str, ...]
    weight: float
    topics: int
    of_one: float
    of_other: float

    @property
    def of_less(self) -> float:
        """The share of the one that says less."""
        return max(self.of_one, self.of_other)

    @property
    def of_more(self) -> float:
        """The share of the one that says more."""
        return min(self.of_one, self.of_other)

    @property
    def told(self) -> str:
        """The rarest few."""
        return ", ".join(sorted(sorted(self.stems, key=lambda one: (-weight(one), one))[:5]))


class Common(NamedTuple):
    """What two statements are both about, and the longest run of words that stands in both."""

    about: Shared
    run: Run


def shared(one: Sequence[str], other: Sequence[str]) -> Shared:
    """What two are both about, of their words."""
    mine, theirs = list(map(stem, one)), list(map(stem, other))
    both = {word for word in set(mine) & set(theirs) if weight(word)}
    beside = {pair for pair in pairwise(theirs) if both.issuperset(pair)}
    topics, held = 0, 0.0
    for topic in _topics(mine, both, beside):
        weights = sorted(map(weight, topic))
        topics += 1
        held += weights[-1] + sum(weights[:-1]) / 2
    of_one, of_other = (held / max(1.0, _whole(words, both, held)) for words in (mine, theirs))
    return Shared(tuple(sorted(both)), held, topics, of_one, of_other)


def _topics(
    words: Sequence[str], both: Collection[str], beside: Collection[tuple[str, str]]
) -> Iterator[list[str]]:
    """The shared words in the order of the first text, those together that stand side by side in both."""
    seen = set[str]()
    topic: list[str] = []
    for last, word in pairwise(["", *words]):
        if topic and (last, word) not in beside:
            yield topic
            topic = []
        if word in both and word not in seen:
            seen.add(word)
            topic.append(word)
    if topic:
        yield topic


def _whole(words: Iterable[str], both: Collection[str], held: float) -> float:
    """What a text weighs: what is shared, as it counts, and all other words."""
    return held + sum(weight(word) for word in set(words) if word not in both)
