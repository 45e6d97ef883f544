"""Vectors that are alike come together, whatever their order, and each stands in one group."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.connect import gathering
from onrecord.connect.gathering import gathered, nearest

VECTORS = st.lists(
    st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from([0.5, 1.0, 3.0]), max_size=5), max_size=12
)


def test_those_with_the_same_words_come_together_and_others_do_not() -> None:
    told = [{"ferry": 2.0, "ice": 1.0}, {"vote": 1.0}, {"ferry": 2.0, "harbour": 1.0}, {"vote": 3.0}]
    assert gathered(told, [0.5] * 4) == [[0, 2], [1, 3]]


def test_whoever_has_no_words_is_alone() -> None:
    assert gathered([{}, {}, {"ice": 1.0}], [0.1] * 3) == [[0], [1], [2]]
    assert gathered([], []) == []


def test_a_group_is_joined_by_what_it_has_as_a_whole() -> None:
    """The last is like neither of the first two by itself as much as like both."""
    told = [{"a": 1.0, "x": 1.0}, {"a": 1.0, "y": 1.0}, {"x": 1.0, "y": 1.0, "z": 1.0}]
    assert gathered(told, [0.48] * 3) == [[0, 1], [2]]
    assert gathered(told, [0.45] * 3) == [[0, 1, 2]]


@given(VECTORS, st.sampled_from([0.2, 0.5, 0.9]))
def test_each_stands_in_one_group_and_groups_are_in_order(
    told: list[dict[str, float]], needed: float
) -> None:
    groups = gathered(told, [needed] * len(told))
    assert sorted(one for group in groups for one in group) == list(range(len(told)))
    assert groups == sorted(map(sorted, groups))


@given(VECTORS)
def test_rows_looked_at_one_by_one_tell_the_same(told: list[dict[str, float]]) -> None:
    at_once = gathering._AT_ONCE
    whole = gathered(told, [0.4] * len(told)), nearest(told[:4], told[4:])
    try:
        gathering._AT_ONCE = 1
        assert (gathered(told, [0.4] * len(told)), nearest(told[:4], told[4:])) == whole
    finally:
        gathering._AT_ONCE = at_once


def test_the_nearest_is_the_first_of_equals() -> None:
    assert nearest([{"ice": 1.0}, {"fog": 1.0}], [{"a": 1.0}, {"ice": 2.0}, {"ice": 1.0}]) == [
        (1, 1.0),
        (0, 0.0),
    ]
    assert nearest([{"ice": 1.0}], []) == [(0, 0.0)]
