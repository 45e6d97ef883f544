"""Plain text: the whole file is one document, which may hold many articles."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from onrecord.errors import NothingToRead, TooLarge
from onrecord.ingest import charset
from onrecord.record import Capture, Document
from onrecord.settings import Settings

_MEDIA_TYPE = "text/plain"
_WORD = re.compile(r"[^\s\ufeff\ufffd]")
_LINE = re.compile(r"[^\n]+")


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document]:
    """The one document. Raises NothingToRead and TooLarge."""
    document = _document(_bytes(file, name, settings.largest_capture), name)
    if not _WORD.search(document.text):
        raise NothingToRead(f"{name}: no words in it", "See that the right file was given.")
    longest = max(line.end() - line.start() for line in _LINE.finditer(document.text))
    if longest > settings.largest_article:
        raise TooLarge(
            f"{name}: a line of {longest:,} characters, more than {settings.largest_article:,}",
            "See that it is news; if it is, raise `largest_article` in the settings.",
        )
    yield document


def _bytes(file: BinaryIO, name: str, largest: int) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    # Size first, so that a file far too large costs nothing; it may lie (0 for all of /proc) or grow.
    data = b"" if size > largest else file.read(largest + 1)
    if max(size, len(data)) > largest:
        raise TooLarge(
            f"{name}: more than {largest:,} bytes of text",
            "Split it between articles, or raise `largest_capture` in the settings.",
        )
    return data


def _document(data: bytes, name: str) -> Document:
    capture = Capture(name, sha256(data).hexdigest(), _MEDIA_TYPE)
    return Document(capture, "", charset.decoded(data), None, None)
