"""Two numbers that belong together, "10 to 15 percent", and the words that tell how exact a number is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import number_words
from .numerals import SHARE
from .wording import word_before, words_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .numerals import Numeral

_LONGEST_JOIN = 6
_JOIN = re.compile(r"(?:[ \xa0]?[-–—−‑][ \xa0]?|-?[ \xa0](?:to|through|or|and)[ \xa0-]|-?[ \xa0]?to-)\Z")
_DASHES = " \xa0-–—−‑"
_FEWEST_ALONE = 1e3  # in words less than this without anything counted is nobody's figure ("the two")


class Quantity(NamedTuple):
    """A number in a text with what it is a number of.

    ``start`` and ``end`` take in the words for how exact it is, the unit and what is counted. ``to`` is where
    a range ends. ``unit`` is a currency's ISO code or a coin, "%", "share", a measure, the noun counted, or a
    rate of one of them ("USD per barrel"). ``kind`` says which: "money", "coin", "percent", "share", "time",
    "age", "measure", "count", or "" where it stands alone. ``is_passing``: "one" of something, or a number
    that nobody counted ("thousands").
    """

    start: int
    end: int
    value: float
    to: float | None
    unit: str | None
    kind: str
    is_approximate: bool
    is_passing: bool


class Measured(NamedTuple):
    """A numeral with its unit; ``first`` and ``last`` bound what is written of both."""

    numeral: Numeral
    first: int
    last: int
    value: float
    unit: str | None
    kind: str


def joined(text: str, low: Measured, high: Measured, start: int) -> list[Quantity] | None:
    """The range that two make, both where they share but a unit or scale; None where nothing joins them."""
    gap = text[low.last : high.first]
    if len(gap) > _LONGEST_JOIN or _JOIN.match(gap) is None or SHARE in (low.kind, high.kind):
        return None
    word, before = gap.strip(_DASHES), word_before(text, low.first, start)
    if low.unit is not None and high.unit is None and word != "and":
        is_range = before in ("from", "between") or low.kind != "percent"  # "rose 8% to 3.65"
        high = high._replace(unit=low.unit, kind=low.kind) if is_range else high
    if low.unit is not None and not (high.unit or "").startswith(low.unit):
        return None
    if not word and not high.kind and low.numeral.shape == "figures":
        return []  # a result, years, a row of figures
    if word == "and" and before != "between":
        return _both(text, low, high, start) if low.unit is None and high.unit is not None else None
    low = low._replace(value=_alike(low, high))
    if word == "or" or low.value > high.value or (before == "from" and _changes(text, low.first, start)):
        return _both(text, low, high, start)
    return [_quantity(text, high._replace(first=low.first, value=low.value), start)._replace(to=high.value)]


def _both(text: str, low: Measured, high: Measured, start: int) -> list[Quantity]:
    shared = low._replace(unit=low.unit or high.unit, kind=low.kind or high.kind)
    return [_quantity(text, shared, start), _quantity(text, high, start)]


def _alike(low: Measured, high: Measured) -> float:
    """The lower value with the higher one's scale where it has none: "$10 to $15 billion"."""
    factor = high.numeral.factor
    is_short = factor >= 1e3 and low.numeral.factor == 1 and low.value * factor <= high.value
    return low.value * factor if is_short else low.value


def _changes(text: str, at: int, start: int) -> bool:
    """Whether something went from the one to the other, and was at no time between: "fell from 10 to 8"."""
    return any(word.casefold() in number_words().changes for word in words_before(text, at, start, 4))


_OF = re.compile(r"[ \xa0]of[ \xa0]")


def alone(text: str, found: Measured, start: int) -> Iterator[Quantity]:
    """The number by itself, where it counts or measures something."""
    is_idle = found.numeral.shape == "words" and found.unit is None and found.value < _FEWEST_ALONE
    if not is_idle or _OF.match(text, found.last) is not None:
        yield _quantity(text, found, start)


_AFTER = re.compile(r"[ \xa0](?:or so|or more|or less|or fewer|or higher|and counting|or thereabouts)\b")


def _quantity(text: str, found: Measured, start: int) -> Quantity:
    first, behind = _approximate(text, found.first, start), _AFTER.match(text, found.last)
    is_vague = found.numeral.shape == "vague"
    is_one = found.numeral.shape == "words" and found.numeral.value == 1 and found.kind in ("count", "")
    return Quantity(
        start=first,
        end=found.last if behind is None else behind.end(),
        value=found.value,
        to=found.value * 10 if is_vague else None,
        unit=found.unit,
        kind=found.kind,
        is_approximate=first < found.first or behind is not None or is_vague,
        is_passing=is_one or is_vague,
    )


def _approximate(text: str, first: int, start: int) -> int:
    """Where the words begin that say before a number how exact it is; without any where the number does."""
    before = words_before(text, first, start, 4)
    for count in range(len(before), 0, -1):
        words = [before[-count].lstrip('(“"'), *before[len(before) - count + 1 :]]
        if " ".join(words).casefold() in number_words().before:
            at = first
            for word in reversed(words):
                at = text.rindex(word, 0, at)
            return at
    return first
