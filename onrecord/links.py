"""What the statements of an archive do to each other. Each function needs a transaction."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date

import msgspec

from onrecord.connect import across, within
from onrecord.connect.sides import Side
from onrecord.record import Link, Reading
from onrecord.store import link, read
from onrecord.store.transaction import transaction

_encoder = msgspec.json.Encoder()
_sides = msgspec.json.Decoder(Side)


def added(connection: sqlite3.Connection, reading: Reading) -> None:
    """Connect the statements of an article that is new in the archive, or in which something has changed."""
    article = reading.article
    link.taken_back(connection, article.id)
    inside = within.links(article, reading.statements)
    link.related(connection, inside)
    across.added(article, reading.statements, inside, _Board(connection))
    link.connected(connection, article.id)


def completed(connection: sqlite3.Connection) -> None:
    """Connect the articles that have not been connected, each in a transaction of its own."""
    for identity in link.not_connected(connection):
        with transaction(connection):
            if read.has_article(connection, identity):  # nobody has had it taken out meanwhile
                added(connection, read.reading(connection, identity)[0])


class _Board:
    """An archive as `connect.across.Board`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, side: Side, keys: Collection[int]) -> None:
        link.put(self._connection, side.statement, _encoder.encode(side).decode(), keys)

    def holders(self, keys: Collection[int]) -> Mapping[int, list[int]]:
        return _by_key(link.holders(self._connection, keys))

    def holders_near(self, keys: Collection[int], day: int | None) -> Mapping[int, list[int]]:
        around = date.fromordinal(day) if day is not None else None
        return _by_key(link.holders_near(self._connection, keys, around, across.DAYS))

    def sides(self, numbers: Collection[int]) -> Mapping[int, Side]:
        found = link.sides(self._connection, numbers)
        return {number: _sides.decode(noun) for number, noun in found}

    def kin(self, article: str) -> set[str]:
        return link.kin(self._connection, article)

    def link(self, links: Collection[Link]) -> None:
        link.related(self._connection, links)


def _by_key(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found = defaultdict[int, list[int]](list)
    for key, statement in rows:
        found[key].append(statement)
    return found
