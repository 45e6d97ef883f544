"""The passages of a statement: what they are cut from, and what they take from it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Article, Figure, Span, Statement, Words
from onrecord.resolve.passages import passages
from tests.archives import named, reading


def said(*pieces: str) -> tuple[Article, Statement]:
    """One statement whose content is the pieces, in an article with " he said " between them."""
    made = reading(1, (named("Ines Keller"), " he said ".join(pieces)))
    text, (one,) = made.article.text, made.statements
    spans = tuple(Span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces)
    return made.article, replace(one, content=spans)


def told(*pieces: str) -> list[str]:
    made, one = said(*pieces)
    return [span.of(made.text) for part in passages(made, [one]) for span in part.content]


def test_each_sentence_of_a_quotation_is_a_passage() -> None:
    first = "“The bridge will be closed for the whole of the summer."
    second = "Nobody has told the people of Aldmoor why that is so.”"
    assert told(f"{first} {second}") == [first, second]


def test_one_sentence_has_none() -> None:
    assert told("“The bridge of Aldmoor will be closed for the whole of the summer.”") == []


def test_a_short_sentence_goes_with_the_next_and_the_last_with_the_one_before() -> None:
    first = "“That is not so. The bridge was closed because its steel is rotten."
    second = "We have known it since the flood of last year. All of us.”"
    assert told(f"{first} {second}") == [first, second]


def test_what_the_cue_interrupts_is_in_pieces() -> None:
    assert told("“The bridge is closed,”", "“and so is the ferry.”") == [
        "“The bridge is closed,”",
        "“and so is the ferry.”",
    ]


def test_a_dash_parts_what_is_said() -> None:
    first = "the bridge was closed because its steel is rotten"
    second = "the worst that the engineers of the town had seen"
    assert told(f"{first} -- {second}") == [first, second]


def test_a_passage_has_the_speaker_of_the_whole_and_the_figures_of_its_words() -> None:
    made, one = said(
        "“The bridge of Aldmoor has carried 300 lorries a day. It was built to carry far fewer than that.”"
    )
    at = Span(made.text.index("300"), made.text.index("300") + 3)
    figure = Figure(Words("300", at), 300, None, None, "lorries", approx=False)
    first, second = passages(made, [replace(one, figures=(figure,))])
    assert (first.parent, second.parent) == (one.id, one.id)
    assert (first.speaker, first.cue, first.source) == (one.speaker, (), ())
    assert (first.figures, second.figures) == ((figure,), ())


@given(
    st.lists(
        st.sampled_from(("The bridge is shut", ". ", " -- ", "; ", "! ", "\n", "“", "”", "a b c ")),
        max_size=40,
    )
)
def test_they_lie_in_order_in_the_whole_and_have_ids_of_their_own(parts: list[str]) -> None:
    made, one = said("x" + "".join(parts))
    found = passages(made, [one])
    spans = [part.content[0] for part in found]
    assert all(one.content[0].start <= span.start and span.end <= one.content[0].end for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert len({one.id, *(part.id for part in found)}) == len(found) + 1
