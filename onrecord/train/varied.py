"""The same text as another outlet, or a careless copy, would have it: what is said in it stays what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from onrecord.analyse.quotations import quotations
from onrecord.train.marked import Edit, Marked, edited

_STYLES = (("“", "”"), ('"', '"'), ("''", "''"), ("«", "»"), ("‘", "’"))
_WIDTHS = {"''": 2, "``": 2, "´´": 2}
_BREAK = re.compile(r"\n+")
# How many texts are changed in each way, and how many of the breaks of a text whose paragraphs are joined.
_RESTYLED, _MARKS_LOST, _JOINED, _SHOUTED, _BREAKS = 0.25, 0.05, 0.15, 0.15, 0.2


def varied(marked: Marked, chance: Random) -> Marked:
    """The text with other quotation marks or none, paragraphs joined, its headline in capital letters."""
    if chance.random() < _RESTYLED:
        marked = edited(marked, list(_restyled(marked.text, chance.choice(_STYLES))))
    if chance.random() < _MARKS_LOST:
        marked = edited(marked, list(_restyled(marked.text, ("", ""))))
    if chance.random() < _JOINED:
        breaks = [match.span() for match in _BREAK.finditer(marked.text)][1:]
        marked = edited(marked, [Edit(*span, " ") for span in breaks if chance.random() < _BREAKS])
    if chance.random() < _SHOUTED:
        headline = marked.text.partition("\n")[0]
        louder = headline.upper() if chance.random() < 0.3 else _in_title_case(headline)
        if len(louder) == len(headline) < 150:
            marked = edited(marked, [Edit(at, at + 1, louder[at]) for at in range(len(headline))])
    return marked


def _restyled(text: str, style: tuple[str, str]) -> Iterator[Edit]:
    """Edits that give all double marks another form."""
    for span in quotations(text):
        first = _WIDTHS.get(text[span.start : span.start + 2], 1)
        last = _WIDTHS.get(text[span.end - 2 : span.end], 1)
        if text[span.start] in "‘'" and first == 1:
            continue
        yield Edit(span.start, span.start + first, style[0])
        if text[span.end - 1] in "”\"»'" and span.end - last >= span.start + first:
            yield Edit(span.end - last, span.end, style[1])


def _in_title_case(headline: str) -> str:
    return re.sub(r"\b[^\W\d_]", lambda letter: letter[0].upper(), headline)
