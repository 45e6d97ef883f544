"""The days that a date means, from the words that were written of it and the day that it is reckoned from."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from . import days as run
from .lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .days import Days

Told = dict[str, str]
_WEEK = timedelta(days=7)
# A month, or a day and month, without a year this little ahead of the article is to come, not a year past.
_SOON = timedelta(days=60)
_STEPS = {"last": -1, "previous": -1, "past": -1, "latest": -1, "next": 1, "coming": 1}


def _steps(which: str) -> int:
    """How many units on: "the last", "this past" are the one before."""
    return _STEPS.get(which.rsplit(maxsplit=1)[-1].casefold(), 0) if which else 0


def _count(word: str) -> int:
    return int(word) if word.isdigit() else lexicon().counts[word.casefold()]


def _number(word: str) -> int:
    """The number of a day, a week or a quarter, -1 for the last."""
    if word.casefold() in ("last", "final"):
        return -1
    figures = re.sub(r"\D", "", word)
    return int(figures) if figures else lexicon().ordinals[word.casefold()]


def _weekday_of(told: Told) -> int:
    return lexicon().weekdays[told["weekday"].rstrip(".").casefold()]


def _month_of(told: Told) -> int:
    return lexicon().months[told["month"].rstrip(".").casefold()]


def _single(found: date) -> Days:
    return found, found


# near the day


def _near(told: Told, day: date) -> Days:
    words = told["near"].casefold()
    return _single(day + timedelta(days=("tomorrow" in words) - ("yesterday" in words or "last" in words)))


def _before(told: Told, day: date) -> Days:
    count = 1 if told["count"].casefold() == "the" else _count(told["count"])
    start = day - timedelta(days=told["from"] == "yesterday")
    return _single(run.moved(start, lexicon().units[told["unit"]], -count))


_EACH = re.compile(r"(\w+)[ \xa0](?:of[ \xa0])?([a-z]+)")


def _ago(told: Told, day: date) -> Days:
    """A day where days were counted, else the whole unit, the least one told of: "2 years ago" is a year."""
    name = "day"
    for count, unit in _EACH.findall(re.sub(r"\band\b|,", "", told["ago"])):
        name = lexicon().units[unit]
        day = run.moved(day, name, -_count(count))
    return run.unit(name, day)


def _past(told: Told, day: date) -> Days:
    """So many units up to the day before."""
    unit = lexicon().units[told["unit"]]
    return run.moved(day, unit, -_count(told["count"])), day - timedelta(days=1)


def _unit(told: Told, day: date) -> Days:
    """The day's unit of the calendar, or the one beside it; "last weekend" is the one gone by."""
    name, steps = lexicon().units[told["unit"]], _steps(told.get("which", ""))
    return run.unit(name, day if name == "weekend" and steps < 0 else run.moved(day, name, steps))


# weekdays


def _weekday(told: Told, day: date) -> Days:
    """The last such weekday up to the day; "last Friday" is the week before's, "this past" never today."""
    number, which = _weekday_of(told), told.get("which", "").casefold()
    back = timedelta(days=(day.weekday() - number) % 7)
    if which in ("last", "previous", "this"):
        return _single(run.week(day + _steps(which) * _WEEK)[0] + timedelta(days=number))
    if which in ("next", "this coming"):
        return _single(day - back + _WEEK)
    return _single(day - (back or _WEEK) if which else day - back)


def _weekday_of_week(told: Told, day: date) -> Days:
    return _single(run.week(day + _steps(told["which"]) * _WEEK)[0] + timedelta(days=_weekday_of(told)))


def _weekday_and_number(told: Told, day: date) -> Days | None:
    """The last such weekday that was that day of its month: "Friday the 13th"."""
    number, weekday, first = _number(told["number"]), _weekday_of(told), day.replace(day=1)
    for _ in range(48):
        if number <= run.month(first.year, first.month)[1].day:
            found = first.replace(day=number)
            if found <= day and found.weekday() == weekday:
                return _single(found)
        first = run.moved(first, "month", -1)
    return None


def _nth_weekday(told: Told, day: date) -> Days:
    return _single(run.nth_weekday(_number(told["nth"]), _weekday_of(told), _whole(told, day)))


# weeks, months, quarters and years


def _whole(told: Told, day: date) -> Days:
    """The month or year that a week or weekday is counted in; where none is told, this month."""
    if "only" in told:
        return _year({"year": told["only"]}, day)
    if "unit" in told:
        return _unit(told, day)
    if "month" not in told:
        return run.month(day.year, day.month)
    return _month(told, day) if told.keys() & {"year", "whichyear"} else _last_month(told, day)


def _nth_week(told: Told, day: date) -> Days:
    return run.week_of(_number(told["nth"]), _whole(told, day))


def _week_of_day(told: Told, day: date) -> Days:
    return run.week(_day(told, day))


def _day_of_year(told: Told, day: date) -> Days:
    return _single(_day(told, day))


def _day(told: Told, day: date) -> date:
    """The day of the month; without its year the last such day, or one that is soon to come.

    Raises ValueError where there is none.
    """
    month, number = _month_of(told), _number(told["number"])
    if "year" in told:
        return date(int(told["year"]), month, number)
    for year in range(day.year + 1, day.year - 9, -1):  # leap days are up to eight years apart
        if _is_day(year, month, number) and date(year, month, number) < day + _SOON:
            return date(year, month, number)
    raise ValueError(f"no day {number} in month {month}")


def _is_day(year: int, month: int, number: int) -> bool:
    return year > 0 and number <= run.month(year, month)[1].day


def _month(told: Told, day: date) -> Days:
    """The month of the year told; else the last one that has begun, or one that is soon to begin."""
    month = _month_of(told)
    if "year" in told:
        return run.month(int(told["year"]), month)
    if "whichyear" in told:
        return run.month(day.year + _steps(told["whichyear"]), month)
    soon = run.month(day.year + (month < day.month), month)
    return soon if day < soon[0] < day + _SOON else _last_month(told, day)


def _last_month(told: Told, day: date) -> Days:
    month = _month_of(told)
    return run.month(day.year - (month > day.month), month)


def _month_beside(told: Told, day: date) -> Days:
    """The month of that name before or behind this one; "this May" is this year's."""
    month, steps = _month_of(told), _steps(told["which"])
    if steps > 0:
        return run.month(day.year + (month <= day.month), month)
    return run.month(day.year - (steps < 0 and month >= day.month), month)


def _quarter(told: Told, day: date) -> Days:
    """The quarter of the year told, else the last such that has begun."""
    number, year = _number(told["nth"]), told.get("year") or told.get("yearbefore")
    if year:
        return run.quarter(int(year), number)
    if "ago" in told or "whichyear" in told:
        return run.quarter(day.year + _steps(told.get("whichyear", "last")), number)
    found = run.quarter(day.year, number)
    return found if found[0] <= day else run.quarter(day.year - 1, number)


def _half(told: Told, _: date) -> Days:
    first = 1 if told["half"] == "first" else 3
    return run.quarter(int(told["year"]), first)[0], run.quarter(int(told["year"]), first + 1)[1]


def _year(told: Told, _: date) -> Days:
    return run.years(int(told["year"]), int(told["year"]))


def _decade(told: Told, day: date) -> Days:
    if "decade" in told:
        return run.unit("decade", date(int(told["decade"]), 1, 1))
    first = day.year // 100 * 100 + int(told["tens"])
    return run.unit("decade", date(first - 100 * (first > day.year), 1, 1))


def _century(told: Told, _: date) -> Days:
    number = int(told["number"])
    return run.years(number * 100 - 99, number * 100)


# By the name that `dates.toml` has for it.
RECKONED: Mapping[str, Callable[[Told, date], Days | None]] = {
    "near": _near,
    "before": _before,
    "ago": _ago,
    "past": _past,
    "unit": _unit,
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "weekday_and_number": _weekday_and_number,
    "nth_weekday": _nth_weekday,
    "nth_week": _nth_week,
    "week_of_day": _week_of_day,
    "day_of_year": _day_of_year,
    "month": _month,
    "month_beside": _month_beside,
    "quarter": _quarter,
    "half": _half,
    "year": _year,
    "decade": _decade,
    "century": _century,
}
