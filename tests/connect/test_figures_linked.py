"""Who gives another figure for the same thing is linked: inside an article, and across articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from onrecord.connect import across, within
from onrecord.connect.sides import Side, sides
from onrecord.record import Link, Published, Reading, Speaker
from onrecord.resolve.figures import asserted
from tests.archives import named, reading

EVENT = "the Garnmoor flood"
NOBODY = Speaker(None, None, None, None, None, None, None)


def counting(number: int, *said: tuple[Speaker, str], day: date = date(2024, 5, 1)) -> Reading:
    """An article that is what is said in it, its figures read."""
    made = reading(number, *said)
    article = replace(made.article, published=Published(day.isoformat(), "given"))
    statements = tuple(
        replace(one, figures=tuple(asserted(article.text, one.content[0].start, one.content[0].end)))
        for one in made.statements
    )
    return replace(made, article=article, statements=statements)


def inside(*said: tuple[Speaker, str]) -> list[Link]:
    made = counting(1, *said)
    return [one for one in within.links(made.article, made.statements) if one.relation == "disagrees"]


def side(number: int, speaker: Speaker, words: str, day: date) -> Side:
    made = counting(number, (speaker, words), day=day)
    return sides(made.article, made.statements, ())[0]


def test_two_who_count_otherwise_disagree() -> None:
    (link,) = inside(
        (named("Ines Keller"), f"12 people were killed in {EVENT}"),
        (named("Jon Bauer"), f"{EVENT} killed 47 people"),
    )
    assert (link.start, link.end) == ("s-00011", "s-00010")
    assert link.reason == "“47 people” against “12 people”"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(named("Ines Keller"), named("Ines Keller"), id="nobody disagrees with himself"),
        pytest.param(NOBODY, named("Jon Bauer"), id="nor with somebody not known"),
    ],
)
def test_it_takes_two(one: Speaker, other: Speaker) -> None:
    assert not inside((one, f"12 people were killed in {EVENT}"), (other, f"{EVENT} killed 47 people"))


@pytest.mark.parametrize(
    ("first", "later", "days", "relation"),
    [
        pytest.param(12, 47, 0, "disagrees", id="on one day they disagree"),
        pytest.param(12, 47, 2, "updates", id="days later there are more"),
        pytest.param(47, 12, 2, "disagrees", id="the dead do not get fewer"),
        pytest.param(12, 47, 30, None, id="a month later it is another flood"),
    ],
)
def test_across_articles(first: int, later: int, days: int, relation: str | None) -> None:
    one = side(1, named("Ines Keller"), f"{first} people were killed in {EVENT}", date(2024, 5, 1))
    other = side(2, named("Jon Bauer"), f"{EVENT} killed {later} people", date(2024, 5, 1 + days % 30))
    if days >= 30:
        other = replace(other, day=(other.day or 0) + days)
    link = across.judged(one, other)
    assert (link.relation if link is not None else None) == relation
    assert across.judged(other, one) == link


def test_what_one_denies_he_does_not_count() -> None:
    one = side(1, named("Ines Keller"), f"12 people were killed in {EVENT}", date(2024, 5, 1))
    other = side(2, named("Jon Bauer"), f"{EVENT} killed 47 people", date(2024, 5, 1))
    link = across.judged(one, replace(other, answer="denies"))
    assert link is None or link.relation != "disagrees"
