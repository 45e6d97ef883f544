"""Whether two statements give different figures for one thing, figures that agree, or figures of two things."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from onrecord.connect.counts import Count, Tally, count_words
from onrecord.connect.rarity import weight

# Words of which all but one number are the same.
_FEWEST_WORDS = 5
# Of what stands around two figures, the share of the one with less around it that must be the other's too, and
# the bits of it. Where both say the same of those whom they count ("killed"), less will do.
_AROUND, _AROUND_BITS, _AROUND_WORDS = 0.6, 9, 2
_SAID, _SAID_BITS = 0.34, 5
# A content that says little else; then what the two articles open with decides.
_LITTLE = 8
_SETTING, _SETTING_BITS = 0.3, 30
# A number in full is a rounding's where it is so near to it; a word like "about" leaves more room.
_ROUNDED, _ABOUT = 0.05, 0.125
# "At least 33" leaves room for 35, not for twice as many.
_ROOM = 1.25
# Whoever counts people counts them in full up to here: 297 are not 300.
_IN_FULL = 100


class Figures(NamedTuple):
    """What the figures of two statements are to each other, with the two that tell it."""

    verdict: Literal["differ", "agree"]
    one: Count
    other: Count
    shared: frozenset[str]


def compared(one: Tally, other: Tally) -> Figures | None:
    """The first two figures of one thing that differ, else two that agree; ``None`` where all are unlike."""
    if _are_apart(one.names, other.names) or _are_apart(one.periods, other.periods):
        return None
    alike = [
        Figures("agree" if agree(mine, theirs) else "differ", mine, theirs, mine.about & theirs.about)
        for mine in one.counts
        for theirs in other.counts
        if _are_of_one(mine, theirs, one, other)
    ]
    # What another figure of the same statement agrees with is disputed by none: "49 of the 50".
    settled = {id(side) for pair in alike if pair.verdict == "agree" for side in (pair.one, pair.other)}
    differing = [pair for pair in alike if pair.verdict == "differ" and settled.isdisjoint(map(id, pair[1:3]))]
    return next(iter(differing or alike), None)


def but_for_a_number(one: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """The two numbers in which two contents differ that are the same, word for word, else.

    ``one`` and ``other`` are their words, in small letters. Years and places in a row count here too.
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
    if (mine.unit, mine.per, mine.what, mine.is_level) != (theirs.unit, theirs.per, theirs.what, theirs.is_level):
        return False
    if _are_unlike(mine.way, theirs.way) or _are_unlike(mine.noun, theirs.noun):
        return False
    if _are_apart(mine.kind, theirs.kind):
        return False
    if mine.what is not None:
        return _speak_of_one(one, other)
    if mine.noun is None and mine.unit is None:
        return False
    around = mine.about & theirs.about
    return len(around) >= _AROUND_WORDS and _is_enough(
        around, mine.about, theirs.about, _AROUND, _AROUND_BITS
    )


def _speak_of_one(one: Tally, other: Tally) -> bool:
    """Whether two statements speak of one event, as far as they say; else by what their articles open with."""
    least = min(_bits(one.about), _bits(other.about))
    if least > _LITTLE:
        return _is_enough(one.about & other.about, one.about, other.about, _SAID, _SAID_BITS)
    return _is_enough(one.setting & other.setting, one.setting, other.setting, _SETTING, _SETTING_BITS)


def _is_enough(
    shared: frozenset[str], one: frozenset[str], other: frozenset[str], share: float, bits: int
) -> bool:
    found = _bits(shared)
    return found >= bits and found >= share * min(_bits(one), _bits(other))


def _bits(stems: Iterable[str]) -> int:
    return sum(map(weight, stems))


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
