"""An audit counts whom outlets quote, and has the statements behind each number."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from onrecord import Archive, stories
from onrecord.export import spreadsheet
from onrecord.record import Audit, Audited, Doubted, Published, Reading, Span, Speaker, Standings, Step
from onrecord.store import kin
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction
from tests.archives import NOBODY, changed, keep, named, reading

OFFICIAL = Speaker("An official", None, "unnamed", None, None, None, 0.9)
WIRE = Step("The Wire", "outlet", "relay", ())


def courier() -> list[Reading]:
    """Four articles: two of one story with Keller alone, one of several voices, one with an unknown."""
    return [
        on(1, reading(1, (named("Ines Keller"), "The ferry Aurelia is aground off Tarnholm."))),
        on(1, reading(2, (named("Ines Keller"), "Ferry Aurelia is aground off Tarnholm, and safe."))),
        changed(
            reading(3, (named("Tom Keller"), "The quota falls."), (OFFICIAL, "Nobody wants it.")),
            via=(WIRE, WIRE, WIRE),
        ),
        reading(4, (named("Zoë Łukasz"), "It rains."), (NOBODY, "It may snow.")),
    ]


def gull() -> list[Reading]:
    """An article in which Keller claims."""
    one = reading(5, (named("Ines Keller"), "claimed: Nobody knew."), outlet="The Gull")
    return [changed(one, stance="doubt", cue=(Span(0, 7),), via=(WIRE,))]


def on(day: int, one: Reading) -> Reading:
    published = Published(date(2025, 1, day).isoformat(), "stated")
    return replace(one, article=replace(one.article, published=published, title=Span(0, 38)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    connection = to_write(tmp_path / "news.db")
    keep(connection, [*courier(), *gull()])
    stories.completed(connection)
    connection.close()
    return tmp_path / "news.db"


def test_each_outlet_is_counted(path: Path) -> None:
    with Archive(path) as archive:
        assert archive.audit() == [
            Audit("The Courier", 4, 3, 1, Standings(named=4, unnamed=1, unknown=1), (4, 0, 0, 2), 0, ()),
            Audit(
                "The Gull",
                1,
                1,
                1,
                Standings(named=1),
                (0, 1, 0, 0),
                1,
                (Doubted("Ines Keller", "claimed", 1),),
            ),
        ]
        assert [one.outlet for one in archive.audit(outlet="gull")] == ["The Gull"]
        assert [one.articles for one in archive.audit(since=date(2025, 1, 4))] == [2, 1]


@pytest.mark.parametrize("outlet", ["Courier", "Gull"])
@pytest.mark.parametrize("what", get_args(Audited))
def test_behind_each_number_stand_so_many_statements(path: Path, what: Audited, outlet: str) -> None:
    with Archive(path) as archive:
        (audit,) = archive.audit(outlet=outlet)
        behind = archive.audited(what, outlet=outlet)
    steps = dict(zip(("no steps", "one step", "two steps", "more steps"), audit.steps, strict=True))
    if what == "single source":
        assert {one.statement.speaker.name for one in behind} == {"Ines Keller"}
    elif what == "doubt":
        assert len(behind) == audit.doubt
    else:
        assert len(behind) == (steps[what] if what in steps else getattr(audit.standings, what))


def test_what_an_outlet_prints_again_counts_once(path: Path) -> None:
    connection = to_write(path)
    with transaction(connection):
        connection.execute(
            "INSERT INTO kinship (article, of, relation, score, reason)"
            " SELECT new.number, old.number, 'version', 1, '' FROM article AS new, article AS old"
            " WHERE new.id = 'a-0002' AND old.id = 'a-0001'"
        )
    assert kin.every(connection)[0].of == "a-0001"
    connection.close()
    with Archive(path) as archive:
        (audit,) = archive.audit(outlet="Courier")
        (story,) = archive.stories()
    assert (audit.articles, audit.standings.named) == (3, 3)
    assert (len(story.articles), story.outlets[0].standings.named) == (2, 1)


def test_a_row_for_each_outlet_reads_back(path: Path) -> None:
    with Archive(path) as archive:
        found = archive.audit()
    rows = list(csv.DictReader(io.StringIO(b"".join(spreadsheet.audits(found)).decode())))
    assert [(row["outlet"], row["named"], row["more_steps"], row["doubt"]) for row in rows] == [
        ("The Courier", "4", "2", "0"),
        ("The Gull", "1", "0", "1"),
    ]
