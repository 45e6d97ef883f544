"""The words before a number."""

from __future__ import annotations

_NEAR = 28  # characters in which they are looked for


def words_before(text: str, at: int, start: int, count: int) -> list[str]:
    """The last words before a position, the nearest last, with the marks that cling to them."""
    return text[max(start, at - _NEAR) : at].split()[-count:]


def word_before(text: str, at: int, start: int) -> str:
    """The word before a position in lower case without marks, empty where there is none."""
    words = words_before(text, at, start, 1)
    return words[0].strip("“\"'‘(,.;:").casefold() if words else ""
