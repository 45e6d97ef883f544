"""What statements of different articles do to each other; cases are in `across.txt`.

A line of a case is an article with one statement: the day, who, the cue, the words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.connect.across import judged
from onrecord.connect.keys import keys
from onrecord.connect.runs import longest, shared
from onrecord.connect.sides import DAYS, Side, sides
from onrecord.record import Published, Span, Speaker, Statement
from onrecord.resolve.cues import cue_sense
from tests.articles import article
from tests.cases import Case, cases

CASES = cases(Path(__file__).with_name("across.txt"))


def side(number: int, line: str) -> Side:
    day, who, cue, content = line.split(" | ")
    text = f"{who} {cue} {content}"
    start = len(who) + 1
    sense = cue_sense(cue, content)
    said = Statement(
        id=f"s-{number}",
        content=(Span(start + len(cue) + 1, len(text)),),
        cue=(Span(start, start + len(cue)),),
        source=(Span(0, len(who)),),
        speaker=Speaker(who, None, "named", None, None, None, 0.9),
        act=sense.act,
        manner="direct" if content.startswith("“") else "mixed" if "“" in content else "indirect",
        stance=sense.stance,
        when=None,
        found_by="network",
        score=0.9,
    )
    printed = replace(article(text), id=f"a-{number}", published=Published(day, "given"))
    (found,) = sides(printed, [said], ())
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    lines = case.text.splitlines()
    one, other = (side(number, line) for number, line in enumerate(lines))
    names = {f"s-{number}": line.split(" | ")[1] for number, line in enumerate(lines)}
    link = judged(one, other)
    told = ""
    if link is not None:
        does = link.relation if link.is_sure else f"perhaps {link.relation}"
        told = f"{names[link.start]} {does} {names[str(link.end)]}"
    assert told == "\n".join(case.expected)
    assert judged(other, one) == link


@pytest.mark.parametrize("case", [case for case in CASES if case.expected], ids=lambda case: case.title)
def test_who_is_linked_is_found(case: Case) -> None:
    one, other = (side(number, line) for number, line in enumerate(case.text.splitlines()))
    assert one.day is not None
    assert other.day is not None
    asked = keys(other)
    is_near = abs(one.day - other.day) <= DAYS
    assert keys(one).kept & (asked.words | (asked.near if is_near else frozenset()))
    asked = keys(one)
    assert keys(other).kept & (asked.words | (asked.near if is_near else frozenset()))


def test_paraphrase_is_looked_for_within_some_days_alone() -> None:
    first = date(2025, 2, 21)
    said = "Ines Keller | said | that the rudder of the Skarholm ferry was rotten when it sailed"
    again = "Ines Keller | said | that the Skarholm ferry sailed when its rudder was rotten"
    one = side(0, f"{first} | {said}")
    assert judged(one, side(1, f"{first + timedelta(DAYS)} | {again}")) is not None
    assert judged(one, side(1, f"{first + timedelta(DAYS + 1)} | {again}")) is None


def test_statements_in_other_languages_are_left_alone() -> None:
    said = "„Die Fähre nach Skarholm fährt im Mai und keinen Tag später.“"
    assert sides(article(said, "de"), [statement(said)], ()) == []
    assert len(sides(article(said, "en"), [statement(said)], ())) == 1


def statement(words: str) -> Statement:
    nobody = Speaker(None, None, None, None, None, None, None)
    return Statement(
        "s-0", (Span(0, len(words)),), (), (), nobody, "said", "direct", "neutral", None, "marks", 0.9
    )


def test_a_sentence_of_a_statement_is_compared_with_its_whole_alone() -> None:
    text = "“The Skarholm ferry was sound. Nobody had looked at its rudder.”"
    whole = statement(text)
    part = replace(whole, id="s-1", content=(Span(0, 30),), parent="s-0")
    assert [one.statement for one in sides(article(text), [whole, part], ())] == ["s-0"]


WORDS = st.lists(st.sampled_from("the ferry to skarholm sails not in may quid pro quo".split()), max_size=12)


@given(WORDS, WORDS)
def test_the_longest_run_stands_in_both(one: list[str], other: list[str]) -> None:
    run = longest(one, other)
    assert run.words in " ".join(one)
    assert run.words in " ".join(other)
    assert len(run.words.split()) == run.length
    assert run.length == longest(other, one).length


@given(WORDS, WORDS)
def test_what_is_shared_is_no_more_than_all(one: list[str], other: list[str]) -> None:
    both = shared(one, other)
    assert 0 <= both.of_more <= both.of_less <= 1
    assert set(both.stems) == set(shared(other, one).stems)


def test_a_phrase_that_stands_whole_in_both_is_one_topic() -> None:
    assert shared("a quid pro quo".split(), "no quid pro quo".split()).topics == 1
    assert shared("the ferry of skarholm".split(), "skarholm wants its ferry".split()).topics == 2


def test_what_stands_between_other_words_is_no_copy() -> None:
    said = "“The ferry to Skarholm will sail in May.”"
    quoted = printed(f"Ines Keller told the council: {said} The quay was full.", said)
    copied = printed(f"Snow fell. Ines Keller told the council: {said} The quay was full.", said)
    again = printed(f"Keller promised once more: {said} Snow fell.", said)
    assert quoted.is_copied(copied)
    assert not quoted.is_copied(again)


def printed(text: str, words: str) -> Side:
    """The side of words that stand in a text."""
    start = text.index(words)
    said = replace(statement(words), content=(Span(start, start + len(words)),))
    (one,) = sides(article(text), [said], ())
    return one
