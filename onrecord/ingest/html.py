"""A web page: its article, told from what else the page shows; of a live ticker one for each entry."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from onrecord.errors import InputError, TooLarge
from onrecord.ingest import charset, linked, markup, page_times, paywall, ticker, verbatim
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
    lines = [] if page is None else _body(page)
    if page is None or not lines:
        raise InputError(
            f"{name}: no article found in the page", "Save the article's own page, or give its text."
        )
    article = next(iter(linked.articles(page)), {})
    said = stated(page, article, name)
    made = _Page(Capture(name, sha256(data).hexdigest(), _MEDIA_TYPE), source, letters)
    entries = ticker.entries(page, article)
    if entries:
        own = {bare(line) for entry in entries for line in (*entry.lines, entry.title or "")}
        lines = [line for line in lines if bare(line) not in own]
    if lines:
        said = replace(said, summary_only=paywall.is_teaser(article, page, _BREAK.join(lines)))
        yield from _article(lines, said, made)
    for number, entry in enumerate(entries, 1):
        yield _entry(entry, number, said, made)


class _Page(NamedTuple):
    """What the pieces of a text are looked for in."""

    capture: Capture
    source: str
    letters: markup.Letters

    def pieces(self, text: str) -> tuple[Piece, ...]:
        return verbatim.pieces(text, self.source, self.letters)


def _article(lines: list[str], said: Stated, page: _Page) -> Iterator[Document | Dropped]:
    """The article without what it says twice, then that."""
    twice = repeats(lines)
    once = [line for at, line in enumerate(lines) if at not in twice]
    text, said = _headed(once, said, page.letters)
    yield Document(page.capture, "", text, said, page.pieces(text))
    for at in sorted(twice):
        origin = Origin(page.capture, "", page.pieces(lines[at]))
        yield Dropped("repeat", lines[at][:_BEGINS], origin, None, "the page says it twice")


def _entry(entry: ticker.Entry, number: int, said: Stated, page: _Page) -> Document:
    text = _BREAK.join(words for words in (entry.title, *entry.lines) if words)
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
    return Document(page.capture, f"entry {number}", text, own, page.pieces(text))


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


def _body(page: HtmlElement) -> list[str]:
    """The article's paragraphs, each on one line; none where trafilatura sees none."""
    import trafilatura  # late: half a second
    from trafilatura.xml import xmltotxt

    # What it has to say of a page it says in its log.
    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = trafilatura.bare_extraction(page, favor_precision=True, include_comments=False)
    except RecursionError:
        return []
    if not isinstance(found, trafilatura.settings.Document):
        return []
    for element in found.body.iter("item", "cell", "list", "row", "table"):
        element.tag = "p" if element.tag in ("item", "cell") else "div"  # or it writes them with "-" and "|"
    lines = (" ".join(line.split()) for line in xmltotxt(found.body, include_formatting=False).splitlines())
    body = [line for line in lines if line]
    return body if any(bare(line) for line in body) else []


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
