"""What is alike gathered: clusters grown from pairs that are nearest to each other.

Group-average clustering in the vector space model (Voorhees, Implementing agglomerative hierarchic clustering
algorithms, 1986): two clusters are as alike as the sums of their vectors are. Pairs each of which is the
other's nearest are joined, all of a round at once (reciprocal nearest neighbours; de Rham, 1980), so that a
few rounds do for thousands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

# A word that so many clusters share brings nobody together: so time grows with the number of clusters only.
_EVERYWHERE = 2_000
# Numbers held at once where clusters are compared with all others.
_AT_ONCE = 1 << 22
# Digits to which likenesses are compared: sums in another order differ in later ones.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class _Table:
    """Rows of numbered words with their weights: those of row ``i`` at ``begins[i]`` to ``begins[i + 1]``."""

    begins: Places
    words: Places
    weights: Numbers

    def entries(self, rows: Places) -> tuple[Places, Places]:
        """Where the entries of the rows lie, and the place in ``rows`` of each."""
        lengths = self.begins[rows + 1] - self.begins[rows]
        before = np.cumsum(lengths) - lengths
        places = np.arange(lengths.sum()) + np.repeat(self.begins[rows] - before, lengths)
        return places, np.repeat(np.arange(len(rows)), lengths)


def gathered(vectors: Sequence[Mapping[str, float]], needed: Sequence[float]) -> list[list[int]]:
    """The numbers of the vectors, those together that are alike; each group and all of them in order.

    Two vectors are alike from a cosine of ``needed`` on, two groups from the mean of what theirs need. Which
    of equals is joined first is told by their place. Time grows with the number of vectors, not its square.
    """
    groups = _equal(vectors)
    own = np.array([sum(needed[one] for one in group) for group in groups])
    sizes = np.array([float(len(group)) for group in groups])
    words, weights, rows = _entries([vectors[group[0]] for group in groups], sizes)
    label = np.arange(len(groups))
    nearest = _Nearest(len(groups))
    while True:
        table = _summed(label[rows], words, weights, len(groups))
        nearest.search(table, own / np.maximum(sizes, 1))
        pairs = nearest.reciprocal()
        if not len(pairs):
            break
        into, gone = pairs.T
        target = np.arange(len(groups))
        target[gone] = into
        label = target[label]
        own[into] += own[gone]
        sizes[into] += sizes[gone]
        sizes[gone] = 0
        nearest.joined(into, gone)
    told: dict[int, list[int]] = {}
    for place, group in enumerate(groups):
        told.setdefault(int(label[place]), []).extend(group)
    return sorted(sorted(group) for group in told.values())


def nearest(
    vectors: Sequence[Mapping[str, float]], others: Sequence[Mapping[str, float]]
) -> list[tuple[int, float]]:
    """For each of the vectors the place of the other most like it, the first of equals, and the cosine."""
    if not others:
        return [(0, 0.0)] * len(vectors)
    words, weights, rows = _entries([*vectors, *others], np.ones(len(vectors) + len(others)))
    is_other = rows >= len(vectors)
    table = _summed(rows, words, weights, len(vectors) + len(others))
    theirs = _summed(rows[is_other] - len(vectors), words[is_other], weights[is_other], len(others))
    columns = _turned(theirs, int(words.max(initial=0)) + 1)
    found: list[tuple[int, float]] = []
    for _, dots in _products(table, columns, np.arange(len(vectors)), len(others)):
        likeness = np.round(dots, _DIGITS)
        best = likeness.argmax(1)
        found += zip(best.tolist(), likeness[np.arange(len(best)), best].tolist(), strict=True)
    return found


def _equal(vectors: Sequence[Mapping[str, float]]) -> list[list[int]]:
    """Those with the same words together: there may be thousands of them."""
    found: dict[tuple[tuple[str, float], ...], list[int]] = {}
    for number, vector in enumerate(vectors):
        found.setdefault(tuple(sorted(vector.items())), []).append(number)
    # Who has no words is like nobody.
    alone = [[one] for one in found.pop((), [])]
    return sorted([*found.values(), *alone])


def _entries(vectors: Sequence[Mapping[str, float]], sizes: Numbers) -> tuple[Places, Numbers, Places]:
    """The vectors, each of length 1 times its size, as numbered words, weights and rows."""
    numbers: dict[str, int] = {}
    words = [numbers.setdefault(word, len(numbers)) for one in vectors for word in sorted(one)]
    weights = np.array([one[word] for one in vectors for word in sorted(one)], np.float64)
    rows = np.repeat(np.arange(len(vectors)), [len(one) for one in vectors]).astype(np.int64)
    lengths = np.sqrt(np.bincount(rows, weights**2, len(vectors)))
    return np.array(words, np.int64), weights * (sizes / np.maximum(lengths, 1e-12))[rows], rows


def _summed(rows: Places, words: Places, weights: Numbers, count: int) -> _Table:
    """A table of the sums of what has the same row and word."""
    width = int(words.max(initial=0)) + 1
    keys, place = np.unique(rows * width + words, return_inverse=True)
    begins = np.searchsorted(keys, np.arange(count + 1) * width)
    return _Table(begins, keys % width, _added(place, weights, len(keys)))


class _Nearest:
    """For each cluster the one most like it, and how far that is beyond what the two need (1: just so)."""

    def __init__(self, count: int) -> None:
        self._likeness = np.zeros(count)
        self._partner = np.full(count, -1, np.int64)
        self._stale = np.ones(count, np.bool_)
        self._there = np.ones(count, np.bool_)

    def search(self, table: _Table, needed: Numbers) -> None:
        """Find them anew for those whose nearest may be another now."""
        count = len(needed)
        lengths = np.sqrt(_row_sums(table, count))
        columns = _turned(table, int(table.words.max(initial=0)) + 1)
        for rows, dots in _products(table, columns, np.flatnonzero(self._stale & self._there), count):
            scale = lengths[rows, None] * lengths * (needed[rows, None] + needed) / 2
            likeness = np.round(dots / np.maximum(scale, 1e-12), _DIGITS)
            likeness[np.arange(len(rows)), rows] = 0
            best = likeness.argmax(1)
            self._likeness[rows] = likeness[np.arange(len(rows)), best]
            self._partner[rows] = best
            self._offer(rows, likeness)
        self._stale[:] = False

    def _offer(self, rows: Places, likeness: Numbers) -> None:
        """Let the others know of the rows, which are new to them."""
        best = likeness.argmax(0)
        offered, by = likeness[best, np.arange(likeness.shape[1])], rows[best]
        is_nearer = (offered > self._likeness) | ((offered == self._likeness) & (by < self._partner))
        is_nearer &= self._there & ~self._stale & (offered > 0)
        self._likeness[is_nearer], self._partner[is_nearer] = offered[is_nearer], by[is_nearer]

    def reciprocal(self) -> Places:
        """The pairs of those that are each other's nearest and alike enough, the first of each first."""
        ones = np.flatnonzero(self._there & (self._likeness >= 1))
        others = self._partner[ones]
        both = (self._partner[others] == ones) & (ones < others)
        return np.stack((ones[both], others[both]), 1)

    def joined(self, into: Places, gone: Places) -> None:
        """Take note that clusters were joined."""
        self._there[gone] = False
        self._likeness[gone] = 0
        changed = np.zeros(len(self._there), np.bool_)
        changed[into] = changed[gone] = True
        self._stale = self._there & (changed | changed[self._partner])


def _added(places: Places, numbers: Numbers, count: int) -> Numbers:
    return np.bincount(places, numbers, count).astype(np.float64, copy=False)


def _row_sums(table: _Table, count: int) -> Numbers:
    rows = np.repeat(np.arange(count), np.diff(table.begins))
    return _added(rows, table.weights**2, count)


def _turned(table: _Table, words: int) -> _Table:
    """For each of so many words the rows that have it, as a table; none where it is everywhere."""
    rows = np.repeat(np.arange(len(table.begins) - 1), np.diff(table.begins))
    often = np.bincount(table.words, minlength=words)
    kept = often[table.words] <= _EVERYWHERE
    order = np.argsort(table.words[kept], kind="stable")
    ends = np.cumsum(np.where(often <= _EVERYWHERE, often, 0))
    return _Table(np.concatenate(([0], ends)), rows[kept][order], table.weights[kept][order])


def _products(table: _Table, columns: _Table, rows: Places, count: int) -> Iterator[tuple[Places, Numbers]]:
    """The dot products of rows with all rows, some rows at a time."""
    often = np.diff(columns.begins)
    places, at = table.entries(rows)
    costs = np.cumsum(np.bincount(at, often[table.words[places]], len(rows)) + count)
    first = 0
    while first < len(rows):
        spent = costs[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(costs, spent + _AT_ONCE, "right")))
        some = rows[first:last]
        places, at = table.entries(some)
        theirs, mine = columns.entries(table.words[places])
        products = table.weights[places][mine] * columns.weights[theirs]
        keys = at[mine] * count + columns.words[theirs]
        yield some, _added(keys, products, len(some) * count).reshape(len(some), count)
        first = last
