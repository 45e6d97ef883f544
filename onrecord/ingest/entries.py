"""What a feed or a sitemap names: its entries, each with the address of its page."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from typing import NamedTuple

from onrecord.errors import InputError
from onrecord.ingest import charset, feed, sitemap
from onrecord.record import Document
from onrecord.settings import Settings

_HEAD = 1 << 16  # bytes
_MOST_PLACES = 50_000  # https://www.sitemaps.org/protocol.html


class Named(NamedTuple):
    """An entry of a feed. ``has_full_text``: the feed holds all of it, and its page need not be fetched."""

    key: str
    address: str
    has_full_text: bool


def is_feed(data: bytes) -> bool:
    """Whether a response is a feed or a sitemap, by what it holds."""
    head = charset.decoded(data[:_HEAD])
    return feed.begins(head) or sitemap.begins(head)


def entries(data: bytes, settings: Settings) -> list[Named]:
    """The entries in the feed's order. Raises InputError where it is none, or cannot be read."""
    if sitemap.begins(charset.decoded(data[:_HEAD])):
        return _pages(data)
    if not is_feed(data):
        raise InputError("not a feed", "See where its outlet has moved it.")
    found = feed.documents(BytesIO(data), "the feed", settings)
    return [
        Named(one.stated.key or one.stated.url or "", one.stated.url or "", not one.stated.summary_only)
        for one in found
        if isinstance(one, Document) and one.stated is not None
    ]


def _pages(data: bytes) -> list[Named]:
    """The pages of a sitemap, as many as the protocol allows. Raises InputError where it names sitemaps."""
    places = [*islice(sitemap.places(BytesIO(data), "the sitemap"), _MOST_PLACES)]
    pages = [Named(place.url, place.url, has_full_text=False) for place in places if not place.is_sitemap]
    if places and not pages:
        raise InputError(
            f"an index of sitemaps ({places[0].url} and so on)", "Give the sitemap that you want of those."
        )
    return pages
