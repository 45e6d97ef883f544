"""Alceste and IRaMuTeQ corpora: variables ("**** *source_gazette *date_2015-01-08") above a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import BinaryIO

from onrecord.day import day_in
from onrecord.errors import TooLarge
from onrecord.ingest import charset
from onrecord.record import Capture, Document, Dropped, Origin, Piece, Stated
from onrecord.settings import Settings

_MEDIA_TYPE = "text/plain"
_HEADER = re.compile(r"^(?:\*{4}|\d{4,6})((?:[ \t]+\*[^\s*]+)+)[ \t]*\r?$", re.MULTILINE)
_FIRST = re.compile(rf"\ufeff?\s*(?:{_HEADER.pattern[1:]})", re.MULTILINE)
_VARIABLE = re.compile(r"\*([^\W_]+)_(\S+)")
_THEME = re.compile(r"-\*\w+[ \t]*\r?\Z")
_LINE = re.compile(r"[^\n]+")
# What the variables of a corpus of news are called.
_NAMES = {
    "outlet": (
        "source",
        "outlet",
        "journal",
        "newspaper",
        "media",
        "titre-presse",
        "quotidien",
        "publication",
    ),
    "published": ("date", "published", "jour", "day"),
    "byline": ("author", "auteur", "byline", "autor"),
    "key": ("id", "doc", "document", "article"),
}


def begins(head: str) -> bool:
    """Whether a file that begins so is such a corpus."""
    return _FIRST.match(head) is not None


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The texts in order, the lines that name their themes left out. Raises TooLarge."""
    data = file.read(settings.largest_capture + 1)
    if len(data) > settings.largest_capture:
        raise TooLarge(
            f"{name}: more than {settings.largest_capture:,} bytes",
            "Split it between texts, or raise `largest_capture` in the settings.",
        )
    source = charset.decoded(data)
    capture = Capture(name, sha256(data).hexdigest(), _MEDIA_TYPE)
    headers = list(_HEADER.finditer(source))
    ends = [header.start() for header in headers[1:]] + [len(source)]
    for number, (header, end) in enumerate(zip(headers, ends, strict=True), start=1):
        locator = f"text {number}"
        text, pieces = _text(source, header.end(), end)
        if text.strip():
            yield Document(capture, locator, text, _stated(header[1]), pieces)
        else:
            origin = Origin(capture, locator, ())
            yield Dropped("unreadable", header[0].strip(), origin, detail=f"{locator}: no words in it")


def _text(source: str, start: int, end: int) -> tuple[str, tuple[Piece, ...]]:
    """The lines from start to end but those of themes, with what stands between them."""
    runs = [
        (line.start(), min(line.end() + 1, end))
        for line in _LINE.finditer(source, start, end)
        if not _THEME.match(line[0])
    ]
    kept: list[str] = []
    pieces: list[Piece] = []
    at = 0
    for begin, stop in runs:
        kept.append(source[begin:stop])
        if pieces and pieces[-1].capture_start + pieces[-1].length == begin:
            pieces[-1] = Piece(
                pieces[-1].text_start, pieces[-1].capture_start, pieces[-1].length + stop - begin
            )
        else:
            pieces.append(Piece(at, begin, stop - begin))
        at += stop - begin
    return "".join(kept), tuple(pieces)


def _stated(variables: str) -> Stated:
    told = {name.lower(): value for name, value in _VARIABLE.findall(variables)}

    def value(field: str) -> str | None:
        return next((told[name].replace("_", " ") for name in _NAMES[field] if name in told), None)

    day = day_in((value("published") or "").replace(" ", "-"))
    return Stated(
        key=value("key"),
        byline=value("byline"),
        outlet=value("outlet"),
        published=day.value.isoformat() if day else None,
    )
