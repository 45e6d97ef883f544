"""What the network for pairs makes of two texts, asked where their words leave it open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

# The network reads some 70 words of either.
_READ = 70


def alike(one: Sequence[str], other: Sequence[str]) -> float:
    """How sure it is that both claim the same, 0 to 1; the order matters little."""
    return _same(" ".join(one[:_READ]), " ".join(other[:_READ]))


@lru_cache(maxsize=64)
def _same(one: str, other: str) -> float:
    from onrecord.network.pairs import shipped  # numpy and the runtime: most of what is linked needs neither

    (found,) = shipped().judged([(one, other)])
    return found.same
