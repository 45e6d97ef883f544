"""Where the sentences of an article begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .lexicon import Lexicon

# A line's end always ends a sentence; a stop does before a blank and a capital, a figure or an opening mark.
_END = re.compile(r"\n\s*|[.!?…][\"”’')\]]{0,3}[ \xa0]+(?=[\"“‘'(\[]{0,2}[A-Z0-9])")
_LONGEST = 3000  # characters; text without stops is cut there, so that what looks at a sentence stays cheap
_LAST_WORD = re.compile(r"(\w[\w.]*)\Z")


class Sentences:
    """The sentences of a text, numbered from 0; every position lies in one."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.starts = [0]
        self._length = len(text)
        for end in _END.finditer(text):
            if end.end() < len(text) and not _is_abbreviation(text, end, lexicon):
                self._begin(end.end())
        self._begin(len(text))
        self.starts.pop()

    def _begin(self, start: int) -> None:
        """Begin a sentence, after cutting the one before where it is longer than any sentence is."""
        if start - self.starts[-1] > _LONGEST:
            self.starts += range(self.starts[-1] + _LONGEST, start, _LONGEST)
        self.starts.append(start)

    def at(self, position: int) -> int:
        """The number of the sentence in which a position lies."""
        return bisect_right(self.starts, position) - 1

    def bounds(self, number: int) -> tuple[int, int]:
        """Where the sentence begins, and where the next one does."""
        end = self.starts[number + 1] if number + 1 < len(self.starts) else self._length
        return self.starts[number], end


def _is_abbreviation(text: str, end: re.Match[str], lexicon: Lexicon) -> bool:
    if text[end.start()] != ".":
        return False
    before = _LAST_WORD.search(text, max(0, end.start() - 12), end.start())
    if before is None:
        return False
    word = before[1].casefold()
    return word in lexicon.dotted or (len(word) == 1 and word.isalpha() and before[1].isupper())
