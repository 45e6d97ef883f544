"""All that an archive holds: as JSON Lines, or its statements one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from onrecord.archive import Archive
from onrecord.export.jsonl import Line, line
from onrecord.record import Entry, Reading


def lines(archive: Archive) -> Iterator[bytes]:
    """Articles by day, then the rest: left out, places, kin, links, stories, voices, old ids, decisions.

    The order does not tell in which one things were added, so that equal archives export equal bytes.
    """
    with archive.still():
        for reading, made_by in archive.readings():
            yield line(reading, made_by)
        others: list[Iterator[Line]] = [
            archive.dropped(),
            archive.other_sightings(),
            archive.kinships(),
            archive.links(),
            archive.stories(),
            archive.voices(),
            archive.successions(),
            archive.forgotten(),
            archive.decisions(),
            archive.voice_decisions(),
        ]
        yield from map(line, chain.from_iterable(others))


def statements(archive: Archive) -> Iterator[Entry]:
    """All statements by day, each with its article and what it does to others in it."""
    with archive.still():
        for reading, _ in archive.readings():
            yield from entries(reading)


def entries(reading: Reading) -> Iterator[Entry]:
    """The statements of an article in order, with what each does to others of it."""
    for said in reading.statements:
        yield Entry(reading.article, said, tuple(one for one in reading.links if one.start == said.id))
