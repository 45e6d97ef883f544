"""How many statements fall on which days, months or years: what the chart of a voice shows."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# So many periods stand beside each other at most before they are taken longer.
_MOST = 72


@dataclass(frozen=True, slots=True)
class Period:
    """A day, a month or a year: its name, its first day, and the number of statements in it."""

    name: str
    first: date
    statements: int


def periods(days: Iterable[date]) -> list[Period]:
    """The periods from the first day to the last, also those in which nothing was said."""
    counts = Counter(days)
    if not counts:
        return []
    first, last = min(counts), max(counts)
    chosen = _chosen(first, last)
    begins = [begin for begin, _ in chosen]
    totals = Counter[date]()
    for day, number in counts.items():
        totals[begins[bisect_right(begins, day) - 1]] += number
    return [Period(name, begin, totals[begin]) for begin, name in chosen]


def _chosen(first: date, last: date) -> list[tuple[date, str]]:
    """The shortest periods of which there are few enough: the first day of each, and its name."""
    if (last - first).days < _MOST:
        return list(_days(first, last))
    months = list(_months(first, last))
    return months if len(months) <= _MOST else list(_years(first, last))


def _days(first: date, last: date) -> Iterator[tuple[date, str]]:
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        yield day, f"{day.day} {day:%B %Y}"


def _months(first: date, last: date) -> Iterator[tuple[date, str]]:
    for number in range(12 * first.year + first.month - 1, 12 * last.year + last.month):
        begin = date(number // 12, number % 12 + 1, 1)
        yield begin, f"{begin:%B %Y}"


def _years(first: date, last: date) -> Iterator[tuple[date, str]]:
    for year in range(first.year, last.year + 1):
        yield date(year, 1, 1), str(year)
