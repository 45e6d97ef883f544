"""Figures that disagree, as a small table: which, by whom, when, and on whose data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from onrecord.cli.plain import plain
from onrecord.record import Dispute, Entry

_COLUMNS = ("figure", "by", "on", "in", "on the data of", "statement")
_WIDEST = 32


def counted_lines(dispute: Dispute) -> Iterator[str]:
    """The table of those who count otherwise, under whom they count against; nothing where nobody does."""
    otherwise = [
        one.entry
        for one in dispute.answers
        if one.link is not None and one.link.relation in ("disagrees", "updates")
    ]
    if otherwise:
        yield from _table([_COLUMNS, *rows([dispute.claims[0].entry, *otherwise])])


def rows(entries: Iterable[Entry]) -> list[tuple[str, ...]]:
    """For each statement its figures, speaker, day, outlet, through whom it came, and id."""
    return [
        (
            "; ".join(figure.words.text for figure in entry.statement.figures),
            entry.statement.speaker.name or "(unknown)",
            entry.article.published.value[:10] if entry.article.published is not None else "no date",
            entry.article.outlet or "",
            ", ".join(step.name for step in entry.statement.via if step.name),
            entry.statement.id,
        )
        for entry in entries
    ]


def _table(told: list[tuple[str, ...]]) -> Iterator[str]:
    cells = [[_short(cell) for cell in row] for row in told]
    widths = [max(map(len, column)) for column in zip_longest(*cells, fillvalue="")]
    for row in cells:
        yield "    " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield ""


def _short(cell: str) -> str:
    told = plain(cell)
    return told if len(told) <= _WIDEST else f"{told[: _WIDEST - 1]}…"
