"""Text from outside as a terminal may show it: nothing in it is obeyed, everything in it is seen."""

from __future__ import annotations

import re

# Controls (C0, DEL, C1), line and paragraph separators, marks and overrides of direction, isolates,
# invisible tags, lone surrogates, byte order marks. Tabs and line ends are for the caller to lay out.
_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_LINES = {ord("\n"): " ", ord("\r"): " ", ord("\t"): " "}


def plain(text: str) -> str:
    """The text on one line; a character that a terminal would obey stands as its number."""
    return _OBEYED.sub(lambda match: f"<U+{ord(match[0]):04X}>", text.translate(_LINES))


def some(count: int, one: str, more: str | None = None) -> str:
    """So many of them, as "1 article", "2,000 articles"; ``more`` is the plural where it is irregular."""
    return f"{count:,} {one if count == 1 else more or f'{one}s'}"
