"""A feed: each entry is one article, or the summary of one that stands whole elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from onrecord.errors import TooLarge
from onrecord.ingest import charset, feed_json, feed_xml, html, root
from onrecord.ingest.entry import Entry, document
from onrecord.record import Capture, Document, Dropped, Origin
from onrecord.settings import Settings

_XML = "application/xml"
_JSON = "application/feed+json"
# Bytes. A feed holds an outlet's last days; the largest of 2,876 has 1.4 MB. Its letters and the JSON made of
# them are held at once, which takes some ten times as much.
_LARGEST = 64_000_000
# Code points of one entry with its markup: a page of news has a twentieth of it.
_LONGEST = 2_000_000
_BEGINS = 200  # characters of ``Dropped.begins``

_ROOTS = ("rss", "rdf", "feed", "channel")
_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.IGNORECASE)
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_OF_ITEMS = re.compile(r'"(?:content_html|content_text|home_page_url|feed_url|date_published)"\s*:')


def begins(head: str) -> bool:
    """Whether a file that begins so is a feed."""
    return _is_json(head) or _is_xml(head)


def _is_json(head: str) -> bool:
    if not head.lstrip("\ufeff \t\r\n").startswith("{"):
        return False
    return bool(_VERSION.search(head) or (_ITEMS.search(head) and _OF_ITEMS.search(head)))


def _is_xml(head: str) -> bool:
    return root.name(head) in _ROOTS


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The entries in their order. Raises InputError where the feed cannot be read, and TooLarge."""
    largest = min(_LARGEST, settings.largest_capture)
    data = file.read(largest + 1)
    if len(data) > largest:
        raise TooLarge(f"{name}: more than {largest:,} bytes in a feed", "Ask the outlet for a shorter one.")
    source = charset.decoded(data, html.declared(data))
    is_json = source.lstrip("\ufeff \t\r\n").startswith("{")
    capture = Capture(name, sha256(data).hexdigest(), _JSON if is_json else _XML)
    entries = (feed_json if is_json else feed_xml).entries(source, name)
    for number, entry in enumerate(entries, 1):
        yield _document(entry, capture, f"entry {number}", source)


def _document(entry: Entry, capture: Capture, locator: str, source: str) -> Document | Dropped:
    fields = [field for field in (entry.title, entry.summary, entry.content) if field is not None]
    if sum(field.end - field.start for field in fields) > _LONGEST:
        begins = fields[0].words[:_BEGINS]
        return Dropped(
            "unreadable",
            begins,
            Origin(capture, locator, ()),
            detail=f"{locator}: more than {_LONGEST:,} characters in one entry",
        )
    return document(entry, capture, locator, source)
