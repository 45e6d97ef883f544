"""What an article says of its own corrections and updates is recognised, and nothing else is."""

from __future__ import annotations

import pytest

from onrecord.connect.notes import notes
from tests.articles import article


def told(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.span.of(text)) for one in notes(article(text))]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("correction", "Correction: The ferry holds 40 people, not 400."),
        ("correction", "CORRECTION: An earlier version misspelled Tarnholm."),
        ("correction", "An earlier version of this article misstated the mayor’s age."),
        ("correction", "* This story has been corrected to show that the vote was on Wednesday."),
        ("correction", "(Corrects 20th paragraph to show that the bridge is closed)"),
        ("correction", "[Editor’s note: This story has been corrected.]"),
        ("update", "This story has been updated with additional reporting."),
        ("update", "UPDATED: 11:15 a.m."),
        ("update", "_This is a developing story. Please check back for updates._"),
    ],
)
def test_such_a_paragraph_is_recognised(kind: str, words: str) -> None:
    assert told(f"The ferry is late.\n\n  {words}  \nMore below.") == [(kind, words)]


@pytest.mark.parametrize(
    "words",
    [
        "The correction: a smaller ferry.",
        "She said that this story has been updated many times.",
        "Corrections officers went on strike.",
        "Updates will follow, the mayor said.",
        "",
    ],
)
def test_what_only_speaks_of_such_things_is_not(words: str) -> None:
    assert told(words) == []


def test_a_long_article_in_one_line_takes_no_long_time() -> None:
    assert told("* " * 500_000) == []
