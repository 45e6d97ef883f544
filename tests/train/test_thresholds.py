"""What decoding is told is fitted to what people marked."""

from __future__ import annotations

import numpy as np

from onrecord.analyse.decode import likely
from onrecord.train.thresholds import least_sure, logistic


def test_weights_give_the_share_that_is_right() -> None:
    signs = np.array([[1.0, 0.0]] * 400 + [[1.0, 1.0]] * 400)
    right = np.array([True] * 100 + [False] * 300 + [True] * 360 + [False] * 40)
    weights = logistic(signs, right)
    assert np.allclose(likely(np.array([[1.0, 0.0], [1.0, 1.0]]), weights), [0.25, 0.9], atol=0.02)


def test_what_is_sure_begins_where_enough_above_is_right() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6])
    assert least_sure(scores, np.array([True, True, False, False]), 0.9) == 0.8
    assert least_sure(scores, np.array([True, True, True, True]), 0.9) == 0.6
    assert least_sure(scores, np.array([False, False, False, False]), 0.9) == 1.0
