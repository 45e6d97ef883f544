"""A web archive's bytes, unpacked, and where in the file they stand; what is damaged is passed over."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.ingest import packed
from onrecord.ingest.member import DAMAGE, Bytes

_CHUNK = 1 << 16
_PACKED_CHUNK = 1 << 13  # small: what zlib had made of one that is damaged is lost
_GZIP = b"\x1f\x8b\x08"
_BEGINNING = re.compile(rb"\s*(?:WARC/\d|[a-z]+:)")
# Behind damage a member is looked for by its first bytes, which must unpack to a record's beginning.
_TRIED = 1 << 10  # bytes
# Pages pack to a third or a tenth; gzip can make a thousandth of zeros, zstd far less.
_MOST_GROWTH = 100
_LEAST_GROWTH = 100_000_000  # bytes
# How often all of the file may be unpacked, tries included: members that never end can be stacked.
_MOST_PASSES = 16


@dataclass(frozen=True, slots=True)
class Place:
    """Where a byte stands: ``offset`` in the file, or in what it unpacks to; ``inside`` a gzip member."""

    offset: int
    inside: int = 0
    is_unpacked: bool = False

    def __str__(self) -> str:
        within = f"+{self.inside}" if self.inside else ""
        return f"{'unpacked ' if self.is_unpacked else ''}byte {self.offset}{within}"

    def further(self, length: int, *, in_member: bool) -> Place:
        """The place of a byte so much later."""
        if in_member:
            return Place(self.offset, self.inside + length)
        return Place(self.offset + length, 0, self.is_unpacked)


@dataclass(frozen=True, slots=True)
class Frame:
    """Some of the bytes, or, where there are none, the ``damage`` that keeps them back up to the next frame.

    ``member``: they lie in a gzip member; ``begins_member``: they are its first.
    """

    place: Place
    data: bytes
    in_member: bool = False
    damage: str = ""

    @property
    def begins_member(self) -> bool:
        """Whether a gzip member starts here, as a record should."""
        return self.in_member and self.place.inside == 0


def frames(file: BinaryIO) -> Iterator[Frame]:
    """All of the file, which is at its start, in order; not all where it unpacks to far more than it is."""
    left = _MOST_GROWTH * file.seek(0, os.SEEK_END) + _LEAST_GROWTH
    file.seek(0)
    for frame in _all(file):
        left -= len(frame.data)
        if left < 0:
            yield Frame(frame.place, b"", damage=f"more than {_MOST_GROWTH} times its bytes come out")
            return
        yield frame


def _all(file: BinaryIO) -> Iterator[Frame]:
    head = file.read(8)
    file.seek(0)
    if head.startswith(_GZIP):
        return _members(file)
    if packed.begins(head):
        return _run(packed.unpacked(file), Place(0, is_unpacked=True))
    return _run(file, Place(0))


def _run(stream: Bytes, place: Place) -> Iterator[Frame]:
    """What the stream gives, one stretch from ``place`` on."""
    while True:
        try:
            data = stream.read(_CHUNK)
        except DAMAGE as error:
            yield Frame(place, b"", damage=str(error))
            return
        if not data:
            return
        yield Frame(place, data)
        place = place.further(len(data), in_member=False)


def _members(file: BinaryIO) -> Iterator[Frame]:
    """The members of a gzip file. Behind one that is damaged it goes on at the next that holds a record."""
    size = file.seek(0, os.SEEK_END)
    left = _MOST_PASSES * size + _CHUNK
    start: int | None = 0
    while start is not None and left > 0:
        end, damage = yield from _member(file, start)
        left -= end - start
        if damage:
            yield Frame(Place(start), b"", in_member=True, damage=damage)
            start, tried = _next_member(file, start + 1, left)
            left -= tried
            continue
        start = _after_padding(file, end)
        if start is not None and file.read(len(_GZIP)) != _GZIP:
            yield Frame(Place(start), b"", in_member=True, damage="no gzip member begins here")
            start, tried = _next_member(file, start + 1, left)
            left -= tried
    if start is not None:
        yield Frame(Place(start), b"", in_member=True, damage="too damaged to be read on")


def _member(file: BinaryIO, start: int) -> Generator[Frame, None, tuple[int, str]]:
    """The member's bytes; in the end where it ends, and what is wrong with it there."""
    file.seek(start)
    unpacker = zlib.decompressobj(wbits=31)
    inside = 0
    while not unpacker.eof:
        data = unpacker.unconsumed_tail or file.read(_PACKED_CHUNK)
        try:
            out = unpacker.decompress(data, _CHUNK)
        except zlib.error as error:
            return file.tell(), str(error)
        if out:
            yield Frame(Place(start, inside), out, in_member=True)
            inside += len(out)
        elif not data:
            return file.tell(), "cut off"
    return file.tell() - len(unpacker.unused_data), ""


def _after_padding(file: BinaryIO, end: int) -> int | None:
    """Where the next byte stands that is no NUL."""
    file.seek(end)
    while data := file.read(_PACKED_CHUNK):
        if rest := data.lstrip(b"\0"):
            return file.seek(file.tell() - len(rest))
    return None


def _next_member(file: BinaryIO, start: int, most: int) -> tuple[int | None, int]:
    """Where a member begins that holds a record, and how many bytes it cost to find; at most ``most``."""
    cost = 0
    while cost <= most:
        file.seek(start)
        data = file.read(_CHUNK)
        at = data.find(_GZIP)
        if at < 0:
            cost += len(data)
            start += len(data) - len(_GZIP) + 1
            if len(data) < _CHUNK:
                return None, cost
            continue
        file.seek(start + at)
        cost += at + _TRIED
        try:
            out = zlib.decompressobj(wbits=31).decompress(file.read(_TRIED))
        except zlib.error:
            out = b""
        if _BEGINNING.match(out):
            return start + at, cost
        start += at + 1
    return start, cost


class Damaged(ValueError):
    """No bytes can be had from ``place`` to the next frame."""

    def __init__(self, place: Place, damage: str) -> None:
        super().__init__(place, damage)
        self.place = place
        self.damage = damage

    def __str__(self) -> str:
        return f"{self.damage}, {self.place}"


class Unpacked:
    """The frames' bytes, to be read by lines and lengths; where they are damaged, Damaged is raised once."""

    def __init__(self, found: Iterator[Frame]) -> None:
        self._frames = found
        self._frame = Frame(Place(0), b"")
        self._at = 0

    @property
    def place(self) -> Place:
        """Where the next byte stands."""
        self._go_on()
        return self._frame.place.further(self._at, in_member=self._frame.in_member)

    @property
    def beginning(self) -> bytes:
        """Some of a gzip member that begins here, nothing where none does."""
        self._go_on()
        return self._frame.data if self._frame.begins_member and not self._at else b""

    def some(self, size: int) -> bytes:
        """At most so many bytes, none at the end."""
        self._go_on()
        data = self._frame.data[self._at : self._at + size]
        self._at += len(data)
        if self._frame.damage:
            broken, self._frame = self._frame, Frame(self._frame.place, b"")
            raise Damaged(broken.place, broken.damage)
        return data

    def line(self, longest: int) -> bytes:
        """A line with its end, or so many bytes of it; nothing at the end."""
        parts: list[bytes] = []
        while longest > 0 and not (parts and self.beginning):
            self._go_on()
            end = self._frame.data.find(b"\n", self._at, self._at + longest) + 1
            if parts and self._frame.damage:
                break  # first what there is of the line
            data = self.some(end - self._at if end else longest)
            if not data:
                break
            parts.append(data)
            longest -= len(data)
            if end:
                break
        return b"".join(parts)

    def _go_on(self) -> None:
        """Come to a frame that has something to give, if there is one."""
        while self._at >= len(self._frame.data) and not self._frame.damage:
            following = next(self._frames, None)
            if following is None:
                return
            self._frame, self._at = following, 0
