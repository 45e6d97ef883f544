"""Read a day as newspapers write it at the head of an article."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
            "aug august", "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = r"(?P<month>(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*)\.?"
# Days in figures alone (03/04/2012) are left out: which is the month differs from country to country.
_DAY = re.compile(
    rf"\b(?:{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+{_MONTH.replace('month', 'month2')},?"
    r"\s+(?P<year2>(?:19|20)\d\d)"
    r"|(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)"
    r"(?P<time>[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)(?!\w)",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day that stands in a text, and from where to where it is written."""

    value: date
    start: int
    end: int


def day_in(text: str) -> Day | None:
    """The first full day (day, month, year) in the text."""
    for found in _DAY.finditer(text):
        if value := _value(found):
            return Day(value, *found.span())
    return None


def _value(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = parts["month"] or parts["month2"]
    number = _MONTHS.get(month.lower()) if month else int(parts["month3"])
    year = parts["year"] or parts["year2"] or parts["year3"]
    day = parts["day"] or parts["day2"] or parts["day3"]
    try:
        return date(int(year), number or 0, int(day))
    except ValueError:
        return None
