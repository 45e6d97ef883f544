"""Which names in which articles are one voice; cases are in `voices.txt`.

A line of a case is an article: who speaks there, the role that it gives, whom else it names, and the event of
which it tells. Expected: a line for each voice, with its articles.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.bearers import bearer
from onrecord.connect.voices import Appearance, parted
from onrecord.record import VoiceKind
from onrecord.voices import posts
from tests.cases import Case, cases

CASES = cases(Path(__file__).with_name("voices.txt"))


def told(case: str) -> tuple[list[Appearance], dict[str, list[str]], dict[str, str]]:
    """The appearances of a case, an article a day, and the company and the event of each article."""
    met, beside, events = [], {}, {}
    for number, line in enumerate(case.splitlines()):
        parts = [part.strip() for part in line.split("|")]
        article, name, role, company, event = [*parts, "", ""][:5]
        if event:
            events[article] = event
        day = date(2025, 1, 1) + timedelta(number)
        heads = posts(role) if role else frozenset[str]()
        met.append(Appearance(article, name, day, bearer(name), heads, None, name, (role,) if role else ()))
        others = [bearer(one).name for one in company.split(", ") if one]
        beside[article] = sorted({*others, *([] if bearer(name).is_short else [bearer(name).name])})
    return met, beside, events


def voices(met: Iterable[Appearance], beside: dict[str, list[str]], events: dict[str, str]) -> list[str]:
    blocks: dict[str, list[Appearance]] = defaultdict(list)
    for one in met:
        blocks[one.bearer.block].append(one)
    found = [
        " ".join(sorted(one.article for one in members))
        for block in blocks.values()
        for members in parted(block, beside.__getitem__, events.get)
    ]
    return sorted(found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case) -> None:
    assert voices(*told(case.text)) == sorted(case.expected)


@given(st.sampled_from(CASES), st.randoms(use_true_random=False))
def test_whoever_came_first_the_voices_are_the_same(case: Case, random: object) -> None:
    met, beside, events = told(case.text)
    shuffled = list(met)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert voices(shuffled, beside, events) == voices(met, beside, events)


NAMES = (
    "Ines Keller",
    "Keller",
    "I. Keller",
    "Ines M. Keller",
    "Otto Keller",
    "Keler",
    "Ines Keler",
    "Otto Keller Jr.",
)
ROLES = ("", "mayor", "senator", "Mayor", "striker", "professor", "daughter")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.sampled_from(ROLES), st.sampled_from(("", "Mara Lind, Jon Bauer"))
        ),
        max_size=12,
    ),
    st.randoms(use_true_random=False),
)
def test_any_names_in_any_order(found: list[tuple[str, str, str]], random: object) -> None:
    text = "\n".join(f"a{number} | {' | '.join(one)}" for number, one in enumerate(found))
    met, beside, events = told(text)
    shuffled = list(met)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    said = voices(met, beside, events)
    assert voices(shuffled, beside, events) == said
    assert sorted(article for voice in said for article in voice.split()) == sorted(
        one.article for one in met
    )


def test_an_address_is_that_of_the_article_and_the_name() -> None:
    (one,), *_ = told("A | Ines Keller | mayor")
    assert one.id.startswith("v-")
    assert one.id == told("A | Ines Keller |")[0][0].id
    assert one.id != told("B | Ines Keller |")[0][0].id


def one_word(article: str, name: str, kind: VoiceKind) -> Appearance:
    return Appearance(article, name, date(2025, 1, 1), bearer(name), frozenset(), kind, name, ())


def test_a_body_is_one_voice_though_somebody_is_called_like_it() -> None:
    bodies = [one_word(f"body {number}", "Galdrup", "body") for number in range(9)]
    err, founder = one_word("err", "Galdrup", "person"), one_word("founder", "Jon Galdrup", "person")
    found = parted([*bodies, err, founder], lambda _: (), lambda _: None)
    assert sorted(map(len, found)) == [1, 10]


def test_a_country_that_many_are_called_like_is_apart_from_them() -> None:
    country = [one_word(f"country {number}", "Galdrup", "body") for number in range(5)]
    people = [one_word(f"person {number}", "Jon Galdrup", "person") for number in range(9)]
    alone = one_word("alone", "Galdrup", "person")
    found = parted([*country, *people, alone], lambda _: (), lambda _: None)
    assert sorted(map(len, found)) == [5, 10]
