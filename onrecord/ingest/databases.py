"""What databases export as a page or as text: many articles in one file, each under its header."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import pairwise
from typing import BinaryIO, NamedTuple

from onrecord.errors import NothingToRead, TooLarge
from onrecord.ingest import charset, europresse, factiva, markup, nexis, proquest
from onrecord.ingest.exported import Exported, Place, document
from onrecord.record import Capture, Document, Dropped, Origin
from onrecord.settings import Settings

_MEDIA_TYPE = "text/html"
_HEAD = 4096  # bytes in which a page names its charset
_CHARSET = re.compile(rb"""<(?:meta[^>]+charset|\?xml[^>]+encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_MARKUP = re.compile(r"\ufeff?\s*<[a-z!?]", re.IGNORECASE)
_BEGINS = 200
# No article of a database has more letters; what has is no article.
_MOST_LETTERS = 1_000_000


class Database(NamedTuple):
    """How a database writes: what its files are told by, where an article begins, and what reads one."""

    mark: re.Pattern[str]
    begins: re.Pattern[str]
    article: Callable[[str], Exported | None]


_PAGES = (
    Database(factiva.XML_MARK, factiva.XML_BEGINS, factiva.from_xml),
    Database(factiva.MARK, factiva.BEGINS, factiva.from_page),
    Database(nexis.MARK, nexis.BEGINS, nexis.from_page),
    Database(europresse.MARK, europresse.BEGINS, europresse.from_page),
    Database(proquest.MARK, proquest.BEGINS, proquest.from_page),
)
_TEXT = Database(nexis.COUNTER, nexis.COUNTER, nexis.from_text)


def begins(head: str) -> bool:
    """Whether a file that begins so is a database's export."""
    return database(head) is not None


def database(head: str) -> Database | None:
    """Which database writes so."""
    if _MARKUP.match(head):
        return next((one for one in _PAGES if one.mark.search(head)), None)
    return _TEXT if nexis.is_counted(head) else None


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The articles in order, and in place of one that cannot be read what was wrong with it.

    Raises NothingToRead where there is none, and TooLarge.
    """
    data = file.read(settings.largest_capture + 1)
    if len(data) > settings.largest_capture:
        raise TooLarge(
            f"{name}: more than {settings.largest_capture:,} bytes",
            "Export fewer articles at a time, or raise `largest_capture` in the settings.",
        )
    named = _CHARSET.search(data, 0, _HEAD)
    source = charset.decoded(data, named[1].decode("ascii") if named else None)
    one = database(source[: 1 << 16])
    found = one and list(articles(one, source, Capture(name, sha256(data).hexdigest(), _media_type(one)), ""))
    if not found:
        raise NothingToRead(
            f"{name}: no article in the export", "See that it was exported with the full text."
        )
    yield from found


def articles(one: Database, source: str, capture: Capture, place: str) -> Iterator[Document | Dropped]:
    """The articles of a database's file in order; ``place`` is the file's own locator in the capture."""
    starts = [found.start() for found in one.begins.finditer(source)]
    for number, (start, end) in enumerate(pairwise([*starts, len(source)]), start=1):
        locator = f"{place} > article {number}" if place else f"article {number}"
        yield _article(one, Place(locator, source[start:end], start), capture)


def _article(one: Database, place: Place, capture: Capture) -> Document | Dropped:
    shown = markup.plain if one is _TEXT else _shown
    if len(place.source) > 20 * _MOST_LETTERS:
        return _dropped(place, capture, "longer than an article is")
    letters = shown(place.source)
    if len(letters.run) > _MOST_LETTERS:
        return _dropped(place, capture, "longer than an article is")
    found = one.article(place.source)
    if found is None or not found.text:
        return _dropped(place, capture, "no words of an article in it")
    return document(found, capture, place, letters)


def _shown(source: str) -> markup.Letters:
    return markup.shown(source, _MOST_LETTERS)


def _dropped(place: Place, capture: Capture, wrong: str) -> Dropped:
    origin = Origin(capture, place.locator, ())
    return Dropped("unreadable", place.source[:_BEGINS], origin, detail=f"{place.locator}: {wrong}")


def _media_type(one: Database) -> str:
    return "text/plain" if one is _TEXT else "application/xml" if one is _PAGES[0] else _MEDIA_TYPE
