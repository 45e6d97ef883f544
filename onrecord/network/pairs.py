"""Two texts side by side: whether one follows from the other, contradicts it, claims the same.

A second network beside the one that reads articles, for the few pairs that something cheaper chose. With the
vectors of single texts, which it has too, candidates can be found by meaning.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from onrecord.network.pieces import of_one, of_pair, of_text
from onrecord.network.session import WEIGHTS, opened
from onrecord.network.wordpiece import vocabulary

_FILES = ("lower.onnx", "judge.onnx", "meaning.onnx")
# Numbers in a vector of a text, and scores of a pair.
WIDTH, SCORES = 384, 14


class Judgement(NamedTuple):
    """Probabilities for texts ``a`` and ``b``.

    ``entails``, ``neutral`` and ``contradicts``, together 1, tell what a reader of ``a`` may hold of ``b``.
    ``same``: both claim the same. ``strengthens``, ``unrelated`` and ``weakens``, together 1, tell what ``b``
    does to ``a`` where they are sentences of two articles on one event. ``matches``: somebody who looks up
    ``a``, as spoken or posted, wants ``b``, a checked claim.
    """

    entails: float
    neutral: float
    contradicts: float
    same: float
    strengthens: float
    unrelated: float
    weakens: float
    matches: float


@cache
def shipped() -> Pairs:
    """The network that the package has, for English, opened once."""
    return Pairs(WEIGHTS / "pairs", WEIGHTS / "en" / "vocabulary.txt")


class Pairs:
    """The weights of one folder: ``lower.onnx``, ``judge.onnx``, ``meaning.onnx`` and ``pairs.json``.

    ``digest`` is the SHA-256 of the weights. ``settings`` is what training chose: thresholds from which on
    nine in ten of ``tune`` are right, under ``thresholds``.
    """

    def __init__(self, folder: Path, words: Path) -> None:
        self._weights = {name: (folder / name).read_bytes() for name in _FILES}
        self.digest = hashlib.sha256(b"".join(self._weights.values())).hexdigest()
        self.settings: dict[str, Any] = json.loads((folder / "pairs.json").read_text(encoding="utf-8"))
        self._offsets = np.array(self.settings["offsets"], dtype=np.float32)
        self._wordpiece = vocabulary(words)

    def judged(self, pairs: Sequence[tuple[str, str]]) -> list[Judgement]:
        """A judgement of each pair; of a text the first 96 pieces are read, some 70 words.

        One pair at a time: what else is asked must not change the answer.
        """
        return [_judgement(scores + self._offsets) for scores in self.scores(pairs)]

    def scores(self, pairs: Sequence[tuple[str, str]]) -> np.ndarray:
        """What the network gives before anything is made of it, float32, ``[pairs, 14]``."""
        found = np.zeros((len(pairs), SCORES), dtype=np.float32)
        for number, (a, b) in enumerate(pairs):
            texts = of_text(a, self._wordpiece), of_text(b, self._wordpiece)
            hidden, sides = self._lower(*of_pair(*texts, self._wordpiece))
            (rows,) = self._judge.run(None, {"hidden": hidden, "sides": sides})
            found[number] = rows[0]
        return found

    def vectors(self, texts: Sequence[str]) -> np.ndarray:
        """Vectors of length 1, float32, ``[texts, 384]``: the higher their product, the nearer in meaning."""
        found = np.zeros((len(texts), WIDTH), dtype=np.float32)
        for number, text in enumerate(texts):
            hidden, _ = self._lower(*of_one(of_text(text, self._wordpiece), self._wordpiece))
            (rows,) = self._meaning.run(None, {"hidden": hidden})
            found[number] = rows[0]
        return found

    def _lower(self, pieces: list[int], sides: list[int]) -> tuple[np.ndarray, np.ndarray]:
        on_sides = np.array([sides], dtype=np.int64)
        numbers = {"pieces": np.array([pieces], dtype=np.int64), "sides": on_sides}
        (hidden,) = self._below.run(None, numbers)
        return hidden, on_sides

    @cached_property
    def _below(self) -> Any:
        return opened(self._weights["lower.onnx"])

    @cached_property
    def _judge(self) -> Any:
        return opened(self._weights["judge.onnx"])

    @cached_property
    def _meaning(self) -> Any:
        return opened(self._weights["meaning.onnx"])


def _judgement(scores: np.ndarray) -> Judgement:
    """Of one pair's scores, as ``onrecord.train.pairs.sets.Kind`` numbers them; two kinds only taught."""
    inference, difference = (_shares(scores[at : at + 3]) for at in (0, 6))
    same, matches = (1 / (1 + np.exp(-np.float64(scores[at]))) for at in (12, 13))
    return Judgement(*inference, float(same), *difference, float(matches))


def _shares(scores: np.ndarray) -> tuple[float, float, float]:
    powers = np.exp(scores.astype(np.float64) - scores.max())
    one, two, three = (powers / powers.sum()).tolist()
    return one, two, three
