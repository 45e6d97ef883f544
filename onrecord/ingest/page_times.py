"""When a page says that its article was published and changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain, islice, takewhile
from typing import TYPE_CHECKING

from onrecord.ingest import address
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
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# With dots the day always comes first; with slashes it depends on who writes, so that is nobody's word.
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_WRITTEN = re.compile(
    r"(?<![\d.])(?:(?P<y>20\d\d)[-.](?P<m>\d\d)[-.](?P<d>\d\d)|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>(?:20)?\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<m3>{_MONTHS})[a-z]*\.?,?\s(?P<y3>20\d\d)"
    rf"|(?P<m4>{_MONTHS})[a-z]*\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>20\d\d))(?![\d.]*\d)",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"updat|modif|chang|aktual|stand\b|ge[äa]ndert|mis [àa] jour|actuali|aggiorna|atuali|endret",
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


def published(linked: object, meta: Mapping[str, str], page: HtmlElement) -> str | None:
    """The day or time as it stands; ``linked`` is that of JSON-LD.

    Where none is marked it is the day on a line of its own between the heading and the first paragraph.
    """
    named = (meta[name] for name in PUBLISHED if name in meta)
    marked = _times(page, "datepublished", _PUBLISHED_CLASS)
    return _first(chain([_text(linked)], named, marked, _only(page))) or _below_heading(page)


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
            yield value
        elif value and not by_class and seen < _MOST_TIMES and marked.search(element.get("class") or ""):
            seen += 1
            by_class += [] if _is_amiss(element) else [value]
    yield from by_class


def _only(page: HtmlElement) -> Iterator[str]:
    """The first time of the page's only article."""
    articles = list(page.iter("article"))[:2]
    if len(articles) == 1:
        yield from [time.get("datetime") or "" for time in articles[0].iter("time")][:1]


def _below_heading(page: HtmlElement) -> str | None:
    heading = next(page.iter("h1"), None)
    if heading is None:
        return None
    lines = islice((line for line in _lines_after(heading) if line.strip()), _MOST_LINES)
    for line in takewhile(lambda line: len(line) <= _LONGEST_LINE, lines):
        found = _WRITTEN.search(line) if tells_when(line) and not _CHANGED.search(line) else None
        if found:
            return _written(found)
    return None


def _lines_after(heading: HtmlElement) -> Iterator[str]:
    """What stands below the heading, a text node at a time."""
    one: HtmlElement | None = heading
    while one is not None:
        for below in one.itersiblings():
            if below.tag not in ("script", "style", "aside", "nav"):
                yield from below.itertext()
        one = one.getparent()


def _written(found: re.Match[str]) -> str | None:
    year, month, day = (
        next(value for name, value in found.groupdict().items() if value and name[0] == part)
        for part in "ymd"
    )
    number = int(month) if month.isdigit() else _MONTHS.split("|").index(month.lower()) + 1
    try:
        return date(int(year) % 2000 + 2000, number, int(day)).isoformat()
    except ValueError:
        return None


def _is_amiss(element: HtmlElement) -> bool:
    return any(
        one.tag in ("aside", "footer", "nav") or _AMISS.search(f"{one.get('class')} {one.get('id')}")
        for one in [element, *element.iterancestors()]
        if one.tag not in ("body", "html", "main")
    )
