"""One entry of a feed as a document: its words in order, and whether they are all that the article has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.ingest import markup, paragraphs, verbatim
from onrecord.record import Capture, Document, Piece, Stated

_BREAK = "\n\n"
# Code points of an entry's only text from which on it is the article. Of 30 feeds with a `description` alone,
# those that sum an article up have at most 500 in it, those that give it whole 1,400 and more in the middle.
_WHOLE = 1000
# Letters with which a summary that was cut from the article's beginning is told.
_CUT = 60
_LONGEST_STANDFIRST = 600
_CUT_MARK = re.compile(r"[\s.…\[\]()]+\Z|&hellip;\Z")
_BESIDE = re.compile(r"</?(?:p|div|br|b|i|em|strong|span)\b[^<>]*>|&nbsp;|&raquo;|[\s\xa0]+\Z", re.IGNORECASE)
_TAIL = 600  # characters of HTML in which the invitation to read on stands


@dataclass(frozen=True, slots=True)
class Field:
    """Words of an entry as its feed carries them.

    ``start`` and ``end`` are where they stand in the feed's decoded source; ``is_html`` says that they
    are markup, to be read once more.
    """

    words: str
    is_html: bool
    start: int
    end: int

    def paragraphs(self) -> list[str]:
        """What is shown."""
        return paragraphs.of_html(self.words) if self.is_html else paragraphs.of_text(self.words)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed gives of one article: what it states, and its words where they stand.

    ``content`` is what the feed calls the article's own text, ``summary`` what may be that or less.
    """

    stated: Stated
    title: Field | None
    summary: Field | None
    content: Field | None


def document(entry: Entry, capture: Capture, locator: str, source: str) -> Document:
    """The entry's title, standfirst and paragraphs, a blank line between them.

    Its text is empty where the feed says nothing of the article but where it stands.
    """
    title = " ".join(entry.title.paragraphs()) if entry.title else ""
    summary = entry.summary.paragraphs() if entry.summary else []
    content = entry.content.paragraphs() if entry.content else []
    body, field = (content, entry.content) if content else (summary, entry.summary)
    standfirst = _standfirst(summary, content)
    stated = replace(
        entry.stated,
        title=title or None,
        standfirst=standfirst or None,
        summary_only=_is_summary(body, summary, field, entry.stated.url),
    )
    if body and _letters(body[0]) == _letters(title):
        body = body[1:]
    parts = [
        (title, entry.title),
        (standfirst, entry.summary),
        (_BREAK.join(body), field),
    ]
    text = ""
    pieces: list[Piece] = []
    for words, where in parts:
        if words and where:
            text += _BREAK * bool(text)
            pieces.extend(_placed(words, where, source, len(text)))
            text += words
    return Document(capture, locator, text, stated, tuple(pieces))


def _standfirst(summary: list[str], content: list[str]) -> str:
    """The summary where it is a line of its own above the article, and not cut from it."""
    if len(summary) != 1 or not content or len(summary[0]) > _LONGEST_STANDFIRST:
        return ""
    said = _letters(_CUT_MARK.sub("", summary[0]))
    if not said or said[:_CUT] in _letters(" ".join(content)):
        return ""
    return summary[0]


def _is_summary(body: list[str], summary: list[str], field: Field | None, url: str | None) -> bool:
    """Whether there is more to the article at its address than the feed says."""
    if field is None or not body or _invites(field, url):
        return True
    return body == summary and sum(map(len, body)) < _WHOLE


def _invites(field: Field, url: str | None) -> bool:
    """Whether the words end in a link of a few words to the article itself ("Continue reading")."""
    if not url or not field.is_html:
        return False
    tail = _BESIDE.sub("", field.words[-_TAIL:]).rstrip()
    link = re.compile(
        rf"""href\s*=\s*["']?{re.escape(url)}[^"'\s>]{{0,80}}["'\s][^<>]*>[^<]{{0,60}}</a>\Z""", re.IGNORECASE
    )
    return link.search(tail) is not None


def _letters(words: str) -> str:
    return markup.plain(words).run.casefold()


def _placed(words: str, field: Field, source: str, at: int) -> Iterator[Piece]:
    """The runs of the words in the source; ``at`` is where they begin in the text."""
    for piece in _line_by_line(words, field, source) or _aligned(words, field, source):
        yield Piece(piece.text_start + at, piece.capture_start, piece.length)


def _line_by_line(words: str, field: Field, source: str) -> list[Piece]:
    """The lines where all of them stand as they are, told sooner than by aligning them."""
    found: list[Piece] = []
    at, place = 0, field.start
    for line in words.split(_BREAK):
        place = source.find(line, place, field.end)
        if place < 0:
            return []
        found.append(Piece(at, place, len(line)))
        at, place = at + len(line) + len(_BREAK), place + len(line)
    return found


def _aligned(words: str, field: Field, source: str) -> Iterator[Piece]:
    written = source[field.start : field.end]
    for piece in verbatim.pieces(words, written, markup.shown(written, len(written))):
        yield Piece(piece.text_start, piece.capture_start + field.start, piece.length)
