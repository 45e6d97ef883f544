"""Texts by the words that they share, the rarer the more: cosines of TF-IDF."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from onrecord.network.words import words


class Nearest:
    """A pool of texts."""

    def __init__(self, pool: Sequence[str]) -> None:
        self._size = len(pool)
        counted = [Counter(_words(text)) for text in pool]
        seen = Counter(word for counts in counted for word in counts)
        self._rarity = {word: 1 + math.log((1 + len(pool)) / (1 + times)) for word, times in seen.items()}
        self._where: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, counts in enumerate(counted):
            for word, weight in self._weights(counts).items():
                self._where[word].append((number, weight))

    def cosines(self, text: str) -> np.ndarray:
        """Of each of the pool, in its order: 0 where no word is shared."""
        found = np.zeros(self._size)
        for word, weight in self._weights(Counter(_words(text))).items():
            for number, theirs in self._where.get(word, ()):
                found[number] += weight * theirs
        return found

    def _weights(self, counts: Counter[str]) -> dict[str, float]:
        """Logarithmic counts by rarity, of length 1."""
        weights = {
            word: (1 + math.log(times)) * self._rarity[word]
            for word, times in counts.items()
            if word in self._rarity
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        return {word: weight / length for word, weight in weights.items()}


def _words(text: str) -> Iterable[str]:
    return (text[start:end].lower() for start, end in words(text) if text[start:end].isalnum())


def best(values: np.ndarray, count: int) -> list[int]:
    """The places of the highest, the highest first; among equals the first."""
    found: list[int] = np.argsort(-values, kind="stable")[:count].tolist()
    return found
