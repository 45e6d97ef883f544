"""The network's numbers become names."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.entities import names
from onrecord.analyse.tags import NAME_BEGIN, NAME_END, NAME_SINGLE, NAME_TAGS, OUTSIDE, Kind


def scores(tags: list[int]) -> np.ndarray:
    found = np.full((len(tags), NAME_TAGS), -9.0)
    found[range(len(tags)), tags] = -0.01
    return found


def test_names_side_by_side_are_two() -> None:
    person, place = Kind.PERSON, Kind.PLACE
    tags = [NAME_BEGIN[person], NAME_END[person], NAME_SINGLE[person], OUTSIDE, NAME_SINGLE[place]]
    assert [(one.words, one.kind) for one in names(scores(tags))] == [
        (range(2), person),
        (range(2, 3), person),
        (range(4, 5), place),
    ]


def test_words_without_a_name_have_none() -> None:
    assert names(scores([OUTSIDE, OUTSIDE])) == []


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_whatever_the_numbers_names_are_in_order_and_apart(size: int, seed: int) -> None:
    found = names(-8 * np.random.default_rng(seed).random((size, NAME_TAGS)))
    held = [word for one in found for word in one.words]
    assert held == sorted(set(held))
    assert all(0 <= one.score <= 1 for one in found)
