"""The pair network answers the same in company or alone, bounded whatever the text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.network.pairs import WIDTH, Judgement, Pairs, shipped
from onrecord.network.pieces import MOST_PIECES, of_one, of_pair, of_text
from onrecord.network.session import WEIGHTS
from onrecord.network.wordpiece import vocabulary

WORDPIECE = vocabulary(WEIGHTS / "en" / "vocabulary.txt")
SALE = "The ministry said the sale was halted on Monday."
PAIRS = [
    (SALE, "The sale was stopped."),
    (SALE, "The sale went ahead on Monday."),
    (SALE, "At least 33 people were killed in the flood."),
]


@pytest.fixture(scope="module")
def network() -> Pairs:
    return shipped()


def test_a_pair_is_judged_alike_alone_and_among_others(network: Pairs) -> None:
    together = network.judged(PAIRS)
    assert together == [network.judged([pair])[0] for pair in PAIRS]
    assert network.judged(PAIRS[::-1]) == together[::-1]


def test_nothing_asked_nothing_answered(network: Pairs) -> None:
    assert network.judged([]) == []
    assert network.vectors([]).shape == (0, WIDTH)


def test_probabilities_of_three_are_one(network: Pairs) -> None:
    for one in network.judged(PAIRS):
        for three in (one[:3], one[4:7]):
            assert sum(three) == pytest.approx(1)
        assert all(0 <= probability <= 1 for probability in one)


def test_what_a_reporter_would_say_of_them(network: Pairs) -> None:
    stopped, went_ahead, flood = network.judged(PAIRS)
    assert stopped.entails > 0.5 > stopped.contradicts
    assert went_ahead.contradicts > 0.5 > went_ahead.entails
    assert flood.same < 0.1
    assert max(stopped.same, went_ahead.same) > flood.same


def test_the_order_of_a_pair_counts(network: Pairs) -> None:
    narrow, broad = "Three soldiers were killed in Kyiv on Monday", "Soldiers were killed"
    there, back = network.judged([(narrow, broad), (broad, narrow)])
    assert there.entails > back.entails


@pytest.mark.parametrize(
    "text",
    ["", " ", "\0", "\ud800", "“”", "漢字" * 300, "a" * 1_000_000, "so it was " * 100_000, " " * 1_000_000],
)
def test_any_text_has_an_answer(network: Pairs, text: str) -> None:
    judged = network.judged([(text, SALE), (SALE, text), (text, text)])
    assert all(isinstance(one, Judgement) and np.isfinite(one).all() for one in judged)
    assert np.linalg.norm(network.vectors([text])[0]) == pytest.approx(1, abs=1e-4)


def test_what_stands_beyond_the_beginning_does_not_count(network: Pairs) -> None:
    long = "The sale was halted, said the minister of trade and of the navy. " * 40
    assert network.judged([(long, SALE)]) == network.judged([(long + "It was not.", SALE)])


def test_vectors_of_what_means_alike_are_near(network: Pairs) -> None:
    vectors = network.vectors(
        [
            "The president denied the claims.",
            "Allegations were rejected by the president.",
            "Rain fell in Kyiv.",
        ]
    )
    assert vectors.dtype == np.float32
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.2
    assert np.array_equal(network.vectors(["Rain fell in Kyiv."])[0], vectors[2])


def test_settings_say_from_where_on_nine_in_ten_are_right(network: Pairs) -> None:
    thresholds = network.settings["thresholds"]
    assert set(thresholds) == {"entails", "contradicts", "same", "matches"}
    assert all(0 < threshold <= 1 for threshold in thresholds.values())


@given(st.text(max_size=400), st.text(max_size=400))
@settings(deadline=None)
def test_pieces_of_a_pair_have_a_side_each(a: str, b: str) -> None:
    of_a, of_b = of_text(a, WORDPIECE), of_text(b, WORDPIECE)
    pieces, sides = of_pair(of_a, of_b, WORDPIECE)
    assert len(pieces) == len(sides) <= 2 * MOST_PIECES + 3
    assert [piece for piece, side in zip(pieces, sides, strict=True) if side] == [*of_b, WORDPIECE.separator]
    alone, no_sides = of_one(of_a, WORDPIECE)
    assert pieces[: len(alone)] == alone
    assert not any(no_sides)
