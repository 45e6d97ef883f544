"""What a server answered, as a web archive keeps it: its status, what it says of its body, and the body."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from typing import TYPE_CHECKING

from onrecord.ingest.member import Bytes, Joined

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_CHUNK = 1 << 16
_LONGEST_LINE = 1 << 16  # bytes
_MOST_LINES = 1000
_STATUS = re.compile(rb"(?:HTTP/\d(?:\.\d)?|ICY)\s+(\d{3})\b", re.IGNORECASE)
_CHUNK_LENGTH = re.compile(rb"\s*([0-9a-f]{1,8})\s*(?:;[^\n]*)?\r?\n", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer. ``media_type`` is in lower case, it and ``charset`` ``None`` where not stated.

    ``body`` comes without what it was wrapped in for its way: neither in chunks nor packed.
    """

    status: int
    media_type: str | None
    charset: str | None
    body: Bytes


def response(content: Bytes) -> Response | None:
    """The answer, ``None`` where it does not begin as one. Raises what ``content`` raises."""
    stream = BufferedReader(_Raw(content), _CHUNK)
    status = _STATUS.match(stream.readline(_LONGEST_LINE))
    if status is None:
        return None
    fields = _fields(stream)
    media_type, charset = media_type_and_charset(fields.get("content-type"))
    return Response(int(status[1]), media_type, charset, Joined(_unwrapped(stream, fields)))


def media_type_and_charset(stated: str | None) -> tuple[str | None, str | None]:
    """The two that a Content-Type states."""
    stated = stated or ""
    charset = _CHARSET.search(stated)
    return stated.partition(";")[0].strip().lower() or None, charset[1] if charset else None


class _Raw(RawIOBase):
    """A stream as the standard library's buffers want it."""

    def __init__(self, stream: Bytes) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        view = memoryview(buffer)
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


def _fields(stream: BufferedReader[_Raw]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for _ in range(_MOST_LINES):
        line = stream.readline(_LONGEST_LINE).decode("latin-1").strip()
        if not line:
            break
        name, _, value = line.partition(":")
        fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _unwrapped(stream: BufferedReader[_Raw], fields: dict[str, str]) -> Iterator[bytes]:
    """The body. Archives keep the fields of the way, also where they have unwrapped it: the bytes decide."""
    runs = _runs(stream.read1)
    if "chunked" in fields.get("transfer-encoding", "").lower() and _CHUNK_LENGTH.match(stream.peek()):
        runs = _dechunked(stream)
    for coding in reversed(fields.get("content-encoding", "").lower().split(",")):
        runs = _decoded(runs, coding.strip())
    return runs


def _runs(read: Callable[[int], bytes]) -> Iterator[bytes]:
    while data := read(_CHUNK):
        yield data


def _dechunked(stream: BufferedReader[_Raw]) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST_LINE):
        length = _CHUNK_LENGTH.match(line)
        if length is None:
            raise ValueError("a chunk of the answer does not state its length")
        left = int(length[1], 16)
        if not left:
            return
        while left and (data := stream.read1(min(left, _CHUNK))):
            yield data
            left -= len(data)
        stream.readline(_LONGEST_LINE)


def _decoded(runs: Iterator[bytes], coding: str) -> Iterator[bytes]:
    if coding in ("gzip", "x-gzip", "deflate"):
        return _inflated(runs)
    if coding in ("br", "zstd"):
        from fastwarc.stream_io import BrotliReader, ZstdReader  # late: few answers are kept so

        packed = Joined(runs)
        reader = BrotliReader(packed) if coding == "br" else ZstdReader(packed)
        return _runs(reader.read)
    return runs


def _inflated(runs: Iterator[bytes]) -> Iterator[bytes]:
    """What zlib or gzip packed, raw deflate as some servers send it, and all else as it is."""
    first = next(runs, b"")
    for wbits in (47, -15):
        unpacker = zlib.decompressobj(wbits)
        try:
            head = unpacker.decompress(first, _CHUNK)
        except zlib.error:
            continue
        break
    else:
        yield first
        yield from runs
        return
    yield head
    while not unpacker.eof:
        data = unpacker.unconsumed_tail or next(runs, b"")
        run = unpacker.decompress(data, _CHUNK)
        if not run and not data:
            raise EOFError("the answer is cut off")
        yield run
