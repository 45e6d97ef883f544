"""The lines of a text, each with where it stands and how many blank lines are above it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"

# As editors count lines: str.splitlines would also break at form feeds and at six rarer marks.
_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")


class Line(NamedTuple):
    """A line that is not blank, without the white space around it.

    ``start`` and ``end`` count code points of the text; ``gap`` counts the blank lines above,
    ``number`` the lines from 1.
    """

    start: int
    end: int
    gap: int
    number: int
    text: str


def lines(text: str) -> list[Line]:
    """The lines that hold something, in order; a byte order mark is no part of the first one."""
    return list(_inked(text))


def _inked(text: str) -> Iterator[Line]:
    gap = 0
    begin = 1 if text.startswith(BYTE_ORDER_MARK) else 0
    for number, found in enumerate(_LINE.finditer(text, begin), start=1):
        raw = found[1]
        words = raw.strip()
        if words:
            start = found.start() + len(raw) - len(raw.lstrip())
            yield Line(start, start + len(words), gap, number, words)
        gap = 0 if words else gap + 1
