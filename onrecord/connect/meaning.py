"""What the network for pairs makes of two statements, for the few pairs that words alone do not decide."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.network.pairs import Judgement

# The network reads some 70 words of either.
_READ = 70


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How sure it is that both claim the same, 0 to 1; the order matters little."""
    return _judged(_text(one), _text(other)).same


def opposed(one: Sequence[str], other: Sequence[str]) -> float:
    """How sure it is that the one contradicts the other, 0 to 1."""
    return _judged(_text(one), _text(other)).contradicts


def _text(words: Sequence[str]) -> str:
    return " ".join(words[:_READ])


@lru_cache(maxsize=64)
def _judged(one: str, other: str) -> Judgement:
    from onrecord.network.pairs import shipped  # slow to import: most of what is linked does without it

    (found,) = shipped().judged([(one, other)])
    return found
