"""The claim that was checked before, found for a post or a spoken sentence.

Candidates are the nearest in words (TF-IDF) and in meaning (the network's vectors of single texts). They are
put in order by both cosines and by what the pair network says of each, weighed by three numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from onrecord.network.pairs import Pairs
from onrecord.train.pairs.nearest import Nearest, best
from onrecord.train.pairs.sets import lines

# The nearest of each kind that the pair network is asked about.
_ASKED = 15
# Of `Pairs.scores`: whether b is the checked claim that a wants.
_MATCHES = 13


@dataclass(frozen=True, slots=True)
class Search:
    """Texts for which a claim is looked for; ``right`` are the numbers of theirs in ``claims``.

    ``groups`` are the texts' own, by which some are held out.
    """

    claims: list[str]
    texts: list[str]
    right: list[set[int]]
    groups: list[str]


@dataclass(frozen=True, slots=True)
class Found:
    """Of one text its candidates' features, ``[candidates, 3]``, and which of them are right."""

    features: np.ndarray
    right: np.ndarray


def known_lie(data: Path, part: str) -> Search:
    """Sentences of debates; the claims are those of both parts and the distractors."""
    folder = data / "known-lie"
    read = {name: list(lines(folder / f"{name}.jsonl")) for name in ("train", "dev")}
    claims = {line["verified_claim"]: None for both in read.values() for line in both}
    claims |= {line["claim"]: None for line in lines(folder / "distractors.jsonl")}
    number_of = {claim: number for number, claim in enumerate(claims)}
    right: dict[str, set[int]] = {}
    for line in read[part]:
        right.setdefault(line["sentence"], set()).add(number_of[line["verified_claim"]])
    debates = {line["sentence"]: line["debate"] for line in read[part]}
    return Search(list(claims), list(right), list(right.values()), [debates[text] for text in right])


def verified_tweets(data: Path, part: str) -> Search:
    """Posts; the claims are all ten thousand."""
    folder = data / "verified-tweets"
    claims = list(lines(folder / "claims.jsonl.xz"))
    number_of = {claim["id"]: number for number, claim in enumerate(claims)}
    asked = list(lines(folder / f"{part}.jsonl"))
    return Search(
        [claim["claim"] for claim in claims],
        [line["tweet"] for line in asked],
        [{number_of[each] for each in line["claims"]} for line in asked],
        [line["id"] for line in asked],
    )


def found(search: Search, network: Pairs) -> list[Found]:
    """The candidates of each text."""
    nearest, of_claims = Nearest(search.claims), network.vectors(search.claims)
    results = []
    for text, right, vector in zip(search.texts, search.right, network.vectors(search.texts), strict=True):
        in_words, in_meaning = nearest.cosines(text), of_claims @ vector
        candidates = sorted({*best(in_words, _ASKED), *best(in_meaning, _ASKED)})
        scores = network.scores([(text, search.claims[number]) for number in candidates])[:, _MATCHES]
        features = np.column_stack([in_words[candidates], in_meaning[candidates], scores])
        results.append(Found(features, np.isin(candidates, list(right))))
    return results


def reciprocal_rank(results: Sequence[Found], weights: Sequence[float]) -> float:
    """The mean of 1 / rank of the first right claim; 0 where it is no candidate."""
    total = 0.0
    for one in results:
        order = np.argsort(-(one.features @ np.array(weights)), kind="stable")
        places = np.flatnonzero(one.right[order])
        total += 1 / (places[0] + 1) if len(places) else 0.0
    return total / len(results)


def fitted(results: Sequence[Found]) -> list[float]:
    """The weights under which the right candidates are likeliest, by Newton's method on a softmax."""
    weights = np.array([1.0, 1.0, 0.0])
    usable = [one for one in results if one.right.any()]
    for _ in range(30):
        slope, curve = -0.01 * weights, -0.01 * np.eye(3)
        for one in usable:
            shares = _softmax(one.features @ weights)
            wanted = _softmax(np.where(one.right, one.features @ weights, -np.inf))
            slope = slope + one.features.T @ (wanted - shares)
            centred = one.features - shares @ one.features
            curve = curve - (centred * shares[:, None]).T @ centred
        weights = weights - np.linalg.solve(curve, slope)
    return [round(float(weight), 3) for weight in weights]


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers: np.ndarray = np.exp(scores - scores.max())
    powers /= powers.sum()
    return powers
