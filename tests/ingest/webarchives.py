"""Web archives for the tests, written by hand."""

from __future__ import annotations

import gzip
from collections.abc import Iterable

PAGE = (
    "<!doctype html><html><body><article><h1>Sluice shut</h1>"
    + "<p>“The sluice is shut,” said Ada Marsh, the harbour master of Ostrey, on Monday evening.</p>\n" * 4
).encode()
ADDRESS = "https://courier.example/2025/02/sluice"


def record(
    content: bytes,
    kind: str = "response",
    *,
    address: str = ADDRESS,
    number: int = 1,
    media_type: str = "application/http; msgtype=response",
) -> bytes:
    """One record of a WARC file."""
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        f"WARC-Date: 2025-02-21T09:30:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {len(content)}\r\n\r\n"
    ).encode() + b"%b\r\n\r\n" % content


def answer(body: bytes, *fields: str, status: str = "200 OK") -> bytes:
    """What a server says, with its page's type where no other is among the fields."""
    typed = fields if any(field.startswith("Content-Type") for field in fields) else (*fields, HTML)
    return "\r\n".join([f"HTTP/1.1 {status}", *typed, "", ""]).encode() + body


HTML = "Content-Type: text/html; charset=utf-8"


def members(records: Iterable[bytes]) -> bytes:
    """The records as archives pack them: each a gzip member of its own."""
    return b"".join(map(gzip.compress, records))
