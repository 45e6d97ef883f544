"""The records of a WARC or ARC file, also where lengths are wrong, and what lies between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from onrecord.ingest.charset import storable
from onrecord.ingest.frames import Damaged, Place, Unpacked, frames

_LONGEST_LINE = 1 << 16  # bytes
_MOST_LINES = 1000  # of one record's header
_WARC = re.compile(rb"WARC/\d[\d.]*\s*\Z", re.IGNORECASE)
# Behind a record whose length is wrong the next may begin on the same line.
_WARC_ON_LINE = re.compile(rb"WARC/\d+\.\d+[ \t]*\r?\n\Z")
# Address, IP address, time, media type, in version 2 five more, and length.
_ARC = re.compile(rb"[a-z][\w+.-]*:\S.* \S+ \d{8,18} \S+(?: .*)? \S+\s*\Z", re.IGNORECASE)
_ARC_HEADER = re.compile(rb"filedesc:")
# What stands in an ARC file for it too, where fields are missing, in disorder or something else.
_ODD_ARC = re.compile(rb"[a-z][\w+.-]*:[^ ]+(?: \S*){3,}\Z", re.IGNORECASE)
_ARC_TIME = re.compile(r"(?<!\S)(?:19|20)\d{12}")
_ARC_MEDIA_TYPE = re.compile(r"(?<!\S)[\w-]+/[\w.+-]+(?!\S)")
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """One record. ``kind`` as WARC names them; each ARC record is a "response", its header "warcinfo".

    ``time`` is when it was fetched, ISO 8601; ``content`` gives its bytes until the next record is asked for.
    What is not stated is ``None``.
    """

    place: Place
    kind: str
    content: Content
    key: str | None
    address: str | None
    time: str | None
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Damage:
    """Bytes that are no record, from ``place`` on."""

    place: Place
    wrong: str


class Content:
    """A record's bytes. Raises EOFError where there are fewer than it states, and Damaged, once."""

    def __init__(self, unpacked: Unpacked, length: int) -> None:
        self._unpacked = unpacked
        self._left = length

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end."""
        if not self._left:
            return b""
        missing, self._left = self._left, 0
        # Where each record is a member of its own, the next tells that this one's length is wrong.
        is_next = _begins(self._unpacked.beginning.partition(b"\n")[0])
        data = b"" if is_next else self._unpacked.some(min(size, missing))
        if not data:
            raise EOFError(f"cut off {missing:,} bytes before its end")
        self._left = missing - len(data)
        return data


def begins(head: bytes) -> bool:
    """Whether a file that begins so, unpacked, holds such records."""
    return _begins(head.lstrip().partition(b"\n")[0])


def records(file: BinaryIO) -> Iterator[Record | Damage]:
    """All records in order, and each stretch that is none."""
    unpacked = Unpacked(frames(file))
    arc: re.Pattern[bytes] | None = _ARC
    is_lost = False
    while True:
        place = unpacked.place
        try:
            line = unpacked.line(_LONGEST_LINE)
            if not line:
                return
            if _WARC.match(line) or (is_lost and _WARC_ON_LINE.search(line)):
                record: Record | None = _warc(unpacked, place)
                arc = None  # no file holds both
            else:
                arc = _ODD_ARC if arc and _ARC_HEADER.match(line) else arc
                record = _arc(unpacked, place, _words(line)) if arc and arc.match(line.strip()) else None
        except Damaged as error:
            yield Damage(error.place, error.damage)
            is_lost = False
            continue
        if record is not None:
            is_lost = False
            yield record
            yield from _rest(record)
        elif line.strip() and not is_lost:
            is_lost = True
            yield Damage(place, "no record begins here")


def _rest(record: Record) -> Iterator[Damage]:
    """Pass over what nobody has read of the record."""
    try:
        while record.content.read(_CHUNK):
            pass
    except Damaged as error:
        yield Damage(error.place, error.damage)
    except EOFError as error:
        yield Damage(record.place, str(error))


def _begins(line: bytes) -> bool:
    return any(beginning.match(line) for beginning in (_WARC, _ARC, _ARC_HEADER))


def _warc(unpacked: Unpacked, place: Place) -> Record:
    fields = _fields(unpacked)
    return Record(
        place,
        fields.get("warc-type", "").lower(),
        Content(unpacked, _length(fields.get("content-length", ""))),
        fields.get("warc-record-id", "").strip("<>") or None,
        fields.get("warc-target-uri", "").strip("<>") or None,
        _time(fields.get("warc-date", "")),
        fields.get("content-type"),
    )


def _fields(unpacked: Unpacked) -> dict[str, str]:
    """The header's fields, the first of each name."""
    fields: dict[str, str] = {}
    name = ""
    for _ in range(_MOST_LINES):
        line = unpacked.line(_LONGEST_LINE)
        words = _words(line)
        if not words:
            break
        if line[:1] in b" \t" and name:
            fields[name] += f" {words}"
            continue
        name, _, value = words.partition(":")
        name = name.strip().lower()
        fields.setdefault(name, value.strip())
    return fields


def _arc(unpacked: Unpacked, place: Place, line: str) -> Record:
    address, *_, length = line.split(" ")
    time, media_type = _ARC_TIME.search(line), _ARC_MEDIA_TYPE.search(line, len(address))
    return Record(
        place,
        "warcinfo" if address.lower().startswith("filedesc:") else "response",
        Content(unpacked, _length(length)),
        None,
        address,
        _time(_from_digits(time[0])) if time else None,
        media_type[0] if media_type else None,
    )


def _words(line: bytes) -> str:
    return storable(line.decode("utf-8", "replace")).strip()


def _length(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 18 else 0


def _from_digits(words: str) -> str:
    """20250221093000 as 2025-02-21T09:30:00Z."""
    return f"{words[:4]}-{words[4:6]}-{words[6:8]}T{words[8:10]}:{words[10:12]}:{words[12:]}Z"


def _time(words: str) -> str | None:
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return None
    return words
