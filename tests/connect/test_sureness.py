"""How sure a link is goes up with what speaks for it, and says about how many readers would grant it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.connect import sureness
from onrecord.connect.said import Said, said
from onrecord.record import Span
from tests.connect.test_within import told


def those(case: str) -> list[Said]:
    made, statements = told(case)
    return said(made.text, statements)


def how_surely_denied(case: str) -> float:
    """How surely the last of the lines denies the first."""
    lines = those(case)
    return sureness.denies(lines[-1], lines[0], sureness.Place(len(lines) - 2, 1, len(lines) - 1, 4000))


CLAIM = "Ines Keller | accused | the council of hiding a report on the bridge"
DENIAL = "The council | denied | that it had hidden a report on the bridge"


def test_a_denial_is_surer_of_what_it_speaks_of() -> None:
    ferry = "The council | denied | that the ferry leaves at nine"
    assert how_surely_denied(f"{CLAIM}\n{DENIAL}") > 2 * how_surely_denied(f"{CLAIM}\n{ferry}")


def test_an_accusation_is_denied_more_surely_than_a_remark() -> None:
    denial = "The council | denied | any wrongdoing"
    remark = "Ines Keller | said | The bridge will open in May."
    assert how_surely_denied(f"{CLAIM}\n{denial}") > how_surely_denied(f"{remark}\n{denial}")


def test_what_stands_far_away_is_denied_less_surely() -> None:
    one, other = those(f"{CLAIM}\nThe council | rejected | the accusations")
    near, far = sureness.Place(0, 1, 1, 4000), sureness.Place(30, 1, 30, 4000)
    assert sureness.denies(other, one, near) > sureness.denies(other, one, far)


def test_the_same_words_are_said_again_more_surely_than_the_same_topic() -> None:
    first = "Ines Keller | said | The bridge over the harbour will open in May."
    again = "Ines Keller | repeated | that the bridge over the harbour will open in May"
    topic = "Ines Keller | said | Nobody has paid for the bridge over the harbour, and nobody will."
    place = sureness.Place(0, 1, 1, 4000)
    sure, less = (
        sureness.repeats(lines[1], lines[0], place)
        for lines in (those(f"{first}\n{again}"), those(f"{first}\n{topic}"))
    )
    assert sureness.is_sure("repeats", sure)
    assert not sureness.is_sure("repeats", less)


def test_places_count_what_stands_between_two_statements_and_before() -> None:
    made, statements = told(f"{CLAIM}\n\nJon Bauer | said | The ferry leaves at nine.\n\n{DENIAL}")
    first, _, last = lines = said(made.text, statements)
    places = sureness.Places(lines, made)
    assert places.of(first, last) == places.of(last, first) == sureness.Place(1, 1, 2, len(made.text))
    assert places.of(first, first).between == 0
    headed = sureness.Places(lines, replace(made, title=Span(0, statements[0].content[0].end)))
    assert headed.of(first, last).before == 0


@given(st.sampled_from(["denies", "repeats"]), st.floats(0, 1), st.floats(0, 1))
def test_what_is_sure_is_worth_a_look_and_what_is_surer_is_sure(
    relation: str, one: float, other: float
) -> None:
    less, more = sorted((one, other))
    assert sureness.is_sure(relation, less) <= sureness.is_worth_a_look(relation, less)
    assert sureness.is_sure(relation, less) <= sureness.is_sure(relation, more)
