"""Read a day as newspapers and databases write it: "Sept. 3, 2012", "5 octobre 2013", "2012-09-03"."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

# English first; then French, German, Spanish, Italian, Portuguese, Dutch, Scandinavian and Polish.
_NAMES = (
    "jan january januar januari janvier janv enero gennaio janeiro jänner stycznia",
    "feb february februar februari février fevrier févr febrero febbraio fevereiro lutego",
    "mar march mars märz marzo março maart marts marca",
    "apr april avril avr abril aprile kwietnia",
    "may mai mayo maggio maio mei maj maja",
    "jun june juin juni junio giugno junho czerwca",
    "jul july juillet juil juli julio luglio julho lipca",
    "aug august août aout agosto augustus augusti sierpnia",
    "sep sept september septembre septiembre setiembre settembre setembro września",
    "oct october octobre oktober octubre ottobre outubro października",
    "nov november novembre noviembre novembro listopada",
    "dec december décembre decembre déc dezember diciembre dicembre dezembro desember grudnia",
)
_MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))  # the longest first: "mars" is no "mar"
# Days in figures alone (03/04/2012) are left out: which is the month differs from country to country.
_DAY = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>(?:19|20)\d\d)"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th|er|º)?\.?\s+(?:de\s+)?(?P<month2>{_MONTH})\.?,?"
    r"\s+(?:de\s+)?(?P<year2>(?:19|20)\d\d)"
    r"|(?P<year3>(?:19|20)\d\d)-(?P<month3>\d\d)-(?P<day3>\d\d)"
    r"(?P<time>[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?"
    r"|(?P<year4>(?:19|20)\d\d)[年년]\s?(?P<month4>\d{1,2})[月월]\s?(?P<day4>\d{1,2})[日일])(?!\w)",
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
    named = parts["month"] or parts["month2"]
    month = _MONTHS[named.lower()] if named else int(parts["month3"] or parts["month4"])
    year = parts["year"] or parts["year2"] or parts["year3"] or parts["year4"]
    day = parts["day"] or parts["day2"] or parts["day3"] or parts["day4"]
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None
