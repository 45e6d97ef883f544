"""Disputes as JSON Lines: claims and what answers them, each before the link that joins it to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from onrecord.export.jsonl import line
from onrecord.record import Dispute, Traced


def lines(disputes: Iterable[Dispute]) -> Iterator[bytes]:
    """The lines of all of them."""
    for dispute in disputes:
        yield from traced((*dispute.claims, *dispute.answers))


def traced(told: Iterable[Traced]) -> Iterator[bytes]:
    """The lines of statements in a history."""
    for one in told:
        yield line(one.entry)
        if one.link is not None:
            yield line(one.link)
