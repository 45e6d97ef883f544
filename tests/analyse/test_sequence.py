"""The likeliest sequence that a grammar allows is found."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse import decode, entities
from onrecord.analyse.sequence import Grammar, best_tags
from onrecord.analyse.tags import BEGIN, END, INSIDE, OUTSIDE, SINGLE, Role

# A small one of the kind that spans have: 1 begins what 2 ends, 3 is a span of one word.
SPANS = Grammar.of(4, {1: [2]}, {2: [1]})
ROWS = st.lists(st.lists(st.floats(-8, 0), min_size=4, max_size=4), min_size=1, max_size=5)


def allowed(tags: tuple[int, ...], grammar: Grammar) -> bool:
    return all(grammar.follows[left, right] == 0 for left, right in pairwise((0, *tags, 0)))


@given(ROWS)
def test_no_allowed_sequence_is_likelier_than_the_one_found(rows: list[list[float]]) -> None:
    scores = np.array(rows)
    found = tuple(best_tags(scores, SPANS).tolist())
    worth = {
        tags: sum(scores[word, tag] for word, tag in enumerate(tags))
        for tags in product(range(4), repeat=len(rows))
        if allowed(tags, SPANS)
    }
    assert allowed(found, SPANS)
    assert worth[found] >= max(worth.values()) - 1e-9


@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
@pytest.mark.parametrize("grammar", [decode.GRAMMAR, entities.GRAMMAR], ids=["roles", "names"])
def test_whatever_the_numbers_the_sequence_is_allowed(grammar: Grammar, size: int, seed: int) -> None:
    scores = -8 * np.random.default_rng(seed).random((size, len(grammar.follows)))
    assert allowed(tuple(best_tags(scores, grammar).tolist()), grammar)


def test_a_span_of_roles_is_one_word_or_begins_and_ends() -> None:
    cue, content = Role.CUE, Role.CONTENT
    assert allowed((BEGIN[cue], INSIDE[cue], END[cue], SINGLE[content]), decode.GRAMMAR)
    for wrong in ((BEGIN[cue],), (END[cue],), (BEGIN[cue], END[content]), (BEGIN[cue], OUTSIDE, END[cue])):
        assert not allowed(wrong, decode.GRAMMAR)
