"""Captures that hold others: each member is told apart and read in turn, within bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from onrecord.errors import InputError, TooLarge
from onrecord.ingest import charset, sniff
from onrecord.ingest.member import DAMAGE, Bytes, Member
from onrecord.record import Document, Dropped, Origin, Stated
from onrecord.settings import Settings

# Prose packs to a third, pages of one template with xz to a fiftieth; gzip can make a thousandth of zeros.
_MOST_GROWTH = 100
# A page in a mail in a zip in a tar packed by gzip is the fifth. An archive may hold itself.
_DEEPEST = 8
_CHUNK = 1 << 16
_HELD = 1 << 23  # bytes of a member in memory; what is larger goes to a temporary file


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """All that the file holds, members and their members too, in order.

    Raises InputError where the file itself cannot be read, and TooLarge where far more comes out of it than
    it has bytes. What is wrong with a member is a Dropped.
    """
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    nest = _Nest(name, settings, settings.largest_capture + _MOST_GROWTH * size)
    for found in sniff.reader(file, name)(file, name, settings):
        if isinstance(found, Member):
            yield from nest.inside(found, 1)
        else:
            yield found


class _SpentError(TooLarge):
    """All that may come out of the source has."""


class _Nest:
    """One source's members, and how many bytes may still come out of them."""

    def __init__(self, source: str, settings: Settings, left: int) -> None:
        self._source = source
        self._settings = settings
        self._left = left

    def inside(self, member: Member, depth: int) -> Iterator[Document | Dropped]:
        """What the member holds, placed where the member stands."""
        found = _placed(self._documents(member, depth), member)
        while member.instead is not None:
            first = next(found, None)
            if isinstance(first, Document):
                yield first
                break
            member = member.instead
            found = _placed(self._documents(member, depth), member)
        yield from found

    def _documents(self, member: Member, depth: int) -> Iterator[Document | Dropped]:
        """What the member holds, as if it were a file by itself."""
        name = member.locator or member.capture.source
        origin = Origin(member.capture, "", ())
        wrong = ""
        try:
            if depth > _DEEPEST:
                raise TooLarge(
                    f"{name}: the {_DEEPEST}th archive inside another, and more in it",
                    "Unpack it, and give what is in it.",
                )
            with self._unpacked(member, name) as (file, wrong):
                for found in sniff.reader(file, name, member.media_type)(file, name, self._settings):
                    if isinstance(found, Member):
                        yield from self.inside(found, depth + 1)
                    else:
                        yield found
                if wrong:
                    yield Dropped("unreadable", "", origin, None, f"damaged, and read up to there ({wrong})")
        except InputError as error:
            # What is packed alone is its source's own fault.
            if isinstance(error, _SpentError) or not member.locator:
                raise
            told = error.message.removeprefix(f"{name}: ")
            where = f" up to where it is damaged ({wrong})" if wrong else ""
            yield Dropped("unreadable", "", origin, None, told + where)

    @contextmanager
    def _unpacked(self, member: Member, name: str) -> Iterator[tuple[BinaryIO, str]]:
        """The member's bytes as a file, and what was wrong where they break off. Raises InputError."""
        largest = self._settings.largest_capture
        data, wrong = self._taken(member.stream, min(_HELD, largest + 1))
        if wrong and not data:
            raise InputError(f"{name}: damaged ({wrong})", "Get it again from where it came from.")
        if len(data) < min(_HELD, largest + 1):
            yield BytesIO(_in_utf8(data, member)), wrong
            return
        with TemporaryFile() as spool:
            while data:
                spool.write(data)
                if spool.tell() > largest:
                    raise TooLarge(
                        f"{name}: more than {largest:,} bytes",
                        "Unpack it and give it alone, or raise `largest_capture` in the settings.",
                    )
                data, wrong = (b"", wrong) if wrong else self._taken(member.stream, _HELD)
            spool.seek(0)
            yield spool, wrong

    def _taken(self, stream: Bytes, size: int) -> tuple[bytes, str]:
        """So many of the next bytes if there are, and what was wrong where they break off."""
        chunks = []
        wrong = ""
        while size and not wrong:
            try:
                chunk = stream.read(min(size, _CHUNK))
            except DAMAGE as error:
                chunk, wrong = b"", str(error) or type(error).__name__
            if not chunk:
                break
            chunks.append(chunk)
            size -= len(chunk)
            self._left -= len(chunk)
            if self._left < 0:
                raise _SpentError(
                    f"{self._source}: more than {_MOST_GROWTH} times its bytes come out",
                    "See that it is no bomb; if it is news, unpack it and give what is in it.",
                )
        return b"".join(chunks), wrong


def _in_utf8(data: bytes, member: Member) -> bytes:
    """A text in UTF-8, where the wrapping knows how it was written; so whoever reads it need not be told."""
    media_type = member.media_type or ""
    is_text = media_type.startswith("text/") or media_type.endswith(("xml", "json"))
    return charset.recoded(data, member.charset) if is_text and member.charset else data


def _placed(found: Iterator[Document | Dropped], member: Member) -> Iterator[Document | Dropped]:
    """What was found, as what its capture holds; where it is one document, with what its wrapping states."""
    waiting: list[Document | Dropped] = []
    is_one = True
    for one in found:
        if isinstance(one, Document) and waiting:
            yield from waiting
            waiting, is_one = [], False
        placed = _placed_one(one, member)
        if is_one and (waiting or isinstance(one, Document)):
            waiting.append(placed)
        else:
            yield placed
    for one in waiting:
        if isinstance(one, Document) and member.stated is not None:
            yield replace(one, stated=_filled(one.stated or Stated(), member.stated))
        else:
            yield one


def _placed_one(one: Document | Dropped, member: Member) -> Document | Dropped:
    if isinstance(one, Document):
        capture = replace(member.capture, fetched=one.capture.fetched or member.fetched)
        return replace(one, capture=capture, locator=_chained(member.locator, one.locator))
    origin = one.origin
    capture = replace(member.capture, fetched=origin.capture.fetched or member.fetched)
    origin = Origin(capture, _chained(member.locator, origin.locator), origin.pieces)
    detail = f"{member.locator}: {one.detail or one.reason}" if member.locator else one.detail
    return replace(one, origin=origin, detail=detail)


def _chained(*locators: str) -> str:
    return " > ".join(filter(None, locators))


def _filled(own: Stated, wrapping: Stated) -> Stated:
    """What the document states itself, and beside it what its wrapping does."""
    known = {name: value for name, value in asdict(own).items() if value is not None}
    return replace(wrapping, **known)
