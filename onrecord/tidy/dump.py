"""The articles of a text of which nothing is known but the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from onrecord.record import Article, Document, Dropped, Origin, Piece, Published, Reason
from onrecord.tidy.cut_mark import without_cut_mark
from onrecord.tidy.division import Division, Part, divided
from onrecord.tidy.head import Head, head
from onrecord.tidy.identity import article_id
from onrecord.tidy.language import language
from onrecord.tidy.lines import Line, lines
from onrecord.tidy.listing import Scheme
from onrecord.tidy.masthead import counter, is_rule, label
from onrecord.tidy.runs import Run, in_capture, inked, pieces, span, without, words
from onrecord.tidy.standfirst import certain_standfirst_end, standfirst_end
from onrecord.tidy.stream import plain

_BEGINS = 200


# What Nexis and Factiva write under an article.
_FOOTER = re.compile(
    r"(?:©|\(c\)|copyright\b).{0,150}|all rights reserved\.?|Document [A-Za-z]{2,12}\d{6,}\w*", re.IGNORECASE
)


class _Page(NamedTuple):
    """A document on the way to its articles: its lines, and where each starts."""

    document: Document
    lines: list[Line]
    starts: list[int]
    given: date | None


class _Reading(NamedTuple):
    """One part of a document, read: its article, and what else of the capture belongs to it."""

    article: Article | None
    left_out: list[Run]
    teasers: list[Run]


def articles_of(document: Document, given: date | None) -> Iterator[Article | Dropped]:
    """The articles in the document's text in order, each followed by what was dropped for it.

    An article that comes a second time is dropped as a repeat of the first. What divides articles
    is dropped with the one that it precedes, or with the last where none follows.
    """
    found = lines(document.text)
    page = _Page(document, found, [line.start for line in found], given)
    articles: dict[str, Article] = {}
    dropped: dict[str, list[Dropped]] = {}
    pending: list[Run] = []
    latest = ""
    for reading in _readings(page):
        pending += reading.left_out
        if reading.article is None:
            continue
        latest = plain(reading.article.text)
        first = articles.setdefault(latest, reading.article)
        own = dropped.setdefault(latest, [])
        own += [_dropped(page, run, "boilerplate", first.id) for run in pending]
        own += [_dropped(page, run, "teaser", first.id) for run in reading.teasers]
        if first is not reading.article:
            own.append(Dropped("repeat", reading.article.text[:_BEGINS], reading.article.origin, first.id))
        pending = []
    if latest:
        dropped[latest] += [_dropped(page, run, "boilerplate", articles[latest].id) for run in pending]
        pending = []
    for key, article in articles.items():
        yield article
        yield from dropped[key]
    yield from (_dropped(page, run, "boilerplate", None) for run in pending)


def _readings(page: _Page) -> Iterator[_Reading]:
    before = page.starts[0] if page.lines else len(page.document.text)
    if page.document.text[:before].strip():
        yield _Reading(None, [(0, before)], [])  # a byte order mark
    if page.lines:
        division = divided(page.lines)
        for part in division.parts:
            yield _reading(page, division, part)


def _reading(page: _Page, division: Division, part: Part) -> _Reading:
    own = [page.lines[place] for place in part.lines]
    above = head(own, division.scheme, division.above_prose)
    # Where nothing but rules stand, the head has taken what the footer would.
    left_out = list(dict.fromkeys([*above.left_out, *_footer(own, above, division.scheme)]))
    teasers = [(page.lines[teaser.first].start, page.lines[teaser.last].end) for teaser in part.teasers]
    holes = [*left_out, *_between(page.lines, part)]
    runs = list(inked(page.document.text, without((own[0].start, own[-1].end), holes)))
    if part.teaser_only and above.standfirst is None and runs:
        above.standfirst = _standfirst(own[above.body], division)
    return _Reading(_article(page, part, above, runs) if runs else None, left_out, teasers)


def _footer(own: list[Line], above: Head, scheme: Scheme | None) -> list[Run]:
    """The lines under an article that are none of its words: rules, and what a database adds."""
    is_added = _is_added if scheme in ("counted", "closed") else _is_drawn
    end = len(own)
    while end - 1 > above.body and is_added(own[end - 1].text):
        end -= 1
    return [(line.start, line.end) for line in own[end:]]


def _is_drawn(text: str) -> bool:
    return is_rule(text) or counter(text) is not None


def _is_added(text: str) -> bool:
    return _is_drawn(text) or label(text) is not None or _FOOTER.fullmatch(text[:200]) is not None


def _between(page: list[Line], part: Part) -> Iterator[Run]:
    """The lines that stand amid the part's and are not its own: teasers of other articles."""
    for above, below in pairwise(part.lines):
        if below > above + 1:
            yield page[above + 1].start, page[below - 1].end


def _standfirst(line: Line, division: Division) -> Run | None:
    teaser = without_cut_mark(line.text)
    known = division.above_prose == "standfirst"
    end = certain_standfirst_end(teaser) if known else standfirst_end(teaser)
    return (line.start, line.start + end) if end else None


def _article(page: _Page, part: Part, above: Head, runs: list[Run]) -> Article:
    made = pieces(runs)
    text = words(page.document.text, made)
    return Article(
        id=article_id(above.outlet, above.address, text),
        key=None,
        text=text,
        title=span(above.title, made),
        standfirst=span(above.standfirst, made),
        byline=span(above.byline, made),
        dateline=span(above.dateline, made),
        outlet=above.outlet,
        url=above.address,
        published=_published(page, part, above),
        modified=None,
        language=language(text),
        teaser_only=part.teaser_only,
        origin=_origin(page, runs, made),
    )


def _published(page: _Page, part: Part, above: Head) -> Published | None:
    if above.day:
        return Published(above.day, "stated")
    return Published(page.given.isoformat(), "given") if page.given and not part.teaser_only else None


def _dropped(page: _Page, run: Run, reason: Reason, article: str | None) -> Dropped:
    runs = list(inked(page.document.text, [run]))
    made = pieces(runs)
    origin = _origin(page, runs, made)
    return Dropped(reason, words(page.document.text, made)[:_BEGINS], origin, article)


def _origin(page: _Page, runs: list[Run], made: tuple[Piece, ...]) -> Origin:
    pieces = in_capture(made, page.document.pieces)
    return Origin(page.document.capture, _locator(page, runs), pieces)


def _locator(page: _Page, runs: list[Run]) -> str:
    """Where the runs stand inside the document's own place: on which lines, as an editor counts them."""
    if landmarks := page.document.landmarks:
        own = landmarks.locator(runs[0][0], runs[-1][1])
        return f"{page.document.locator} > {own}" if page.document.locator else own
    first, last = _number(page, runs[0][0]), _number(page, runs[-1][1] - 1)
    own = f"line {first}" if first == last else f"lines {first}-{last}"
    return f"{page.document.locator} > {own}" if page.document.locator else own


def _number(page: _Page, place: int) -> int:
    index = bisect_right(page.starts, place) - 1
    return page.lines[index].number if index >= 0 else 1
