"""JSON Lines: one line is one article, with its words in ``text`` or in the field that the user names.

What else a line may have, and what it may be called, ``columns`` knows. Other fields are ignored. The file
is never held, only a line of it.
"""

from __future__ import annotations

import json  # not msgspec: it refuses lone surrogates and NaN, both of which dumps in the wild hold
import re
from collections.abc import Iterator
from hashlib import file_digest
from io import TextIOWrapper
from typing import BinaryIO

from onrecord.ingest import charset, columns, table
from onrecord.record import Capture, Document, Dropped, Origin
from onrecord.settings import Settings

_MEDIA_TYPE = "application/x-ndjson"
_BEGINNING = re.compile(r'\s*\{[ \t]*"[^\n]*?"[ \t]*:')  # brace, name and colon on one line: no pretty print
_CHUNK = 1 << 16  # code points
_BEGINS = 200


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
    capture = Capture(name, digest.hexdigest(), columns.media_type(_MEDIA_TYPE, settings.columns))
    file.seek(0)
    for number, line in enumerate(_lines(file, settings.largest_article), 1):
        origin = Origin(capture, f"line {number}", ())
        if len(line) > settings.largest_article:
            yield table.dropped(line, f"longer than {settings.largest_article:,} characters", origin)
        elif line.strip("\ufeff \t\r"):
            yield from _article(line, origin, settings)


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


def _article(line: str, origin: Origin, settings: Settings) -> Iterator[Document | Dropped]:
    try:
        fields = _object(line)
    except _LineError as wrong:
        yield table.dropped(line, str(wrong), origin)
        return
    inside = table.objects(fields, settings)
    if not inside or inside[0] is fields:
        yield from table.article(fields, line, origin, settings)
        return
    for number, row in enumerate(inside, start=1):  # what an API answers: a list of articles inside an object
        place = Origin(origin.capture, f"{origin.locator} > row {number}", ())
        yield from table.article(row, str(row)[:_BEGINS], place, settings)


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
