"""Every character of an article stands on its page once, whatever covers it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Span
from onrecord.web.marked import PAGE, page_from, paragraphs, shown
from tests.archives import NOBODY, reading

TEXTS = st.text(alphabet="ab \n", min_size=1, max_size=60).filter(lambda text: bool(text.strip()))


def said(text: str, *contents: tuple[tuple[int, int], ...]):  # type: ignore[no-untyped-def]
    one = reading(1, (NOBODY, text))
    statement = one.statements[0]
    return one.article, [
        replace(statement, id=f"s-{number}", content=tuple(Span(*span) for span in spans))
        for number, spans in enumerate(contents)
    ]


@given(TEXTS, st.data())
def test_the_runs_are_the_text(text: str, data: st.DataObject) -> None:
    places = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).filter(
        lambda one: one[0] < one[1]
    )
    contents = data.draw(st.lists(st.lists(places, min_size=1, max_size=3), max_size=4))
    article, statements = said(text, *map(tuple, contents))
    found = paragraphs(article, statements, 0, len(text))
    assert [line for line in text.split("\n") if line] == [
        "".join(run.text for run in one.runs) for one in found
    ]
    for one in found:
        at = one.start
        for run in one.runs:
            for number, statement in enumerate(statements):
                is_in = any(span.start <= at and at + len(run.text) <= span.end for span in statement.content)
                assert (number in run.said) == is_in
            at += len(run.text)


def test_what_stands_inside_comes_last() -> None:
    article, statements = said("he said that she said no", ((8, 24),), ((22, 24),))
    (one,) = paragraphs(article, statements, 0, 24)
    assert [(run.text, run.said) for run in one.runs] == [
        ("he said ", ()),
        ("that she said ", (0,)),
        ("no", (0, 1)),
    ]
    assert one.begins == (0, 1)


def test_a_statement_with_a_gap_opens_once() -> None:
    article, statements = said("“A,” he said. “B.”", ((0, 4), (14, 18)))
    (one,) = paragraphs(article, statements, 0, 18)
    assert [run.opens for run in one.runs] == [(0,), (), ()]


def test_a_statement_over_two_paragraphs_is_marked_in_both() -> None:
    article, statements = said("“One.\n\n“Two.”", ((0, 13),))
    assert [one.begins for one in paragraphs(article, statements, 0, 13)] == [(0,), ()]
    assert [one.runs[0].said for one in paragraphs(article, statements, 0, 13)] == [(0,), (0,)]


@given(st.text(max_size=50))
def test_nothing_a_browser_would_obey_is_left_and_offsets_stay(text: str) -> None:
    told = shown(text)
    assert len(told) == len(text)
    assert not set(told) & {"\u202e", "\u2066", "\x00", "\x1b", "\ufeff"}


@given(st.integers(0, 200_000), st.sampled_from(["word ", "paragraph\n", "x"]))
def test_pages_cover_a_text_of_any_length(length: int, unit: str) -> None:
    text = (unit * (length // len(unit) + 1))[:length]
    at = 0
    while at < len(text):
        end = page_from(text, at)
        assert at < end <= min(len(text), at + PAGE)
        at = end
