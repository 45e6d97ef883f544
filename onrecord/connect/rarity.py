"""How much it says that two statements share a word: the rarer it is in news, the more."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

# Words that stand in more than one paragraph of eight say nothing of what it is about.
_COMMON = 3
# Bits of what is in no table: it stands in fewer paragraphs than all that is.
_RAREST = 13
# Bits above which a word is rare; so many more, of so many words, tell that two texts are of one event. One
# word alone does not: of 10 pairs of articles that shared no more than "hefty" or "lapse" one at most was.
_NOT_RARE, _EVENT, _EVENT_WORDS = 5, 5, 2


def weight(stem: str) -> int:
    """The bits by which a word, given by its stem (`topics.stem`), is rarer than what stands everywhere."""
    return _weights().get(stem, _RAREST - _COMMON)


def tell_of_one_event(shared: Iterable[str]) -> bool:
    """Whether the shared words, given by their stems, are so rare that both speak of one event."""
    beyond = [weight(one) - _NOT_RARE for one in shared if weight(one) > _NOT_RARE]
    return len(beyond) >= _EVENT_WORDS and sum(beyond) >= _EVENT


@cache
def _weights() -> dict[str, int]:
    table = (files(__package__) / "en" / "rarity.txt").read_text(encoding="utf-8")
    found = {}
    for line in table.splitlines():
        bits, *words = line.split()
        found.update(dict.fromkeys(words, max(0, int(bits) - _COMMON)))
    # Where endings are taken off ("wednes" is "wedne"), a word is as rare as with its "s".
    return {word.removesuffix("s"): bits for word, bits in found.items()} | found
