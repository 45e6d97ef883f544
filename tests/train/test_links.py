"""What is learned of links: that what is right where something tells is sure there, and no more is shown."""

from __future__ import annotations

import tomllib
from random import Random

import pytest

from onrecord.train.links import Judged, fitted


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """A thousand pairs: nine in ten are right where a name is told, else one in ten."""
    chance = Random(3)
    pairs = []
    for number in range(1000):
        named = chance.random() < 0.3
        is_right = chance.random() < (0.9 if named else 0.1)
        features = {"named": float(named), "noise": chance.random(), f"cue {number % 400}": 1.0}
        pairs.append(Judged(f"article {number % 200}", features, is_right))
    return pairs


@pytest.fixture(scope="module")
def weights(judged: list[Judged]) -> dict[str, float]:
    table = tomllib.loads(fitted({"denies": judged}))
    return {str(name): float(value) for name, value in table["denies"].items()}


def test_what_tells_has_weight(weights: dict[str, float]) -> None:
    assert weights["named"] > 1.5 > abs(weights["noise"])


def test_a_word_that_was_hardly_judged_has_none(weights: dict[str, float]) -> None:
    assert not [name for name in weights if name.startswith("cue ")]


def test_what_is_sure_is_likely(weights: dict[str, float]) -> None:
    assert 0.5 <= weights["sure"] <= 0.9
    assert weights["kept"] <= weights["sure"]


def test_learning_twice_is_learning_once(judged: list[Judged]) -> None:
    assert fitted({"denies": judged}) == fitted({"denies": judged})
