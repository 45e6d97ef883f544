"""What is chosen on ``tune`` for reading a pair network's scores: ``pairs.json``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.network.pairs import SCORES, Pairs
from onrecord.train.pairs.measures import macro_f1
from onrecord.train.pairs.search import (
    Found,
    Search,
    fitted,
    found,
    known_lie,
    reciprocal_rank,
    verified_tweets,
)
from onrecord.train.pairs.sets import THREE_WAY, Kind, Pair, is_tune

# Two in three of ClaimDiff's pairs strengthen: rare classes get back so much of what rarity takes from them.
_SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
_PRECISION = 0.9


def chosen(train: Sequence[Pair], tune: Sequence[Pair], data: Path, network: Pairs) -> dict[str, Any]:
    """Offsets of the scores, thresholds of the probabilities, weights of a search."""
    scores = network.scores([(pair.a, pair.b) for pair in tune])
    offsets = _offsets(train, tune, scores)
    searched = _searched(data, network)
    weights = fitted(searched)
    return {
        "offsets": [round(float(offset), 3) for offset in offsets],
        "thresholds": _thresholds(tune, scores),
        "search": weights,
        "tune": {
            **_measured(tune, scores + offsets),
            "search MRR": round(reciprocal_rank(searched, weights), 3),
        },
    }


def _offsets(train: Sequence[Pair], tune: Sequence[Pair], scores: np.ndarray) -> np.ndarray:
    counts = np.sum([pair.marked for pair in train if pair.kind == Kind.DIFFERENCE], axis=0)
    rarity = -np.log(counts / counts.sum())
    rarity -= rarity.mean()
    rows = np.array([pair.kind == Kind.DIFFERENCE for pair in tune])
    labels = np.array([int(np.argmax(pair.marked)) for pair in tune if pair.kind == Kind.DIFFERENCE])
    place = slice(3 * Kind.DIFFERENCE, 3 * Kind.DIFFERENCE + 3)
    best = max(
        _SHARES, key=lambda share: macro_f1((scores[rows, place] + share * rarity).argmax(axis=1), labels)
    )
    offsets = np.zeros(SCORES)
    offsets[place] = best * rarity
    return offsets


def _measured(tune: Sequence[Pair], scores: np.ndarray) -> dict[str, str]:
    """Of each set the share of pairs whose likeliest answer is one that the label leaves open."""
    right: dict[str, list[bool]] = defaultdict(list)
    for pair, row in zip(tune, scores, strict=True):
        if pair.kind < THREE_WAY:
            likeliest = int(row[3 * pair.kind : 3 * pair.kind + 3].argmax())
            right[pair.set].append(pair.marked[likeliest] > 0)
        else:
            yes = bool(row[3 * THREE_WAY + pair.kind - THREE_WAY] > 0)
            right[pair.set].append(yes == (pair.marked[0] > 0.5))
    return {name: f"{sum(each) / len(each):.3f} of {len(each)}" for name, each in sorted(right.items())}


def _searched(data: Path, network: Pairs) -> list[Found]:
    """The held-out texts of both searches with their candidates."""
    results: list[Found] = []
    for name, search in (
        ("known-lie", known_lie(data, "train")),
        ("verified-tweets", verified_tweets(data, "train")),
    ):
        held = [number for number, group in enumerate(search.groups) if is_tune(name, group)]
        part = Search(
            search.claims,
            [search.texts[number] for number in held],
            [search.right[number] for number in held],
            [search.groups[number] for number in held],
        )
        results += found(part, network)
    return results


def _thresholds(tune: Sequence[Pair], scores: np.ndarray) -> dict[str, float]:
    """From which probability on nine in ten of ``tune`` are right."""
    nli = np.array([pair.kind == Kind.NLI and sum(pair.marked) == 1 for pair in tune])
    powers = np.exp(scores[nli, :3] - scores[nli, :3].max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    marked = np.array([pair.marked for pair in tune])
    same = np.array([pair.kind == Kind.SAME for pair in tune])
    matches = np.array([pair.kind == Kind.CHECKED for pair in tune])
    return {
        "entails": _threshold(shares[:, 0], marked[nli, 0] > 0),
        "contradicts": _threshold(shares[:, 2], marked[nli, 2] > 0),
        "same": _threshold(_logistic(scores[same, 12]), marked[same, 0] > 0.5),
        "matches": _threshold(_logistic(scores[matches, 13]), marked[matches, 0] > 0.5),
    }


def _logistic(scores: np.ndarray) -> np.ndarray:
    found: np.ndarray = 1 / (1 + np.exp(-scores.astype(float)))
    return found


def _threshold(likely: np.ndarray, right: np.ndarray) -> float:
    """The lowest probability, in hundredths, from which on precision is .9 there and everywhere above."""
    lowest = 1.0
    for hundredth in range(99, 0, -1):
        kept = likely >= hundredth / 100
        if kept.sum() >= 10 and right[kept].mean() < _PRECISION:
            break
        lowest = hundredth / 100
    return lowest
