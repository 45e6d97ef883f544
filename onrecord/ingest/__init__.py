"""Bytes to documents: files, folders and standard input, whatever they hold.

A new format is one file here that offers ``documents``, and its line in ``sniff``. What holds others yields a
``Member`` for each, which ``nested`` reads as if it were a file by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.errors import InputError
from onrecord.ingest import nested
from onrecord.ingest.inputs import Input as Input
from onrecord.ingest.inputs import Record as Record
from onrecord.ingest.inputs import Source as Source
from onrecord.ingest.inputs import opened as opened
from onrecord.ingest.inputs import sources as sources
from onrecord.record import Document, Dropped
from onrecord.settings import Settings


def documents(source: Source, settings: Settings) -> Iterator[Document | Dropped]:
    """What the source holds to read, in its order; raises InputError where that is the source's own fault."""
    try:
        with opened(source, settings.largest_capture) as file:
            found = nested.documents(file, source.name, settings)
            yield from found if source.record is None else _fetched(found, source, source.record)
    except OSError as error:  # ours alone: what a caller does between two documents raises elsewhere
        raise InputError(
            f"{source.name}: cannot be read ({error.strerror or error})",
            "See that the file is there and that you may read it.",
        ) from error


def _fetched(
    found: Iterator[Document | Dropped], source: Source, record: Record
) -> Iterator[Document | Dropped]:
    """What was found in a response, with the time at which it came and the address that it came from."""
    for one in found:
        if isinstance(one, Dropped):
            capture = replace(one.origin.capture, fetched=record.fetched)
            yield replace(one, origin=replace(one.origin, capture=capture))
            continue
        stated = one.stated
        if stated is not None and stated.url is None and not one.locator:
            stated = replace(stated, url=source.name)
        yield replace(one, capture=replace(one.capture, fetched=record.fetched), stated=stated)
