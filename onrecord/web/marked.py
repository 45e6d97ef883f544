"""An article's text in runs, each with the statements that cover it: what a page draws.

Statements nest, overlap and have gaps; a run begins wherever one of their spans begins or ends, so that each
character stands in one run and is told once. Offsets are half-open code points of ``Article.text``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from onrecord.record import Article, Span, Statement

Part = Literal["title", "standfirst", "byline", "body"]

# A page holds so many characters of an article at most, cut where a paragraph or else a word ends.
PAGE = 30_000
# So many statements begin in it at most: the notes beside them are most of a page.
_BEGUN = 100
# Of statements over the same words so many are told, the innermost: more cannot be seen apart.
_DEEPEST = 6
_PARAGRAPH = re.compile(r"[^\n]+")
# What a browser would obey or not show at all: controls, and marks that turn the direction of what follows.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Run:
    """Words that the same statements cover.

    ``said``, ``cued`` and ``named`` number the statements whose content, cue or source they are part of, the
    outermost first; ``opens`` those whose content begins here, ``resumes`` those whose content goes on here
    after a gap.
    """

    text: str
    said: tuple[int, ...] = ()
    cued: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    resumes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph in runs, and the numbers of the statements whose content begins in it."""

    part: Part
    start: int
    runs: tuple[Run, ...]
    begins: tuple[int, ...]


class _Place(NamedTuple):
    start: int
    end: int
    role: Literal["said", "cued", "named"]
    statement: int
    opens: bool


def shown(text: str) -> str:
    """The text with nothing in it that a browser would obey: one character for each, so offsets stay."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def page_from(text: str, start: int) -> int:
    """Where a page that begins at ``start`` ends: after a paragraph if it can, else after a word."""
    if len(text) - start <= PAGE:
        return len(text)
    end = start + PAGE
    for mark in ("\n", " "):
        cut = text.rfind(mark, start + PAGE // 2, end)
        if cut >= 0:
            return cut + 1
    return end


def parts(text: str, statements: Sequence[Statement]) -> list[int]:
    """Where each part of a text begins that a page holds, the first at 0.

    In a part `_BEGUN` statements begin at most, unless more do in one paragraph.
    """
    begins = sorted(min(span.start for span in one.content) for one in statements if one.content)
    found, start = list[int](), 0
    while start < len(text):
        found.append(start)
        end, after = page_from(text, start), bisect_left(begins, start) + _BEGUN
        if after < len(begins) and begins[after] < end:
            end = max(text.rfind("\n", start + 1, begins[after]) + 1, start + 1)
            end = end if end > start + 1 else page_from(text, start)
        start = end
    return found or [0]


def paragraphs(article: Article, statements: Sequence[Statement], start: int, end: int) -> list[Paragraph]:
    """The paragraphs of ``text[start:end]`` in order, without the blank lines between them."""
    places = [place for place in _places(statements) if place.start < end and place.end > start]
    found: list[Paragraph] = []
    for match in _PARAGRAPH.finditer(article.text, start, end):
        # What ended before this paragraph touches none after it.
        places = [place for place in places if place.end > match.start()]
        runs = tuple(_runs(article.text, match.start(), match.end(), places))
        begins = tuple(dict.fromkeys(number for run in runs for number in run.opens))
        found.append(Paragraph(_part(article, match.start()), match.start(), runs, begins))
    return found


def _places(statements: Sequence[Statement]) -> list[_Place]:
    """All spans in the order of their start, the longer first, so that the outer comes before the inner."""
    found: list[_Place] = []
    for number, one in enumerate(statements):
        first = min(one.content, key=lambda span: span.start, default=None)
        found += [_Place(span.start, span.end, "said", number, span == first) for span in one.content]
        found += [_Place(span.start, span.end, "cued", number, opens=False) for span in one.cue]
        found += [_Place(span.start, span.end, "named", number, opens=False) for span in one.source]
    return sorted(found, key=lambda place: (place.start, -place.end, place.statement))


def _runs(text: str, start: int, end: int, places: Sequence[_Place]) -> Iterator[Run]:
    """The runs of ``text[start:end]``; ``places`` are in order and none ends before ``start``."""
    here = [place for place in places if place.start < end]
    cuts = {start, end}
    cuts.update(place.start for place in here if place.start > start)
    cuts.update(place.end for place in here if place.end < end)
    ordered, waiting, open_places = sorted(cuts), iter(here), list[_Place]()
    following = next(waiting, None)
    for left, right in pairwise(ordered):
        open_places = [place for place in open_places if place.end > left]
        while following is not None and following.start <= left:
            open_places.append(following)
            following = next(waiting, None)
        said, cued, named = (
            tuple(dict.fromkeys(place.statement for place in open_places if place.role == role))[-_DEEPEST:]
            for role in ("said", "cued", "named")
        )
        opens = tuple(place.statement for place in open_places if place.opens and place.start == left)
        resumes = tuple(
            place.statement
            for place in open_places
            if place.role == "said" and not place.opens and place.start == left
        )
        yield Run(shown(text[left:right]), said, cued, named, opens, resumes)


def _part(article: Article, at: int) -> Part:
    parts: tuple[tuple[Part, Span | None], ...] = (
        ("title", article.title),
        ("standfirst", article.standfirst),
        ("byline", article.byline),
    )
    for name, span in parts:
        if span is not None and span.start <= at < span.end:
            return name
    return "body"
