"""The one article of a document whose wrapping says what it is: a line of JSON, a page, a feed's entry."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from onrecord.record import Article, Document, Dropped, Origin, Piece, Published, Span, Stated
from onrecord.tidy.cut_mark import cut_mark
from onrecord.tidy.dateline import dateline_end
from onrecord.tidy.identity import article_id
from onrecord.tidy.language import language
from onrecord.tidy.lines import Line, lines
from onrecord.tidy.runs import in_capture
from onrecord.tidy.stream import plain

_BREAK = "\n\n"
_WORD = re.compile(r"\S+")
_ENDS = ".\"'”’"
_LINES_OF_TEASER = 3
# A page may be dated so far ahead of its fetching, in a zone of its own; further ahead is a mistake.
_AHEAD = timedelta(days=1)


def article_of(document: Document, stated: Stated, given: date | None) -> Article | Dropped:
    """The document as one article, nothing split off and nothing left out; Dropped where it holds no words.

    Title and standfirst come first in ``text``, a blank line after each. Where the document's text
    begins with them they are not written twice.
    """
    draft = _Draft(document.text)
    title = draft.heading(stated.title)
    standfirst = draft.heading(stated.standfirst)
    draft.body()
    text, made = draft.text, in_capture(draft.pieces, document.pieces)
    if not text:
        origin = Origin(document.capture, document.locator, ())
        where = f"{document.locator}: " if document.locator else ""
        return Dropped("unreadable", "", origin, None, f"{where}no words in it")
    below = [line for line in lines(text) if line.start >= draft.headed]
    teaser_only = stated.summary_only or _is_teaser(below)
    return Article(
        id=article_id(stated.outlet, stated.key or stated.url, text),
        key=stated.key,
        text=text,
        title=title,
        standfirst=standfirst,
        byline=_byline(below, stated.byline),
        dateline=_dateline(below),
        outlet=stated.outlet,
        url=stated.url,
        published=_published(stated, document.capture.fetched, None if teaser_only else given),
        modified=_iso(stated.modified.strip()) if stated.modified else None,
        language=language(text, stated.language),
        teaser_only=teaser_only,
        origin=Origin(document.capture, document.locator, made),
        author=" ".join((stated.byline or "").split()) or None,
    )


class _Draft:
    """An article's text while it is put together from headings and what is left of the body."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._at = len(body) - len(body.lstrip("\ufeff \t\r\n"))
        self.text = ""
        self.headed = 0
        self.pieces: list[Piece] = []

    def heading(self, words: str | None) -> Span | None:
        """Where the heading stands, taken from the body if that begins with it."""
        words = (words or "").strip()
        if not words:
            return None
        end = _end_of(words, self._body, self._at)
        span = self._write(words) if end is None else self._take(end)
        self.headed = span.end
        return span

    def body(self) -> None:
        """Write what is left."""
        end = len(self._body.rstrip())
        if self._at < end:
            self._take(end)

    def _take(self, end: int) -> Span:
        start = self._at
        # What stood between heading and body stays as it stood, where the body goes on from its own heading.
        joined = self.pieces[-1] if self.pieces else None
        continues = joined is not None and joined.text_start + joined.length == len(self.text)
        if joined is not None and continues:
            start = joined.capture_start + joined.length
            self.pieces[-1] = Piece(joined.text_start, joined.capture_start, end - joined.capture_start)
            self.text += self._body[start:end]
        else:
            self._write(self._body[start:end])
            self.pieces.append(Piece(len(self.text) - (end - start), start, end - start))
        span = Span(len(self.text) - (end - self._at), len(self.text))
        self._at = end + len(self._body[end:]) - len(self._body[end:].lstrip())
        return span

    def _write(self, words: str) -> Span:
        self.text += _BREAK * bool(self.text) + words
        return Span(len(self.text) - len(words), len(self.text))


def _end_of(heading: str, body: str, at: int) -> int | None:
    """Where the heading ends in the body, if it stands there on lines of its own.

    Case, quotation style, white space and a final stop do not count.
    """
    wanted = _folded(heading)
    end = at
    for word in _WORD.finditer(body, at):
        end = word.end()
        if end - at > 2 * len(heading) + 8:
            return None
        if _folded(body[at:end]) == wanted:
            break
    else:
        return None
    rest = body[end:].lstrip(" \t")
    return end if not rest or rest[0] in "\r\n" else None


def _folded(words: str) -> str:
    return plain(words).casefold().rstrip(_ENDS).lstrip("\"'")


def _byline(below: list[Line], stated: str | None) -> Span | None:
    wanted = _folded(stated or "")
    for line in below[:3]:
        if wanted and _folded(line.text) in (wanted, f"by {wanted}"):
            return Span(line.start, line.end)
    return None


def _dateline(below: list[Line]) -> Span | None:
    for line in below[:3]:
        if end := dateline_end(line.text[:200]):
            return Span(line.start, line.start + end)
    return None


def _is_teaser(below: list[Line]) -> bool:
    """Whether a feed gave the article's beginning only."""
    mark = cut_mark(below[-1].text) if 0 < len(below) <= _LINES_OF_TEASER else None
    return mark is not None and mark.kind != "dotted"


def _published(stated: Stated, fetched: str | None, given: date | None) -> Published | None:
    if stated.published is not None:
        value = _iso(stated.published.strip())
        return Published(value, stated.published_from) if value and not _is_ahead(value, fetched) else None
    return Published(given.isoformat(), "given") if given else None


def _is_ahead(value: str, fetched: str | None) -> bool:
    """Whether it is a day on which what was fetched then cannot have been published yet."""
    seen = _iso(fetched) if fetched else None
    return seen is not None and date.fromisoformat(value[:10]) - date.fromisoformat(seen[:10]) > _AHEAD


def _iso(value: str) -> str | None:
    """The day or time with dashes, None where it is none."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return value if value[:10] == moment.date().isoformat() else moment.isoformat()
