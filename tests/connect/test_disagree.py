"""Whether two statements give different figures for one thing; cases are in `disagree.txt`.

A case has two contents, of articles that open with the same. Expected: the two figures that differ, "agree"
where figures of one thing do not, "unlike" where there are none of one thing.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.connect.counts import Tally, tallied
from onrecord.connect.disagree import agree, compared, difference
from onrecord.record import Span
from onrecord.resolve.figures import asserted
from tests.cases import Case, cases

CASES = cases(Path(__file__).with_name("disagree.txt"))
OPENING = frozenset(("garnmo", "westri", "flood", "harbou", "mosque"))


def counted(words: str) -> Tally:
    found = tallied(words, [Span(0, len(words))], list(asserted(words, 0, len(words))), OPENING)
    return (
        found
        if found is not None
        else Tally(tuple(words.casefold().split()), (), OPENING, frozenset(), frozenset(), OPENING)
    )


def in_words(one: Tally, other: Tally) -> str:
    found = difference(one, other)
    if found is not None:
        return f"{found.one} against {found.other}"
    return "agree" if compared(one, other) is not None else "unlike"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    one, other = map(counted, case.text.splitlines())
    assert in_words(one, other) == " ".join(case.expected)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_it_is_the_same_either_way_round(case: Case) -> None:
    one, other = map(counted, case.text.splitlines())
    there, back = in_words(one, other), in_words(other, one)
    assert back == " against ".join(reversed(there.split(" against ")))


def test_no_statement_differs_from_itself() -> None:
    for case in CASES:
        for words in case.text.splitlines():
            assert difference(counted(words), counted(words)) is None, words


def test_articles_of_different_events_have_no_toll_in_common() -> None:
    one = counted("12 people were killed")
    other = replace(counted("47 people were killed"), setting=frozenset(("tunnel", "brackm")))
    assert in_words(one, other) == "unlike"


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_numbers_agree_either_way_round_or_not_at_all(one: int, other: int) -> None:
    mine, theirs = (
        counted(f"the harbour bridge repairs would cost about ${value}").counts for value in (one, other)
    )
    assert agree(mine[0], theirs[0]) == agree(theirs[0], mine[0])


def test_a_content_of_many_figures_takes_no_time() -> None:
    words = " and ".join(f"{number} people killed" for number in range(2, 20_000))
    assert len(counted(words).counts) == 12
