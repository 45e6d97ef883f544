"""A web page: its article, told from what else the page shows; of a live ticker one for each entry."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from onrecord.errors import InputError, TooLarge
from onrecord.ingest import charset, linked, markup, page_times, paywall, ticker, verbatim
from onrecord.ingest.body import body
from onrecord.ingest.headline import bare
from onrecord.ingest.repeats import repeats
from onrecord.ingest.stated_by_page import stated
from onrecord.record import Capture, Document, Dropped, Origin, Piece, Stated
from onrecord.settings import Settings

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MEDIA_TYPE = "text/html"
_BREAK = "\n\n"
# The most that one of 293 pages of news had were 48,000 letters and 24,000 of "<" and "&", in 2 MB.
_MOST_LETTERS = 1_000_000
_MOST_MARKUP = 150_000
_BEGINS = 200  # letters that name what was dropped
_HEADING = 3  # lines of a body among which its own heading may stand, and among how many labels
_MENU, _LONGEST_LABEL = 30, 40
_STOPS = ".!?”\"’'…"
_HEAD = 4096  # bytes; browsers look for the charset in 1024, pages have it in more
_CHARSET = re.compile(rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BEGINNING = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def begins(head: str) -> bool:
    """Whether a file that begins so is a web page."""
    return _BEGINNING.match(head) is not None


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The page's article, what it repeats, then the entries of a live ticker, each by itself.

    Raises InputError where there is no article, and TooLarge.
    """
    data = _bytes(file, name, settings.largest_capture)
    source = charset.decoded(data, declared(data))
    too_much = source.count("<") + source.count("&") > _MOST_MARKUP
    letters = markup.shown("" if too_much else source, _MOST_LETTERS)
    if too_much or len(letters.run) > _MOST_LETTERS:
        raise TooLarge(f"{name}: more in it than a page of news has", "Save the article's own page.")
    page = _parsed(source)
    lines = [] if page is None else body(page)
    if page is None or not lines:
        raise InputError(
            f"{name}: no article found in the page", "Save the article's own page, or give its text."
        )
    article = next(iter(linked.articles(page)), {})
    said = stated(page, article, name)
    made = _Page(Capture(name, sha256(data).hexdigest(), _MEDIA_TYPE), source, letters)
    entries = [one for one in ticker.entries(page, article) if _is_shown(one, letters)]
    if entries:
        own = {bare(line) for entry in entries for line in (*entry.lines, entry.title or "")}
        lines = [line for line in lines if bare(line) not in own]
    if lines:
        said = replace(said, summary_only=paywall.is_teaser(article, page, _BREAK.join(lines)))
        yield from _article(lines, repeats(lines, page), said, made)
    yield from _entries(entries, said, made)


class _Page(NamedTuple):
    """What the pieces of a text are looked for in."""

    capture: Capture
    source: str
    letters: markup.Letters

    def pieces(self, texts: Sequence[str]) -> list[tuple[Piece, ...]]:
        """Those of each of the texts, which stand in this order on the page: they are looked for at once."""
        starts = list(accumulate((len(text) + len(_BREAK) for text in texts), initial=0))
        found: list[list[Piece]] = [[] for _ in texts]
        for piece in verbatim.pieces(_BREAK.join(texts), self.source, self.letters):
            number = bisect_right(starts, piece.text_start) - 1
            while number < len(texts) and starts[number] < piece.text_start + piece.length:
                if part := _within(piece, starts[number], len(texts[number])):
                    found[number].append(part)
                number += 1
        return [tuple(pieces) for pieces in found]


def _within(piece: Piece, start: int, length: int) -> Piece | None:
    """What of the piece lies in a text that begins there, counted from its beginning."""
    first = max(piece.text_start, start)
    last = min(piece.text_start + piece.length, start + length)
    if first >= last:
        return None
    return Piece(first - start, piece.capture_start + first - piece.text_start, last - first)


def _article(lines: list[str], twice: set[int], said: Stated, page: _Page) -> Iterator[Document | Dropped]:
    """The article without what it says twice, then that."""
    text, said = _headed([line for at, line in enumerate(lines) if at not in twice], said, page.letters)
    yield Document(page.capture, "", text, said, page.pieces([text])[0])
    dropped = [lines[at] for at in sorted(twice)]
    for line, pieces in zip(dropped, page.pieces(dropped), strict=True):
        yield Dropped(
            "repeat", line[:_BEGINS], Origin(page.capture, "", pieces), None, "the page says it twice"
        )


def _is_shown(entry: ticker.Entry, letters: markup.Letters) -> bool:
    """Whether the page shows the entry: its data may tell of many more."""
    return _run(entry.lines[0]) in letters.run


def _entries(entries: list[ticker.Entry], said: Stated, page: _Page) -> Iterator[Document]:
    texts = [_BREAK.join(words for words in (one.title, *one.lines) if words) for one in entries]
    for number, (entry, text, pieces) in enumerate(zip(entries, texts, page.pieces(texts), strict=True), 1):
        own = replace(
            said,
            title=entry.title,
            standfirst=None,
            url=f"{said.url}#{entry.anchor}" if said.url and entry.anchor else said.url,
            published=entry.published,
            published_from="stated",
            modified=None,
            summary_only=False,
        )
        yield Document(page.capture, f"entry {number}", text, own, pieces)


def _bytes(file: BinaryIO, name: str, largest: int) -> bytes:
    data = file.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(
            f"{name}: more than {largest:,} bytes in a page", "Raise `largest_capture` in the settings."
        )
    return data


def declared(data: bytes) -> str | None:
    """The charset that the page names."""
    named = _CHARSET.search(data, 0, _HEAD)
    return named[1].decode("ascii") if named else None


def _parsed(source: str) -> HtmlElement | None:
    """The page's tree, ``None`` where there is nothing in it."""
    from lxml import etree, html  # late: only pages need it

    # As trafilatura's own parser. It stops where elements nest deeper than 255, and that is well: tables in
    # tables take time with the cube of their depth.
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
    )
    try:
        return html.document_fromstring(source.encode(), parser=parser)
    except etree.ParserError:
        return None


def _headed(lines: list[str], said: Stated, letters: markup.Letters) -> tuple[str, Stated]:
    """The text below its title and standfirst, and what is stated of it.

    A page's description is a standfirst where it is shown between title and body, or as a first line
    without a full stop; elsewhere it is written for search engines, or is the body's first paragraph.
    """
    title, standfirst = _run(said.title), _run(said.standfirst)
    lines = _below_title(lines, title)
    if _run(lines[0]) == standfirst and lines[1:] and standfirst[-1] not in _STOPS:
        lines = lines[1:]
    elif not standfirst or not _is_shown_between(title, standfirst, lines[0], letters):
        said = replace(said, standfirst=None)
    return _BREAK.join(words for words in (said.title, said.standfirst, *lines) if words), said


def _below_title(lines: list[str], title: str) -> list[str]:
    """The lines below the title, if it stands above them: above it are a menu, a section, "Read more"."""
    for at, line in enumerate(lines[:_MENU]):
        if _run(line) == title and lines[at + 1 :]:
            below = lines[at + 1 :]
            return below[1:] if below[1:] and page_times.tells_when(below[0]) else below
        if at >= _HEADING and len(line) > _LONGEST_LABEL:
            break
    return lines


def _is_shown_between(title: str, words: str, line: str, letters: markup.Letters) -> bool:
    """Whether the words stand above the body's first line, and below the last title above it."""
    above = letters.run[: max(letters.run.find(_run(line)), 0)]
    below = above.rfind(title) + len(title) if title in above else 0
    return words != title and above.find(words, below) >= 0


def _run(words: str | None) -> str:
    return markup.plain(words or "").run
