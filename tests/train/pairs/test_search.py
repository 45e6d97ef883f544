"""A claim looked for: how its rank counts, and what the three numbers are weighed by."""

import numpy as np
import pytest

from onrecord.train.pairs.search import Found, fitted, reciprocal_rank


def candidates(*rows: tuple[float, float, float], right: int | None) -> Found:
    return Found(np.array(rows), np.array([number == right for number in range(len(rows))]))


FIRST = candidates((0.9, 0.1, 0.0), (0.1, 0.9, 0.0), right=1)
ABSENT = candidates((0.9, 0.1, 0.0), right=None)


def test_the_rank_of_the_right_claim_counts_and_none_counts_nothing() -> None:
    assert reciprocal_rank([FIRST], (0, 1, 0)) == 1
    assert reciprocal_rank([FIRST], (1, 0, 0)) == 0.5
    assert reciprocal_rank([FIRST, ABSENT], (0, 1, 0)) == 0.5


def test_weights_go_to_what_tells_the_right_one() -> None:
    words, meaning, pair = fitted([FIRST, ABSENT])
    assert meaning > max(words, 0)
    assert pair == pytest.approx(0)
