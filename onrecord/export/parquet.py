"""Statements as Parquet, one a row: the columns are the fields of a line of kind `statement`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from msgspec import inspect

from onrecord.errors import UsageError
from onrecord.export.contract import StatementLine
from onrecord.export.jsonl import line
from onrecord.record import Entry

_CHUNK = 1 << 20
_SIMPLE: Mapping[type[inspect.Type], str] = {
    inspect.IntType: "BIGINT",
    inspect.FloatType: "DOUBLE",
    inspect.BoolType: "BOOLEAN",
}


def lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The file, in chunks. Raises UsageError where duckdb, which writes it, is not there."""
    try:
        import duckdb  # noqa: F401 (late, and an extra: 66 MB)
    except ImportError:
        raise UsageError(
            "Parquet is written by duckdb, which is not installed",
            "Install it: pip install 'onrecord[parquet]'",
        ) from None
    return _chunks(entries)


def _chunks(entries: Iterable[Entry]) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        rows, file = Path(folder, "rows.jsonl"), Path(folder, "statements.parquet")
        longest = 0
        with rows.open("wb") as out:
            for entry in entries:
                longest = max(longest, out.write(line(entry)))
        _copy(rows, file, longest)
        with file.open("rb") as written:
            while chunk := written.read(_CHUNK):
                yield chunk


def _copy(rows: Path, file: Path, longest: int) -> None:
    """Have duckdb write the rows, the longest of which has so many bytes."""
    import duckdb

    kind = inspect.type_info(StatementLine)
    assert isinstance(kind, inspect.StructType)
    columns = ", ".join(f"{field.encode_name}: '{_type(field.type)}'" for field in kind.fields)
    # Nothing is fetched: what it could fetch by itself is not needed.
    connection = duckdb.connect(config={"autoinstall_known_extensions": False, "threads": 1})
    try:
        connection.execute(
            f"COPY (SELECT * FROM read_json({_quoted(rows)}, format = 'newline_delimited',"
            f" maximum_object_size = {longest + 1024}, columns = {{{columns}}}))"
            f" TO {_quoted(file)} (FORMAT parquet, COMPRESSION zstd)"
        )
    finally:
        connection.close()


def _type(kind: inspect.Type) -> str:
    """What a type of the contract is in duckdb; where it may be a value or a list, JSON."""
    match kind:
        case inspect.StructType():
            fields = (f'"{one.encode_name}" {_type(one.type)}' for one in kind.fields)
            return f"STRUCT({', '.join(fields)})"
        case inspect.ListType():
            return f"{_type(kind.item_type)}[]"
        case inspect.TupleType():
            return f"{_type(kind.item_types[0])}[]"
        case inspect.UnionType():
            told = [one for one in kind.types if not isinstance(one, inspect.NoneType)]
            return _type(told[0]) if len(told) == 1 else "JSON"
    return _SIMPLE.get(type(kind), "VARCHAR")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
