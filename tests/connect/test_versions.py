"""What stood at one address, one after the other."""

from __future__ import annotations

from dataclasses import replace

from onrecord.connect.versions import changes
from onrecord.record import Article, Reading
from tests.archives import named, reading
from tests.connect.stories import printed, story, told

KELLER, BAUER = named("Ines Keller"), named("Jon Bauer")


def at_one_address(identity: str, text: str, modified: str) -> Article:
    return replace(printed(identity, text), url="https://courier.example/bridge", modified=modified)


def test_each_version_follows_the_one_before_in_whatever_order_they_come() -> None:
    first = at_one_address("a-1", story(1), "2025-02-21T08:00:00Z")
    second = at_one_address("a-2", f"{story(1)} {story(2, 40)}", "2025-02-21T09:00:00Z")
    third = at_one_address("a-3", f"{story(1)} {story(3, 40)}", "2025-02-21T10:00:00Z")
    expected = [("a-2", "version", "a-1"), ("a-3", "version", "a-2")]
    assert told(first, second, third) == expected
    assert told(third, first, second) == expected


def test_two_articles_that_took_turns_at_an_address_are_no_versions() -> None:
    assert told(at_one_address("a-1", story(1), "2025"), at_one_address("a-2", story(2), "2026")) == []


def test_a_summary_yields_to_its_page() -> None:
    page = at_one_address("a-1", story(1), "2025-02-21")
    summary = replace(at_one_address("a-2", story(1)[:200], "2025-02-21"), teaser_only=True)
    assert told(page, summary) == told(summary, page) == [("a-2", "abridges", "a-1")]


def said(one: Reading) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    old = reading(
        1,
        (KELLER, "The bridge is safe and will open in May."),
        (BAUER, "Nobody asked the engineers."),
        (KELLER, "I have read the report."),
    )
    became = changes(old, one)
    quotes = ([entry.quote(entry.statement.content) for entry in some] for some in (became.gone, became.new))
    gone, new = quotes
    pairs = [
        (was.quote(was.statement.content), now.quote(now.statement.content)) for was, now in became.changed
    ]
    return gone, new, pairs


def test_statements_that_went_came_or_changed_are_told() -> None:
    new = reading(
        2,
        (KELLER, "I have read the report."),
        (KELLER, "The bridge is safe and will open in June."),
        (BAUER, "There is a leak in the pier."),
    )
    assert said(new) == (
        ["Nobody asked the engineers."],
        ["There is a leak in the pier."],
        [("The bridge is safe and will open in May.", "The bridge is safe and will open in June.")],
    )


def test_the_same_words_under_another_name_are_a_change() -> None:
    new = reading(
        2,
        (KELLER, "The bridge is safe and will open in May."),
        (KELLER, "Nobody asked the engineers."),
        (KELLER, "I have read the report."),
    )
    assert said(new) == ([], [], [("Nobody asked the engineers.", "Nobody asked the engineers.")])
