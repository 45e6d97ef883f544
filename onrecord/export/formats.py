"""The forms in which statements leave: what each is called, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from onrecord.export import annotation, bibtex, jsonl, parquet, schema_org, spreadsheet
from onrecord.record import Entry


@dataclass(frozen=True, slots=True)
class Format:
    """A form: what people call it, its media type, what files' names end in, and what writes it in parts."""

    shown: str
    media_type: str
    ending: str
    written: Callable[[Iterable[Entry]], Iterator[bytes]]


def _json_lines(entries: Iterable[Entry]) -> Iterator[bytes]:
    return map(jsonl.line, entries)


FORMATS: Mapping[str, Format] = {
    "jsonl": Format("JSON Lines", "application/x-ndjson", "jsonl", _json_lines),
    "csv": Format("CSV", "text/csv; charset=utf-8", "csv", spreadsheet.lines),
    "parquet": Format("Parquet", "application/vnd.apache.parquet", "parquet", parquet.lines),
    "web-annotation": Format(
        "Web Annotation",
        f'application/ld+json; profile="{annotation.CONTEXT}"',
        "annotations.jsonld",
        annotation.lines,
    ),
    "schema-org": Format("schema.org", "application/ld+json", "schema.jsonld", schema_org.lines),
    "bibtex": Format("BibTeX", "application/x-bibtex; charset=utf-8", "bib", bibtex.lines),
}
