"""Bytes to documents: files, folders and standard input, whatever they hold.

A new format is one file here that offers ``documents``, and its line in ``sniff``. What holds others yields a
``Member`` for each, which ``nested`` reads as if it were a file by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.errors import InputError
from onrecord.ingest import nested
from onrecord.ingest.inputs import Source as Source
from onrecord.ingest.inputs import opened
from onrecord.ingest.inputs import sources as sources
from onrecord.record import Document, Dropped
from onrecord.settings import Settings


def documents(source: Source, settings: Settings) -> Iterator[Document | Dropped]:
    """What the source holds to read, in its order; raises InputError where that is the source's own fault."""
    try:
        with opened(source, settings.largest_capture) as file:
            yield from nested.documents(file, source.name, settings)
    except OSError as error:  # ours alone: what a caller does between two documents raises elsewhere
        raise InputError(
            f"{source.name}: cannot be read ({error.strerror or error})",
            "See that the file is there and that you may read it.",
        ) from error
