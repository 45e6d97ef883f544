"""Which words two articles share, and how much that is of either."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.connect.shingles import WORDS, Hashes, Shingled

# Words in a row. Quotations of one speech make shorter stretches, copying makes longer ones.
_LONG = 20


@dataclass(frozen=True, slots=True)
class Shared:
    """What two articles share: stretches of five words and more that stand in both.

    ``of_one`` and ``of_other`` are the shares of each one's words that stand in the other, 0 to 1; ``long``
    the words in stretches of twenty and more as a share of the shorter article; ``longest`` is in words.
    ``around`` is how many words the longer article has before all of those stretches or behind them, on the
    side where it has fewer.
    """

    of_one: float
    of_other: float
    long: float
    longest: int
    around: int


def shared(one: Shingled, other: Shingled, repeated: Collection[int]) -> Shared:
    """What two articles share, without the stretches most of which an outlet prints again and again.

    ``repeated`` are such shingles, of those that stand for ``one``.
    """
    both = np.isin(one.all, other.all)
    if repeated:
        both &= ~_among(one, both, np.fromiter(repeated, np.int64, len(repeated)))
    ours = _words_of(both)
    stretches = np.diff(_stretches(ours))[:, 0]
    if not len(stretches):
        return Shared(0.0, 0.0, 0.0, 0, 0)
    theirs = _words_of(np.isin(other.all, one.all[both]))
    long = int(stretches[stretches >= _LONG].sum()) / min(one.words, other.words)
    return Shared(
        int(stretches.sum()) / one.words,
        float(theirs.mean()),
        min(long, 1.0),
        int(stretches.max()),
        _around(theirs if other.words > one.words else ours),
    )


def _around(words: npt.NDArray[np.bool_]) -> int:
    """The words before the first long stretch or behind the last, whichever are fewer."""
    found = _stretches(words)
    found = found[found[:, 1] - found[:, 0] >= _LONG]
    return min(int(found[0, 0]), len(words) - int(found[-1, 1])) if len(found) else 0


def _among(one: Shingled, both: npt.NDArray[np.bool_], repeated: Hashes) -> npt.NDArray[np.bool_]:
    """The shingles of those stretches in which most of what stands for the article is repeated."""
    starts, ends = _stretches(both).T
    stands_for = np.array(one.chosen, np.int64)
    chosen, again = (
        np.concatenate(([0], np.cumsum(np.isin(one.all, some)))) for some in (stands_for, repeated)
    )
    is_repeated = 2 * (again[ends] - again[starts]) > chosen[ends] - chosen[starts]
    found = np.zeros(len(both) + 1, np.int64)
    found[starts[is_repeated]] += 1
    found[ends[is_repeated]] -= 1
    return np.cumsum(found[:-1]) > 0


def _words_of(shingles: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The words in the shingles."""
    words = np.zeros(len(shingles) + WORDS - 1, np.bool_)
    for place in range(WORDS):
        words[place : place + len(shingles)] |= shingles
    return words


def _stretches(words: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Where the runs begin and end, a row each."""
    return np.flatnonzero(np.diff(words, prepend=False, append=False)).reshape(-1, 2)
