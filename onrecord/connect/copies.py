"""Which articles are copies, cuts or versions of others.

Two articles are compared where they have some of the shingles in common that stand for them; then word by
word. What is said of two articles depends on these two alone, and on what their outlets print again and
again; so the answer for a set of articles is the same in whatever order they came.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain
from typing import NamedTuple, Protocol

from onrecord.connect import versions
from onrecord.connect.precedence import ordered
from onrecord.connect.shared import Shared, shared
from onrecord.connect.shingles import rarity, shingled
from onrecord.record import Article, Kin, Kinship

# Shingles that two articles must have in common to be compared at all: a hundred copied words have some six.
_IN_COMMON = 2
# What they have in common must also stand for so much of the shorter article; of what is found in the end it
# stands for three times as much.
_LIKELY = 0.12

# The next numbers were set on those pairs of articles that evaluation/copies.py calls fitted.
# From this share of its words on an article is a copy, however short the stretches: edited all over.
_ALL = 0.8
# The share of the shorter article in long stretches from which one is a copy of the other. Where one stretch
# has so many words (two stories merged, a story with a new end) less will do.
_COPY = 0.65
_PART, _STRETCH = 0.38, 125
# What has so many words around it in the longer article is quoted there or set in (a document, a gallery of
# pictures, another's article at length): no copy, unless it is nearly all of the shorter one (_ALL).
_AROUND = 40
# An outlet that prints its own words again so many days later prints furniture or background, unless both are
# all but the same.
_DAYS = 2
# An abridgement is all in the longer one, and that is by so much longer.
_WHOLE, _CUT = 0.9, 0.7
# What an outlet prints on more days than this, or in more articles, is not what makes a story.
_MOST_DAYS, _MOST_ARTICLES = 5, 40


class Holder(NamedTuple):
    """An article for which a shingle stands, and where (`house_of`) and when it was printed."""

    article: str
    house: str
    day: str | None
    words: int


class Shelf(Protocol):
    """Where articles are kept with the shingles that stand for them."""

    def article(self, identity: str) -> Article:
        """An article that is there."""

    def holders(self, shingles: Collection[int]) -> Mapping[int, list[Holder]]:
        """For each shingle the articles for which it stands; houses that repeat it are left out."""

    def repeated(self, house: str, shingles: Collection[int]) -> set[int]:
        """Those of the shingles that the house prints again and again."""

    def repeats(self, house: str, shingles: Collection[int]) -> None:
        """Note that the outlet prints the shingles again and again: it is left out of their holders."""

    def put(self, article: Article, shingles: Collection[int]) -> None:
        """Put an article there, with the shingles that stand for it but are not repeated."""

    def at_address(self, article: Article) -> list[Article]:
        """The articles of its outlet that have its address, itself among them."""

    def kin(self, article: str, found: Iterable[Kinship]) -> None:
        """All that an article is kin to, in place of what was noted before."""


def house_of(article: Article) -> str:
    """Where an article was printed, to tell what is printed there again and again: the host, else the outlet.

    Guests write under names of their own, between the same page's furniture. Empty where neither is known.
    """
    host = article.url.split("/")[2] if article.url and article.url.count("/") > 1 else None
    return (host or article.outlet or "").casefold()


def added(article: Article, shelf: Shelf) -> None:
    """Put an article on the shelf and note its kin, and that of others for which it changes anything."""
    house = house_of(article)
    news = _own(article, shelf)
    shelf.put(article, news)
    touched, again = {article.id, *versions.touched(article, shelf.at_address(article))}, []
    for shingle, holders in shelf.holders(news).items():
        own = [one for one in holders if one.house == house] if len(holders) > _MOST_DAYS else []
        if len(own) > _MOST_ARTICLES or len({one.day for one in own}) > _MOST_DAYS:
            again.append(shingle)
            touched.update(one.article for one in own)
    shelf.repeats(house, again)
    for identity in sorted(touched):
        shelf.kin(identity, found(shelf.article(identity), shelf))


def found(article: Article, shelf: Shelf) -> list[Kinship]:
    """All that an article is kin to on the shelf, either way."""
    here = shelf.at_address(article)
    met = Counter(chain.from_iterable(shelf.holders(_own(article, shelf)).values()))
    apart = {one.id for one in here} | {article.id}
    likely = sorted(one.article for one, often in met.items() if _is_likely(article, one, often))
    told = [kinship(article, shelf.article(other), shelf) for other in likely if other not in apart]
    return [*versions.found(article, here), *(one for one in told if one is not None)]


def _own(article: Article, shelf: Shelf) -> list[int]:
    """What stands for an article, without what its outlet repeats."""
    chosen = shingled(article.text).chosen
    repeated = shelf.repeated(house_of(article), chosen)
    return [one for one in chosen if one not in repeated]


def _is_likely(article: Article, other: Holder, often: int) -> bool:
    """Whether the shingles that stand for both are so many that the two are worth comparing word by word."""
    words = shingled(article.text).words
    rarest = 1 << max(rarity(words), rarity(other.words))
    return often >= _IN_COMMON and often * rarest >= _LIKELY * min(words, other.words)


def kinship(one: Article, other: Article, shelf: Shelf) -> Kinship | None:
    """What two articles of different addresses are to each other, ``None`` where nothing."""
    one, other = sorted((one, other), key=lambda article: article.id)
    mine, theirs = shingled(one.text), shingled(other.text)
    repeated = [shelf.repeated(house, mine.chosen) for house in {house_of(one), house_of(other)}]
    both = shared(mine, theirs, set[int]().union(*repeated))
    if not _is_copy(both) or (_prints_again(one, other) and min(both.of_one, both.of_other) < _ALL):
        return None
    copy, origin, why = ordered(one, other)
    copied, kept = (both.of_one, both.of_other) if copy is one else (both.of_other, both.of_one)
    relation: Kin = "abridges" if copied >= _WHOLE and kept < _CUT else "copy"
    reason = f"{copied:.0%} of its words stand in the other; {why}"
    return Kinship(relation, copy.id, origin.id, copied, reason)


def _is_copy(both: Shared) -> bool:
    if max(both.of_one, both.of_other) >= _ALL:
        return True
    if both.around >= _AROUND:
        return False
    return both.long >= _COPY or (both.long >= _PART and both.longest >= _STRETCH)


def _prints_again(one: Article, other: Article) -> bool:
    """Whether the two are one outlet's or one site's, some days apart."""
    if one.published is None or other.published is None:
        return False
    is_one_house = bool(house_of(one)) and house_of(one) == house_of(other)
    is_one_outlet = one.outlet is not None and one.outlet == other.outlet
    days = abs(one.published.day - other.published.day).days
    return days > _DAYS and (is_one_house or is_one_outlet)
