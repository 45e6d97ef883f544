"""When a page says that its article was published and changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from onrecord.ingest import address
from onrecord.ingest.headline import BETWEEN, bare
from onrecord.ingest.moment import moment

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# The names of meta tags without what is neither letter nor figure: the same name is written in many ways.
PUBLISHED = (
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "articlepublished",
    "datepublished",
    "parselypubdate",
    "ogpubdate",
    "pubdate",
    "publishdate",
    "publisheddate",
    "publicationdate",
    "dcdateissued",
    "dctermsissued",
    "dctermscreated",
    "dcdatecreated",
    "dcdate",
    "dctermsdate",
    "sailthrudate",
    "date",
)
MODIFIED = (
    "articlemodifiedtime",
    "ogarticlemodifiedtime",
    "articlemodified",
    "articleupdated",
    "datemodified",
    "ogupdatedtime",
    "dctermsmodified",
    "dcdatemodified",
    "lastmodified",
)
# How the months begin in English, German, French, Spanish, Italian, Portuguese, Dutch, Danish, Norwegian,
# Swedish, Polish, Romanian, Turkish, Indonesian and Russian. Left out is what is one month here and another
# there (listopad).
_MONTHS = tuple(
    months.split()
    for months in (
        "jan jän gen ene ian sty oca янв",
        "feb fév fev lut şub фев",
        "mar mär maa мар",
        "apr avr abr kwi nis апр",
        "may mai mei mag maj мая",
        "jun juin giu iun cze haz июн",
        "jul juil lug iul lip tem июл",
        "aug aoû aou ago agu sie ağu авг",
        "sep set wrz eyl сен",
        "oct okt ott out paź eki окт",
        "nov noi kas ноя",
        "dec dez déc dic des gru ara дек",
    )
)
_MONTH = "|".join(sorted((one for months in _MONTHS for one in months), key=len, reverse=True))
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# With dots the day always comes first; with slashes it depends on who writes, so that is nobody's word where
# both numbers could be a month. The year in front is followed by the month everywhere.
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_OVER_12, _UP_TO_12 = r"(?:1[3-9]|2\d|3[01])", r"(?:0?[1-9]|1[0-2])"
_FORMS = (
    r"(?P<y>20\d\d)\s?[-./年년]\s?(?P<m>\d{1,2})\s?[-./月월]\s?(?P<d>\d{1,2})(?:\s?[日일])?",
    r"(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>(?:20)?\d\d)",
    rf"(?P<d3>\d{{1,2}})(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?(?P<m3>{_MONTH})[^\W\d]*\.?,?\s(?:del?\s)?(?P<y3>20\d\d)",
    rf"(?P<m4>{_MONTH})[^\W\d]*\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>20\d\d)",
    rf"(?P<d5>{_OVER_12})/(?P<m5>{_UP_TO_12})/(?P<y5>20\d\d)",
    rf"(?P<m6>{_UP_TO_12})/(?P<d6>{_OVER_12})/(?P<y6>20\d\d)",
)
_WRITTEN = re.compile(rf"(?<![\d./])(?:{'|'.join(_FORMS)})(?![\d./]*\d)", re.IGNORECASE)
_CHANGED = re.compile(
    r"[ou]pp?dat|modif|chang|aktual|stand\b|ge[äa]ndert|mis [àa] jour|actuali|aggiorna|atuali|endre[tr]|"
    r"ændret|ändrad|bijgewerkt|gewijzigd|zmienion|güncel|perbarui|обновл|изменен|更新|修正|수정",
    re.IGNORECASE,
)
_MOST_BESIDE = 24  # letters beside a day on a line that tells nothing but when
_LONGEST_LINE = 200  # letters; a longer one is the article's own
_MOST_LINES = 40  # between the heading and it
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?=[/_-]|\Z)")
_EARLIEST = 1990  # pages are not older; what says so is a field left at its zero
# hAtom and its heirs: https://microformats.org/wiki/hatom
_PUBLISHED_CLASS = re.compile(r"(?:^|\s)(?:dt-published|published|entry-date|pubdate|post-date)(?:$|\s)")
_MODIFIED_CLASS = re.compile(r"(?:^|\s)(?:dt-updated|updated)(?:$|\s)")
_MAY_BE_TIMES = "descendant::*[@itemprop or @pubdate or @datetime or (@class and @title)]"
_AMISS = re.compile(r"comment|related|teaser|card|recommend|widget|sidebar|footer", re.IGNORECASE)
_MOST_TIMES = 200
_MOST_HEADINGS, _MOST_PARTS = 100, 40
_SHORTEST_TITLE = 20  # letters of one that is looked for at the end of a heading
_MOST_ABOVE = 6  # lines of an element above the heading; one with more is another thing
_NO_LINES = ("script", "style", "aside", "nav")
_MAY_BE_DAYS = "descendant::time | descendant::*[@class]"
_DAY_CLASS = re.compile(
    r"(?:^|[\s_-])(?:date|datum|fecha|published(?:-at)?|pub-?date|publish(?:ed)?-?date|post-?date)(?:$|\s)",
    re.IGNORECASE,
)


def published(linked: object, meta: Mapping[str, str], page: HtmlElement, title: str | None) -> str | None:
    """The day or time as it stands; ``linked`` is that of JSON-LD.

    Where none is marked it is the day on a line of its own beside the heading, then that behind the window's
    title, then that which all say that are marked as a day.
    """
    named = (meta[name] for name in PUBLISHED if name in meta)
    marked = _times(page, "datepublished", _PUBLISHED_CLASS)
    found = _first(chain([_text(linked)], named, marked, _only(page)))
    return found or _beside_heading(page, title) or _in_window(page) or _agreed(page)


def modified(linked: object, meta: Mapping[str, str], page: HtmlElement) -> str | None:
    """The same for the last change."""
    named = (meta[name] for name in MODIFIED if name in meta)
    return _first(chain([_text(linked)], named, _times(page, "datemodified", _MODIFIED_CLASS)))


def in_address(url: str | None) -> str | None:
    """The day in an address such as /2025/03/04/tolls."""
    found = _IN_ADDRESS.search(address.parts(url)[1])
    try:
        return date(*map(int, found.groups())).isoformat() if found else None
    except ValueError:  # no such day
        return None


def iso(value: str | None) -> str | None:
    """The day or time as ISO 8601, as it stands where it is that, the day alone where the rest is odd."""
    value = (value or "").strip()
    for words in (value, value[:10]):
        try:
            told = datetime.fromisoformat(words)
        except ValueError:
            continue
        if _DAY.match(words):
            return words if told.year >= _EARLIEST else None
    if dotted := _DOTTED.match(value):
        value = "-".join((dotted[3], dotted[2].zfill(2), dotted[1].zfill(2)))
    other = moment(value)
    return other if other and int(other[:4]) >= _EARLIEST else None


def tells_when(line: str) -> bool:
    """Whether the line is a day, and little besides ("Published 4 March 2025, 10:00")."""
    found = _WRITTEN.search(line)
    rest = line[: found.start()] + line[found.end() :] if found else line
    return found is not None and sum(map(str.isalpha, rest)) <= _MOST_BESIDE


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((found for value in values if (found := iso(value))), None)


def _times(page: HtmlElement, prop: str, marked: re.Pattern[str]) -> Iterator[str]:
    """Those that microdata, HTML's own or hAtom's mark; of marked ones the first that is no comment's."""
    by_class: list[str] = []
    seen = 0
    for element in page.xpath(_MAY_BE_TIMES):
        value = element.get("content") or element.get("datetime") or element.get("title") or ""
        if prop in (element.get("itemprop") or "").lower() or (
            prop == "datepublished" and element.get("pubdate") is not None
        ):
            yield value or _day_in(_line(element)) or ""
        elif value and not by_class and seen < _MOST_TIMES and marked.search(element.get("class") or ""):
            seen += 1
            by_class += [] if _is_amiss(element) else [value]
    yield from by_class


def _only(page: HtmlElement) -> Iterator[str]:
    """The first time of the page's only article."""
    articles = list(page.iter("article"))[:2]
    if len(articles) == 1:
        yield from [time.get("datetime") or "" for time in articles[0].iter("time")][:1]


def _beside_heading(page: HtmlElement, title: str | None) -> str | None:
    """The day on a line of its own below the article's heading, in it, or just above."""
    heading = _heading(page, bare(title))
    if heading is None:
        return None
    below = islice((line for line in _lines_after(heading) if line.strip()), _MOST_LINES)
    near = chain(
        takewhile(lambda line: len(line) <= _LONGEST_LINE, below), heading.itertext(), _lines_above(heading)
    )
    return next((day for line in near if (day := _day_in(line))), None)


def _heading(page: HtmlElement, title: str) -> HtmlElement | None:
    """The one that says the title, perhaps behind a kicker; else the page's first of the first rank."""
    for heading in islice(page.iter("h1", "h2", "h3"), _MOST_HEADINGS):
        words = bare(_line(heading))
        if title and (words == title or (len(title) >= _SHORTEST_TITLE and words.endswith(title))):
            return heading
    return next(page.iter("h1"), None)


def _lines_after(heading: HtmlElement) -> Iterator[str]:
    """What stands below the heading, a text node at a time."""
    one: HtmlElement | None = heading
    while one is not None:
        for below in one.itersiblings():
            if below.tag not in _NO_LINES:
                yield from below.itertext()
        one = one.getparent()


def _lines_above(heading: HtmlElement) -> Iterator[str]:
    """What stands just above it, from below: no more than two short elements at each of three levels."""
    for one in (heading, *islice(heading.iterancestors(), 2)):
        if one.tag in ("body", "html"):
            return
        others = (above for above in one.itersiblings(preceding=True) if above.tag not in _NO_LINES)
        filled = (lines for above in others if (lines := _first_lines(above)))
        for lines in islice(filled, 2):
            if len(lines) > _MOST_ABOVE:
                return
            yield from reversed(lines)


def _first_lines(element: HtmlElement) -> list[str]:
    return [*islice((line for line in element.itertext() if line.strip()), _MOST_ABOVE + 1)]


def _in_window(page: HtmlElement) -> str | None:
    """The day that stands by itself behind the title of the window."""
    window = next(page.iter("title"), None)
    parts = BETWEEN.split(_line(window))[1:] if window is not None else []
    return next((day for part in parts if _WRITTEN.fullmatch(part) and (day := _day_in(part))), None)


def _agreed(page: HtmlElement) -> str | None:
    """The day that all say which are marked as one, comments and what stands beside the article left out."""
    marked = (
        element
        for element in page.xpath(_MAY_BE_DAYS)
        if element.tag == "time" or _DAY_CLASS.search(element.get("class"))
    )
    told = (
        day[:10]
        for element in islice(marked, _MOST_TIMES)
        if (day := iso(element.get("datetime")) or _day_in(_line(element))) and not _is_amiss(element)
    )
    days = set(told)
    return days.pop() if len(days) == 1 else None


def _line(element: HtmlElement) -> str:
    return " ".join("".join(islice(element.itertext(), _MOST_PARTS)).split())


def _day_in(line: str) -> str | None:
    """The day on a line that tells nothing but when, and not when something was changed."""
    line = " ".join(line[: 2 * _LONGEST_LINE].split())
    if len(line) > _LONGEST_LINE or not tells_when(line) or _CHANGED.search(line):
        return None
    found = _WRITTEN.search(line)
    return _written(found) if found else None


def _written(found: re.Match[str]) -> str | None:
    year, month, day = (
        next(value for name, value in found.groupdict().items() if value and name[0] == part)
        for part in "ymd"
    )
    number = int(month) if month.isdigit() else _number(month.lower())
    try:
        return date(int(year) % 2000 + 2000, number, int(day)).isoformat()
    except ValueError:
        return None


def _number(month: str) -> int:
    return next(number for number, months in enumerate(_MONTHS, 1) if month in months)


def _is_amiss(element: HtmlElement) -> bool:
    return any(
        one.tag in ("aside", "footer", "nav") or _AMISS.search(f"{one.get('class')} {one.get('id')}")
        for one in [element, *element.iterancestors()]
        if one.tag not in ("body", "html", "main")
    )
