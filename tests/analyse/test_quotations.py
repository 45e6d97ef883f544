"""Quotation marks of all styles are paired."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.quotations import inside, manner, quotations, utterances
from tests.cases import Case, cases

CASES = cases(Path(__file__).parent / "cases" / "quotations.txt")
MARKED = st.text(st.sampled_from("ab .,\n“”\"'‘’«»„「」—("), max_size=200)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_marks_are_paired(case: Case) -> None:
    assert [span.of(case.text) for span in quotations(case.text)] == case.expected


@given(MARKED)
def test_quotations_are_in_order_and_in_one_paragraph(text: str) -> None:
    found = quotations(text)
    assert all(left.end <= right.start for left, right in pairwise(found))
    assert all("\n" not in span.of(text) for span in found)


@given(MARKED)
def test_utterances_hold_the_same_words_as_quotations(text: str) -> None:
    joined = utterances(text)
    for span in quotations(text):
        assert any(whole.start <= span.start and span.end <= whole.end for whole in joined)


def test_a_quotation_over_paragraphs_is_one_utterance() -> None:
    text = "He said: “We stay.\n“We do not sign.\n“Not now.”\n“And you?” she asked."
    assert [span.of(text) for span in utterances(text)] == [
        "“We stay.\n“We do not sign.\n“Not now.”",
        "“And you?”",
    ]


def test_words_inside_marks_are_told() -> None:
    text = "He “will not” sign"
    words = [(0, 2), (4, 8), (9, 12), (14, 18)]
    assert inside(words, quotations(text)) == [False, True, True, False]


@pytest.mark.parametrize(
    ("quoted", "expected"),
    [([True, True], "direct"), ([True, False], "mixed"), ([False], "indirect"), ([], "indirect")],
)
def test_manner_says_how_much_stands_in_marks(quoted: list[bool], expected: str) -> None:
    assert manner(quoted) == expected
