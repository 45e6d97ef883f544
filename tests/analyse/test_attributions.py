"""The shipped network finds attributions; other languages are read by their quotation marks."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analyse import analyses
from onrecord.analyse.attributions import nested
from onrecord.network.session import shipped
from onrecord.record import Analysis, Attribution, Span
from tests.articles import article
from tests.cases import Case, cases

CASES = cases(Path(__file__).parent / "cases" / "attributions.txt")
TEXTS = st.text(
    st.one_of(st.sampled_from("said he told that “”\"'’,.\n\t"), st.characters(exclude_categories=["Cs"])),
    max_size=300,
)


def analysis(text: str, language: str | None = "en") -> Analysis:
    return next(analyses([article(text, language)], shipped))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_plain_statement_is_found(case: Case) -> None:
    (found,) = analysis(case.text).attributions
    expected = dict(line.split(None, 1) for line in case.expected)
    for role in ("content", "cue", "source"):
        assert " … ".join(span.of(case.text) for span in getattr(found, role)) == expected[role]
    assert found.manner == expected["manner"]
    assert found.found_by == "network"


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    seen = analysis(text)
    for number, found in enumerate(seen.attributions):
        for span in (*found.content, *found.cue, *found.source):
            assert 0 <= span.start < span.end <= len(text)
            assert span.of(text).strip() == span.of(text)
        assert 0 <= found.score <= 1
        assert found.parent is None or 0 <= found.parent < number
    for entity in seen.entities:
        assert 0 <= entity.span.start < entity.span.end <= len(text)
        assert 0 <= entity.score <= 1


def test_attributions_come_in_the_order_of_the_text() -> None:
    text = "The mayor said the bridge is safe.\nAnna Weber denied that the bridge was unsafe.\n" * 30
    starts = [found.content[0].start for found in analysis(text).attributions]
    assert len(starts) > 30
    assert starts == sorted(starts)


def test_a_paragraph_longer_than_a_window_is_read_to_its_end() -> None:
    text = " ".join(
        f"The mayor of town number {number} said that the bridge would open in May." for number in range(60)
    )
    found = analysis(text).attributions
    assert len(found) == 60
    assert len({one.content[0] for one in found}) == 60


def test_a_language_without_a_network_is_read_by_its_marks() -> None:
    text = "„Wir werden den Vertrag nicht unterschreiben“, sagte der Minister. Das „Ende“ ist nah."
    found = analysis(text, "de")
    assert [one.content[0].of(text) for one in found.attributions] == [
        "„Wir werden den Vertrag nicht unterschreiben“"
    ]
    assert found.attributions[0].found_by == "marks"
    assert found.attributions[0].source == ()
    assert found.network is None


def test_a_script_without_blanks_is_read_by_its_marks() -> None:
    found = analysis("首相は「この条約には署名しない」と述べた。「はい」。", "ja")
    assert len(found.attributions) == 1


def test_the_analysis_names_the_network_that_made_it() -> None:
    network = shipped("en")
    assert network is not None
    assert analysis("The mayor said the bridge is safe.").network == network.digest


@pytest.mark.parametrize("mark", ["[…]", "[...]", "(…)"])
def test_a_cut_mark_is_no_word_of_the_speaker(mark: str) -> None:
    text = f"The mayor said on Friday that the old bridge over the harbour would open {mark}"
    (found,) = analysis(text).attributions
    assert found.content[-1].of(text).endswith("would open")


def test_the_comma_before_the_cue_is_the_frames() -> None:
    text = "The bridge over the harbour will open in May, the mayor said on Friday."
    (found,) = analysis(text).attributions
    assert found.content[0].of(text) == "The bridge over the harbour will open in May"


def test_what_is_cited_in_a_turn_of_a_transcript_stands_in_it() -> None:
    text = (
        "The minister, Anna Hale, answered questions on Sunday.\n"
        "WEBER: Will the barrier hold?\n"
        "HALE: The engineers told me on Friday that every gate would hold.\n"
        "WEBER: Thank you.\n"
    )
    found = [one for one in analysis(text).attributions if one.content[0].start > text.index("WEBER")]
    turns = [one for one in found if one.found_by == "layout"]
    assert [one.source[0].of(text) for one in turns] == ["WEBER", "HALE", "WEBER"]
    assert {one.manner for one in turns} == {"direct"}
    (cited,) = [one for one in found if one.found_by == "network"]
    parent = analysis(text).attributions[cited.parent or 0]
    assert (cited.cue[0].of(text), parent.source[0].of(text)) == ("told", "HALE")


def attribution(content: tuple[int, int], cue: tuple[int, int]) -> Attribution:
    return Attribution((Span(*content),), (Span(*cue),), (), "indirect", "network", 0.9)


def test_an_inner_statement_stands_in_the_content_that_holds_its_cue() -> None:
    outer, inner, innermost = (
        attribution((10, 90), (5, 8)),
        attribution((30, 80), (20, 25)),
        attribution((50, 60), (40, 45)),
    )
    assert [(one.content, one.parent) for one in nested([outer], [innermost, inner])] == [
        (outer.content, None),
        (inner.content, 0),
        (innermost.content, 1),
    ]


def test_an_outer_statement_comes_before_those_inside_it() -> None:
    outer, inner = attribution((10, 90), (92, 95)), attribution((10, 80), (82, 86))
    assert [one.parent for one in nested([outer], [inner])] == [None, 0]


def test_an_inner_statement_that_nobody_reports_is_left_out() -> None:
    outer, lost = attribution((10, 40), (5, 8)), attribution((60, 80), (50, 55))
    assert nested([outer], [lost]) == [outer]


def test_an_inner_statement_whose_words_begin_before_those_around_its_cue_is_left_out() -> None:
    outer, inner = attribution((10, 40), (5, 8)), attribution((2, 30), (20, 25))
    assert nested([outer], [inner]) == [outer]


def test_statements_that_hold_each_other_are_left_out() -> None:
    one, other = attribution((10, 40), (60, 65)), attribution((50, 70), (20, 25))
    assert nested([], [one, other]) == []
