"""What the print tells by itself: transcripts, signed quotations, posts."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse.layout import beside, laid_out
from onrecord.record import Attribution, Span
from tests.cases import Case, cases

CASES = cases(Path(__file__).parent / "cases" / "layout.txt")
PARTS = [
    *("WEBER: ", "HALE: ", "Karl Weber", "Anna Hale", " (@ahale) May 3, 2019"),
    *("“", "”", '"', "?", "\n", " — "),
]
TEXTS = st.lists(st.sampled_from(PARTS) | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_the_print_tells_who_says_what(case: Case) -> None:
    found = [
        " | ".join(spans[0].of(case.text) for spans in (one.source, one.cue, one.content))
        for one in laid_out(case.text)
    ]
    assert found == case.expected


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_statements_stand_in_the_text_one_after_another(text: str) -> None:
    reached = 0
    for one in laid_out(text):
        spans = sorted([*one.content, *one.cue, *one.source])
        assert reached <= spans[0].start
        for span in spans:
            assert span.start >= reached
            assert span.of(text).strip() == span.of(text)
            reached = span.end


def attribution(content: tuple[int, int], cue: tuple[int, int], source: tuple[int, int]) -> Attribution:
    return Attribution((Span(*content),), (Span(*cue),), (Span(*source),), "indirect", "network", 0.9)


LAID = attribution((20, 60), (18, 19), (10, 18))


def test_what_is_found_in_its_words_is_said_in_them() -> None:
    inside = attribution((30, 50), (25, 29), (20, 24))
    assert beside([LAID], [inside], []) == ([LAID], [inside])


def test_what_is_made_of_a_label_gives_way() -> None:
    assert beside([LAID], [attribution((20, 40), (18, 19), (10, 18))], []) == ([LAID], [])
    assert beside([LAID], [attribution((20, 60), (5, 8), (0, 4))], []) == ([LAID], [])


def test_what_stands_elsewhere_stays() -> None:
    before = attribution((70, 90), (65, 69), (61, 64))
    assert beside([LAID], [before], []) == ([LAID, before], [])
