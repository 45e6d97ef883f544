"""Tell formats apart by what they hold, never by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from onrecord.errors import InputError, NotText
from onrecord.ingest import alceste, charset, databases, docx, html, jsonl, pdf, table, text
from onrecord.record import Document, Dropped
from onrecord.settings import Settings

Reader = Callable[[BinaryIO, str, Settings], Iterator[Document | Dropped]]

_HEAD = 1 << 16  # bytes

# Those that a newsroom has, by name; any other is known by its share of control characters.
_BINARY = (
    (b"PK\x03\x04", "a zip archive (as Word and EPUB files are)"),
    (b"\x1f\x8b", "packed by gzip"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
# Text, but read as prose its wrapping would be taken for words.
_WRAPPED = (
    (re.compile(r"\s*<(?:\?xml|rss|feed)\b"), "XML"),
    (re.compile(r"WARC/\d"), "a WARC file"),
    (re.compile(r"\{\\rtf"), "RTF"),
)
# In this order: JSON Lines are JSON, and a database's export may be a page.
_TEXTS: tuple[tuple[Callable[[str], bool], Reader], ...] = (
    (jsonl.begins, jsonl.documents),
    (table.begins_json, table.documents_of_json),
    (databases.begins, databases.documents),
    (html.begins, html.documents),
    (alceste.begins, alceste.documents),
    (table.begins, table.documents),
)
_REMEDY = "Give it as plain text, or as JSON Lines with the article in `text`."

# Text in any charset has none of these, random bytes read as cp1252 13 %. A text with some NULs or some
# broken characters is still to be read.
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_BINARY_SHARE = 0.05


def reader(file: BinaryIO, name: str) -> Reader:
    """What reads the file, which is at its start before and after; raises InputError where nothing does."""
    head = file.read(_HEAD)
    file.seek(0)
    if read := _packed(file, head):
        return read
    for beginning, what in _BINARY:
        if head.startswith(beginning):
            raise NotText(f"{name}: {what}, which is not read", _REMEDY)
    words = charset.decoded(head).lstrip("\ufeff")
    if len(_CONTROL.findall(words)) > _BINARY_SHARE * len(words):
        raise NotText(f"{name}: not text", _REMEDY)
    for begins, read in _TEXTS:
        if begins(words):
            return read
    for beginning_of, what in _WRAPPED:
        if beginning_of.match(words):
            raise InputError(f"{name}: {what}, which is not read", _REMEDY)
    return text.documents


def _packed(file: BinaryIO, head: bytes) -> Reader | None:
    """What reads a file whose words are packed, as in a PDF."""
    if pdf.begins(head):
        return pdf.documents
    if head.startswith(b"PAR1"):
        return table.documents_of_parquet
    return docx.documents if head.startswith(b"PK") and docx.is_docx(file) else None
