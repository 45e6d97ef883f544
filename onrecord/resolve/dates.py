"""Words for days, weeks, months and years, found in a text and reckoned against the day of an article."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from onrecord.record import Span, When

from .lexicon import date_forms, lexicon
from .reckoned import RECKONED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from .days import Days
    from .lexicon import DateForm

_AROUND = 64  # characters of a date before and behind the letters that show it to be one


def dates(text: str, start: int, end: int, day: date) -> Iterator[When]:
    """The dates between two positions on which something can have been said: none to come, no bare years."""
    for when, dates_sayings in told(text, start, end, day):
        if dates_sayings and when.first <= day:
            yield when


def told(text: str, start: int, end: int, day: date) -> Iterator[tuple[When, bool]]:
    """Every date between two positions, those to come too, and whether it is one that dates sayings."""
    at = start
    for sign in _signs(text, start, end):
        match = _around(text, at, sign, end) if sign >= at else None
        if match is None:
            continue
        at = match.end()
        form = _forms()[match.lastgroup or ""]
        found = _days(form, match, day)
        if found is not None:
            yield When(match.group(), Span(match.start(), match.end()), *found), form.dates_sayings


def _signs(text: str, start: int, end: int) -> list[int]:
    """Where letters stand that every date has somewhere: only what is around some is looked at closely."""
    part, found = text[start:end], [match.start() for match in _names().finditer(text, start, end)]
    for letters in lexicon().date_signs:
        at = part.find(letters)
        while at >= 0:
            found.append(start + at)
            at = part.find(letters, at + len(letters))
    return sorted(found)


@cache
def _names() -> re.Pattern[str]:
    """The first letters of days and months in capitals, quarters, years: one set of letters leads."""
    words = lexicon()
    names = {name[:3].capitalize() for name in (*words.weekdays, *words.months)}
    firsts, rests = sorted({name[0] for name in names}), sorted({name[1:] for name in names})
    return re.compile(rf"[{''.join(firsts)}Q\d](?:{'|'.join(rests)}|(?<=Q)[1-4]|(?<=\d)(?:\d{{3}}|0s))")


def _around(text: str, start: int, sign: int, end: int) -> re.Match[str] | None:
    """The date that holds a sign: it begins with the sign's word, or with words before it that dates have."""
    limit = min(end, sign + _AROUND)
    for begin in _begins(text, start, sign):
        match = _any_form().match(text, begin, limit)
        if match is not None and match.end() > sign:
            return match
    return None


_PARTED = str.maketrans(dict.fromkeys(",.-’\xa0", " "))


def _begins(text: str, start: int, at: int) -> list[int]:
    """Where a date with this word in it may begin, the farthest first."""
    floor = max(start, at - _AROUND)
    while at > floor and text[at - 1].isalnum():
        at -= 1
    found = [at]
    for word in reversed(text[max(start, at - _AROUND) : at].translate(_PARTED).split()):
        if not word[0].isdecimal() and word.casefold() not in _before():
            break
        at = text.rindex(word, 0, at)
        found.append(at)
    return found[::-1]


@cache
def _before() -> frozenset[str]:
    """The words that a date may have before the one that shows it to be a date."""
    words = lexicon()
    known = (words.weekdays, words.months, words.units, words.counts, words.ordinals)
    return words.date_words | {part for names in known for name in names for part in name.split("-")}


# forms


@cache
def _forms() -> dict[str, DateForm]:
    """The ways to write a date, by a name for each."""
    return {f"form{number}": form for number, form in enumerate(date_forms())}


@cache
def _any_form() -> re.Pattern[str]:
    """A date of any form; the group that matched last is its form's."""
    forms = "|".join(
        f"(?P<{name}>{re.sub(r'[?]P<[a-z]+>', '?:', form.pattern)})" for name, form in _forms().items()
    )
    return re.compile(rf"(?<![^\W_])(?<![$£€/])(?<![$£€][ \xa0])(?:{forms})")


@cache
def _one_form(form: DateForm) -> re.Pattern[str]:
    return re.compile(form.pattern)


def _days(form: DateForm, match: re.Match[str], day: date) -> Days | None:
    again = _one_form(form).match(match.string, match.start(), match.end())
    if again is None:
        return None
    try:
        return RECKONED[form.means]({key: value for key, value in again.groupdict().items() if value}, day)
    except (OverflowError, ValueError):  # no such day: "Feb. 30", or one before the year 1
        return None
