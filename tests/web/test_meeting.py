"""Where articles meet: both sides of a dispute, the figures in question, a story article by article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from onrecord.record import Article, Dispute, Entry, Figure, Link, Span, Statement, Traced, Words
from onrecord.store import link
from onrecord.store.connection import to_write
from onrecord.store.transaction import transaction
from onrecord.web.meeting import figures
from tests.archives import changed, filled, named, reading
from tests.web.opened import client, connected, page, those, words


def figure(text: str, value: float) -> Figure:
    return Figure(Words(text, Span(0, len(text))), value, None, "homes", None, approx=False)


def entry(day: int, *told: Figure) -> Entry:
    one = changed(reading(day, (named("Ines Keller"), "412 homes were flooded.")), figures=told)
    return Entry(one.article, one.statements[0])


def test_the_figures_in_question_stand_by_day_and_no_others() -> None:
    claim = entry(3, figure("412 homes", 412), figure("9 boats", 9))
    answer = entry(1, figure("380 homes", 380))
    joined = Link(
        "disagrees", answer.statement.id, claim.statement.id, 0.9, "“380 homes” against “412 homes”"
    )
    found = figures(Dispute((Traced(claim, None),), (Traced(answer, joined),)))
    assert [one.figure.value for one in found] == [380, 412]


def test_a_denial_has_no_table_of_figures() -> None:
    claim, answer = entry(1, figure("412 homes", 412)), entry(2)
    joined = Link("denies", answer.statement.id, claim.statement.id, 0.9, "“412 homes” is not so")
    assert figures(Dispute((Traced(claim, None),), (Traced(answer, joined),))) == []


def story(tmp_path: Path) -> Path:
    told = "Northmere Water will repair the northern gate of the Holm Barrier in April, Anselm Rook said."
    more = "The Holm Barrier in Ostrey held the tide back, and Northmere Water called the gate safe."

    def on(number: int, outlet: str) -> tuple[Article, tuple[Statement, ...]]:
        one = reading(
            number, (named("Anselm Rook"), told), (named("Ines Keller"), f"{outlet}: {more}"), outlet=outlet
        )
        return one.article, one.statements

    readings = []
    for number, outlet in ((1, "Gazette"), (2, "The Courier")):
        article, statements = on(number, outlet)
        day = replace(reading(number).article.published, value=date(2025, 1, 2).isoformat())  # type: ignore[type-var]
        readings.append(
            replace(reading(number), article=replace(article, published=day), statements=statements)
        )
    return connected(filled(tmp_path / "news.db", *readings))


def test_a_story_stands_article_by_article(tmp_path: Path) -> None:
    with client(story(tmp_path)) as pages:
        (headline,) = those(page(pages, "/stories"), ".story h2 a")
        found = page(pages, headline.get("href"))
    assert len(those(found, ".side-by-side")[0]) == 2
    rows = those(found, ".figures tbody tr")
    assert {words(row[0]) for row in rows} == {"Gazette", "The Courier"}


def test_a_story_that_is_not_there_says_so(tmp_path: Path) -> None:
    with client(filled(tmp_path / "news.db")) as pages:
        assert pages.get("/stories/e-0123456789abcdef").status_code == 404


def test_both_sides_of_a_dispute_stand_with_their_sources(tmp_path: Path) -> None:
    claim = reading(1, (named("Hedda Lisle"), "They cut the night shift."))
    denial = reading(2, (named("Piers Aldous"), "Nobody cut anything."), outlet="Gazette")
    path = connected(filled(tmp_path / "news.db", claim, denial))
    connection = to_write(path)
    with transaction(connection):
        link.related(connection, [Link("denies", "s-00020", "s-00010", 0.9, "by hand")])
    connection.close()
    with client(path) as pages:
        for address in ("/disputes", "/disputes?speaker=aldous"):
            claimed, answered = map(words, those(page(pages, address), ".dispute .side"))
            assert claimed.startswith("Claimed Hedda Lisle")
            assert "The Courier · 2 January 2025" in claimed
            assert "denies Piers Aldous" in answered
            assert "Gazette · 3 January 2025" in answered
        assert not those(page(pages, "/disputes?speaker=keller"), ".dispute")
        assert "Piers Aldous denies it" in words(page(pages, "/"))
