"""What statements do to each other, and by what they are found. To change anything needs a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from onrecord.record import Link
from onrecord.store.write import day_number

# Statements of articles without a day have numbers below all others.
_DAYLESS = (None, date.min)
_OF = "(SELECT number FROM statement WHERE article = (SELECT number FROM article WHERE id = ?))"


def put(connection: sqlite3.Connection, statement: str, side: str, keys: Iterable[int]) -> None:
    """Keep what a statement is compared by, and the keys under which it is found."""
    number = _number(connection, statement)
    connection.execute("INSERT INTO side (statement, noun) VALUES (?, ?)", (number, side))
    connection.executemany(
        "INSERT INTO met_by (key, statement) VALUES (?, ?)", ((one, number) for one in sorted(keys))
    )


def connected(connection: sqlite3.Connection, article: str) -> None:
    """Note that the statements of an article were compared with all others."""
    connection.execute("INSERT INTO connected (article) SELECT number FROM article WHERE id = ?", (article,))


def taken_back(connection: sqlite3.Connection, article: str) -> None:
    """Take back that an article was connected, with all its links."""
    for place in ("side WHERE statement", "met_by WHERE statement", "link WHERE start", 'link WHERE "end"'):
        connection.execute(f"DELETE FROM {place} IN {_OF}", (article,))
    connection.execute(
        "DELETE FROM connected WHERE article = (SELECT number FROM article WHERE id = ?)", (article,)
    )


def not_connected(connection: sqlite3.Connection) -> list[str]:
    """The ids of the articles that have not been connected with the others, in order."""
    rows = connection.execute(
        "SELECT id FROM article WHERE number NOT IN (SELECT article FROM connected) ORDER BY day, id"
    )
    return [row[0] for row in rows]


def holders(connection: sqlite3.Connection, keys: Collection[int]) -> Iterator[tuple[int, int]]:
    """Each of the keys with the numbers of the statements that are found under it."""
    return connection.execute(
        "SELECT met_by.key, met_by.statement FROM json_each(?) AS asked"
        " CROSS JOIN met_by ON met_by.key = asked.value",
        (json.dumps(list(keys)),),
    )


def holders_near(
    connection: sqlite3.Connection, keys: Collection[int], day: date | None, days: int
) -> Iterator[tuple[int, int]]:
    """The same of articles at most so many days from a day; of those without one for ``None``."""
    first, last = _DAYLESS if day is None else (day - timedelta(days), day + timedelta(days + 1))
    return connection.execute(
        "SELECT met_by.key, met_by.statement FROM json_each(?) AS asked"
        " CROSS JOIN met_by ON met_by.key = asked.value AND met_by.statement >= ? AND met_by.statement < ?",
        (json.dumps(list(keys)), day_number(first), day_number(last)),
    )


def sides(connection: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[tuple[int, str]]:
    """What the statements of the numbers are compared by."""
    return connection.execute(
        "SELECT statement, noun FROM json_each(?) CROSS JOIN side ON statement = value",
        (json.dumps(sorted(numbers)),),
    )


def kin(connection: sqlite3.Connection, article: str) -> set[str]:
    """The ids of the articles that an article is kin to."""
    rows = connection.execute(
        "SELECT other.id FROM article AS one JOIN kinship ON one.number IN (kinship.article, kinship.of)"
        " JOIN article AS other ON other.number IN (kinship.article, kinship.of) WHERE one.id = ?",
        (article,),
    )
    return {row[0] for row in rows}


def related(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Keep links between statements that are there; those that lead to nobody's words are left out."""
    connection.executemany(
        'INSERT INTO link (start, "end", relation, score, reason)'
        " SELECT one.number, other.number, ?, ?, ? FROM statement AS one, statement AS other"
        " WHERE one.id = ? AND other.id = ?",
        ((one.relation, one.score, one.reason, one.start, one.end) for one in links if one.end is not None),
    )


def _number(connection: sqlite3.Connection, statement: str) -> int:
    number: int = connection.execute("SELECT number FROM statement WHERE id = ?", (statement,)).fetchone()[0]
    return number
