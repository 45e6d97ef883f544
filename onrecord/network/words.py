"""The words of a text, and what their letters look like."""

from __future__ import annotations

import re

# A word is a run of letters, digits and underscores, or one mark: the tokens of PolNeAR's scorer.
_WORD = re.compile(r"\w+|[^\w\s]")

LETTER_CASES = 6
_LOWER, _CAPITALISED, _UPPER, _MIXED, _NUMBER, _MARK = range(LETTER_CASES)


def words(text: str) -> list[tuple[int, int]]:
    """Half-open code points of each word, in order."""
    return [match.span() for match in _WORD.finditer(text)]


def letter_case(word: str) -> int:
    """Which of the ``LETTER_CASES`` the word is: it keeps what a vocabulary in lower case loses."""
    if word.islower():
        return _LOWER
    if word.isupper():
        return _CAPITALISED if len(word) == 1 else _UPPER
    if word.istitle():
        return _CAPITALISED
    if any(letter.isdigit() for letter in word):
        return _NUMBER
    return _MIXED if word.isalpha() else _MARK
