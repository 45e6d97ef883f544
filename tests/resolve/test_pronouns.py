"""Whom "he" and "she" can mean, and how probable each is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.record import Span
from onrecord.resolve.mentions import Turns
from onrecord.resolve.pronouns import person_meant, probabilities, traits_of_candidates, weights
from onrecord.resolve.scene import Scene
from tests.articles import article


def _candidates(text: str, gender: str) -> list[str]:
    at = text.index("<") + 1
    plain = text.replace("<", "").replace(">", "")
    pronoun = Span(at - 1, at - 1 + text.index(">") - at)
    people, _ = traits_of_candidates(Scene.of(article(plain), ()), pronoun, gender, Turns())
    return sorted(person.name for person in people)


def test_nobody_of_another_gender_can_be_meant() -> None:
    assert _candidates("Anna Weber met Tom Berg. <She> was late.", "female") == ["Anna Weber"]


def test_whose_campaign_it_is_cannot_be_meant() -> None:
    assert _candidates("The Berg campaign met. Tom Berg, no. It rained on <him>.", "male") == ["Tom Berg"]
    assert (
        _candidates("Tom Berg met.\n" + "It rained. " * 7 + "The Berg campaign met. <He> was late.", "male")
        == []
    )


_traits = st.dictionaries(st.sampled_from(sorted(weights().traits)), st.floats(0, 4), max_size=6)


@given(st.lists(_traits, min_size=1, max_size=6))
def test_what_is_probable_sums_to_one(traits: list[dict[str, float]]) -> None:
    found = probabilities(traits, weights().traits)
    assert len(found) == len(traits)
    assert sum(found) == pytest.approx(1)
    assert all(0 <= each <= 1 for each in found)


def test_nobody_is_named_where_nobody_is_probable() -> None:
    text = "It rained. He was late."
    assert person_meant(Scene.of(article(text), ()), Span(11, 13), "male", Turns()) is None
