"""Pair quotation marks of all styles, and tell what stands inside them.

Exact where typography is exact: a mark opens where white space stands before it and none behind, closes
where it is the other way round, else by its shape; straight marks in between take turns. A quotation ends
with its paragraph at the latest, so that one lost mark costs one paragraph at most.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.record import Manner, Span

# Double marks; '' and `` are how the New York Times' archive and TeX write them.
_DOUBLE = re.compile(r"""["“”„‟«»「」『』〝〞＂]|''|``|´´""")
_OPENING = frozenset(["“", "„", "‟", "«", "「", "『", "〝", "``"])
_CLOSING = frozenset(["”", "»", "」", "』", "〞", "´´"])
# German and Danish print close with marks that open elsewhere.
_CLOSED_BY = {"„": "“", "»": "«"}
# What stands beside a mark and is no part of the words in it; the French put a blank inside, too.
_AS_BLANK_BEFORE = " \t\r\n\xa0\u202f([{—–"
_AS_BLANK_BEHIND = " \t\r\n\xa0\u202f)]},.;:!?"
# Single marks are apostrophes more often than not: they count where they open before a word, close behind
# one, and hold no white space at either edge. The longest is bounded, or a line of lone marks would take
# the square of its length.
_SINGLE = re.compile(r"(?<![\w'‘’])['‘‚‹](?=[^\s'’›])[^\n]{0,1000}?(?<=[^\s‘‚‹])['’›](?![\w'])")
_LINE = re.compile(r"[^\n]+")
_ENDS = (*_CLOSING, "“", '"', "＂", "''", "’", "'", "›", "«")  # “ and « close in German and Danish print


def quotations(text: str) -> list[Span]:
    """What stands in marks, the marks included, in order; a quotation inside another is not given apart."""
    found: list[Span] = []
    for line in _LINE.finditer(text):
        doubles = list(_in_double_marks(text, line.start(), line.end()))
        found.extend(doubles)
        found.extend(_outside(doubles, _in_single_marks(text, line.start(), line.end())))
    return sorted(found)


def utterances(text: str) -> list[Span]:
    """The quotations, those joined that run over paragraphs: each opens with a mark, the last one closes."""
    joined: list[Span] = []
    for span in quotations(text):
        goes_on = (
            joined and not text[joined[-1].end : span.start].strip() and not _ends_in_mark(text, joined[-1])
        )
        if goes_on:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _ends_in_mark(text: str, span: Span) -> bool:
    return text[max(span.start + 1, span.end - 2) : span.end].endswith(_ENDS)


def _in_double_marks(text: str, start: int, end: int) -> Iterable[Span]:
    opened: int | None = None
    for match in _DOUBLE.finditer(text, start, end):
        if _opens(text, match, opened):
            opened = match.start() if opened is None else opened
        elif opened is not None:
            yield Span(opened, match.end())
            opened = None
    if opened is not None:
        # The closing mark is lost, or the quotation goes on in the next paragraph.
        yield Span(opened, opened + len(text[opened:end].rstrip()))


def _opens(text: str, match: re.Match[str], opened: int | None) -> bool:
    mark = match[0]
    before = text[match.start() - 1 : match.start()].strip(_AS_BLANK_BEFORE)
    after = text[match.end() : match.end() + 1].strip(_AS_BLANK_BEHIND)
    if bool(before) != bool(after):
        return bool(after)
    if opened is not None and mark == _CLOSED_BY.get(text[opened]):
        return False
    return mark in _OPENING or (mark not in _CLOSING and opened is None)


def _in_single_marks(text: str, start: int, end: int) -> Iterable[Span]:
    return (Span(*match.span()) for match in _SINGLE.finditer(text, start, end))


def _outside(doubles: Sequence[Span], singles: Iterable[Span]) -> Iterable[Span]:
    """The single-marked ones that no double-marked one touches."""
    starts = [span.start for span in doubles]
    for single in singles:
        at = bisect_left(starts, single.end)
        if at == 0 or doubles[at - 1].end <= single.start:
            yield single


def inside(spans: Iterable[tuple[int, int]], marked: Sequence[Span]) -> list[bool]:
    """For each of the spans whether it lies in one of the quotations; both in the order of the text."""
    found: list[bool] = []
    at = 0
    for start, end in spans:
        while at < len(marked) and marked[at].end <= start:
            at += 1
        found.append(at < len(marked) and marked[at].start <= start and end <= marked[at].end)
    return found


def manner(quoted: Sequence[bool]) -> Manner:
    """``direct`` where all of a content's words stand in marks, ``indirect`` where none do."""
    if all(quoted):
        return "direct" if quoted else "indirect"
    return "mixed" if any(quoted) else "indirect"
