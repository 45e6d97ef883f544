"""The pages of a voice: when it spoke, who quotes it, and who people say it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.record import Quoted, Step
from onrecord.web.network import DIRECTLY, drawing, flows
from onrecord.web.timeline import periods
from tests.archives import changed, filled, named, reading
from tests.web.opened import HOSTILE, client, connected, forms, page, sent, those, words


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[TestClient]:
    keller = [reading(day, (named("Ines Keller"), f"Bridge {day} stays open.")) for day in (1, 40)]
    heard = changed(
        reading(3, (named("Ines Keller"), "It will.")), via=(Step("Tolvikposten", "outlet", "relay", ()),)
    )
    mayor = reading(4, (named("Marta Sund"), "It will not."), outlet="Gazette")
    with client(connected(filled(tmp_path / "news.db", *keller, heard, mayor))) as found:
        yield found


def voice(pages: TestClient, name: str) -> str:
    return pages.get(f"/voices/{name}").headers["location"]


# the chart


def test_periods_hold_every_statement_and_have_no_gap() -> None:
    for last in (date(2025, 1, 20), date(2026, 3, 1), date(2049, 1, 1)):
        days = [date(2025, 1, 1), date(2025, 1, 1), last]
        found = periods(days)
        assert sum(one.statements for one in found) == 3
        assert len(found) <= 72
        assert found[0].statements >= 2
        assert found[-1].statements >= 1


def test_nothing_that_states_a_day_makes_no_chart() -> None:
    assert periods([]) == []


def test_the_chart_is_a_table_first(pages: TestClient) -> None:
    found = page(pages, voice(pages, "Ines Keller"))
    rows = those(found, ".series tbody tr")
    assert sum(int(words(those(row, ".number")[0])) for row in rows) == 3
    assert all(those(row, "meter") for row in rows)


# the network


def quoted(outlets: int, relays: int) -> list[Quoted]:
    return [
        Quoted(
            None,
            f"Outlet {outlet}",
            (Step(f"Relay {outlet % relays}", "outlet", "relay", ()),) if relays else (),
        )
        for outlet in range(outlets)
    ]


def test_no_two_names_share_a_line_at_300() -> None:
    drawn = drawing("Ines Keller", flows(quoted(150, 150)), 150)
    for column in (drawn.middle, drawn.right):
        lines = [node.y for node in column]
        assert len(lines) == 150
        assert all(below - above >= 20 for above, below in pairwise(lines))
        assert max(node.y + node.height for node in column) <= drawn.height


def test_the_many_are_folded_into_one_that_holds_their_numbers() -> None:
    drawn = drawing("Ines Keller", flows(quoted(300, 7)), 14)
    assert len(drawn.right) == 15
    assert drawn.right[-1].name == "and 286 more outlets"
    assert drawn.right[-1].of is None
    assert (
        sum(node.statements for node in drawn.right) == sum(node.statements for node in drawn.middle) == 300
    )


def test_who_is_quoted_directly_comes_first_and_the_drawing_is_always_the_same() -> None:
    ways = [*quoted(5, 2), Quoted(None, None, ())]
    drawn = drawing("Ines Keller", flows(ways), 14)
    assert drawn.middle[0].name == DIRECTLY
    assert drawn == drawing("Ines Keller", flows(reversed(ways)), 14)


def test_the_network_says_the_same_as_its_table(pages: TestClient) -> None:
    address = voice(pages, "Ines Keller")
    found = page(pages, f"{address}/quoted")
    assert [[words(cell) for cell in row] for row in those(found, ".figures tbody tr")] == [
        ["nobody in between", "The Courier", "2"],
        ["Tolvikposten", "The Courier", "1"],
    ]
    assert [one.get("href") for one in those(found, "svg a")] == [
        "/voices/Tolvikposten",
        "/search?speaker=Ines+Keller&outlet=The+Courier",
    ]


# who is who


def decided(pages: TestClient, address: str, verb: str, told: str) -> str:
    """Foresee a decision and take it: where that leads."""
    found = page(pages, f"{address}/decide?verb={verb}&told={told}")
    return sent(pages, forms(found, "/decide")[0])


def test_a_merge_is_foreseen_changes_nothing_yet_then_holds_and_is_taken_back(pages: TestClient) -> None:
    keller, sund = voice(pages, "Ines Keller"), voice(pages, "Marta Sund")
    foreseen = page(pages, f"{keller}/decide?verb=merge&told=marta sund")
    now, then = those(foreseen, ".foreseen section")
    assert [words(those(one, ".quiet")[0]) for one in those(now, "li")] == [
        "3 statements in 3 articles",
        "1 statement in 1 article",
    ]
    assert [words(those(one, ".quiet")[0]) for one in those(then, "li")] == ["4 statements in 4 articles"]
    assert pages.get(sund).status_code == 200
    there = sent(pages, forms(foreseen, "/decide")[0])
    merged = page(pages, there)
    assert "4 statements in 4 articles" in words(merged)
    assert "Ada" in words(those(merged, ".decided")[0])
    assert pages.get(sund).headers["location"] == there.partition("?")[0]
    sent(pages, those(merged, ".just form")[0])
    assert "3 statements in 3 articles" in words(page(pages, keller))
    assert "1 statement in 1 article" in words(page(pages, sund))


def test_an_article_is_split_off_by_its_address(pages: TestClient) -> None:
    keller = voice(pages, "Ines Keller")
    decided(pages, keller, "split", "http://localhost/articles/a-0040%3Fstart=0")
    assert "2 statements in 2 articles" in words(page(pages, keller))


def test_a_split_of_everything_is_refused_before_it_is_made(pages: TestClient) -> None:
    answer = pages.get(f"{voice(pages, 'Ines Keller')}/decide?verb=split&told=Ines Keller")
    assert answer.status_code == 400
    assert "nothing is left" in answer.text


def test_a_name_is_shown_and_another_added(pages: TestClient) -> None:
    keller = voice(pages, "Ines Keller")
    decided(pages, keller, "rename", "Ines M. Keller")
    decided(pages, keller, "alias", "the Iron Mayor")
    found = page(pages, keller)
    assert words(those(found, "h1")[0]) == "Ines M. Keller"
    assert "the Iron Mayor given by a person" in words(those(found, ".names")[0])
    assert len(those(found, ".decided li")) == 2


@pytest.mark.parametrize("asked", ["verb=marry&told=x", "verb=merge", "verb=merge&told=ines keller"])
def test_what_makes_no_sense_is_refused(pages: TestClient, asked: str) -> None:
    assert pages.get(f"{voice(pages, 'Ines Keller')}/decide?{asked}").status_code == 400


def test_no_form_of_another_page_decides(pages: TestClient) -> None:
    answer = pages.post(f"{voice(pages, 'Ines Keller')}/decide", data={"verb": "rename", "told": "X"})
    assert answer.status_code == 403


def test_decisions_about_voices_are_listed_with_the_others(pages: TestClient) -> None:
    decided(pages, voice(pages, "Ines Keller"), "rename", "Ines M. Keller")
    assert "Ines M. Keller" in words(page(pages, "/decisions"))


@pytest.mark.parametrize("name", ["N" * 400, HOSTILE, "إيناس كيلر", "Ines 🚢 Keller", "a/b?c#d%"])
def test_any_name_has_a_page(tmp_path: Path, name: str) -> None:
    one = reading(1, (named(name), "Yes."), outlet=name)
    with client(connected(filled(tmp_path / "news.db", one))) as pages:
        listed = those(page(pages, "/"), ".quoted a")
        address = pages.get(listed[0].get("href")).headers["location"]
        assert words(those(page(pages, address), "h1")[0]) == " ".join(
            name.replace("\u202e", "\ufffd").split()
        )
        page(pages, f"{address}/quoted")
        page(pages, f"{address}/decide?verb=rename&told=Ines")
