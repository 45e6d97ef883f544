"""Shingles are numbers for five words in a row, whatever stands around them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from onrecord.connect.shingles import shingled
from tests.connect.stories import story

# Scripts without spaces are told by their letters; elsewhere words are Python's.
SPACED = st.text(st.characters(max_codepoint=0x5FF), max_size=300)


@given(SPACED)
def test_words_are_what_python_calls_words(text: str) -> None:
    words = re.findall(r"\w+", text.lower())
    assert shingled(text).words == (len(words) if len(words) >= 5 else 0)
    assert len(shingled(text).all) == max(0, len(words) - 4)


@given(SPACED, SPACED)
def test_the_same_five_words_have_the_same_number_wherever_they_stand(before: str, after: str) -> None:
    (number,) = shingled("the bridge at Aldmoor is").all.tolist()
    assert number in shingled(f"{before} The bridge, at ALDMOOR: is {after}").all.tolist()


def test_other_words_have_another_number() -> None:
    numbers = shingled(story(1, 2_000)).all.tolist()
    assert len(set(numbers)) == len(numbers)
    assert set(numbers).isdisjoint(shingled(story(2, 2_000)).all.tolist())


def test_what_stands_for_a_text_is_few_and_stands_for_a_longer_one_less_often() -> None:
    short, long = shingled(story(1, 900)), shingled(story(1, 900) + story(2, 9_000))
    assert 20 < len(short.chosen) < 100
    assert {one for one in short.chosen if one in long.chosen} < set(short.chosen)
    assert len(shingled(story(3, 60_000)).chosen) < 600


def test_letters_of_scripts_without_spaces_are_words() -> None:
    assert shingled("今日は天気").words == 5


def test_half_a_character_does_no_harm() -> None:
    assert shingled("one \ud800 two three four five").words == 5


def test_a_very_long_line_is_read_in_one_go() -> None:
    assert shingled("x" * 1_000_000 + " a b c d").words == 5
    assert shingled("bridge " * 200_000).words == 200_000
