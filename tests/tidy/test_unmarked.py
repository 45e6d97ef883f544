"""Articles with nothing but blank lines between them: cut where that is sure, else left whole."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.tidy.lines import lines
from onrecord.tidy.turn import Words
from onrecord.tidy.unmarked import turns


def article(topic: int) -> str:
    """Paragraphs of made-up words, each topic with its own, and with its own names."""
    random = Random(topic)

    def word() -> str:
        return "".join(random.choice("bdfgklmnprstv") + random.choice("aeiou") for _ in range(3))

    words, names = [word() for _ in range(90)], [word().title() for _ in range(8)]

    def paragraph(begins: str) -> str:
        said = " ".join(random.choice(names if random.random() < 0.15 else words) for _ in range(45))
        return f"{begins} {said}."

    first, last = names[:2]
    inner = [paragraph(f"“{word().title()}” {last} said of it,") for _ in range(9)]
    lede = paragraph(f"{first.upper()} (Ostrey Wire) — President {first} {last} said on Friday that")
    return "\n\n".join([lede, *inner, f"{first} {last} contributed to this report."])


def begins(text: str) -> list[int]:
    page = lines(text)
    return [page[place].start for place in turns(page, Words(page))]


def test_articles_about_other_things_are_cut_where_one_ends() -> None:
    whole = [article(topic) for topic in range(5)]
    starts = [sum(len(one) + 2 for one in whole[:count]) for count in range(len(whole))]
    assert begins("\n\n".join(whole)) == starts


@pytest.mark.parametrize("topic", range(5))
def test_one_article_stays_whole(topic: int) -> None:
    assert begins(article(topic)) == [0]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), max_size=30))
def test_turns_are_places_in_order_whatever_the_lines(texts: list[str]) -> None:
    page = lines("\n\n".join(texts))
    found = turns(page, Words(page)) if page else [0]
    assert found[0] == 0
    assert found == sorted(set(found))
    assert all(0 <= place < max(1, len(page)) for place in found)
