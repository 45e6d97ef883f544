"""Take out the headlines that a page has hung on a name.

Where some sites' pages name a politician a box of related headlines opens, and whoever takes the text out of
the page gets it in the middle of the sentence: the name once more in full, run together with the headlines,
and their "MORE". ("Ines Keller Ines Maria KellerFerry sails again Bridge to open in May MORE said …".)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.record import Article, Document, Dropped, Origin, Piece
from onrecord.tidy.runs import Run, in_capture, pieces, without, words

_END = "MORE"
# A word of a name, no longer than any is: all here is bounded, so that no text takes long.
_WORD = r"(?=[\w'’.-]{1,30}[a-z])[A-Z][\w'’.-]{1,40}"
_FULL = r"[\w.,'’()“”\"-]{0,40}"
_GAP = r"[^\S\r\n]{1,4}"  # a box stands in one line, so that lines keep their numbers
_REST = rf"(?=[A-Z0-9“\"'‘$])[^\r\n]{{0,700}}?(?<![A-Z]){_END}\b"
_BOXES = (
    # The last word of the name as it is printed, which is not all capitals, then the box: up to five words of
    # the full name, the last once more, and what is run together with it.
    re.compile(
        rf"\b(?P<last>{_WORD})(?P<box>{_GAP}(?:(?:[A-Z(“\"]{_FULL}|d[aeiou]s?|v[ao]n|der){_GAP}){{0,5}}?"
        rf"(?P=last){_REST})"
    ),
    # A space where the headlines begin: then the first name must stand there twice as well.
    re.compile(
        rf"\b(?P<first>{_WORD}) (?P<last>{_WORD})"
        rf"(?P<box> (?P=first) (?:[A-Z(]{_FULL} ){{0,3}}?(?P=last) {_REST})"
    ),
)
_BEGINS = 200


def unhung(document: Document) -> tuple[Document, list[Dropped]]:
    """The document without what is hung on names, and each of these as something that was dropped."""
    boxes = _boxes(document.text)
    if not boxes:
        return document, []
    left = pieces(without((0, len(document.text)), boxes))
    text, made = words(document.text, left), in_capture(left, document.pieces)
    dropped = [_dropped(document, box) for box in boxes]
    return replace(document, text=text, pieces=made), dropped


def _boxes(text: str) -> list[Run]:
    if _END not in text:
        return []
    found = sorted(box.span("box") for kind in _BOXES for box in kind.finditer(text))
    return [run for place, run in enumerate(found) if place == 0 or found[place - 1][1] <= run[0]]


def _dropped(document: Document, box: Run) -> Dropped:
    start, end = box
    made = in_capture((Piece(0, start, end - start),), document.pieces)
    begins = document.text[start:end].strip()[:_BEGINS]
    origin = Origin(document.capture, document.locator, made)
    return Dropped("boilerplate", begins, origin, None, "related headlines, hung on a name")


def inside(article: Article, dropped: list[Dropped]) -> Iterator[Dropped]:
    """Those that hung on the words of an article of a dump, as dropped for it."""
    own = article.origin.pieces
    for one in dropped:
        at = one.origin.pieces[0].capture_start
        if own and own[0].capture_start <= at <= own[-1].capture_start + own[-1].length:
            yield replace(one, article=article.id)
