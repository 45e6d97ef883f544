"""Whether the figures of two statements are of one thing, and then whether they differ or agree."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from onrecord.connect.counts import Count, Tally, count_words
from onrecord.connect.rarity import tell_of_one_event, weight

# Words of which all but one number are the same.
_FEWEST_WORDS = 5
# Of what stands around two figures, the share of the one with more around it that must be the other's too,
# and the bits (`rarity.weight`) and stems of it; how many times as high the higher number may be.
_AROUND, _AROUND_BITS, _AROUND_WORDS = 0.6, 9, 2
_FAR = 10
# Of those who were killed or held a few are often some of all: two of three victims.
_FEW = 5
# A number in full is a rounding's where it is so near to it; a word like "about" leaves more room.
_ROUNDED, _ABOUT = 0.05, 0.125
# "At least 33" leaves room for 35, not for twice as many.
_ROOM = 1.25
# Whoever counts people counts them in full up to here: 297 are not 300.
_IN_FULL = 100


class Difference(NamedTuple):
    """Two figures of one thing that cannot both be right, as written.

    ``is_toll``: of what befell people, which later counts can only raise. ``rises``: the second is
    the higher.
    """

    one: str
    other: str
    is_toll: bool
    rises: bool

    @property
    def told(self) -> str:
        """The two, as the reason of a link from the second to the first."""
        return f"“{self.other}” against “{self.one}”"


class Figures(NamedTuple):
    """What the figures of two statements are to each other, with the two that tell it."""

    verdict: Literal["differ", "agree"]
    one: Count
    other: Count


def difference(one: Tally, other: Tally) -> Difference | None:
    """The figures in which two statements differ, where they give figures of one thing that do not agree."""
    pairs = _of_one(one, other)
    found = _told_by(pairs)
    if found is not None and found.verdict == "differ":
        mine, theirs = found.one, found.other
        return Difference(mine.told, theirs.told, mine.toll is not None, theirs.value > mine.value)
    words = but_for_a_number(one.words, other.words)
    if words is None or {count.unit for count in one.counts} != {count.unit for count in other.counts}:
        return None
    if any(words[0] in pair.one.told and words[1] in pair.other.told for pair in pairs):
        return None  # they round each other
    return Difference(*words, is_toll=False, rises=False)


def compared(one: Tally, other: Tally) -> Figures | None:
    """The first two figures of one thing that differ, else two that agree; ``None`` where all are unlike."""
    return _told_by(_of_one(one, other))


def _of_one(one: Tally, other: Tally) -> list[Figures]:
    """The pairs of figures that are of one thing."""
    if _are_apart(one.periods, other.periods) or _are_apart(one.names, other.names):
        return []
    if _is_elsewhere(one, other) or _is_elsewhere(other, one):
        return []
    return [
        Figures("agree" if agree(mine, theirs) else "differ", mine, theirs)
        for mine in one.counts
        for theirs in other.counts
        if _are_of_one(mine, theirs, one, other)
    ]


def _told_by(pairs: Sequence[Figures]) -> Figures | None:
    # What another figure of the same statement agrees with is disputed by none: "49 of the 50".
    settled = {id(side) for pair in pairs if pair.verdict == "agree" for side in (pair.one, pair.other)}
    differing = (
        pair
        for pair in pairs
        if pair.verdict == "differ" and settled.isdisjoint((id(pair.one), id(pair.other)))
    )
    return next(differing, next(iter(pairs), None))


def but_for_a_number(one: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """The two numbers in which two contents differ that are the same, word for word, else.

    ``one`` and ``other`` are their words, in small letters; a number is a year's or a day's too.
    """
    if len(one) != len(other) or len(one) < _FEWEST_WORDS:
        return None
    differing = [(mine, theirs) for mine, theirs in zip(one, other, strict=True) if mine != theirs]
    if len(differing) != 1:
        return None
    mine, theirs = differing[0]
    numbers = count_words().numbers
    mine, theirs = numbers.get(mine, mine), numbers.get(theirs, theirs)
    is_so = mine[0].isdigit() and theirs[0].isdigit() and mine != theirs
    return differing[0] if is_so else None


def _are_of_one(mine: Count, theirs: Count, one: Tally, other: Tally) -> bool:
    """Whether two figures are of one thing, by unit, noun, what is said of it and what stands around."""
    is_of_a_kind = (mine.unit, mine.per, mine.toll) == (theirs.unit, theirs.per, theirs.toll)
    # The sick of a country are not those of one of its towns.
    if not is_of_a_kind or not _is_near(mine.value, theirs.value):
        return False
    if _are_unlike(mine.noun, theirs.noun) or _are_apart(mine.kind, theirs.kind):
        return False
    if mine.of and theirs.of and mine.of != theirs.of:
        return False
    if mine.toll is not None:
        is_of_one_event = _is_of_a_time(mine) == _is_of_a_time(theirs) and _speak_of_one(one, other)
        return is_of_one_event and max(mine.value, theirs.value) >= _FEW
    if (mine.noun is None and mine.unit is None) or mine.is_level != theirs.is_level:
        return False
    return not _are_unlike(mine.way, theirs.way) and _are_alike(
        mine.about - one.names, theirs.about - other.names
    )


def _is_of_a_time(count: Count) -> bool:
    """Whether it counts all that befell people since something, not what one event did."""
    return not count_words().since.isdisjoint(count.about)


def _are_alike(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Whether what stands around two figures is the same for the most part. Names tell where, not what."""
    around = mine & theirs
    bits = _bits(around)
    if len(around) < _AROUND_WORDS or bits < _AROUND_BITS:
        return False
    return bits >= _AROUND * max(_bits(mine), _bits(theirs))


def _is_near(one: float, other: float) -> bool:
    """Whether two numbers may be of one thing: who gives a thousand times as much speaks of another."""
    return max(abs(one), abs(other)) <= _FAR * min(abs(one), abs(other))


def _speak_of_one(one: Tally, other: Tally) -> bool:
    """Whether two statements speak of one event: what they say and open with has rare words in common."""
    if _years(one) != _years(other):
        return False
    return tell_of_one_event((one.about | one.setting) & (other.about | other.setting))


def _years(one: Tally) -> set[str]:
    return {period for period in one.periods if period.isdigit()}


def _bits(stems: Iterable[str]) -> int:
    return sum(map(weight, stems))


def _is_elsewhere(one: Tally, other: Tally) -> bool:
    """Whether one names places or people of whom the other says nothing, nor its article to begin with."""
    return _are_apart(one.names, other.about | other.setting)


def _are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and one.isdisjoint(other)


def _are_unlike(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def agree(one: Count, other: Count) -> bool:
    """Whether two numbers of one thing can both be right: one rounds the other, or leaves room for it."""
    few, many = sorted((one, other), key=lambda count: count.value)
    if few.to is not None or many.to is not None:
        return _room(few)[1] >= _room(many)[0]
    if few.bound == many.bound and few.bound in ("least", "most"):
        return _is_rounding(few.value, many.value, few.step)
    if few.bound == "least" and many.value <= max(few.value * _ROOM, few.value + 1):
        return True
    if many.bound == "most" and few.value >= min(many.value / _ROOM, many.value - 1):
        return True
    return _room(few)[1] >= many.value or _room(many)[0] <= few.value


def _is_rounding(few: float, many: float, step: float) -> bool:
    """Whether the lower of two bounds is the higher, cut down to its own digits."""
    return math.isclose(math.floor(many / step + 1e-9) * step, few, rel_tol=1e-9)


def _room(count: Count) -> tuple[float, float]:
    """The numbers of which it may be a rounding."""
    value, to = count.value, count.to if count.to is not None else count.value
    half = count.step / 2
    is_in_full = count.unit is None and count.bound is None and count.step < _IN_FULL
    share = _ABOUT if count.bound is not None else _ROUNDED
    spare = 0.0 if is_in_full else min(half, share * abs(value))
    return value - max(spare, 1e-9 * abs(value)), to + max(spare, 1e-9 * abs(to))
