"""What a feed names: its entries, each with the address of its page."""

from __future__ import annotations

import re
from typing import NamedTuple

from onrecord.errors import InputError

_HEAD = 4096  # bytes
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|RDF|channel)\b")
_ENTITY = re.compile(rb"<!ENTITY", re.IGNORECASE)


class Named(NamedTuple):
    """An entry of a feed, ``published`` as the feed has it.

    ``has_full_text``: the feed holds all of it, and its page need not be fetched.
    """

    key: str
    address: str
    title: str | None
    published: str | None
    has_full_text: bool


def is_feed(data: bytes) -> bool:
    """Whether a response is a feed, by what it holds."""
    return _ROOT.search(data, 0, _HEAD) is not None


def entries(data: bytes) -> list[Named]:
    """The entries in the feed's order. Raises InputError where it is no feed."""
    import feedparser  # late: only feeds need it

    if not is_feed(data):
        raise InputError("not a feed", "See where its outlet has moved it.")
    if _ENTITY.search(data):
        raise InputError("a feed that defines entities of its own", "It is not read: it may be a trap.")
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    # Entries with their whole text count as summaries until they are read from the feed itself.
    return [
        Named(
            one.get("id") or one.get("link", ""),
            one.get("link", ""),
            one.get("title"),
            one.get("published") or one.get("updated"),
            has_full_text=False,
        )
        for one in found.entries
    ]
