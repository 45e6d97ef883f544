"""The network's numbers become attributions."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.decode import Thresholds, best_tags, decoded
from onrecord.analyse.tags import BEGIN, INSIDE, OUTSIDE, TAGS, Role
from onrecord.network.session import Output

KEEP_ALL = Thresholds(no_source=0.0, link_weight=0.0, short_piece=0, least_link=-99.0, least_score=0.0)
TAG_OF = {"S": BEGIN[Role.SOURCE], "s": INSIDE[Role.SOURCE], "Q": BEGIN[Role.CUE], "q": INSIDE[Role.CUE]}
TAG_OF |= {"C": BEGIN[Role.CONTENT], "c": INSIDE[Role.CONTENT], ".": OUTSIDE}


def output(tags: str, links: dict[int, int], pointers: dict[int, int | None]) -> Output:
    """An output that is sure of its tags; ``links`` from content to cue, ``pointers`` from cue to source."""
    size = len(tags)
    scores = np.full((size, TAGS), -9.0)
    scores[range(size), [TAG_OF[tag] for tag in tags]] = -0.01
    link, pointer = np.full((size, size), -9.0), np.full((size, size + 1), -9.0)
    for start, end in links.items():
        link[start, end] = -0.01
    for start, target in pointers.items():
        pointer[start, -1 if target is None else target] = -0.01
    return Output(scores, link, pointer)


def legal(tags: tuple[int, ...]) -> bool:
    before = (OUTSIDE, *tags)
    return all(
        tag not in INSIDE.values() or left in (tag, tag - 1) for left, tag in zip(before, tags, strict=False)
    )


@given(st.lists(st.lists(st.floats(-8, 0), min_size=TAGS, max_size=TAGS), min_size=1, max_size=4))
def test_no_legal_sequence_is_likelier_than_the_one_found(rows: list[list[float]]) -> None:
    scores = np.array(rows)
    found = tuple(best_tags(scores))
    worth = {
        tags: sum(scores[word, tag] for word, tag in enumerate(tags))
        for tags in product(range(TAGS), repeat=len(rows))
        if legal(tags)
    }
    assert legal(found)
    assert worth[found] >= max(worth.values()) - 1e-9


def test_content_goes_to_the_cue_it_points_at_not_to_the_nearest() -> None:
    found = decoded(output("SQSQCc", {4: 1, 5: 1}, {1: 0, 3: 2}), [False] * 6, KEEP_ALL)
    assert [(one.cue, one.source, one.content) for one in found] == [(range(1, 2), range(1), (range(4, 6),))]


def test_two_cues_may_share_a_source() -> None:
    found = decoded(output("SQCQC", {2: 1, 4: 3}, {1: 0, 3: 0}), [False] * 5, KEEP_ALL)
    assert [one.source for one in found] == [range(1), range(1)]


def test_a_cue_that_points_at_nothing_has_no_source() -> None:
    found = decoded(output("SQC", {2: 1}, {1: None}), [False] * 3, KEEP_ALL)
    assert [one.source for one in found] == [None]


def test_a_content_interrupted_by_its_cue_has_two_pieces() -> None:
    found = decoded(output("CcSQCc", {0: 3, 1: 3, 4: 3, 5: 3}, {3: 2}), [False] * 6, KEEP_ALL)
    assert [one.content for one in found] == [(range(2), range(4, 6))]


def test_a_cue_without_content_says_nothing() -> None:
    assert decoded(output("SQ.", {}, {1: 0}), [False] * 3, KEEP_ALL) == []


def test_a_lone_function_word_is_no_content() -> None:
    assert decoded(output("SQC", {2: 1}, {1: 0}), [False, False, True], KEEP_ALL) == []


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_whatever_the_numbers_spans_are_disjoint_and_scores_are_probabilities(size: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    tags, link, pointer = (-8 * chance.random((size, width)) for width in (TAGS, size, size + 1))
    found = decoded(Output(tags, link, pointer), [False] * size, KEEP_ALL)
    held = [word for one in found for piece in (one.cue, *one.content) for word in piece]
    assert len(held) == len(set(held))
    assert all(0 <= one.score <= 1 for one in found)
