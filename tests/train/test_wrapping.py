"""Sentences are put into frames, and what was said in them is said inside."""

from random import Random

import pytest

from onrecord.analyse.tags import Role
from onrecord.train.marked import Marked
from onrecord.train.wrapping import Frames, wrapped
from tests.train.marked_texts import article, statement, words_of

PLAIN = "Water rose in the old harbour on Monday night."


def frames(*own: str) -> Frames:
    return Frames(own, ["Reuters"], ["Mayor Jane Roe"])


def framed(marked: Marked, own: Frames, seed: int = 1) -> Marked:
    return wrapped(marked, own, 1.0, Random(seed))


def test_the_documents_own_frames_are_found() -> None:
    text = "The mayor told reporters that the bridge is safe. The dam holds, according to Anna Weber."
    outer = [
        statement(text, "The mayor", "told", "that the bridge is safe"),
        statement(text, "Anna Weber", "according to", "The dam holds"),
    ]
    assert Frames.of([Marked("a", "", text, outer)]).own == [
        "{S:The mayor} {C:told} reporters that |",
        "|, {C:according to} {S:Anna Weber}",
    ]


def test_a_statement_in_a_frame_stands_inside() -> None:
    own = frames("{S:Reuters} {C:reported} that |")
    found = next(
        made
        for made in (framed(article(), own, seed) for seed in range(50))
        if "Reuters reported that the mayor said" in made.text
    )
    outer = next(
        words_of(found.text, one)
        for one in found.outer
        if "the mayor" in words_of(found.text, one)["content"][0]
    )
    assert outer == {
        "source": ["Reuters"],
        "cue": ["reported"],
        "content": ["the mayor said that the bridge is safe"],
    }
    assert {"source": ["the mayor"], "cue": ["said"], "content": ["that the bridge is safe"]} in [
        words_of(found.text, one) for one in found.inner
    ]


@pytest.mark.parametrize("seed", range(40))
def test_whoever_is_cited_says_the_sentence(seed: int) -> None:
    found = framed(Marked("a", "", PLAIN), frames(), seed)
    (outer,), (inner,) = found.outer, found.inner
    sentence = words_of(found.text, inner)["content"][0]
    assert sentence.lower() == PLAIN.rstrip(".").lower()
    assert sentence in words_of(found.text, outer)["content"][0]
    assert outer[Role.CUE] != inner[Role.CUE]
    assert found.text.endswith(".")


def test_a_thought_inside_is_no_statement_inside() -> None:
    text = "The mayor hopes that the old bridge is safe."
    marked = Marked("a", "", text, [statement(text, "The mayor", "hopes", "that the old bridge is safe")])
    assert all(
        not framed(marked, frames("|, {C:according to} {S:Reuters}"), seed).inner for seed in range(10)
    )


@pytest.mark.parametrize("seed", range(20))
def test_a_statement_that_goes_on_behind_its_sentence_is_left_as_it_is(seed: int) -> None:
    text = "The mayor said: “The bridge is safe. It was built to last.”"
    marked = Marked(
        "a", "", text, [statement(text, "The mayor", "said", "“The bridge is safe. It was built to last.”")]
    )
    assert framed(marked, frames("{S:Reuters} {C:reported} that |"), seed).text == text
