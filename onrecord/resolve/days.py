"""Runs of days: a week, a month, a quarter and so on, by a day that lies in them."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

Days = tuple[date, date]
_WEEK = timedelta(days=7)
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def unit(name: str, day: date) -> Days:
    """The whole unit of the calendar that a day lies in; a week begins with Monday."""
    if name == "day":
        return day, day
    if name in ("week", "fortnight"):
        return week(day)
    if name == "weekend":
        return weekend(day)
    if name == "month":
        return month(day.year, day.month)
    return quarter(day.year, (day.month + 2) // 3) if name == "quarter" else _whole_years(name, day.year)


def _whole_years(name: str, year: int) -> Days:
    """The year, its decade, or its century, which begins with the year 1."""
    if name == "century":
        first = (year - 1) // 100 * 100 + 1
        return years(first, first + 99)
    first = year // 10 * 10 if name == "decade" else year
    return years(first, first + 9 if name == "decade" else first)


def week(day: date) -> Days:
    """The week from Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def weekend(day: date) -> Days:
    """The Saturday and Sunday of the day's week; on a Monday to Friday those before it."""
    saturday = day - timedelta(days=(day.weekday() - 5) % 7)
    return saturday, saturday + timedelta(days=1)


def month(year: int, number: int) -> Days:
    """The whole month."""
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def quarter(year: int, number: int) -> Days:
    """The whole quarter of a calendar year."""
    return date(year, 3 * number - 2, 1), month(year, 3 * number)[1]


def years(first: int, last: int) -> Days:
    """From the first day of one year to the last of another."""
    return date(first, 1, 1), date(last, 12, 31)


def moved(day: date, name: str, count: int) -> date:
    """The day so many units on; the last of the month where the month is too short."""
    if name in ("day", "week", "weekend", "fortnight"):
        return day + timedelta(days=count * {"day": 1, "fortnight": 14}.get(name, 7))
    whole = day.year * 12 + day.month - 1 + count * _MONTHS[name]
    year, number = whole // 12, whole % 12 + 1
    return date(year, number, min(day.day, calendar.monthrange(year, number)[1]))


def week_of(number: int, days: Days) -> Days:
    """The numbered week, the first the one with the first Thursday (ISO 8601), -1 the last."""
    first, last = days
    if number > 0:
        return week(first + timedelta(days=(3 - first.weekday()) % 7) + (number - 1) * _WEEK)
    return week(last - timedelta(days=(last.weekday() - 3) % 7))


def nth_weekday(number: int, weekday: int, days: Days) -> date:
    """The first, second and so on such weekday of a run of days, -1 for the last."""
    first, last = days
    if number < 0:
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    return first + timedelta(days=(weekday - first.weekday()) % 7) + (number - 1) * _WEEK
