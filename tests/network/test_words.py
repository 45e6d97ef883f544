"""Words and the case of their letters."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.network.words import LETTER_CASES, letter_case, words


@given(st.text())
def test_words_are_in_order_and_leave_out_white_space_alone(text: str) -> None:
    spans = words(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    held = "".join(text[start:end] for start, end in spans)
    assert held == "".join(text.split())


@given(st.text(min_size=1))
def test_every_word_has_a_letter_case(text: str) -> None:
    assert all(0 <= letter_case(text[start:end]) < LETTER_CASES for start, end in words(text))


def test_names_acronyms_and_marks_are_told_apart() -> None:
    looks = [letter_case(word) for word in ("said", "Putin", "NATO", "McConnell", "2025", ",")]
    assert len(set(looks)) == LETTER_CASES
    assert letter_case("A") == letter_case("Putin")
