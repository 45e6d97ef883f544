"""A web archive, WARC or ARC: each answer in it that may be news is read by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import file_digest
from io import BytesIO
from typing import BinaryIO

from onrecord.ingest import packed, records
from onrecord.ingest.member import DAMAGE, Member
from onrecord.ingest.records import Damage, Record
from onrecord.ingest.response import media_type_and_charset, response
from onrecord.record import Capture, Dropped, Origin, Stated
from onrecord.settings import Settings

_MEDIA_TYPE = "application/warc"
_HEAD = 1 << 12  # bytes; a longer first line than that is none of a web archive
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
# Words for machines, which come as plain text.
_ROBOTS = re.compile(r"https?://[^/]+/robots\.txt\Z", re.IGNORECASE)
# Answers of other types (images, styles, scripts) are no news, and are passed over without a word.
_NEWS = re.compile(
    r"text/(?:html|plain|xml)\Z|application/(?:xml|xhtml\+xml|json|x-ndjson|pdf)\Z"
    r"|application/(?:rss|atom|rdf|feed|ld)\+(?:xml|json)\Z"
)
_OK = 200
_SO_KEPT = ("resource", "conversion")  # the record's content is the thing itself, or its text


def begins(head: bytes) -> bool:
    """Whether a file that begins so is a web archive, packed or not."""
    if packed.begins(head):
        try:
            head = packed.unpacked(BytesIO(head)).read(_HEAD)
        except DAMAGE:
            return False
    return records.begins(head[:_HEAD])


def documents(file: BinaryIO, name: str, _: Settings) -> Iterator[Member | Dropped]:
    """The answers in the order of the file; in place of bytes that are no record, what is wrong with them."""
    digest = file_digest(file, "sha256")  # type: ignore[arg-type]  # typeshed's BinaryIO lacks `readinto`
    file.seek(0)
    capture = Capture(name, digest.hexdigest(), _MEDIA_TYPE)
    for found in records.records(file):
        if isinstance(found, Damage):
            yield _dropped(capture, str(found.place), found.wrong)
        else:
            yield from _member(found, capture)


def _member(record: Record, capture: Capture) -> Iterator[Member | Dropped]:
    """What is to be read of the record, if anything."""
    address = record.address or ""
    if not _ADDRESS.match(address) or _ROBOTS.match(address):
        return
    locator = f"record at {record.place}"
    stated = Stated(key=record.key, url=address)
    if record.kind in _SO_KEPT:
        media_type, charset = media_type_and_charset(record.media_type)
        if _is_news(media_type):
            yield Member(capture, locator, record.content, media_type, charset, record.time, stated)
    elif record.kind == "response":
        try:
            answer = response(record.content)
        except DAMAGE as error:
            yield _dropped(capture, locator, str(error))
            return
        if answer is None:
            yield _dropped(capture, locator, "no answer of a web server")
        elif answer.status == _OK and _is_news(answer.media_type):
            yield Member(
                capture, locator, answer.body, answer.media_type, answer.charset, record.time, stated
            )


def _is_news(media_type: str | None) -> bool:
    return media_type is None or _NEWS.match(media_type) is not None


def _dropped(capture: Capture, locator: str, wrong: str) -> Dropped:
    return Dropped("unreadable", "", Origin(capture, locator, ()), None, f"{locator}: {wrong}")
