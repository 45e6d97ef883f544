"""One document whose wrapping says what it is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Article, Capture, Document, Dropped, Published, Span, Stated
from onrecord.tidy import articles

from .shown import tidied

BODY = "Tolls will go up in April.\n\n“We cannot help it,” she said.\n\n-----\n\nRead more […]"


def stated(text: str, given: date | None = None, **what: str) -> Article:
    (article,) = tidied(text, Stated(**what), given)
    assert isinstance(article, Article)
    return article


def test_title_and_standfirst_come_first_a_blank_line_after_each() -> None:
    article = stated(BODY, title="Harbour tolls rise", standfirst="By a third")
    assert article.text == "Harbour tolls rise\n\nBy a third\n\n" + BODY
    assert article.title == Span(0, 18)
    assert article.standfirst == Span(20, 30)
    assert article.origin.pieces == ((32, 0, len(BODY)),)


@pytest.mark.parametrize("written", ["Harbour tolls rise", "HARBOUR TOLLS RISE.", "Harbour  tolls\trise"])
def test_a_title_that_the_text_begins_with_is_not_repeated(written: str) -> None:
    article = stated(f"{written}\n\n{BODY}", title="Harbour tolls rise")
    assert article.text == f"{written}\n\n{BODY}"
    assert article.title is not None
    assert article.title.of(article.text) == written
    assert article.origin.pieces == ((0, 0, len(article.text)),)


def test_a_standfirst_goes_between_a_title_in_the_text_and_its_body() -> None:
    article = stated("It’s “over”\n\nThe rest.", title='It\'s "over"', standfirst="A standfirst")
    assert article.text == "It’s “over”\n\nA standfirst\n\nThe rest."
    assert article.origin.pieces == ((0, 0, 11), (27, 13, 9))


def test_a_text_that_only_begins_with_the_titles_words_keeps_them() -> None:
    assert stated("Putin said no.", title="Putin").text == "Putin\n\nPutin said no."


def test_a_stated_article_is_never_split_and_loses_nothing() -> None:
    text = "\n\n".join(["1 of 2 DOCUMENTS", BODY, "2 of 2 DOCUMENTS", BODY, BODY])
    assert stated(text).text == text


def test_the_stated_day_goes_before_the_users() -> None:
    day = date(2025, 2, 21)
    assert stated(BODY, day, published="2024-12-31T23:10:00+02:00").published == Published(
        "2024-12-31T23:10:00+02:00", "stated"
    )
    assert stated("Words.", day).published == Published("2025-02-21", "given")


@pytest.mark.parametrize("wrong", ["yesterday", "2025-02-30", "", "21.2.2025"])
def test_a_day_that_is_none_is_unknown(wrong: str) -> None:
    assert stated(BODY, date(2025, 2, 21), published=wrong).published is None


@pytest.mark.parametrize(
    ("fetched", "day"),
    [
        ("2025-03-07T23:30:00+00:00", "2025-03-07"),
        ("2025-03-06T10:00:00+00:00", "2025-03-07"),  # the outlet lies east of who fetched it
        ("2025-03-05T10:00:00+00:00", None),
        (None, "2025-03-07"),
    ],
)
def test_a_day_that_comes_after_the_fetching_is_not_believed(fetched: str | None, day: str | None) -> None:
    capture = Capture("tolls.html", "0" * 64, "text/html", fetched=fetched)
    document = Document(capture, "", BODY, Stated(published="2025-03-07"), ())
    (article,) = articles([document], date(2025, 2, 21))
    assert isinstance(article, Article)
    assert article.published == (Published(day, "stated") if day else None)


def test_the_stated_language_wins() -> None:
    assert stated("Die Zölle steigen im April um ein Drittel.", language="en-GB").language == "en"
    assert stated("Die Zölle steigen im April um ein Drittel.").language == "de"


def test_who_wrote_it_is_told_as_the_wrapping_has_it() -> None:
    article = stated("Tolls rise.", title="Tolls", byline="Anna\n  Kowalska, Jan Nowak")
    assert article.byline is None
    assert article.author == "Anna Kowalska, Jan Nowak"
    assert stated("By Anna Kowalska\n\nTolls rise.", title="Tolls").author is None


def test_a_byline_is_pointed_at_where_the_text_has_it() -> None:
    article = stated("By Anna Kowalska\n\nTolls rise.", title="Tolls", byline="Anna Kowalska")
    assert article.byline is not None
    assert article.byline.of(article.text) == "By Anna Kowalska"


def test_an_article_without_words_is_dropped_as_unreadable() -> None:
    (dropped,) = tidied(" \n", Stated(key="7"))
    assert isinstance(dropped, Dropped)
    assert dropped.reason == "unreadable"


@given(st.text(max_size=80), st.text(max_size=30), st.text(max_size=30))
def test_whatever_it_is_the_pieces_say_what_the_text_says(text: str, title: str, standfirst: str) -> None:
    (one,) = tidied(text, Stated(title=title, standfirst=standfirst))
    if isinstance(one, Article):
        for text_start, start, length in one.origin.pieces:
            assert one.text[text_start : text_start + length] == text[start : start + length]
        told = {place for _, start, length in one.origin.pieces for place in range(start, start + length)}
        assert all(
            place in told or letter.isspace() or letter == "\ufeff" for place, letter in enumerate(text)
        )
