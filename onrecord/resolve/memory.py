"""What was made of words before, so that the same words are not worked out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

# A few articles in a row share most of their words, and a year's papers most of their names.
_MOST = 32_768
_LONGEST = 80  # characters; whatever is longer is no word or name that comes back, and would fill the memory

Key = TypeVar("Key", str, tuple[str, ...])
Made = TypeVar("Made")


class Remembered(dict[Key, Made]):
    """What a function makes of a word or some words: asked for by ``[]``, made once, forgotten when full."""

    def __init__(self, make: Callable[[Key], Made]) -> None:
        super().__init__()
        self._make: Callable[[Key], Made] = make

    def __missing__(self, words: Key) -> Made:
        made: Made = self._make(words)
        if len("".join(words)) <= _LONGEST:
            if len(self) >= _MOST:
                self.clear()
            self[words] = made
        return made
