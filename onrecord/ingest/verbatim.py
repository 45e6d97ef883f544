"""Where the words of an extracted text stand verbatim in the source it was taken from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from onrecord.ingest.markup import Letters, plain
from onrecord.record import Piece

# Letters in a row that are looked for: first those that hardly stand twice, then, between places found,
# ever fewer. Each length goes over what is left once, so the whole takes time in proportion to both texts.
_BLOCKS = (48, 16, 6)
_PLACES = 8  # of one block that are held against each other
_AROUND = 400  # letters on either side that decide between them
# Blocks times letters that they are looked for in, up to which each is sought by itself.
_MOST_SOUGHT = 10_000_000
_STEP = 64  # letters that are compared at once
_START = Piece(0, 0, 0)


def pieces(text: str, source: str, letters: Letters) -> tuple[Piece, ...]:
    """The runs of ``text`` that stand in ``source``, in order in both; ``letters`` are what it shows.

    Words that stand more than once are found where what is around them stands too. What has no place of
    its own, or was written as entities, lies in no piece.
    """
    ours = plain(text)
    runs = _Search(ours, letters, _beginnings(text, ours)).runs()
    return tuple(_joined(_composed(runs, ours.pieces, letters.pieces), text, source))


def _beginnings(text: str, letters: Letters) -> list[int]:
    """Where in the letters a line of the text begins."""
    return [
        piece.text_start
        for piece in letters.pieces
        if piece.capture_start == 0 or text[piece.capture_start - 1] == "\n"
    ]


class _Search:
    """Our letters, to be found among theirs."""

    def __init__(self, ours: Letters, theirs: Letters, lines: list[int]) -> None:
        self._ours = ours.run
        self._theirs = theirs.run
        self._words = ours.starts
        self._lines = lines

    def runs(self) -> list[Piece]:
        """What is the same in both, in order; ``capture_start`` counts their letters."""
        found: list[Piece] = []
        for size in _BLOCKS:
            found = list(self._grown(list(self._refined(found, size))))
        return found

    def _refined(self, found: list[Piece], size: int) -> Iterator[Piece]:
        """What was found, and between it the blocks of this size."""
        for before, after in pairwise([_START, *found, self._end()]):
            yield from self._chain(before, after, size)
            if after.length:
                yield after

    def _end(self) -> Piece:
        return Piece(len(self._ours), len(self._theirs), 0)

    def _chain(self, before: Piece, after: Piece, size: int) -> list[Piece]:
        """The blocks that stand between the two in both, in the same order in both."""
        keys: dict[str, int] = {}
        for at in range(before.text_start + before.length, after.text_start - size + 1, size):
            key = self._ours[at : at + size]
            keys[key] = -1 if key in keys else at  # what our text says twice is told by what stands around it
        alone = {key: at for key, at in keys.items() if at >= 0}
        first, last = before.capture_start + before.length, after.capture_start
        if len(alone) * (last - first) <= _MOST_SOUGHT:
            places = self._sought(alone, first, last)
        else:
            places = self._walked(alone, first, last, size)
        return _rising([Piece(at, self._best(at, places[at]), size) for at in sorted(places)])

    def _sought(self, keys: dict[str, int], first: int, last: int) -> dict[int, list[int]]:
        """The first places of each block in theirs, each looked for by itself: fast where there is little."""
        found: dict[int, list[int]] = {}
        for key, at in keys.items():
            place = self._theirs.find(key, first, last)
            while place >= 0 and len(seen := found.setdefault(at, [])) < _PLACES:
                seen.append(place)
                place = self._theirs.find(key, place + 1, last)
        return found

    def _walked(self, keys: dict[str, int], first: int, last: int, size: int) -> dict[int, list[int]]:
        """The same, in one walk over theirs."""
        found: dict[int, list[int]] = {}
        if keys:
            for place in range(first, last - size + 1):
                at = keys.get(self._theirs[place : place + size], -1)
                if at >= 0 and len(seen := found.setdefault(at, [])) < _PLACES:
                    seen.append(place)
        return found

    def _best(self, at: int, places: list[int]) -> int:
        """The first of the places around which most is the same."""
        if len(places) == 1:
            return places[0]
        return max(
            places, key=lambda place: self._ahead(at, place, _AROUND) + self._behind(at, place, _AROUND)
        )

    def _grown(self, blocks: list[Piece]) -> Iterator[Piece]:
        """The blocks grown towards each other, word by word, until they meet or differ."""
        left = _START
        for after in [*blocks, self._end()]:
            at, place = left.text_start + left.length, left.capture_start + left.length
            gap = after.text_start - at
            most = min(gap, after.capture_start - place)
            ahead = self._ahead(at, place, most) if left.length else 0
            behind = self._behind(after.text_start, after.capture_start, most) if after.length else 0
            if ahead < gap:
                ahead = self._whole_words(at, at + ahead) - at
            if behind < gap:
                behind = after.text_start - self._next_word(after.text_start - behind, after.text_start)
            if ahead + behind > most:  # both could have the words between: where a line begins decides
                if most == gap:
                    ahead = self._cut(after.text_start - behind, at + ahead) - at
                behind = most - ahead
            right = Piece(after.text_start - behind, after.capture_start - behind, after.length + behind)
            left = Piece(left.text_start, left.capture_start, left.length + ahead)
            if left.length and _ends(left) == (right.text_start, right.capture_start):
                left = Piece(left.text_start, left.capture_start, left.length + right.length)
                continue
            if left.length:
                yield left
            left = right
        if left.length:
            yield left

    def _ahead(self, at: int, place: int, most: int) -> int:
        """How many letters are the same from here on."""
        most = min(most, len(self._ours) - at, len(self._theirs) - place)
        count, step = 0, _STEP
        while step := min(step, most - count):
            here, there = at + count, place + count
            if self._ours[here : here + step] == self._theirs[there : there + step]:
                count += step
            else:
                step //= 2
        return count

    def _behind(self, at: int, place: int, most: int) -> int:
        """How many letters before this are the same."""
        most = min(most, at, place)
        count, step = 0, _STEP
        while step := min(step, most - count):
            here, there = at - count, place - count
            if self._ours[here - step : here] == self._theirs[there - step : there]:
                count += step
            else:
                step //= 2
        return count

    def _whole_words(self, start: int, end: int) -> int:
        """Where the last word that is whole ends."""
        place = bisect_right(self._words, end) - 1
        return max(start, self._words[place]) if place >= 0 else start

    def _next_word(self, start: int, end: int) -> int:
        place = bisect_left(self._words, start)
        return min(end, self._words[place]) if place < len(self._words) else end

    def _cut(self, first: int, last: int) -> int:
        """Where a line of ours begins from first to last, else last."""
        place = bisect_left(self._lines, first)
        return self._lines[place] if place < len(self._lines) and self._lines[place] <= last else last


def _ends(run: Piece) -> tuple[int, int]:
    return run.text_start + run.length, run.capture_start + run.length


def _rising(blocks: list[Piece]) -> list[Piece]:
    """The longest chain of blocks, given in our order, that are in order in theirs as well."""
    ends: list[int] = []  # of the chains of each length, the lowest last place
    last: list[int] = []  # and the block it belongs to
    back: list[int] = []
    for index, block in enumerate(blocks):
        place = bisect_left(ends, block.capture_start)
        back.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [block.capture_start]
        last[place : place + 1] = [index]
    chain: list[Piece] = []
    index = last[-1] if last else -1
    while index >= 0:
        if not chain or blocks[index].capture_start + blocks[index].length <= chain[-1].capture_start:
            chain.append(blocks[index])
        index = back[index]
    return chain[::-1]


def _composed(runs: Sequence[Piece], ours: Sequence[Piece], theirs: Sequence[Piece]) -> Iterator[Piece]:
    """Runs of letters as runs of the text and of the source, where the letters are written in both."""
    mine, its = 0, 0
    for run in runs:
        at, there, left = run
        while left:
            while mine < len(ours) and ours[mine].text_start + ours[mine].length <= at:
                mine += 1
            while its < len(theirs) and theirs[its].text_start + theirs[its].length <= there:
                its += 1
            if mine == len(ours) or its == len(theirs):
                return
            a, b = ours[mine], theirs[its]
            skip = max(a.text_start - at, b.text_start - there, 0)
            if skip == 0:
                took = min(left, a.text_start + a.length - at, b.text_start + b.length - there)
                yield Piece(a.capture_start + at - a.text_start, b.capture_start + there - b.text_start, took)
                skip = took
            at, there, left = at + min(skip, left), there + min(skip, left), left - min(skip, left)


def _joined(runs: Iterable[Piece], text: str, source: str) -> Iterator[Piece]:
    """Runs with the same white space between them in both as one."""
    last: Piece | None = None
    for run in runs:
        if last is not None:
            end, its_end = _ends(last)
            if text[end : run.text_start] == source[its_end : run.capture_start]:
                last = Piece(
                    last.text_start, last.capture_start, run.text_start + run.length - last.text_start
                )
                continue
            yield last
        last = run
    if last is not None:
        yield last
