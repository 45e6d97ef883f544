"""Articles about one event stand in one chapter, and what goes on the next day goes on with it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.connect.stories import before, beginnings, chapters, headline
from onrecord.record import Article, Span
from tests.connect.stories import printed

FERRY = (
    ("a-1", "Ferry Aurelia runs aground off Tarnholm, 40 rescued"),
    ("a-2", "Forty rescued after ferry grounding near Tarnholm"),
    ("a-3", "Aurelia captain “saw the Tarnholm light too late”"),
)
VOTE = (
    ("b-1", "Velmark parliament votes down fishing quota"),
    ("b-2", "Fishing quota falls in Velmark parliament"),
)
ICE = (("c-1", "Ice closes the upper Ostrey pass"),)


def headed(identity: str, title: str, body: str = "", day: str = "2025-02-21") -> Article:
    text = f"{title}\n\n{body}" if body else title
    return replace(printed(identity, text, day=day), title=Span(0, len(title)))


ARTICLES = [headed(*one) for one in (*FERRY, *VOTE, *ICE)]


def told(articles: list[Article]) -> list[tuple[str, ...]]:
    return sorted(one.articles for one in chapters(articles))


def test_headlines_about_one_event_stand_together() -> None:
    assert told(ARTICLES) == [("a-1", "a-2", "a-3"), ("b-1", "b-2"), ("c-1",)]


@given(st.permutations(ARTICLES))
def test_the_order_in_which_articles_come_does_not_show(articles: list[Article]) -> None:
    assert chapters(articles) == chapters(ARTICLES)


def test_a_chapter_stands_under_its_most_central_headline() -> None:
    (ferry,) = [one for one in chapters(ARTICLES) if "a-1" in one.articles]
    assert ferry.central == "a-1"


def test_an_article_without_a_headline_gives_no_title_where_another_has_one() -> None:
    bare = replace(headed("a-0", FERRY[0][1]), title=None)
    (chapter,) = chapters([bare, headed("a-9", FERRY[0][1])])
    assert chapter.central == "a-9"


def test_who_wrote_it_and_where_makes_no_story() -> None:
    line = "By Ottoline Ravenscroft-Maddigan\n\n"
    one, other = (
        headed(identity, title, line + body)
        for identity, title, body in (
            ("a-1", "Ice closes the upper Ostrey pass", "Lorries wait in the valley."),
            ("a-2", "Velmark votes on its fishing quota", "The ballot closes tonight."),
        )
    )
    one, other = (
        replace(
            article,
            byline=Span(article.text.index("By"), article.text.index("By") + len(line) - 2),
        )
        for article in (one, other)
    )
    assert told([one, other]) == [("a-1",), ("a-2",)]


def test_what_is_told_on_goes_on_and_other_news_begins_anew() -> None:
    (first,) = chapters([headed(*FERRY[0])])
    later = chapters([headed(*FERRY[1], day="2025-02-22"), headed(*VOTE[0], day="2025-02-22")])
    assert before([one.words for one in later], [first.words]) == [
        0 if "a-2" in one.articles else None for one in later
    ]
    assert before([first.words], []) == [None]


@pytest.mark.parametrize(("days", "began"), [((1, 3, 6), [0, 0, 0]), ((1, 4, 16), [0, 0, 2])])
def test_a_story_that_goes_on_for_long_is_told_as_another(days: tuple[int, ...], began: list[int]) -> None:
    assert beginnings([date(2025, 2, day) for day in days], [None, 0, 1]) == began


def test_two_chapters_that_go_on_with_one_are_one_story() -> None:
    day = date(2025, 2, 21)
    assert beginnings([day] * 4, [None, 0, 0, None]) == [0, 0, 0, 3]


def test_what_has_no_title_is_shown_by_its_first_line() -> None:
    assert headline(printed("a-1", "Ice on the pass\n\nLorries wait.")) == Span(0, 15)
    assert headline(printed("a-1", "word " * 100)).end <= 120
