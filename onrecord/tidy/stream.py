"""A text with its line breaks taken out, to ask which lines begin as a given run of words does."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from onrecord.tidy.lines import Line

_SPACE = re.compile(r"\s+")
# Letter for letter, so that an outlet's teaser in plain quotes meets its article in curled ones.
_PLAIN = str.maketrans("“”„«»‘’‚‐‑‒–—", '"""""\'\'\'-----')
_SHORTEST_KEY = 4
# Lines that share half of a teaser's words and more are few; among thousands the nearest will do.
_NEAREST = 24


def plain(text: str) -> str:
    """The text with single spaces and plain quotation marks and dashes."""
    return _SPACE.sub(" ", text).strip().translate(_PLAIN)


class Stream:
    """The lines of a text run together with single spaces."""

    def __init__(self, page: list[Line]) -> None:
        self.texts = [plain(line.text) for line in page]
        self.starts: list[int] = []
        at = 0
        for text in self.texts:
            self.starts.append(at)
            at += len(text) + 1
        self.words = " ".join(self.texts)
        self._by_key: dict[int, dict[str, list[int]]] = {}

    def prepare(self, runs: Iterable[str]) -> None:
        """Note which lines could begin with any of the runs.

        The key of a run is its first 4, 8, 16, … characters, more than half of it: one look at each
        line for each length, and no pair of lines is ever held against another.
        """
        wanted: dict[int, set[str]] = defaultdict(set)
        for run in runs:
            if size := _key_size(run):
                wanted[size].add(run[:size])
        for size, keys in wanted.items():
            found: dict[str, list[int]] = defaultdict(list)
            for index, start in enumerate(self.starts):
                key = self.words[start : start + size]
                if key in keys:
                    found[key].append(index)
            self._by_key[size] = dict(found)

    def beginning_with(self, run: str, near: int) -> list[int]:
        """The lines at which the run stands in the stream, in order, the ``near`` one left out."""
        size = _key_size(run)
        candidates = self._by_key.get(size, {}).get(run[:size], []) if size else []
        middle = bisect_left(candidates, near)
        close = candidates[max(0, middle - _NEAREST) : middle + _NEAREST]
        return [index for index in close if index != near and self.words.startswith(run, self.starts[index])]


def _key_size(run: str) -> int:
    size = _SHORTEST_KEY
    while size * 2 <= len(run):
        size *= 2
    return size if len(run) >= _SHORTEST_KEY else 0
