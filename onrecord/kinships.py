"""Which articles of an archive are copies, cuts or versions of others. Each function needs a transaction."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable

from onrecord.connect import copies
from onrecord.connect.copies import Holder
from onrecord.connect.shingles import shingled
from onrecord.record import Article, Kinship
from onrecord.store import kin, read
from onrecord.store.transaction import transaction


def added(connection: sqlite3.Connection, article: Article) -> None:
    """Compare an article that is new in the archive, or of which something else is known now."""
    kin.taken_back(connection, article.id)
    copies.added(article, _Shelf(connection))


def completed(connection: sqlite3.Connection) -> None:
    """Compare the articles that have not been compared, each in a transaction of its own."""
    for identity in kin.not_compared(connection):
        with transaction(connection):
            if read.has_article(connection, identity):  # nobody has had it taken out meanwhile
                added(connection, read.article(connection, identity))


class _Shelf:
    """An archive as `connect.copies.Shelf`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def article(self, identity: str) -> Article:
        return read.article(self._connection, identity)

    def holders(self, shingles: Collection[int]) -> dict[int, list[Holder]]:
        found = defaultdict[int, list[Holder]](list)
        for shingle, article, house, day, words in kin.holders(self._connection, shingles):
            found[shingle].append(Holder(article, house, day, words))
        return found

    def repeated(self, house: str, shingles: Collection[int]) -> set[int]:
        return kin.repeated(self._connection, house, shingles)

    def repeats(self, house: str, shingles: Collection[int]) -> None:
        kin.repeats(self._connection, house, shingles)

    def put(self, article: Article, shingles: Collection[int]) -> None:
        words = shingled(article.text).words
        kin.put(self._connection, article.id, copies.house_of(article), kin.place_of(article), words)
        kin.stand(self._connection, article.id, shingles)

    def at_address(self, article: Article) -> list[Article]:
        place = kin.place_of(article)
        numbers = kin.at(self._connection, place) if place is not None else []
        return read.articles_of(self._connection, numbers) if len(numbers) > 1 else [article]

    def kin(self, article: str, found: Iterable[Kinship]) -> None:
        kin.related(self._connection, article, found)
