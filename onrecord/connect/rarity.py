"""How much it says that two statements share a word: the rarer it is in news, the more."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Words that stand in more than one paragraph of eight say nothing of what it is about.
_COMMON = 3
# Bits of what is in no table: it stands in fewer paragraphs than all that is.
_RAREST = 13


def weight(stem: str) -> int:
    """The bits by which a word, given by its stem (`topics.stem`), is rarer than what stands everywhere."""
    return _weights().get(stem, _RAREST - _COMMON)


@cache
def _weights() -> dict[str, int]:
    table = (files(__package__) / "en" / "rarity.txt").read_text(encoding="utf-8")
    found = {}
    for line in table.splitlines():
        bits, *words = line.split()
        found.update(dict.fromkeys(words, max(0, int(bits) - _COMMON)))
    # Where endings are taken off ("wednes" is "wedne"), a word is as rare as with its "s".
    return {word.removesuffix("s"): bits for word, bits in found.items()} | found
