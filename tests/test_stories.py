"""An archive knows which articles tell of the same event, however they came to it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random

import pytest

from onrecord import Archive, stories
from onrecord.errors import NotOnRecord, PlaceGone
from onrecord.export import whole
from onrecord.record import Article, Coverage, NameOnRecord, Published, Reading, Span, Standings, Story
from onrecord.store.connection import to_write
from tests.archives import NOBODY, keep, named, reading
from tests.connect.test_chapters import FERRY, ICE, VOTE


def lines(path: Path, *articles: tuple[str, str, str]) -> Path:
    """Articles of a headline each: id, headline, day. German is read in no time, whatever the words are."""
    with path.open("w", encoding="utf-8") as out:
        for identity, title, day in articles:
            line = {"id": identity, "text": title, "title": title, "published": day}
            out.write(json.dumps({**line, "outlet": f"Paper {identity}", "language": "de"}) + "\n")
    return path


SET = [
    *((*one, "2025-02-21") for one in (FERRY[0], FERRY[1], VOTE[0], ICE[0])),
    (*FERRY[2], "2025-02-22"),
    (*VOTE[1], "2025-02-24"),
    ("d-1", "Ferry Aurelia towed off the Tarnholm rocks", "2025-02-24"),
    ("d-2", "Ferry Aurelia aground off Tarnholm: a year on", "2026-02-21"),
]


def told(archive: Archive) -> list[Story]:
    return list(archive.stories())


def keys(archive: Archive) -> list[list[str | None]]:
    """The ids that the articles of each story had in the input."""
    return [[archive.reading(one).article.key for one in story.articles] for story in archive.stories()]


def test_a_story_has_its_articles_under_the_most_central_headline_and_goes_on(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        archive.add(str(lines(tmp_path / "1.jsonl", *SET)))
        ferry, vote = told(archive)
        assert keys(archive) == [["a-1", "a-2", "a-3", "d-1"], ["b-1", "b-2"]] or keys(archive) == [
            ["a-2", "a-1", "a-3", "d-1"],
            ["b-1", "b-2"],
        ]
        assert (ferry.first.isoformat(), ferry.last.isoformat()) == ("2025-02-21", "2025-02-24")
        assert ferry.title.text in (FERRY[0][1], FERRY[1][1])
        assert archive.story(ferry.articles[2]) == archive.story(ferry.id[:9]) == ferry
        assert vote.outlets[0].articles == 1
        assert [archive.story(one.id) for one in (ferry, vote)] == [ferry, vote]
        assert sorted(archive.latest_stories(9), key=lambda one: one.id) == sorted(
            (ferry, vote), key=lambda one: one.id
        )
        (last,) = archive.latest_stories(1)
        assert [last, *archive.latest_stories(9, after=last.articles[1])] == archive.latest_stories(2)
        assert archive.latest_stories(9, since=date(2025, 2, 25)) == []
        with pytest.raises(PlaceGone, match="a-0000"):
            archive.latest_stories(9, after="a-0000")


def test_the_order_and_the_number_of_goes_do_not_show(tmp_path: Path) -> None:
    with Archive(tmp_path / "at-once.db") as archive:
        archive.add(str(lines(tmp_path / "all.jsonl", *SET)))
        expected = told(archive)
    for seed in range(4):
        shuffled = Random(seed).sample(SET, len(SET))
        with Archive(tmp_path / f"{seed}.db") as archive:
            for number, one in enumerate(shuffled):
                archive.add(str(lines(tmp_path / f"{seed}-{number}.jsonl", one)))
            assert told(archive) == expected


def test_what_is_forgotten_is_in_no_story_and_what_comes_back_is(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        path = str(lines(tmp_path / "1.jsonl", *SET))
        archive.add(path)
        before = told(archive)
        forgotten = before[1].articles[0]
        archive.forget(forgotten, "a test")
        assert [one.articles for one in told(archive)] == [before[0].articles]
        archive.remember(forgotten)
        archive.add(path)
        assert told(archive) == before


def test_reading_again_gathers_what_was_added_before_there_were_stories(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Archive(path) as archive:
        archive.add(str(lines(tmp_path / "1.jsonl", *SET)))
        before = told(archive)
    connection = to_write(path)
    connection.execute("DELETE FROM chapter")
    connection.execute("INSERT INTO not_gathered SELECT DISTINCT day FROM article")
    connection.close()
    with Archive(path) as archive:
        assert (told(archive), archive.days_to_gather()) == ([], 4)
        list(archive.reread("resolve"))
        assert (told(archive), archive.days_to_gather()) == (before, 0)


def test_a_story_says_whom_each_outlet_quotes(tmp_path: Path) -> None:
    connection = to_write(tmp_path / "news.db")
    keep(connection, [_of_the_ferry(1, "The Courier"), _of_the_ferry(2, "The Gull"), reading(3)])
    stories.completed(connection)
    connection.close()
    with Archive(tmp_path / "news.db") as archive:
        (story,) = told(archive)
    assert story.outlets == (
        Coverage("The Courier", 1, Standings(named=1, unknown=1)),
        Coverage("The Gull", 1, Standings(named=1, unknown=1)),
    )
    assert story.voices == (NameOnRecord("Ines Keller", 2),)


def _of_the_ferry(number: int, outlet: str) -> Reading:
    one = reading(
        number,
        (named("Ines Keller"), "The ferry Aurelia is aground off Tarnholm"),
        (NOBODY, "Nobody was on deck."),
        outlet=outlet,
    )
    article: Article = replace(
        one.article, published=Published("2025-02-21", "stated"), title=Span(0, len(FERRY[0][1]) - 11)
    )
    return replace(one, article=article)


def test_an_export_has_a_line_for_each_story(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        archive.add(str(lines(tmp_path / "1.jsonl", *SET)))
        expected = told(archive)
        exported = [one for one in map(json.loads, whole.lines(archive)) if one["kind"] == "story"]
    assert [(one["id"], tuple(one["articles"]), one["title"]["text"]) for one in exported] == [
        (one.id, one.articles, one.title.text) for one in expected
    ]


def test_an_article_that_is_alone_is_no_story(tmp_path: Path) -> None:
    with Archive(tmp_path / "news.db") as archive:
        archive.add(str(lines(tmp_path / "1.jsonl", *SET)))
        alone = [one.article.id for one, _ in archive.readings() if one.article.key == ICE[0][0]]
        with pytest.raises(NotOnRecord, match="no story"):
            archive.story(alone[0])
