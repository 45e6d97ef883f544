"""Keep each response in a WARC file, and read it again years later.

Each record is a gzip member of its own, written whole behind the last: a writer that dies leaves at most one
torn member at the end, which the next writer cuts off.
"""

from __future__ import annotations

import gzip
import os
import zlib
from base64 import b32encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha1
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

from onrecord.errors import InputError
from onrecord.ingest.fetch import Response

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

_GZIP = zlib.MAX_WBITS + 16
_CHUNK = 1 << 20
# The body is kept without chunks, so a header that speaks of them would be a lie; the length is its own.
_OF_THE_WIRE = ("transfer-encoding", "content-length")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a response stands: ``start`` and ``end`` are bytes of the file as stored."""

    start: int
    end: int


def append(path: Path, response: Response, fetched: datetime) -> Kept:
    """Write the response behind all that is there; it is on the disk when this returns."""
    is_new = not path.exists()
    with path.open("ab") as file:
        if is_new:
            file.write(gzip.compress(_about(path, fetched), mtime=0))
        start = file.tell()
        file.write(gzip.compress(_record(response, fetched), mtime=0))
        file.flush()
        os.fsync(file.fileno())
        return Kept(start, file.tell())


def mend(path: Path, whole: int) -> None:
    """Cut a torn record off the end, where a writer died; the file is known to be whole up to a byte."""
    if not path.exists() or path.stat().st_size <= whole:
        return
    with path.open("r+b") as file:
        file.seek(whole)
        end = whole
        while (found := _end_of_member(file, end)) is not None:
            end = found
        file.truncate(end)


def response(path: str, start: int) -> Response:
    """The response that stands at a byte of a file. Raises InputError."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType  # late: only who reads one needs it

    remedy = "Put the file back from a backup, or fetch the address again."
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (the path may hold bytes that are no text)
            file.seek(start)
            for record in ArchiveIterator(file, record_types=WarcRecordType.response, auto_decode="none"):
                return _read(record)
    except (OSError, ValueError, RuntimeError) as error:
        raise InputError(f"{path}: no response at byte {start:,} ({error})", remedy) from error
    raise InputError(f"{path}: no response at byte {start:,}", remedy)


def _read(record: WarcRecord) -> Response:
    told, headers = record.http_headers, record.headers
    return Response(
        address=headers["WARC-Target-URI"],
        status=told.status_code or 0,
        reason=told.reason_phrase or "",
        headers=tuple(told.astuples()),
        body=record.reader.read(),
        server=headers["WARC-IP-Address"],
    )


def _end_of_member(file: BinaryIO, start: int) -> int | None:
    """Where the gzip member that begins here ends; ``None`` where it is torn or there is none."""
    file.seek(start)
    unpacking = zlib.decompressobj(_GZIP)
    try:
        while not unpacking.eof:
            # What it holds is not wanted; a part at a time keeps memory flat.
            packed = unpacking.unconsumed_tail or file.read(_CHUNK)
            if not packed:
                return None
            unpacking.decompress(packed, _CHUNK)
    except zlib.error:
        return None
    return file.tell() - len(unpacking.unused_data)


def _about(path: Path, made: datetime) -> bytes:
    fields = f"software: onrecord/{version('onrecord')}\r\nformat: WARC File Format 1.1\r\n"
    headers = {"WARC-Type": "warcinfo", "WARC-Filename": path.name, "Content-Type": "application/warc-fields"}
    return _written(headers, made, fields.encode())


def _record(response: Response, fetched: datetime) -> bytes:
    told = [(key, value) for key, value in response.headers if key.lower() not in _OF_THE_WIRE]
    told.append(("Content-Length", str(len(response.body))))
    lines = [f"HTTP/1.1 {response.status} {response.reason}", *(f"{key}: {value}" for key, value in told)]
    block = "\r\n".join([*lines, "", ""]).encode("latin-1") + response.body
    headers = {
        "WARC-Type": "response",
        "WARC-Target-URI": response.address,
        "WARC-IP-Address": response.server,
        "WARC-Payload-Digest": _digest(response.body),
        "Content-Type": "application/http; msgtype=response",
    }
    return _written(headers, fetched, block)


def _written(headers: dict[str, str], when: datetime, block: bytes) -> bytes:
    lines = {
        **headers,
        "WARC-Date": when.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Record-ID": f"<urn:uuid:{uuid4()}>",
        "WARC-Block-Digest": _digest(block),
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{key}: {value}\r\n" for key, value in lines.items()) + "\r\n"
    return head.encode("utf-8") + block + b"\r\n\r\n"


def _digest(data: bytes) -> str:
    return "sha1:" + b32encode(sha1(data, usedforsecurity=False).digest()).decode("ascii")
