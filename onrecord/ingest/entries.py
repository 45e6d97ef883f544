"""What a feed names: its entries, each with the address of its page."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from onrecord.errors import InputError
from onrecord.ingest import charset, feed
from onrecord.record import Document
from onrecord.settings import Settings

_HEAD = 1 << 16  # bytes


class Named(NamedTuple):
    """An entry of a feed. ``has_full_text``: the feed holds all of it, and its page need not be fetched."""

    key: str
    address: str
    has_full_text: bool


def is_feed(data: bytes) -> bool:
    """Whether a response is a feed, by what it holds."""
    return feed.begins(charset.decoded(data[:_HEAD]))


def entries(data: bytes, settings: Settings) -> list[Named]:
    """The entries in the feed's order. Raises InputError where it is none, or cannot be read."""
    if not is_feed(data):
        raise InputError("not a feed", "See where its outlet has moved it.")
    found = feed.documents(BytesIO(data), "the feed", settings)
    return [
        Named(one.stated.key or one.stated.url or "", one.stated.url or "", not one.stated.summary_only)
        for one in found
        if isinstance(one, Document) and one.stated is not None
    ]
