"""The numbers that a network reads of two texts, or of one."""

from __future__ import annotations

from onrecord.network.wordpiece import WordPiece
from onrecord.network.words import words

# Pieces of one text; nine sentences in ten of a news article have fewer than half as many.
MOST_PIECES = 96
# Characters looked at, so that a text of megabytes costs no more than a page.
_MOST_CHARACTERS = 40 * MOST_PIECES


def of_text(text: str, wordpiece: WordPiece) -> list[int]:
    """The pieces of a text's beginning, 96 at most, without marks."""
    beginning = text[:_MOST_CHARACTERS]
    found: list[int] = []
    for start, end in words(beginning):
        found += wordpiece.pieces(beginning[start:end])
        if len(found) >= MOST_PIECES:
            break
    return found[:MOST_PIECES]


def of_pair(a: list[int], b: list[int], wordpiece: WordPiece) -> tuple[list[int], list[int]]:
    """The pieces of both with their marks, and for each the side that it is on: 0 or 1."""
    pieces = [wordpiece.class_mark, *a, wordpiece.separator, *b, wordpiece.separator]
    return pieces, [0] * (len(a) + 2) + [1] * (len(b) + 1)


def of_one(a: list[int], wordpiece: WordPiece) -> tuple[list[int], list[int]]:
    """The pieces of one text with its marks, all on side 0."""
    pieces = [wordpiece.class_mark, *a, wordpiece.separator]
    return pieces, [0] * len(pieces)
