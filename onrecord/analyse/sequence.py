"""The likeliest sequence of tags that a grammar allows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Grammar:
    """Which tag may follow which: 0 where it may, minus infinity where not.

    ``follows`` is ``[tags, tags]``, from the left one to the right one; a text is taken to stand between two
    words that are outside (tag 0).
    """

    follows: np.ndarray

    @classmethod
    def of(
        cls, tags: int, after: Mapping[int, Iterable[int]], before: Mapping[int, Iterable[int]]
    ) -> Grammar:
        """The grammar in which only these stand after and before these; all else is free."""
        follows = np.zeros((tags, tags), dtype=np.float32)
        every = range(tags)
        for tag, allowed in after.items():
            follows[tag, sorted(set(every) - set(allowed))] = -np.inf
        for tag, allowed in before.items():
            follows[sorted(set(every) - set(allowed)), tag] = -np.inf
        return cls(follows)


def best_tags(scores: np.ndarray, grammar: Grammar) -> np.ndarray:
    """The likeliest sequence that the grammar allows; ``scores`` are log-probabilities, ``[words, tags]``.

    Viterbi (1967), exact; among equals the lower tag wins. Where each word's own likeliest tag makes a
    sequence that is allowed, there is none likelier, and no word has to be looked at by itself.
    """
    likeliest: np.ndarray = scores.argmax(axis=1)
    framed = np.concatenate([[0], likeliest, [0]])
    if not np.isneginf(grammar.follows[framed[:-1], framed[1:]]).any():
        return likeliest
    before = scores[0] + grammar.follows[0]
    came = np.empty(scores.shape, dtype=np.intp)
    every = np.arange(scores.shape[1])
    for word in range(1, len(scores)):
        ways = before[:, None] + grammar.follows
        came[word] = ways.argmax(axis=0)
        before = ways[came[word], every] + scores[word]
    tags = np.empty(len(scores), dtype=np.intp)
    tags[-1] = (before + grammar.follows[:, 0]).argmax()
    for word in range(len(scores) - 1, 0, -1):
        tags[word - 1] = came[word, tags[word]]
    return tags
