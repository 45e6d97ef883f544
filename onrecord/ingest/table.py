"""Tables: CSV and TSV, JSON that is no JSON Lines, Parquet. One row is one article."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from hashlib import file_digest
from io import StringIO, TextIOWrapper
from itertools import islice
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from onrecord.errors import InputError, TooLarge
from onrecord.ingest import charset, columns
from onrecord.record import Capture, Document, Dropped, Origin
from onrecord.settings import Settings

_CHUNK = 1 << 16
_BEGINS = 200
_DELIMITERS = ",\t;|"
_HEADED = re.compile(r"\w[\w .:/()#-]{0,49}\Z")
_SEPARATOR = re.compile(r"\ufeff?sep=([,\t;|])\r?\n", re.IGNORECASE)
_JSON = re.compile(r"\ufeff?\s*(?:\{\s*\"|\[\s*\{)")
_FEWEST_ROWS = 2  # beside the header, that must have as many cells as it
_MOST_AT_ONCE = 64  # rows of Parquet
_MAP = "Say which it is with `--map text=COLUMN`."
# Objects of a JSON file in which its articles are looked for; they stand near the top.
_DEEPEST = 3


def begins(head: str) -> bool:
    """Whether a text that begins so is a table: a row of names, and rows below that have as many cells."""
    return _delimiter(head) is not None


def begins_json(head: str) -> bool:
    """Whether a text that begins so is JSON; JSON Lines are asked for before."""
    return _JSON.match(head) is not None


def _delimiter(head: str) -> str | None:
    told = _SEPARATOR.match(head)
    if told:
        return told[1]
    for delimiter in _DELIMITERS:
        rows = list(islice(_rows_of(head.lstrip("\ufeff"), delimiter), _FEWEST_ROWS + 2))
        names = rows.pop(0) if rows else []
        if len(names) < 2 or len(set(names)) < len(names) or not all(map(_HEADED.match, names)):
            continue
        full = [row for row in rows if row]
        # The last row may be cut, where the head ends.
        whole = full[:-1] if len(full) > 1 and len(head) >= _CHUNK // 4 else full
        if full and all(len(row) == len(names) for row in whole):
            return delimiter
    return None


def _rows_of(head: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(head, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The rows in order, and in place of one without an article what was wrong. Raises InputError."""
    capture = _capture(file, name, "text/csv", settings)
    head = file.read(_CHUNK)
    file.seek(0)
    codec = charset.charset(head)
    delimiter = _delimiter(charset.decoded(head)) or ","
    csv.field_size_limit(settings.largest_article)  # of the whole process, and the only user of the module
    with TextIOWrapper(file, codec, "replace", newline="") as text:
        if _SEPARATOR.match(text.readline(16)) is None:
            text.seek(0)
        rows = csv.reader(text, delimiter=delimiter)
        names = [cell.strip("\ufeff ") for cell in next(rows, [])]
        _checked(names, name, settings)
        try:
            for number, cells in enumerate(rows, start=1):
                if any(cells):
                    fields = dict(zip(names, cells, strict=False))
                    yield from _article(fields, _origin(capture, number), settings)
        except csv.Error as error:
            locator = f"after line {rows.line_num:,}"
            yield Dropped("unreadable", "", Origin(capture, locator, ()), detail=f"{locator}: {error}")


def documents_of_json(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The objects of the file's list in order, or its one object. Raises InputError and TooLarge."""
    capture = _capture(file, name, "application/json", settings)
    data = file.read(settings.largest_capture + 1)
    if len(data) > settings.largest_capture:
        raise TooLarge(
            f"{name}: more than {settings.largest_capture:,} bytes of JSON",
            "Give it as JSON Lines, an article a line, or raise `largest_capture` in the settings.",
        )
    try:
        found = objects(json.loads(charset.decoded(data).lstrip("\ufeff"), strict=False), settings)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{name}: broken JSON at line {error.lineno}, column {error.colno} ({error.msg})",
            "Export it anew; or give it as JSON Lines, where a broken line costs no other.",
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: JSON that is out of bounds", "See that it is what you meant.") from error
    if not found:
        raise InputError(f"{name}: JSON, but no list of articles in it", _MAP)
    for number, fields in enumerate(found, start=1):
        yield from _article(fields, _origin(capture, number), settings)


def objects(value: object, settings: Settings, depth: int = 0) -> list[dict[str, object]]:
    """The objects that have words, in the longest list of them near the top; the one object if it has."""
    if isinstance(value, list):
        found = [one for one in value if isinstance(one, dict)]
        return found if any(columns.text_column(one, settings.columns) for one in found) else []
    if not isinstance(value, dict) or depth > _DEEPEST:
        return []
    if columns.text_column(value, settings.columns):
        return [value]
    lists = (objects(one, settings, depth + 1) for one in value.values() if isinstance(one, (list, dict)))
    return max(lists, key=len, default=[])


def documents_of_parquet(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The rows in order. Raises InputError, where duckdb is not there too."""
    try:
        import duckdb  # late, and an extra: 66 MB
    except ImportError:
        raise InputError(
            f"{name}: a Parquet file, which needs duckdb", "Install it: pip install 'onrecord[parquet]'"
        ) from None
    capture = _capture(file, name, "application/vnd.apache.parquet", settings)
    with NamedTemporaryFile(suffix=".parquet") as copy:  # it reads by name, and ours may have none
        while chunk := file.read(_CHUNK):
            copy.write(chunk)
        copy.flush()
        connection = duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1})
        try:
            found = connection.execute("SELECT * FROM read_parquet(?)", [copy.name])
            names = [column[0] for column in found.description or []]
            _checked(names, name, settings)
            number = 0
            while rows := found.fetchmany(_MOST_AT_ONCE):
                for cells in rows:
                    number += 1
                    yield from _article(
                        dict(zip(names, cells, strict=True)), _origin(capture, number), settings
                    )
        except duckdb.Error as error:
            wrong = str(error).partition("\n")[0].replace(copy.name, name)
            raise InputError(
                f"{name}: a Parquet file that cannot be read ({wrong})", "Export it anew."
            ) from error
        finally:
            connection.close()


def _capture(file: BinaryIO, name: str, bare: str, settings: Settings) -> Capture:
    digest = file_digest(file, "sha256")  # type: ignore[arg-type]  # typeshed's BinaryIO lacks `readinto`
    file.seek(0)
    return Capture(name, digest.hexdigest(), columns.media_type(bare, settings.columns))


def _checked(names: Iterable[str], name: str, settings: Settings) -> None:
    """Raise InputError where no column holds the text, or one is named that is not there."""
    own = list(names)
    told = ", ".join(own[:20]) + (", …" if len(own) > 20 else "")
    for column in settings.columns.values():
        if column not in own:
            raise InputError(
                f"{name}: no column `{column}` (there are: {told})", "See that it is spelled right."
            )
    if columns.text_column(own, settings.columns) is None:
        raise InputError(f"{name}: which column holds the text is not plain (there are: {told})", _MAP)


def _origin(capture: Capture, number: int) -> Origin:
    return Origin(capture, f"row {number}", ())


def _article(
    fields: Mapping[str, object], origin: Origin, settings: Settings
) -> Iterator[Document | Dropped]:
    yield from article(fields, " ".join(str(value) for value in fields.values() if value), origin, settings)


def article(
    fields: Mapping[str, object], begins: str, origin: Origin, settings: Settings
) -> Iterator[Document | Dropped]:
    """The article of a row, and before it what of the row makes no sense; ``begins`` is shown for it.

    A field that is not what it should be does not cost the article.
    """
    try:
        found = columns.row(fields, settings.columns)
    except columns.NoText as wrong:
        yield dropped(begins, str(wrong), origin)
        return
    if len(found.text) > settings.largest_article:
        yield dropped(begins, f"longer than {settings.largest_article:,} characters", origin)
        return
    for column in found.wrong:
        wanted = "date or time" if column == settings.columns.get("published", "published") else "string"
        yield dropped(begins, f"`{column}` is no {wanted}, the article is kept without it", origin)
    yield Document(origin.capture, origin.locator, found.text, found.said, None)


def dropped(begins: str, wrong: str, origin: Origin) -> Dropped:
    """What stands in place of a row that cannot be read."""
    return Dropped(
        "unreadable", charset.storable(begins[:_BEGINS]), origin, detail=f"{origin.locator}: {wrong}"
    )
