"""How true scores are: of statements with a score of .9, nine in ten should be right.

A statement is right where the project's scorer pairs it with one that people marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any

import numpy as np

from onrecord.network.session import shipped

_BINS = 10

Json = dict[str, Any]


def reliability(
    gold: Mapping[str, Json],
    read: Iterable[Json],
    scorer: ModuleType,
    back: Callable[[Json, Json], list[Any]],
) -> dict[str, float]:
    """The expected calibration error, the precision of what is called sure, and its share of all.

    ``read`` are lines of `onrecord read --json`, ``back`` carries a span of one to the input's text. The
    error is that of Guo et al. (2017): the mean distance of score and share right, in bins of equal width.
    """
    network = shipped("en")
    if network is None:
        raise SystemExit("the package has no English network")
    scores: list[float] = []
    right: list[bool] = []
    for article in read:
        document = gold[article["key"]]
        text = scorer.Text(document["text"])
        said = [text.read(_places(statement, article, back)) for statement in article["statements"]]
        outermost = scorer.outermost(said)
        marked = [text.read(one) for one in document["annotations"][min(document["annotations"])]]
        paired = {id(guess) for _, guess in scorer.match(marked, outermost)}
        for statement, guess in zip(article["statements"], said, strict=True):
            if any(guess is one for one in outermost):
                scores.append(statement["score"])
                right.append(id(guess) in paired)
    sure = np.array(scores) >= network.settings["thresholds"]["sure"]
    return {
        "expected error": expected_error(np.array(scores), np.array(right)),
        "precision where sure": float(np.array(right)[sure].mean()) if sure.any() else 0.0,
        "share that is sure": float(sure.mean()),
    }


def expected_error(scores: np.ndarray, right: np.ndarray) -> float:
    """The mean distance of score and share right over bins of equal width, weighed by their sizes."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    return float(
        sum(
            abs(scores[bins == number].mean() - right[bins == number].mean()) * (bins == number).mean()
            for number in np.unique(bins)
        )
    )


def _places(statement: Json, article: Json, back: Callable[[Json, Json], list[Any]]) -> Json:
    return {
        role: [place for span in statement[role] for place in back(article, span)]
        for role in ("source", "cue", "content")
    }
