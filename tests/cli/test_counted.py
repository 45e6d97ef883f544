"""The table of figures that disagree."""

from __future__ import annotations

from dataclasses import replace

from onrecord.cli.counted import counted_lines, rows
from onrecord.record import Dispute, Entry, Figure, Link, Span, Traced, Words
from tests.archives import named, reading


def entry(number: int, name: str, words: str) -> Entry:
    made = reading(number, (named(name), words))
    told, _, _ = words.partition(" were")
    figure = Figure(Words(told, Span(0, len(told))), 1.0, None, "people", None, approx=False)
    return Entry(made.article, replace(made.statements[0], figures=(figure,)))


ONE = entry(1, "Ines Keller", "12 people were killed")
OTHER = entry(2, "Jon Bauer", "47 people were killed")


def dispute(relation: str) -> Dispute:
    link = Link(relation, OTHER.statement.id, ONE.statement.id, 0.7, "")  # type: ignore[arg-type]
    return Dispute((Traced(ONE, None),), (Traced(OTHER, link),))


def test_a_row_for_each_who_counts() -> None:
    header, first, second, end = counted_lines(dispute("disagrees"))
    assert header.split() == ["figure", "by", "on", "in", "on", "the", "data", "of", "statement"]
    assert first.split()[:4] == ["12", "people", "Ines", "Keller"]
    assert second.split()[:4] == ["47", "people", "Jon", "Bauer"]
    assert not end


def test_a_denial_has_no_table() -> None:
    assert not list(counted_lines(dispute("denies")))


def test_what_is_cited_does_not_move_the_cursor() -> None:
    made = replace(ONE, statement=replace(ONE.statement, speaker=named("Ines\x1b[2J")))
    told = "".join(counted_lines(Dispute((Traced(made, None),), dispute("disagrees").answers)))
    assert "\x1b" not in told


def test_rows_are_the_figures_as_written() -> None:
    assert [row[0] for row in rows([ONE, OTHER])] == ["12 people", "47 people"]
