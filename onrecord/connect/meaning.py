"""What the network for pairs makes of two statements, asked where their words leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.connect.said import Said
    from onrecord.network.pairs import Judgement

# The network reads some 70 words of either.
_READ = 70
# Pairs of an article that are judged: some sixty take a second, and an ordinary article needs one or two.
_MOST = 24
# Of a pair that is unlikely to say the same, seen one way round, the other way is not asked.
_UNLIKELY = 0.35


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How sure it is that both claim the same, 0 to 1; the order matters little."""
    return _judged(_text(one), _text(other)).same


class Meaning:
    """Judges pairs of one article's statements, so many and no more; beyond them nothing says the same.

    ``language`` is the article's: the network is for English alone.
    """

    def __init__(self, language: str | None) -> None:
        self._left = _MOST if (language or "en") == "en" else 0

    def same(self, one: Said, other: Said) -> float:
        """How surely two statements say the same, the mean of both ways round, 0 to 1."""
        first = self._asked(one, other)
        if first is None or first.same < _UNLIKELY:
            return 0.0
        second = self._asked(other, one)
        return (first.same + second.same) / 2 if second is not None else 0.0

    def follows(self, one: Said, other: Said) -> float:
        """How surely the one is so if the other is, 0 to 1."""
        judgement = self._asked(other, one)
        return judgement.entails if judgement is not None else 0.0

    def _asked(self, one: Said, other: Said) -> Judgement | None:
        if self._left == 0:
            return None
        self._left -= 1
        return _judged(one.text, other.text)


def _text(words: Sequence[str]) -> str:
    return " ".join(words[:_READ])


@lru_cache(maxsize=64)
def _judged(one: str, other: str) -> Judgement:
    from onrecord.network.pairs import shipped  # numpy and the runtime: most of what is linked needs neither

    (found,) = shipped().judged([(one, other)])
    return found
