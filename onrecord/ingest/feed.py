"""A feed: each entry is one article, or the summary of one that stands whole elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from onrecord.errors import TooLarge
from onrecord.ingest import charset, feed_json, feed_xml, html, root
from onrecord.ingest.entry import document
from onrecord.record import Capture, Document, Dropped, Origin
from onrecord.settings import Settings

_XML = "application/xml"
_JSON = "application/feed+json"
# A feed holds an outlet’s last days. The largest of 2,876 has 1.6 million bytes and 730 entries, the one with
# the most markup 83,000 of "<" and "&". With these limits whatever else there is takes some 15 s.
_LARGEST = 16_000_000
_MOST_MARKUP = 600_000
_MOST_ENTRIES = 20_000
_LONGEST = 1_000_000  # code points of one entry with its markup
_BEGINS = 200  # characters of ``Dropped.begins``

_ROOTS = ("rss", "rdf", "feed", "channel")
_SPACE = "\ufeff \t\r\n"
_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.IGNORECASE)
_ITEMS = re.compile(r'"items"\s*:\s*\[')
_OF_ITEMS = re.compile(r'"(?:content_html|content_text|home_page_url|feed_url|date_published)"\s*:')


def begins(head: str) -> bool:
    """Whether a file that begins so is a feed."""
    return _is_json(head) or _is_xml(head)


def _is_json(head: str) -> bool:
    if not head.lstrip(_SPACE).startswith("{"):
        return False
    return bool(_VERSION.search(head) or (_ITEMS.search(head) and _OF_ITEMS.search(head)))


def _is_xml(head: str) -> bool:
    return root.name(head) in _ROOTS


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The entries in their order. Raises InputError where the feed cannot be read, and TooLarge."""
    data = file.read(min(_LARGEST, settings.largest_capture) + 1)
    source = charset.decoded(data, html.declared(data)) if len(data) <= _LARGEST else ""
    if not source or source.count("<") + source.count("&") > _MOST_MARKUP:
        raise TooLarge(f"{name}: more in it than a feed of news has", "Ask the outlet for a shorter one.")
    is_json = source.lstrip(_SPACE).startswith("{")
    capture = Capture(name, sha256(data).hexdigest(), _JSON if is_json else _XML)
    entries = (feed_json if is_json else feed_xml).entries(source, name)
    for number, entry in enumerate(entries, 1):
        locator = f"entry {number}"
        if number > _MOST_ENTRIES:
            yield _dropped("", f"from {locator} on: more entries than a feed of news has", capture, locator)
            return
        fields = [field for field in (entry.title, entry.summary, entry.content) if field is not None]
        if sum(field.end - field.start for field in fields) > _LONGEST:
            wrong = f"{locator}: more than {_LONGEST:,} characters in one entry"
            yield _dropped(fields[0].words[:_BEGINS], wrong, capture, locator)
        else:
            yield document(entry, capture, locator, source)


def _dropped(begins: str, wrong: str, capture: Capture, locator: str) -> Dropped:
    return Dropped("unreadable", begins, Origin(capture, locator, ()), detail=wrong)
