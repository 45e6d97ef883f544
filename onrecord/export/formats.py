"""The forms in which statements leave: what each is called, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.export import annotation, bibtex, jsonl, parquet, schema_org, spreadsheet
from onrecord.record import Entry


@dataclass(frozen=True, slots=True)
class Format:
    """A form: its media type, what its files' names end in, and the function that writes it in parts."""

    media_type: str
    ending: str
    written: Callable[[Iterable[Entry]], Iterator[bytes]]


def _json_lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    return map(jsonl.line, entries)


FORMATS: Mapping[str, Format] = {
    "jsonl": Format("application/x-ndjson", "jsonl", _json_lines),
    "csv": Format("text/csv; charset=utf-8", "csv", spreadsheet.lines),
    "parquet": Format("application/vnd.apache.parquet", "parquet", parquet.lines),
    "web-annotation": Format(
        f'application/ld+json; profile="{annotation.CONTEXT}"', "annotations.jsonld", annotation.lines
    ),
    "schema-org": Format("application/ld+json", "schema.jsonld", schema_org.lines),
    "bibtex": Format("application/x-bibtex; charset=utf-8", "bib", bibtex.lines),
}
