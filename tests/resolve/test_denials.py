"""Which answers are found that were not seen as statements; cases are in `denials.txt`.

A case is a text with the statements that were seen; expected are the others: who, the cue, the content.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.resolve import statements
from onrecord.resolve.denials import with_denials
from tests.cases import Case, cases
from tests.resolve.marked import marked

CASES = cases(Path(__file__).with_name("denials.txt"))
_WORDS = (
    "the ferry claims that Mara Lind denied rejecting, has he but and reject report not true are , . “ ” by"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    article, analysis = marked(case.text)
    seen = {one.cue for one in analysis.attributions}
    found = [one for one in statements(article, analysis) if one.cue not in seen]
    told = [
        f"{one.speaker.name or 'nobody'} | {one.cue[0].of(article.text)} | {one.content[0].of(article.text)}"
        for one in found
    ]
    assert told == case.expected


def test_what_is_said_before_but_ends_where_the_denial_begins() -> None:
    article, analysis = marked(
        "[S Jon Bauer] [C said] [= he regretted the delay but denied that he had lied]."
    )
    (outer, _) = with_denials(article.text, analysis.attributions)
    assert outer.content[0].of(article.text) == "he regretted the delay"


def test_what_is_denied_behind_a_cut_does_not_stand_in_what_was_cut() -> None:
    article, analysis = marked("[S Jon Bauer] [C said] [= the but denied Mara denied the].")
    for one in with_denials(article.text, analysis.attributions):
        assert one.parent is None


def test_what_is_said_ends_where_a_denial_hangs_behind_it() -> None:
    article, analysis = marked("[S Jon Bauer] [C said] [= the ferry is safe, rejecting claims of rust].")
    told = {one.content[0].of(article.text) for one in with_denials(article.text, analysis.attributions)}
    assert told == {"the ferry is safe", "claims of rust"}


@given(st.lists(st.sampled_from(_WORDS.split()), min_size=1, max_size=60).map(" ".join), st.data())
def test_what_is_found_stands_in_the_text_and_in_its_parent(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    article, analysis = marked(f"[S Jon Bauer] [C said] [= {text[start:]}].{text[:start]}")
    every = with_denials(article.text, analysis.attributions)
    for one in every:
        assert all(span.end <= len(article.text) for span in (*one.content, *one.cue, *one.source))
        if one.parent is not None:
            outer = every[one.parent].content[0]
            assert outer.start <= one.content[0].start
            assert one.content[0].end <= outer.end
