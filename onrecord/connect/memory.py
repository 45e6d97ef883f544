"""Articles with the shingles that stand for them, kept in memory: for sets that no archive holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from onrecord.connect.copies import Holder, house_of
from onrecord.connect.shingles import shingled
from onrecord.record import Article, Kinship


class Memory:
    """A shelf (`copies.Shelf`) in memory."""

    def __init__(self) -> None:
        self._articles: dict[str, Article] = {}
        self._holders: defaultdict[int, list[Holder]] = defaultdict(list)
        self._repeated: defaultdict[str, set[int]] = defaultdict(set)
        self._here: defaultdict[tuple[str | None, str], list[Article]] = defaultdict(list)
        self._kin: defaultdict[str, dict[str, Kinship]] = defaultdict(dict)

    def article(self, identity: str) -> Article:
        """An article that is there."""
        return self._articles[identity]

    def holders(self, shingles: Collection[int]) -> dict[int, list[Holder]]:
        """For each shingle the articles for which it stands."""
        return {one: self._holders[one] for one in shingles if one in self._holders}

    def repeated(self, house: str, shingles: Collection[int]) -> set[int]:
        """Those of the shingles that the house prints again and again."""
        return self._repeated[house].intersection(shingles)

    def repeats(self, house: str, shingles: Collection[int]) -> None:
        """Note that the house prints the shingles again and again."""
        self._repeated[house].update(shingles)
        for one in shingles:
            self._holders[one] = [holder for holder in self._holders[one] if holder.house != house]

    def put(self, article: Article, shingles: Collection[int]) -> None:
        """Put an article there."""
        self._articles[article.id] = article
        day = article.published.day.isoformat() if article.published is not None else None
        holder = Holder(article.id, house_of(article), day, shingled(article.text).words)
        for one in shingles:
            self._holders[one].append(holder)
        if place := article.url or article.key:
            self._here[article.outlet, place].append(article)

    def at_address(self, article: Article) -> list[Article]:
        """The articles of its outlet that have its address."""
        place = article.url or article.key
        return self._here[article.outlet, place] if place else []

    def kin(self, article: str, found: Iterable[Kinship]) -> None:
        """All that an article is kin to, in place of what was noted before."""
        for other in self._kin.pop(article, {}):
            self._kin[other].pop(article, None)
        for one in found:
            self._kin[one.article][one.of] = self._kin[one.of][one.article] = one

    def kinships(self) -> Iterator[Kinship]:
        """All kinships, each once, in order."""
        both = {(one.article, one.of): one for kin in self._kin.values() for one in kin.values()}
        return iter([both[key] for key in sorted(both)])
