"""An archive's links depend on the articles that are in it, not on how they came to be there."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Archive, links
from onrecord.errors import PlaceGone
from onrecord.export import whole
from onrecord.record import Correction, Kinship, Link, Reading
from onrecord.store import kin, link, migrate, write
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction
from tests.archives import MADE_BY, PLACE, filled, named, reading

SAID = "“The ferry to Skarholm will sail in May, and not a day later.”"
CUT = "the ferry “will sail in May, and not a day later”"
SOLD = "Keller sold the Skarholm ferry to her cousin"
KELLER, BAUER = named("Ines Keller"), named("Jon Bauer")
AT = datetime(2025, 3, 1, tzinfo=UTC)


def denying(number: int) -> Reading:
    """An article in which Keller denies what Bauer claims in it."""
    told = reading(number, (BAUER, SOLD), (KELLER, SOLD))
    claim, denial = told.statements
    return replace(told, statements=(claim, replace(denial, stance="denial", manner="indirect")))


POOL = [
    reading(1, (KELLER, SAID), (BAUER, SOLD)),
    reading(2, (KELLER, CUT)),
    reading(3, (KELLER, SAID), outlet="The Bugle"),
    denying(4),
    reading(5, (BAUER, "Nobody in Skarholm has asked me what the ferry costs.")),
]
TOLD = [
    ("denies", "s-00041", "s-00011"),
    ("repeats", "s-00020", "s-00010"),
    ("repeats", "s-00030", "s-00010"),
    ("repeats", "s-00030", "s-00020"),
    ("repeats", "s-00040", "s-00011"),
]


def empty() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    migrate.migrate(connection)
    return connection


def add(connection: sqlite3.Connection, one: Reading) -> None:
    with transaction(connection):
        write.reading(connection, one, MADE_BY, PLACE)
        links.added(connection, one)


def short(found: list[Link]) -> list[tuple[str, str, str | None]]:
    return sorted((one.relation, one.start, one.end) for one in found)


def connected(path: Path, *readings: Reading) -> Path:
    connection = to_write(filled(path, *readings))
    links.completed(connection)
    connection.close()
    return path


@settings(max_examples=20, deadline=None)
@given(st.permutations(POOL), st.integers(0, len(POOL)))
def test_in_whatever_order_and_at_once_or_one_by_one(order: list[Reading], first: int) -> None:
    connection = empty()
    for one in order[:first]:
        add(connection, one)
    for one in order[first:]:
        with transaction(connection):
            write.reading(connection, one, MADE_BY, PLACE)
    links.completed(connection)
    assert short(list(link.across(connection))) == TOLD
    connection.close()


def test_what_copies_say_is_no_repeat_whenever_that_is_found_out() -> None:
    late, soon = empty(), empty()
    for connection in (late, soon):
        for one in POOL[:3]:
            with transaction(connection):
                write.reading(connection, one, MADE_BY, PLACE)
                if connection is soon:
                    links.added(connection, one)
    kinship = Kinship("copy", POOL[2].article.id, POOL[0].article.id, 1.0, "a test")
    for connection in (late, soon):
        with transaction(connection):
            kin.related(connection, kinship.article, [kinship])
            if connection is soon:
                links.added(connection, POOL[1])
        links.completed(connection)
        assert short(list(link.across(connection))) == [TOLD[1], TOLD[3]]
        connection.close()


def test_links_are_exported_and_go_with_what_is_forgotten(tmp_path: Path) -> None:
    path = connected(tmp_path / "news.db", *POOL)
    with Archive(path) as archive:
        exported = [json.loads(line) for line in whole.lines(archive)]
        told = [one for one in exported if one["kind"] == "link"]
        assert sorted((one["relation"], one["from"], one["to"]) for one in told) == TOLD
        archive.forget("a-0001", "a test")
        assert short(list(archive.links())) == [TOLD[3]]
        assert archive.health().is_well


def test_a_correction_moves_the_links(tmp_path: Path) -> None:
    path = connected(tmp_path / "news.db", *POOL)
    with Archive(path) as archive:
        decided = archive.correct("s-00020", Correction(speakers=("Mara Lind",)), by="Ada", at=AT)
        assert short(list(archive.links())) == [TOLD[0], TOLD[2], TOLD[4]]
        archive.undo(decided.decision.id, by="Ada", at=AT)
        assert short(list(archive.links())) == TOLD


def test_what_was_added_before_links_were_looked_for_is_connected_when_read_again(tmp_path: Path) -> None:
    path = filled(tmp_path / "news.db", *(replace(one, statements=()) for one in POOL))
    with Archive(path) as archive:
        list(archive.reread("resolve"))
    connection = to_write(path)
    assert link.not_connected(connection) == []
    connection.close()


def test_a_trace_tells_who_said_it_first_and_what_came_of_it(tmp_path: Path) -> None:
    path = connected(tmp_path / "news.db", *POOL)
    with Archive.to_read(path) as archive:
        traced = archive.trace("s-00030")
        assert [one.entry.statement.id for one in traced] == ["s-00010", "s-00020", "s-00030"]
        assert [one.link is None for one in traced] == [False, False, True]
        assert [one.entry.statement.id for one in archive.trace("s-00011")] == [
            "s-00011",
            "s-00040",
            "s-00041",
        ]


def test_a_dispute_has_both_sides(tmp_path: Path) -> None:
    path = connected(tmp_path / "news.db", *POOL)
    with Archive.to_read(path) as archive:
        (found,) = archive.disputes()
        assert [one.entry.statement.id for one in found.claims] == ["s-00011", "s-00040"]
        assert [one.entry.statement.id for one in found.answers] == ["s-00041"]
        assert archive.disputes(speaker="keller", since=date(2025, 1, 5)) == [found]
        assert archive.disputes(since=date(2025, 1, 6)) == []
        assert archive.disputes(speaker="lind") == []
        assert archive.disputes(limit=0) == []
        assert archive.disputes(after=found.claims[0].entry.statement.id) == []
        with pytest.raises(PlaceGone, match="s-0000"):
            archive.disputes(after="s-0000")


@pytest.mark.parametrize("table", ["side", "met_by", "link"])
def test_nothing_is_left_of_what_is_read_anew(tmp_path: Path, table: str) -> None:
    connection = to_write(connected(tmp_path / "news.db", *POOL))
    rows = f"SELECT count(*) FROM {table}"
    before = connection.execute(rows).fetchone()
    for one in POOL:
        with transaction(connection):
            write.reading_again(connection, one, MADE_BY)
            links.added(connection, one)
    assert connection.execute(rows).fetchone() == before
    connection.close()
