"""JSON Lines: one line is one article, with its words in ``text``.

Beside it a line may have ``id``, ``title``, ``standfirst``, ``byline``, ``outlet``, ``url``, ``published``
and ``language``, each a string or a number. Other fields are ignored. The file is never held, only a line
of it.
"""

from __future__ import annotations

import json  # not msgspec: it refuses lone surrogates and NaN, both of which dumps in the wild hold
import re
from collections.abc import Iterator
from datetime import date, datetime
from hashlib import file_digest
from io import TextIOWrapper
from typing import Any, BinaryIO

from onrecord.ingest import charset
from onrecord.record import Capture, Document, Dropped, Origin, Stated
from onrecord.settings import Settings

_MEDIA_TYPE = "application/x-ndjson"
_BEGINNING = re.compile(r'\s*\{[ \t]*"[^\n]*?"[ \t]*:')  # brace, name and colon on one line: no pretty print
_CHUNK = 1 << 16  # code points
_BEGINS = 200  # characters of ``Dropped.begins``

_STATED = {  # the field, and what it is called in ``Stated``
    "id": "key",
    "title": "title",
    "standfirst": "standfirst",
    "byline": "byline",
    "outlet": "outlet",
    "url": "url",
    "published": "published",
    "language": "language",
}


class _LineError(Exception):
    """What is wrong with a line."""


def begins(head: str) -> bool:
    """Whether a file that begins so is JSON Lines; the first line may be cut, broken, or without ``text``."""
    return _BEGINNING.match(head) is not None


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The articles in the order of lines, and in place of a line that holds none what was wrong with it.

    A field that is not what it should be does not cost the article: it is told before it, and left out.
    """
    digest = file_digest(file, "sha256")  # type: ignore[arg-type]  # typeshed's BinaryIO lacks `readinto`
    capture = Capture(name, digest.hexdigest(), _MEDIA_TYPE)
    file.seek(0)
    for number, line in enumerate(_lines(file, settings.largest_article), 1):
        origin = Origin(capture, f"line {number}", ())
        if len(line) > settings.largest_article:
            yield _dropped(line, f"longer than {settings.largest_article:,} characters", origin)
        elif line.strip("\ufeff \t\r"):
            yield from _article(line, origin)


def _lines(file: BinaryIO, longest: int) -> Iterator[str]:
    """The lines without their ends; of one that is longer than ``longest`` one character more than that."""
    name = charset.charset(file.read(_CHUNK))
    file.seek(0)
    # JSON is UTF-8 by its standard; UTF-16 is what some shells of Windows write. A line in anything else
    # keeps its bytes as escapes, to be decoded alone: such files are run together from several.
    wide = name.startswith(("utf-16", "utf-32"))
    codec, errors = (name, "replace") if wide else ("utf-8", "surrogateescape")
    with TextIOWrapper(file, codec, errors, newline="\n") as lines:
        while line := lines.readline(longest + 1):
            if len(line) > longest and not line.endswith("\n"):
                _skip_line(lines)
            yield _whole(line.removesuffix("\n"))


def _skip_line(lines: TextIOWrapper) -> None:
    while (rest := lines.readline(_CHUNK)) and not rest.endswith("\n"):
        pass


def _whole(line: str) -> str:
    try:
        line.encode()
    except UnicodeEncodeError:
        return charset.decoded(line.encode("utf-8", "surrogateescape"))
    return line


def _article(line: str, origin: Origin) -> Iterator[Document | Dropped]:
    try:
        fields = _object(line)
        text = _text(fields)
    except _LineError as wrong:
        yield _dropped(line, str(wrong), origin)
        return
    stated: dict[str, Any] = {called: _value(name, fields.get(name)) for name, called in _STATED.items()}
    for name, called in _STATED.items():
        if stated[called] is None and fields.get(name) not in (None, ""):
            wanted = "ISO 8601 date or time" if name == "published" else "string"
            yield _dropped(line, f"`{name}` is no {wanted}, the article is kept without it", origin)
    yield Document(origin.capture, origin.locator, text, Stated(**stated), None)


def _object(line: str) -> dict[str, object]:
    try:
        value = json.loads(line.lstrip("\ufeff"), strict=False)
    except json.JSONDecodeError as error:
        raise _LineError(f"broken JSON at column {error.colno} ({error.msg})") from error
    except (ValueError, RecursionError) as error:  # thousands of digits, thousands of brackets
        raise _LineError("JSON that is out of bounds") from error
    if not isinstance(value, dict):
        raise _LineError("not a JSON object")
    return value


def _text(fields: dict[str, object]) -> str:
    text = fields.get("text")
    if not isinstance(text, str):
        raise _LineError("no `text`" if text is None else "`text` is no string")
    if not text.strip():
        raise _LineError("`text` is empty")
    return charset.storable(text)


def _value(name: str, value: object) -> str | None:
    """The field as a string, ``None`` where it is not there or makes no sense."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    words = charset.storable(str(value))
    return _moment(words) if name == "published" else words if words.strip() else None


def _moment(words: str) -> str | None:
    """The date or time as it stands; the day alone where the rest is odd ("2025-02-21 10:00 UTC")."""
    try:
        date.fromisoformat(words[:10])
    except ValueError:
        return None
    try:
        datetime.fromisoformat(words)
    except ValueError:
        return words[:10]
    return words


def _dropped(words: str, wrong: str, origin: Origin) -> Dropped:
    return Dropped(
        "unreadable", charset.storable(words[:_BEGINS]), origin, detail=f"{origin.locator}: {wrong}"
    )
