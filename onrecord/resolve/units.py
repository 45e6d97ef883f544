"""What a number measures: the money before or behind it, the share, the time, the age or the measure."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import number_words, unit_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_SIGN = 6
_MEGA = 1e6


class Unit(NamedTuple):
    """A unit as written, from ``start`` to ``end``: its name, what kind it is, and what it multiplies by."""

    start: int
    end: int
    name: str
    kind: str
    factor: float = 1


def sign_before(text: str, start: int, floor: int) -> Unit | None:
    """The currency's sign or code before a number: "$", "US $", "EUR"."""
    end = start - 1 if start > floor and text[start - 1] in " \xa0" else start
    if end <= floor or text[end - 1] not in _sign_ends():
        return None
    signs = unit_words().signs
    for length in range(min(_LONGEST_SIGN, end - floor), 0, -1):
        at = end - length
        sign = text[at:end].replace("\xa0", " ")
        if sign[0].isspace() or (sign[0].isalnum() and at > 0 and text[at - 1].isalnum()):
            continue
        if sign in signs:
            return Unit(at, end, signs[sign], "money")
        if sign[0] == "M" and signs.get(sign[1:], "").isalpha() and len(sign) == 4:
            return Unit(at, end, signs[sign[1:]], "money", _MEGA)
    return None


@cache
def _sign_ends() -> frozenset[str]:
    return frozenset(sign[-1] for sign in unit_words().signs)


# What stands between a number and its unit, and the words of it.
_GAP = re.compile(r"[ \xa0]{0,2}(?:[-–][ \xa0]?)?[\[<{]?")
_WORDS = re.compile(r"[^\s]{1,24}(?:[ \xa0][^\s]{1,24}){0,3}")
_CLOSING = ",;:!?)]}>”\"'’="


def unit_behind(text: str, end: int, limit: int, *, is_figures: bool) -> Unit | None:
    """The unit behind a number that ends here; short symbols ("m", "C") only behind figures."""
    gap = _GAP.match(text, end, limit)
    start = gap.end() if gap else end
    first = _FIRST.match(text, start, limit)
    most = _lengths().get(first.group().casefold(), 0) if first is not None else 0
    match = _WORDS.match(text, start, limit) if most else None
    if match is None:
        return None
    words = re.split("[ \xa0]", match.group())
    for count in range(min(most, len(words)), 0, -1):
        written = " ".join(words[:count])
        for form in _forms(written):
            found = _units().get(form) or (_units().get(form.casefold()) if len(form) > _SYMBOL else None)
            if found is not None and (is_figures or len(form) > _SYMBOL or form.casefold() in _WORDLIKE):
                return Unit(start, start + len(form), *found)
    return None


_SYMBOL = 3  # letters of a symbol at most: its case matters, and it stands behind figures alone
_FIRST = re.compile(r"[^\W\d_]+|[^\w\s]")


@cache
def _lengths() -> Mapping[str, int]:
    """By the letters that a unit begins with, up to what is no letter: how many words it may have."""
    found: dict[str, int] = {}
    for form in _units():
        match = _FIRST.match(form)
        first = match.group().casefold() if match else form
        found[first] = max(found.get(first, 0), form.count(" ") + 1)
    return found


# As short as a symbol, and words.
_WORDLIKE = {"day", "yen", "ton", "%", "mph"}


def _forms(written: str) -> tuple[str, ...]:
    """The words as they stand, without what closes a clause, without what hangs on by a hyphen or stroke."""
    bare = written.rstrip(_CLOSING)
    stop = bare.rstrip(".")
    parted = re.split(r"-(?:an?|per)-|-(?=long|wide|tall|high|deep)|—|–|\)|/(?![hs]\b|hr)|\(", stop)[0]
    return tuple(dict.fromkeys((written, bare, stop, parted, parted.rstrip(_CLOSING))))


def named(words: str) -> str | None:
    """The name of a unit written so, alone; None where the words are none."""
    found = _units().get(words) or _units().get(words.casefold())
    return found[0] if found is not None else None


@cache
def _units() -> Mapping[str, tuple[str, str, float]]:
    """Name, kind and factor of each way to write a unit."""
    words = unit_words()
    found: dict[str, tuple[str, str, float]] = {}
    kinds = (
        ("measure", words.measures),
        ("age", words.ages),
        ("time", words.times),
        ("percent", words.percents),
        ("coin", words.coins),
        ("money", words.signs),
        ("money", words.currencies),
    )
    for kind, forms in kinds:
        for form, name in forms.items():
            found[form] = (name, kind, 1)
            if kind == "money" and form.isascii() and form.isupper() and len(form) == 3:
                found[f"M{form}"] = (name, kind, _MEGA)
    return found


# "Per hour", "a share", "/kg"; "a" only before what things are reckoned by.
_RATE = re.compile(
    r"(?:/|[ \xa0]?-?per-?[ \xa0]?|(?P<article>[ \xa0]an?[ \xa0]|[ \xa0]?-[ \xa0]?an?[ \xa0]?-[ \xa0]?))"
    r"(?P<noun>(?:square |cubic |fluid )?[A-Za-z][\w²³]{0,15})"
    r"(?![ \xa0](?:ago|earlier|before|later|after|prior)\b)"
)


def rate_behind(text: str, end: int, limit: int) -> tuple[int, str] | None:
    """Where a rate ends that begins here, and the noun that the unit is reckoned by."""
    match = _RATE.match(text, end, limit)
    if match is None:
        return None
    noun = match["noun"].casefold()
    if match["article"] and noun not in number_words().rates:
        return None
    return (match.end(), noun) if noun not in ("cent", "se") else None
