"""What holds of every text, whatever it is."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.record import Article, Dropped, Piece, Published

from .feeds import MARKS, STORIES, Feed, feeds
from .shown import articles_in, tidied

_LINES = st.sampled_from(
    [
        *(line for story in STORIES for line in story),
        *(STORIES[0][1][:40] + mark for mark in MARKS),
        "", "   ", "-----", "***", "1 of 2 DOCUMENTS", "2 of 2 DOCUMENTS", "1. One", "2. Two",
        "Title: A title", "Date: 2025-03-04", "BYLINE: Jane Doe", "The Courier, March 4, 2025",
        "https://example.org/a", "By Jane Doe",
        "WASHINGTON (AP) — Text.", "Read more", "[…]", "\x0c", "\u2028", "\u200b", "a\u00a0b",
    ]
)  # fmt: skip
_TEXTS = st.one_of(
    st.text(max_size=300),
    st.builds(str.join, st.sampled_from(["\n", "\n\n", "\r\n", "\r"]), st.lists(_LINES, max_size=25)),
    st.builds("\ufeff{}".format, st.text(max_size=50)),
)


def _runs(found: list[Article | Dropped]) -> list[Piece]:
    return [piece for one in found for piece in one.origin.pieces]


@settings(max_examples=150)
@given(_TEXTS)
def test_no_character_vanishes_and_none_is_told_twice(text: str) -> None:
    times = [0] * len(text)
    for _, start, length in _runs(tidied(text)):
        for place in range(start, start + length):
            times[place] += 1
    assert all(count == 1 for letter, count in zip(text, times, strict=True) if not letter.isspace())


@settings(max_examples=100)
@given(_TEXTS)
def test_a_piece_says_what_the_capture_says(text: str) -> None:
    for one in tidied(text):
        for text_start, capture_start, length in one.origin.pieces:
            words = text[capture_start : capture_start + length]
            if isinstance(one, Article):
                assert one.text[text_start : text_start + length] == words
            else:
                assert one.begins[text_start : text_start + length] == words[: max(0, 200 - text_start)]


@settings(max_examples=100)
@given(_TEXTS)
def test_what_is_dropped_follows_its_article(text: str) -> None:
    latest = None
    for one in tidied(text):
        if isinstance(one, Article):
            latest = one.id
        else:
            assert one.article == latest


@settings(max_examples=50)
@given(_TEXTS)
def test_the_same_text_gives_the_same_articles(text: str) -> None:
    assert tidied(text) == tidied(text)


@settings(max_examples=40)
@given(feeds())
def test_an_article_read_again_is_one_article(feed: Feed) -> None:
    for article in articles_in(feed.text):
        again = articles_in(article.text)
        assert [one.text for one in again] == [article.text]


def test_a_day_given_by_the_user_is_kept_from_lone_teasers() -> None:
    whole, lone = "\n".join(STORIES[0]), " ".join(STORIES[1])[:150] + " […]"
    teaser = " ".join(STORIES[0])[:120] + " […]"
    found = tidied("\n".join([lone, teaser, whole]), given=date(2025, 2, 21))
    published = {one.teaser_only: one.published for one in found if isinstance(one, Article)}
    assert published == {True: None, False: Published("2025-02-21", "given")}


def test_a_byte_order_mark_is_no_word_of_the_article() -> None:
    found = tidied("\ufeff" + "\n".join(STORIES[0]))
    assert [one.text for one in found if isinstance(one, Article)] == ["\n".join(STORIES[0])]
    assert [one.begins for one in found if isinstance(one, Dropped)] == ["\ufeff"]


def test_a_locator_counts_lines_as_an_editor_does() -> None:
    text = "\r\n".join(["", *STORIES[0], "", " ".join(STORIES[0])[:90] + " […]"])
    assert [one.origin.locator for one in tidied(text)] == ["lines 2-5", "line 7"]


def test_a_text_of_rules_alone_is_dropped_and_belongs_to_nothing() -> None:
    assert [(one.begins, one.article) for one in tidied("-----\n") if isinstance(one, Dropped)] == [
        ("-----", None)
    ]


def test_two_rules_alone_are_each_dropped_once() -> None:
    assert [one.begins for one in tidied("===\n===") if isinstance(one, Dropped)] == ["===", "==="]


def test_a_rule_at_the_end_is_dropped() -> None:
    found = tidied("\n".join(STORIES[0]) + "\n\n* * *\n")
    assert [one.begins for one in found if isinstance(one, Dropped)] == ["* * *"]
