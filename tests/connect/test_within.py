"""Who denies, confirms or repeats whom in an article, or is silent; cases are in `within.txt`.

A line of a case is a statement: who, the cue, the words. Expected: who does what to whom, and what both speak
of.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.connect.again import before
from onrecord.connect.said import said
from onrecord.connect.within import links
from onrecord.record import Article, Link, Span, Speaker, Statement
from onrecord.resolve.cues import cue_sense
from tests.articles import article
from tests.cases import Case, cases

CASES = cases(Path(__file__).with_name("within.txt"))


def told(case: str) -> tuple[Article, list[Statement]]:
    """An article that is the lines of a case, each a statement."""
    text = case.replace(" | ", " ")
    made, at = [], 0
    for number, line in enumerate(case.splitlines()):
        if not line:
            at += 1
            continue
        who, cue, content = line.split(" | ")
        places = [at, at + len(who), at + len(who) + 1, at + len(who) + len(cue) + 1]
        start, end = places[3] + 1, places[3] + 1 + len(content)
        sense = cue_sense(cue, content)
        made.append(
            Statement(
                id=f"s-{number}",
                content=(Span(start, end),),
                cue=(Span(places[2], places[3]),),
                source=(Span(places[0], places[1]),),
                speaker=Speaker(who, None, "named", None, None, None, 0.9),
                act=sense.act,
                manner="direct" if content[0] == "“" else "mixed" if "“" in content else "indirect",
                stance=sense.stance,
                when=None,
                found_by="network",
                score=0.9,
            )
        )
        at = end + 1
    return article(text), made


def in_words(link: Link, statements: list[Statement]) -> str:
    names = {one.id: str(one.speaker.name).split()[-1] for one in statements}
    spoken = link.reason.partition("both speak of ")[2]
    end = names[link.end] if link.end is not None else "nobody"
    does = link.relation if link.is_sure else f"perhaps {link.relation}"
    return f"{names[link.start]} {does} {end}" + (f": {spoken}" if spoken else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    made, statements = told(case.text)
    found = [in_words(link, statements) for link in links(made, statements)]
    assert found == case.expected


def test_a_denial_of_the_claim_inside_it_denies_that_claim() -> None:
    made, (outer,) = told("Mara Lind | denied | the rumour that she has sold her house in Aldmoor")
    at = made.text.index("she has sold")
    inner = Statement(
        id="s-inner",
        content=(Span(at, len(made.text)),),
        cue=(),
        source=(),
        speaker=Speaker(None, None, None, None, None, None, None),
        act="said",
        manner="indirect",
        stance="doubt",
        when=None,
        found_by="network",
        score=0.9,
        parent=outer.id,
    )
    (link,) = links(made, [outer, inner])
    assert (link.relation, link.start, link.end) == ("denies", "s-0", "s-inner")


def test_thousands_of_statements_are_linked_in_no_more_than_their_number() -> None:
    made, statements = told("\n".join(f"Ines Keller | said | The bridge {n} is open." for n in range(3_000)))
    assert len(links(made, statements)) <= 3 * len(statements)


def test_the_same_in_other_words_is_worth_judging() -> None:
    made, statements = told(
        "Ines Keller | said | The harbour lost forty ships to Oxtarn in the last winter.\n"
        "Ines Keller | said | Forty of its ships have moved from the port of Aldmoor to that of Oxtarn."
    )
    first, second = said(made.text, statements)
    assert list(before(second, [first])) == [first]


def test_what_was_learned_of_english_is_asked_of_no_other_language() -> None:
    made, statements = told(
        "Ines Keller | said | “The bridge over the harbour will open in May.”\n"
        "Ines Keller | said | “The bridge over the harbour will open in May.”"
    )
    assert [link.relation for link in links(made, statements)] == ["repeats"]
    assert links(replace(made, language="sv"), statements) == ()


def test_a_brief_account_repeats_the_quotation_whose_words_it_has_in_marks() -> None:
    made, statements = told(
        "Jon Bauer | said | the sale was “a bad day”.\n"
        "Jon Bauer | told the Courier | “A bad day it was for all of us who need the ferry,”"
    )
    (link,) = links(made, statements)
    assert (link.relation, link.reason) == ("repeats", "quotes the same words")


def test_nobody_repeats_what_stands_inside_his_own_words() -> None:
    made, (outer, inner) = told(
        "Jon Bauer | said | the council says that the bridge at Aldmoor is rotten\n"
        "The council | says | that the bridge at Aldmoor is rotten"
    )
    place = made.text.index("that the bridge")
    nested = replace(inner, content=(Span(place, outer.content[0].end),), speaker=outer.speaker)
    one, other = said(made.text, [outer, nested])
    assert list(before(other, [one])) == []


def with_passage(statements: list[Statement], number: int, words: str, text: str) -> list[Statement]:
    """The statements and the passage of one of them that has the words."""
    span = Span(text.index(words), text.index(words) + len(words))
    whole = statements[number]
    sense = cue_sense(whole.cue[0].of(text), words)
    part = replace(
        whole, id="s-part", content=(span,), cue=(), source=(), stance=sense.stance, parent=whole.id
    )
    return [*statements, part]


def test_a_link_leads_to_the_sentence_that_is_denied() -> None:
    made, statements = told(
        "Ines Keller | said | The fair will be held in May as it is each year, with a market and a dance. "
        "The bridge was closed because its steel is rotten.\n"
        "The council | denied | that the steel of the bridge is rotten"
    )
    known = with_passage(statements, 0, "The bridge was closed because its steel is rotten.", made.text)
    (link,) = links(made, known)
    assert (link.start, link.end) == ("s-1", "s-part")


def test_a_link_comes_from_the_sentence_that_denies() -> None:
    made, statements = told(
        "Ines Keller | claimed | Bauer sold the ferry to a friend in spring.\n"
        "Jon Bauer | said | That is simply not true, whatever she says of it. "
        "The fair will be held in May as it is each year, with a market on the quay and a dance at night."
    )
    known = with_passage(statements, 1, "That is simply not true, whatever she says of it.", made.text)
    (link,) = links(made, known)
    assert (link.start, link.end) == ("s-part", "s-0")


def test_a_passage_that_is_most_of_a_statement_says_no_more_exactly_what_is_meant() -> None:
    made, statements = told(
        "Ines Keller | said | The bridge was closed because its steel is rotten. That is all.\n"
        "The council | denied | that the steel of the bridge is rotten"
    )
    known = with_passage(statements, 0, "The bridge was closed because its steel is rotten.", made.text)
    (link,) = links(made, known)
    assert link.end == "s-0"
