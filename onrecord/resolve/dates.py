"""Words for days, weeks, months and years, reckoned against the day of an article."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING

from onrecord.record import Span, When

from .lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WEEK = timedelta(days=7)
_SOON = timedelta(
    days=60
)  # a day and month without a year this little ahead of the article are to come, not a year past


@cache
def _expression() -> re.Pattern[str]:
    words = lexicon()
    weekday = _any_of(word.capitalize() for word in words.weekdays)
    month = _any_of(word.capitalize() for word in words.months)
    number, year = r"\d{1,2}", r"(?:19|20)\d\d"
    kinds = (
        rf"(?:[Oo]n )?(?:(?P<lastday>[Ll]ast) |[Ee]arly |[Ll]ate )?(?P<weekday>{weekday})\b"
        rf"(?!\.? ?\d| (?:next|after))(?: (?:morning|afternoon|evening|night))?",
        r"(?P<near>(?:[Ee]arlier |[Ll]ater )?[Tt]oday|[Yy]esterday|[Tt]onight|[Ll]ast night"
        r"|[Tt]his (?:morning|afternoon|evening))\b",
        r"(?:[Ee]arlier |[Ll]ate |[Ee]arly )?(?P<which>[Tt]his|[Ll]ast) (?P<unit>week|month|year)\b",
        rf"[Ll]ast (?P<lastmonth>{month})\b",
        rf"(?:[Oo]n )?(?P<month1>{month})\b\.? (?P<day1>{number})(?:st|nd|rd|th)?\b"
        rf"(?:,? (?P<year1>{year})\b)?",
        rf"(?:[Oo]n )?(?P<day2>{number})(?:st|nd|rd|th)? (?P<month2>{month})\b(?:,? (?P<year2>{year})\b)?",
        rf"[Ii]n (?:(?:early|late|mid)(?: |-))?(?P<month3>{month})\b\.?(?:,? (?:of )?(?P<year3>{year})\b)?",
        rf"[Ii]n (?P<year4>{year})\b(?!-)",
    )
    # Hardly a word of a text begins a date; that its first letters do is asked before eight kinds are tried.
    capitals = {word[:3].capitalize() for word in (*words.weekdays, *words.months)}
    begins = rf"[OoIi]n |[Ll]a[st]|[Ee]arl|[Tt](?:o[dn]|his)|[Yy]es|\d|{_any_of(capitals)}"
    letters = "OoIiLlEeTtYy" + "".join(sorted({word[0] for word in capitals}))
    expression = rf"\b(?=[{letters}\d])(?={begins})(?:{'|'.join(kinds)})"
    # Any blank in it may be one that does not break.
    return re.compile(expression.replace(" ", r"[ \xa0]"))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def dates(text: str, start: int, end: int, day: date) -> Iterator[When]:
    """The dates told between two positions, each with its first and last day; those to come are left out."""
    for match in _expression().finditer(text, start, end):
        try:
            days = _days(match, day)
        except (OverflowError, ValueError):  # no such day: "Feb. 30", or one before the year 1
            continue
        if days[0] <= day:
            yield When(match.group(), Span(match.start(), match.end()), *days)


def _days(match: re.Match[str], day: date) -> tuple[date, date]:
    found = match.groupdict()
    if found["weekday"]:
        return _weekday(found["weekday"], day, _WEEK if found["lastday"] else timedelta())
    if found["near"]:
        return _near(found["near"].casefold(), day)
    if found["unit"]:
        return _unit(
            found["unit"], day if found["which"].casefold() == "this" else _before(found["unit"], day)
        )
    return _in_calendar(found, day)


def _in_calendar(found: dict[str, str], day: date) -> tuple[date, date]:
    """The days of a date that names its month or its year."""
    for number in ("1", "2"):
        if found["day" + number]:
            return _day(found["month" + number], int(found["day" + number]), found["year" + number], day)
    if found["lastmonth"]:
        return _month(found["lastmonth"], None, day.replace(day=1) - timedelta(days=1))
    if found["month3"]:
        return _month(found["month3"], found["year3"], day)
    return date(int(found["year4"]), 1, 1), date(int(found["year4"]), 12, 31)


def _near(words: str, day: date) -> tuple[date, date]:
    near = day - timedelta(days="yesterday" in words or "last" in words)
    return near, near


def _weekday(name: str, day: date, at_least: timedelta) -> tuple[date, date]:
    """The last such weekday up to the day, or before it: "last Friday" is never today."""
    back = timedelta(days=(day.weekday() - lexicon().weekdays[name.casefold()]) % 7)
    found = day - (back or at_least)
    return found, found


def _before(unit: str, day: date) -> date:
    """A day in the week, month or year before."""
    if unit == "week":
        return day - _WEEK
    first = day.replace(day=1) if unit == "month" else day.replace(month=1, day=1)
    return first - timedelta(days=1)


def _unit(unit: str, day: date) -> tuple[date, date]:
    """The whole calendar unit that a day lies in; a week begins with Monday."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    return _whole_month(day.year, day.month)


def _month(name: str, year: str | None, day: date) -> tuple[date, date]:
    month = lexicon().months[name.casefold()]
    return _whole_month(int(year) if year else day.year - (month > day.month), month)


def _whole_month(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def _day(name: str, number: int, year: str | None, day: date) -> tuple[date, date]:
    found = date(int(year) if year else day.year, lexicon().months[name.casefold()], number)
    if not year and found >= day + _SOON:
        found = found.replace(year=day.year - 1)
    return found, found
