"""Whether two texts say the same of different things: alike word for word, but for a word in one place.

Who tells a thing again in the same words keeps those that point at it. "The gates stood open on the night of
the storm" and "the gates stood open on the night of the fair" share nearly all that they say, and are two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from onrecord.connect.meaning import alike
from onrecord.connect.rarity import weight
from onrecord.connect.topics import answers, stem

# Of longer texts it is not asked: they are many sentences.
_LONGEST = 60
# The share of the words of the longer that stand in both in one order, from which on they are in one wording.
_WORDING = 0.6
# Words that stand in one place instead of others; more are another clause.
_PLACE = 5
# Bits (`rarity.weight`) of a word that points at something.
_POINTS = 3
# How sure the network must be that two words are two for one thing: "inquiry" and "proceedings".
_ONE_THING = 0.5


def are_otherwise(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two texts in one wording have in one place words that point at different things."""
    if not 0 < min(len(one), len(other)) <= max(len(one), len(other)) <= _LONGEST:
        return False
    mine, theirs = list(map(stem, one)), list(map(stem, other))
    matcher = SequenceMatcher(None, mine, theirs, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < _WORDING * max(len(mine), len(theirs)):
        return False
    return any(
        _are_opposites(one[begin:end], other[start:stop])
        or (
            _points(mine[begin:end], theirs)
            and _points(theirs[start:stop], mine)
            and alike(one[begin:end], other[start:stop]) < _ONE_THING
        )
        for begin, end, start, stop in _places(matcher)
    )


def _places(matcher: SequenceMatcher[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where the one has some words and the other has others instead."""
    for kind, begin, end, start, stop in matcher.get_opcodes():
        if kind == "replace" and max(end - begin, stop - start) <= _PLACE:
            yield begin, end, start, stop


def _points(stems: Sequence[str], there: Sequence[str]) -> bool:
    """Whether one of the words points at something of which the other text has no word."""
    return any(weight(one) >= _POINTS and one not in there for one in stems)


def _are_opposites(one: Sequence[str], other: Sequence[str]) -> bool:
    return any(
        (first in one and second in other) or (second in one and first in other)
        for first, second in answers().opposites
    )
