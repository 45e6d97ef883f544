"""Words for days, weeks, months and years, reckoned against the day of an article."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.record import Span, When

from . import days as run
from .lexicon import lexicon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from .days import Days

_WEEK = timedelta(days=7)
_SOON = timedelta(
    days=60
)  # a day and month without a year this little ahead of the article are to come, not a year past
_BEHIND = 64  # characters of a date before and behind the word that shows it to be one

Groups = dict[str, str]


class _Kind(NamedTuple):
    """A way to tell a date: how it is written, what days it means, and whether it dates a saying by itself."""

    pattern: str
    days: Callable[[Groups, date], Days | None]
    dates_sayings: bool = True


def dates(text: str, start: int, end: int, day: date) -> Iterator[When]:
    """The dates told between two positions that something can have been said on: none to come, no bare years."""
    for when, dates_sayings in told(text, start, end, day):
        if dates_sayings and when.first <= day:
            yield when


def told(text: str, start: int, end: int, day: date) -> Iterator[tuple[When, bool]]:
    """Every date between two positions, those to come too, and whether it is one that dates sayings."""
    at = start
    for anchor in _anchors(text, start, end):
        if anchor < at:
            continue
        match = _around(text, at, anchor, end)
        if match is None:
            continue
        at = match.end()
        kind = _kinds()[match.lastgroup or ""]
        found = _days(kind, match, day)
        if found is not None:
            yield When(match.group(), Span(match.start(), match.end()), *found), kind.dates_sayings


def _around(text: str, start: int, anchor: int, end: int) -> re.Match[str] | None:
    """The date that holds an anchor: it begins with the anchor's word, or with those before it that dates have."""
    limit = min(end, anchor + _BEHIND)
    for begin in _begins(text, start, anchor):
        match = _expression().match(text, begin, limit)
        if match is not None and match.end() > anchor:
            return match
    return None


_PARTED = str.maketrans(",.-’\xa0", "  " + "   ")


def _begins(text: str, start: int, at: int) -> list[int]:
    """Where a date with this word in it may begin, the farthest first."""
    while at > start and text[at - 1].isalnum():
        at -= 1
    found = [at]
    for word in reversed(text[max(start, at - _BEHIND) : at].translate(_PARTED).split()):
        if not word[0].isdecimal() and word.casefold() not in _vocabulary():
            break
        at = text.rindex(word, 0, at)
        found.append(at)
    return found[::-1]


@cache
def _vocabulary() -> frozenset[str]:
    """The words that a date may have before the one that shows it to be a date."""
    words = lexicon()
    known = (words.weekdays, words.months, words.units, words.counts, words.ordinals)
    spelt = {part for names in known for name in names for part in name.split("-")}
    return frozenset(spelt) | lexicon().date_words


def _days(kind: _Kind, match: re.Match[str], day: date) -> Days | None:
    again = _compiled(kind.pattern).match(match.string, match.start(), match.end())
    if again is None:
        return None
    try:
        return kind.days({key: value or "" for key, value in again.groupdict().items()}, day)
    except (OverflowError, ValueError):  # no such day: "Feb. 30", or one before the year 1
        return None


# how dates are written


def _anchors(text: str, start: int, end: int) -> list[int]:
    """Where words stand that every date has one of: only what is around one is looked at closely."""
    part, found = text[start:end], [match.start() for match in _names().finditer(text, start, end)]
    for word in lexicon().date_signs:
        at = part.find(word)
        while at >= 0:
            found.append(start + at)
            at = part.find(word, at + len(word))
    return sorted(found)


@cache
def _names() -> re.Pattern[str]:
    """The first letters of months in capitals, the second of quarters, years; "day" is in every weekday's name."""
    words = lexicon()
    names = {name[:3].capitalize() for name in (*words.weekdays, *words.months)}
    firsts, tails = {name[0] for name in names}, {name[1:] for name in names}
    return re.compile(
        rf"[{''.join(sorted(firsts))}Q\d](?:{'|'.join(sorted(tails))}|(?<=Q)[1-4]|(?<=\d)(?:\d{{3}}|0s))"
    )


@cache
def _expression() -> re.Pattern[str]:
    """Any date; the group that matched last is its kind's."""
    kinds = "|".join(f"(?P<{name}>{_nameless(kind.pattern)})" for name, kind in _kinds().items())
    return re.compile(rf"(?<![^\W_])(?<![$£€/])(?<![$£€] )(?:{kinds})".replace(" ", "[ \xa0]"))


def _nameless(pattern: str) -> str:
    return re.sub(r"\?P<\w+>", "?:", pattern)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace(" ", "[ \xa0]"))


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(set(words), key=len, reverse=True))


@cache
def _kinds() -> Mapping[str, _Kind]:
    """The ways to tell a date, by name; where two begin at one place, the first of them that fits."""
    words = lexicon()
    weekday = rf"(?:{_any_of([*map(str.capitalize, words.weekdays), *(w for w in words.weekdays if len(w) > 5)])})\b\.?"
    names = [*map(str.capitalize, words.months), *words.months]
    sure = [
        name for name in names if name[0].isupper() or len(name) > 4 and name not in words.months_also_names
    ]
    month, plain = rf"(?:{_any_of(names)})\b\.?", rf"(?:{_any_of(sure)})\b\.?"
    ordinal = rf"(?:{_any_of(words.ordinals)})"
    number = rf"(?:(?:3[01]|[012]?\d)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)|{ordinal})\b"
    year = r"(?:(?:1\d|20)\d\d(?![\d%]|[.,]\d|-\d))\b"
    unit = rf"(?:{_any_of(words.units)})\b"
    single = rf"(?:{_any_of(words.units.values())})\b"
    count = rf"(?:\d{{1,3}}|{_any_of([*words.counts, *map(str.capitalize, words.counts)])})"
    part = r"(?: (?:morning|afternoon|evening|night))?"
    early = r"(?:(?:[Ee]arl(?:y|ier)|[Ll]ate(?:r)?|[Mm]id|[Ss]ometime|(?:[Tt]he )?(?:end|beginning|start|middle) of)(?: |-)(?:in )?)?"
    on, within = r"(?:[Oo]n )?", r"(?:[Ii]n )?"
    which = r"(?P<which>[Tt]his past|[Tt]he past|[Tt]he last|[Tt]his|[Ll]ast|[Pp]ast|[Pp]revious|[Nn]ext|[Cc]oming|[Tt]he current|[Cc]urrent)"
    ofyear = rf"(?:,? (?:of )?(?P<year>{year})|,? (?:of )?(?P<whichyear>this|last|next) year\b)?"
    nth = r"(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ll]ast|1st|2nd|3rd|4th|5th|[Ff]inal)"
    whole = rf"(?:(?P<month>{month}){ofyear}|(?P<only>{year})|(?P<which>this|last|previous|next) (?P<unit>month|year)\b)"
    months_day = (
        rf"(?:the )?(?P<month>{month}),? (?:the )?(?P<number>{number})(?: ?,? ?(?:of |in )?(?P<year>{year}))?"
    )
    days_month = rf"(?:the )?(?P<number>{number}) (?:day )?(?:of )?(?P<month>{month})(?: ?,? ?(?:of |in )?(?P<year>{year}))?"
    return {
        "before": _Kind(
            rf"(?P<count>{count}|[Tt]he) (?P<unit>{unit}) before (?P<from>yesterday|today)\b", _before
        ),
        "ago": _Kind(
            rf"(?:(?:[Aa]bout|[Nn]early|[Aa]lmost|[Rr]oughly|[Ss]ome|[Mm]ore than|[Oo]ver) )?(?P<ago>{count} (?:of )?{unit}(?:,? (?:and )?{count} {unit}){{0,3}}) ago\b",
            _ago,
        ),
        "near": _Kind(
            r"(?P<near>(?:[Ee]arl(?:y|ier) |[Ll]ater? )?[Tt]oday|(?:[Ee]arlier |[Ll]ater? )?[Yy]esterday|[Tt]onight|[Ll]ast night"
            r"|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Tt]his day)\b(?: (?:morning|afternoon|evening|night))?",
            _near,
        ),
        "week": _Kind(
            rf"{within}(?:[Tt]he )?week (?:of|beginning)(?: on)? (?:{months_day}|{_renamed(days_month)})",
            _week_of_day,
        ),
        "nth_week": _Kind(rf"{within}(?:[Tt]he )?{nth} week (?:of|in) {whole}", _nth_week),
        "numbered_week": _Kind(rf"{within}(?:[Tt]he )?week (?P<number>\d{{1,2}}) of {whole}", _numbered_week),
        "nth_weekday": _Kind(
            rf"{on}(?:[Tt]he )?{nth} (?P<weekday>{weekday}) (?:of|in) {whole}", _nth_weekday
        ),
        "months_day": _Kind(rf"{on}(?:{weekday},? )?{months_day}", _in_year),
        "days_month": _Kind(rf"{on}(?:{weekday},? )?{days_month}", _in_year),
        "weekday_number": _Kind(
            rf"{on}(?P<weekday>{weekday}),? (?:the )?(?P<number>[0-3]?\d(?:st|nd|rd|th)\b|[0-3]?\d(?=[.,;!?]?(?:\s*\Z|[,;!?])))",
            _weekday_number,
        ),
        "week_weekday": _Kind(
            rf"{on}(?P<weekday>{weekday}) (?:of )?(?P<which>this|last|next) week\b|(?P<whichtoo>[Ll]ast|[Tt]his|[Nn]ext) week(?:'s|’s)?(?: on)? (?P<weekdaytoo>{weekday})",
            _week_weekday,
        ),
        "bare_nth_weekday": _Kind(
            rf"(?:[Tt]he )?(?P<nth>first|second|third|fourth) (?P<weekday>{weekday})",
            _nth_weekday_here,
            False,
        ),
        "weekday": _Kind(
            rf"{on}(?:(?P<which>[Tt]his past|[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his|[Nn]ext|[Tt]his coming) |[Ee]arly |[Ll]ate )?(?P<weekday>{weekday})(?!\.? ?\d| (?:next|after)){part}",
            _weekday,
        ),
        "quarter": _Kind(
            rf"{within}(?:[Tt]he )?(?:(?P<yearbefore>{year}) (?:the )?)?(?:fiscal(?: |-))?(?P<ago>year-(?:ago|earlier) )?(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth)(?: |-)quarter\b{ofyear}"
            rf"|{within}Q(?P<q>[1-4])(?:(?: of)?,? (?P<qyear>{year})| (?:of )?(?P<qwhich>this|last|next) year)?",
            _quarter,
        ),
        "half": _Kind(rf"{within}(?:[Tt]he )?(?P<half>first|second|last) half of (?P<year>{year})", _half),
        "month": _Kind(rf"[Ii]n (?:the )?{early}(?P<month>{month}){ofyear}", _month),
        "whole_month": _Kind(
            rf"{within}{early}(?:the )?(?P<month>{month})(?:,? (?:of )?(?P<year>{year})|,? (?:of )?(?P<whichyear>this|last|next) year\b)",
            _month,
        ),
        "year_month": _Kind(rf"{within}(?P<year>{year}) ?,? (?P<month>{month})", _month, False),
        "which_month": _Kind(
            rf"{early}(?P<which>[Tt]his past|[Tt]his|[Ll]ast|[Pp]revious|[Nn]ext) (?P<month>{month})",
            _which_month,
        ),
        "past": _Kind(
            rf"(?:[Ii]n |[Oo]ver )?(?:the )?(?:(?:[Ll]ast|[Pp]ast|[Pp]revious) (?P<count>{count}) (?P<unit>{unit})|(?P<counttoo>{count}) (?:last|past|previous) (?P<unittoo>{unit}))",
            _past,
            False,
        ),
        "unit": _Kind(rf"{within}{early}{which} (?:fiscal )?(?P<unit>{single})(?!-)", _unit),
        "earlier_in": _Kind(r"(?:[Ee]arlier|[Ll]ater) in the (?P<unit>day|week|month|year)\b", _here),
        "end": _Kind(
            r"(?:[Tt]he )?(?:end|beginning|start|middle) of the (?P<unit>week|month|year)\b"
            r"|(?:[Tt]he )?(?P<unittoo>year)(?:-| |'s |’s )end\b|[Tt]he (?:full |fiscal |current fiscal )?(?P<unitthree>year)\b(?!-)",
            _this,
            False,
        ),
        "latest": _Kind(r"(?:[Tt]he )?latest (?P<unit>quarter)\b", _latest, False),
        "century": _Kind(r"(?:[Tt]he )?(?P<number>\d{1,2})(?:st|nd|rd|th)(?: |-)century", _century, False),
        "weekend": _Kind(r"(?:[Oo]ver |[Oo]n |[Aa]t )?the (?P<unit>weekend)\b", _here),
        "in_year": _Kind(rf"[Ii]n {early}(?:the year )?(?P<year>{year})", _year),
        "bare_year": _Kind(
            rf"(?:[Tt]he )?(?:year )?{early}(?:[Pp]ost-)?(?:fiscal )?(?P<year>{year})", _year, False
        ),
        "decade": _Kind(
            rf"{within}(?:the )?{early}(?:(?P<decade>(?:1\d|20)\d0)s|['’](?P<tens>\d0)s)\b", _decade, False
        ),
        "bare_month": _Kind(rf"{early}(?P<month>{plain})(?! \d)", _month, False),
    }


def _renamed(pattern: str) -> str:
    """The pattern with its groups' names ended by "too": a pattern may not have one twice."""
    return re.sub(r"\?P<(\w+)>", r"?P<\1too>", pattern)


# what days they mean


def _before(told: Groups, day: date) -> Days:
    count = 1 if told["count"].casefold() == "the" else _count(told["count"])
    found = run.moved(
        day - timedelta(days=told["from"] == "yesterday"), lexicon().units[told["unit"]], -count
    )
    return found, found


def _count(word: str) -> int:
    return int(word) if word.isdigit() else lexicon().counts[word.casefold()]


_EACH = re.compile(r"(\w+)[ \xa0](?:of[ \xa0])?([a-z]+)")


def _ago(told: Groups, day: date) -> Days:
    """A day where days were counted, else the whole unit, the least one told of: "two years ago" is a year."""
    names = []
    for count, name in _EACH.findall(re.sub(r"\band\b|,", "", told["ago"])):
        names.append(lexicon().units[name])
        day = run.moved(day, names[-1], -_count(count))
    return run.unit(names[-1], day)


def _near(told: Groups, day: date) -> Days:
    words = told["near"].casefold()
    near = day - timedelta(days="yesterday" in words or "last" in words) + timedelta(days="tomorrow" in words)
    return near, near


def _weekday(told: Groups, day: date) -> Days:
    """The last such weekday up to the day; "last Friday" is that of the week before, "this past" never today."""
    number, which = _weekday_of(told["weekday"]), told["which"].casefold()
    back = timedelta(days=(day.weekday() - number) % 7)
    found = day - back
    if which in ("last", "previous"):
        found = run.week(day - _WEEK)[0] + timedelta(days=number)
    elif which in ("past", "this past"):
        found = day - (back or _WEEK)
    elif which in ("next", "this coming"):
        found = day + timedelta(days=(number - day.weekday()) % 7 or 7)
    elif which == "this":
        found = run.week(day)[0] + timedelta(days=number)
    return found, found


def _weekday_of(word: str) -> int:
    return lexicon().weekdays[word.rstrip(".").casefold()]


def _weekday_number(told: Groups, day: date) -> Days | None:
    """The last such weekday of a month that was that day of it: "Friday the 13th"."""
    number, weekday = int(re.sub(r"\D", "", told["number"])), _weekday_of(told["weekday"])
    first = day.replace(day=1)
    for _ in range(48):
        if number <= run.month(first.year, first.month)[1].day:
            found = first.replace(day=number)
            if found <= day and found.weekday() == weekday:
                return found, found
        first = run.moved(first, "month", -1)
    return None


def _week_weekday(told: Groups, day: date) -> Days:
    which = (told["which"] or told["whichtoo"]).casefold()
    week = run.moved(day, "week", _STEPS[which])
    found = run.week(week)[0] + timedelta(days=_weekday_of(told["weekday"] or told["weekdaytoo"]))
    return found, found


_STEPS = {
    "this": 0,
    "the current": 0,
    "current": 0,
    "last": -1,
    "previous": -1,
    "past": -1,
    "this past": -1,
    "the last": -1,
    "the past": -1,
    "next": 1,
    "coming": 1,
}


def _unit(told: Groups, day: date) -> Days:
    name = lexicon().units[told["unit"]]
    steps = _STEPS[told["which"].casefold()]
    if name == "weekend":
        return run.weekend(day + steps * _WEEK) if steps > 0 else run.weekend(day)
    return run.unit(name, run.moved(day, name, steps))


def _this(told: Groups, day: date) -> Days:
    return run.unit(told["unit"] or told["unittoo"] or told["unitthree"], day)


def _here(told: Groups, day: date) -> Days:
    return run.unit(told["unit"], day)


def _latest(told: Groups, day: date) -> Days:
    return run.unit(told["unit"], run.moved(day, told["unit"], -1))


def _century(told: Groups, _: date) -> Days:
    number = int(told["number"])
    return run.years(number * 100 - 99, number * 100)


def _past(told: Groups, day: date) -> Days:
    """So many units up to the day before."""
    name = lexicon().units[told["unit"] or told["unittoo"]]
    return run.moved(day, name, -_count(told["count"] or told["counttoo"])), day - timedelta(days=1)


def _in_year(told: Groups, day: date) -> Days:
    found = _day(told["month"], told["number"], told["year"], day)
    return found, found


def _day(month: str, number: str, year: str, day: date) -> date:
    """The day of the month; without its year the last such day, or one that is soon to come."""
    found_month, found_day = _month_of(month), _number(number)
    if year:
        return date(int(year), found_month, found_day)
    for ahead in range(0, 8):
        try:
            found = date(day.year - ahead, found_month, found_day)
        except ValueError:  # a leap day
            continue
        if found < day + _SOON:
            break
    soon = date(day.year + 1, found_month, found_day) if (found_month, found_day) != (2, 29) else found
    return soon if soon < day + _SOON else found


def _month_of(word: str) -> int:
    return lexicon().months[word.rstrip(".").casefold()]


def _number(word: str) -> int:
    figures = re.sub(r"\D", "", word)
    return int(figures) if figures else lexicon().ordinals[word.casefold()]


def _month(told: Groups, day: date) -> Days:
    month = _month_of(told["month"])
    if told.get("whichyear"):
        return run.month(day.year + _STEPS[told["whichyear"]], month)
    if told.get("year"):
        return run.month(int(told["year"]), month)
    soon = run.month(day.year + (month < day.month), month)
    is_soon = day < soon[0] < day + _SOON
    return soon if is_soon else run.month(day.year - (month > day.month), month)


def _which_month(told: Groups, day: date) -> Days:
    month, which = _month_of(told["month"]), told["which"].casefold()
    if which == "next":
        return run.month(day.year + (month <= day.month), month)
    if which == "this":
        return run.month(day.year, month)
    return run.month(day.year - (month >= day.month), month)


def _whole(told: Groups, day: date) -> Days:
    """The month or year that a week or weekday is counted in."""
    if told["month"] and not told["year"] and not told["whichyear"]:
        month = _month_of(told["month"])
        return run.month(day.year - (month > day.month), month)
    if told["month"]:
        return _month(told, day)
    if told["only"]:
        return run.years(int(told["only"]), int(told["only"]))
    return _unit(told, day)


def _nth(word: str) -> int:
    return -1 if word.casefold() in ("last", "final") else _number(word)


def _nth_week(told: Groups, day: date) -> Days:
    return run.week_of(_nth(told["nth"]), _whole(told, day))


def _numbered_week(told: Groups, day: date) -> Days:
    return run.week_of(int(told["number"]), _whole(told, day))


def _nth_weekday(told: Groups, day: date) -> Days:
    found = run.nth_weekday(_nth(told["nth"]), _weekday_of(told["weekday"]), _whole(told, day))
    return found, found


def _nth_weekday_here(told: Groups, day: date) -> Days:
    found = run.nth_weekday(_nth(told["nth"]), _weekday_of(told["weekday"]), run.month(day.year, day.month))
    return found, found


def _week_of_day(told: Groups, day: date) -> Days:
    return run.week(
        _day(
            told["month"] or told["monthtoo"],
            told["number"] or told["numbertoo"],
            told["year"] or told["yeartoo"],
            day,
        )
    )


def _quarter(told: Groups, day: date) -> Days:
    """The quarter of the year told, else the last such that has begun."""
    number = int(told["q"]) if told["q"] else _number(told["nth"])
    year = told["year"] or told["yearbefore"] or told["qyear"]
    which = told["whichyear"] or told["qwhich"]
    if year:
        return run.quarter(int(year), number)
    if told["ago"]:
        return run.quarter(day.year - 1, number)
    if which:
        return run.quarter(day.year + _STEPS[which], number)
    found = run.quarter(day.year, number)
    return found if found[0] <= day else run.quarter(day.year - 1, number)


def _half(told: Groups, _: date) -> Days:
    year = int(told["year"])
    if told["half"] == "first":
        return date(year, 1, 1), date(year, 6, 30)
    return date(year, 7, 1), date(year, 12, 31)


def _year(told: Groups, _: date) -> Days:
    return run.years(int(told["year"]), int(told["year"]))


def _decade(told: Groups, day: date) -> Days:
    first = int(told["decade"]) if told["decade"] else day.year // 100 * 100 + int(told["tens"])
    first -= 100 if told["tens"] and first > day.year else 0
    return run.years(first, first + 9)
