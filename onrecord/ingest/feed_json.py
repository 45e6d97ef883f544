"""The entries of a JSON Feed, one read after the other: what is cut short keeps those before the cut."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from onrecord.errors import InputError
from onrecord.ingest.charset import storable
from onrecord.ingest.entry import Entry, Field
from onrecord.ingest.moment import moment
from onrecord.record import Stated

_DECODER = json.JSONDecoder(strict=False)
_SPACE = re.compile(r"[\s\ufeff]*")
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_BROKEN = (ValueError, RecursionError)


def entries(source: str, name: str) -> Iterator[Entry]:
    """The entries in their order. Raises InputError where the JSON breaks, after those before the break."""
    told: dict[str, object] = {}
    items = -1
    at = _past(source, 0, "{")
    try:
        while at < len(source) and source[at] == '"':
            key, at = _DECODER.raw_decode(source, at)
            at = _past(source, at, ":")
            if key == "items" and source[at : at + 1] == "[":
                items = at
            told[key], at = _DECODER.raw_decode(source, at)
            at = _past(source, at, ",")
    except _BROKEN as error:
        if items < 0:
            raise InputError(f"{name}: broken JSON ({error})", "Fetch the feed again.") from error
    if items >= 0:
        yield from _items(source, items, told, name)


def _items(source: str, at: int, told: dict[str, object], name: str) -> Iterator[Entry]:
    at = _past(source, at, "[")
    while at < len(source) and source[at] != "]":
        start = at
        try:
            item, at = _DECODER.raw_decode(source, at)
        except _BROKEN as error:
            raise InputError(
                f"{name}: broken JSON ({error}); the entries before it are kept", "Fetch the feed again."
            ) from error
        if isinstance(item, dict):
            yield _entry(item, told, start, at)
        at = _past(source, at, ",")


def _past(source: str, at: int, mark: str) -> int:
    """Behind the mark and the white space around it, where it is there."""
    at = _end_of_space(source, at)
    return _end_of_space(source, at + 1) if source[at : at + 1] == mark else at


def _end_of_space(source: str, at: int) -> int:
    found = _SPACE.match(source, at)
    return found.end() if found else at


def _entry(item: dict[str, object], told: dict[str, object], start: int, end: int) -> Entry:
    def field(name: str) -> Field | None:
        words = _words(item.get(name))
        return Field(words, name == "content_html", start, end) if words else None

    published, modified = (moment(_words(item.get(name))) for name in ("date_published", "date_modified"))
    url = next(
        (
            value
            for name in ("url", "id", "external_url")
            if (value := _words(item.get(name))) and _ADDRESS.match(value)
        ),
        None,
    )
    return Entry(
        Stated(
            key=_words(item.get("id")),
            byline=_names(item) or _names(told),
            outlet=_words(told.get("title")),
            url=url,
            published=published or modified,
            published_from="feed",
            modified=modified,
            language=_words(item.get("language")) or _words(told.get("language")),
        ),
        field("title"),
        field("summary"),
        field("content_html") or field("content_text"),
    )


def _names(one: dict[str, object]) -> str | None:
    """The authors' names; version 1.0 had one author."""
    authors = one.get("authors")
    found = authors if isinstance(authors, list) and authors else [one.get("author")]
    names = [_words(author.get("name") if isinstance(author, dict) else author) for author in found]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _words(value: object) -> str | None:
    """The value as a string, ``None`` where it is none or says nothing."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return storable(str(value)).strip() or None
