"""Tell formats apart by what they hold, never by their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

from onrecord.errors import InputError, NotText
from onrecord.ingest import (
    alceste,
    bundle,
    charset,
    databases,
    docx,
    feed,
    html,
    jsonl,
    mail,
    mbox,
    opml,
    packed,
    pdf,
    sitemap,
    table,
    text,
    warc,
)
from onrecord.ingest.member import Member
from onrecord.record import Document, Dropped
from onrecord.settings import Settings

Reader = Callable[[BinaryIO, str, Settings], Iterator[Document | Dropped | Member]]

_HEAD = 1 << 16  # bytes

# What holds others, told by its bytes.
_CONTAINERS: tuple[tuple[Callable[[bytes], bool], Reader], ...] = (
    (warc.begins, warc.documents),
    (packed.begins, packed.documents),
    (bundle.is_zip, bundle.zipped),
    (bundle.is_tar, bundle.tarred),
)
# What is text, told by how it begins, in this order: JSON Feeds and JSON Lines are JSON, and an export
# may be a page.
_TEXTS: tuple[tuple[Callable[[str], bool], Reader], ...] = (
    (feed.begins, feed.documents),
    (sitemap.begins, sitemap.documents),
    (opml.begins, opml.documents),
    (jsonl.begins, jsonl.documents),
    (table.begins_json, table.documents_of_json),
    (mbox.begins, mbox.documents),
    (mail.begins, mail.documents),
    (databases.begins, databases.documents),
    (html.begins, html.documents),
    (alceste.begins, alceste.documents),
    (table.begins, table.documents),
)
_PAGES = ("text/html", "application/xhtml+xml")

# Those that a newsroom has, by name; any other is known by its share of control characters.
_BINARY = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
# Text, but read as prose its wrapping would be taken for words.
_WRAPPED = (
    (re.compile(r"\s*<(?:\?xml|rss|feed)\b"), "XML"),
    (re.compile(r"\{\\rtf"), "RTF"),
)
_REMEDY = "Give it as plain text, or as JSON Lines with the article in `text`."

# Text in any charset has none of these, random bytes read as cp1252 13 %. A text with some NULs or some
# broken characters is still to be read.
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
_BINARY_SHARE = 0.05


def reader(file: BinaryIO, name: str, media_type: str | None = None) -> Reader:
    """What reads the file, which is at its start before and after; raises InputError where nothing does.

    ``media_type`` is what its wrapping calls it, and counts where the file could be any text.
    """
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
    for begins, documents in _TEXTS:
        if begins(words):
            return documents
    for beginning_of, what in _WRAPPED:
        if beginning_of.match(words):
            raise InputError(f"{name}: {what}, which is not read", _REMEDY)
    return html.documents if media_type in _PAGES else text.documents


def _packed(file: BinaryIO, head: bytes) -> Reader | None:
    """What reads a file whose words are packed, as in a PDF, or which holds others."""
    if pdf.begins(head):
        return pdf.documents
    if head.startswith(b"PAR1"):
        return table.documents_of_parquet
    if head.startswith(b"PK") and docx.is_docx(file):  # a zip archive as well
        return docx.documents
    return next((documents for holds, documents in _CONTAINERS if holds(head)), None)
