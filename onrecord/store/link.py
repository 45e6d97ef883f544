"""What statements do to each other, and by what they are found. To change anything needs a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from onrecord.record import Answering, Link
from onrecord.store.write import day_number

# Statements of articles without a day have numbers below all others.
_DAYLESS = (None, date.min)
_LINKS = (
    "SELECT link.relation, one.id, other.id, link.score, link.reason, link.is_sure FROM link"
    " JOIN statement AS one ON one.number = link.start"
    ' JOIN statement AS other ON other.number = link."end"'
)
_OF = "(SELECT number FROM statement WHERE article = (SELECT number FROM article WHERE id = ?))"


def put(connection: sqlite3.Connection, statement: str, side: str, keys: Iterable[int]) -> None:
    """Keep what a statement is compared by, and the keys under which it is found."""
    number = _number(connection, statement)
    connection.execute("INSERT INTO side (statement, noun) VALUES (?, ?)", (number, side))
    connection.executemany(
        "INSERT INTO met_by (key, statement) VALUES (?, ?)", ((one, number) for one in sorted(keys))
    )


def connected(connection: sqlite3.Connection, article: str, inside: str) -> None:
    """Note that an article was compared with all others, and what its statements do to each other."""
    connection.execute(
        "INSERT INTO connected (article, inside) SELECT number, ? FROM article WHERE id = ?",
        (inside, article),
    )


def inside(connection: sqlite3.Connection, articles: Collection[str]) -> dict[str, str]:
    """What the statements of each of the articles do to each other, where that was kept."""
    rows = connection.execute(
        "SELECT article.id, inside FROM json_each(?) AS asked CROSS JOIN article ON article.id = asked.value"
        " JOIN connected ON connected.article = article.number WHERE inside IS NOT NULL",
        (json.dumps(sorted(articles)),),
    )
    return dict(rows)


def taken_back(connection: sqlite3.Connection, article: str) -> None:
    """Take back that an article was connected, with all its links."""
    for place in ("side WHERE statement", "met_by WHERE statement", "link WHERE start", 'link WHERE "end"'):
        connection.execute(f"DELETE FROM {place} IN {_OF}", (article,))
    connection.execute(
        "DELETE FROM connected WHERE article = (SELECT number FROM article WHERE id = ?)", (article,)
    )


def is_due(connection: sqlite3.Connection, article: str) -> bool:
    """Whether an article is there and not connected."""
    row = connection.execute(
        "SELECT 1 FROM article WHERE id = ? AND number NOT IN (SELECT article FROM connected)", (article,)
    ).fetchone()
    return row is not None


def stale(connection: sqlite3.Connection, one: str, other: str) -> None:
    """Note of two articles that their links may be others now, where both were connected."""
    connection.execute(
        "UPDATE connected SET stale = 1 WHERE article = (SELECT number FROM article WHERE id = ?1)"
        " AND EXISTS (SELECT 1 FROM connected WHERE article = (SELECT number FROM article WHERE id = ?2))",
        (one, other),
    )


def all_stale(connection: sqlite3.Connection) -> list[str]:
    """The ids of the articles whose links may be others now, in order."""
    rows = connection.execute(
        "SELECT article.id FROM connected JOIN article ON number = article WHERE stale ORDER BY article.id"
    )
    return [row[0] for row in rows]


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
        "WITH own AS (SELECT number FROM article WHERE id = ?) SELECT id FROM article WHERE number IN"
        " (SELECT of FROM kinship WHERE article = (SELECT number FROM own)"
        " UNION SELECT article FROM kinship WHERE of = (SELECT number FROM own))",
        (article,),
    )
    return {row[0] for row in rows}


def copies(connection: sqlite3.Connection, statement: str) -> list[str]:
    """The ids of the articles that are kin to a statement's and print the same statement, in order."""
    rows = connection.execute(
        "WITH own AS (SELECT article, words FROM statement JOIN saying ON statement = number WHERE id = ?)"
        " SELECT DISTINCT article.id FROM own JOIN statement ON statement.article IN"
        " (SELECT of FROM kinship WHERE article = own.article"
        " UNION SELECT article FROM kinship WHERE of = own.article)"
        " JOIN saying ON saying.statement = statement.number AND saying.words = own.words"
        " JOIN article ON article.number = statement.article ORDER BY article.id",
        (statement,),
    )
    return [row[0] for row in rows]


def related(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    """Keep links between statements that are there; those that lead to nobody's words are left out."""
    connection.executemany(
        'INSERT INTO link (start, "end", relation, score, reason, is_sure)'
        " SELECT one.number, other.number, ?, ?, ?, ? FROM statement AS one, statement AS other"
        " WHERE one.id = ? AND other.id = ?",
        (
            (one.relation, one.score, one.reason, one.is_sure, one.start, one.end)
            for one in links
            if one.end is not None
        ),
    )


def across(connection: sqlite3.Connection) -> Iterator[Link]:
    """All links between statements of different articles, in order."""
    rows = connection.execute(f"{_LINKS} WHERE one.article <> other.article ORDER BY one.id, other.id")
    return map(_link, rows)


def numbers(connection: sqlite3.Connection, statements: Collection[str]) -> list[int]:
    """The numbers of statements that are there."""
    rows = connection.execute(
        "SELECT number FROM json_each(?) AS asked CROSS JOIN statement ON statement.id = asked.value",
        (json.dumps(sorted(statements)),),
    )
    return [row[0] for row in rows]


def of(connection: sqlite3.Connection, statements: Collection[str]) -> list[Link]:
    """All links that lead from or to one of the statements, in order."""
    asked = json.dumps(sorted(statements))
    both = " UNION ".join(
        f"{_LINKS} WHERE {end}.id IN (SELECT value FROM json_each(?1))" for end in ("one", "other")
    )
    return [_link(row) for row in connection.execute(f"{both} ORDER BY 2, 3", (asked,))]


def answering(
    connection: sqlite3.Connection, names: Collection[str] | None, since: date | None
) -> list[Link]:
    """The sure links by which one statement denies, confirms or counts otherwise than another, newest first.

    With ``names``, those on either side of which one of them speaks; with ``since``, those of which one side
    was published on that day or later.
    """
    answers = "link.relation IN ('denies', 'confirms', 'disagrees', 'updates')"
    where, values = ["link.is_sure", answers], list[object]()
    if names is not None:
        said = (
            "SELECT statement FROM said_by JOIN name ON number = said_by.name"
            " WHERE name.name IN (SELECT value FROM json_each(?))"
        )
        where.append(f"(one.number IN ({said}) OR other.number IN ({said}))")
        values += [json.dumps(sorted(names))] * 2
    if since is not None:
        where.append("max(one.number, other.number) >= ?")
        values.append(day_number(since))
    newest = "max(one.number, other.number) DESC, one.id, other.id"
    rows = connection.execute(f"{_LINKS} WHERE {' AND '.join(where)} ORDER BY {newest}", values)
    return [_link(row) for row in rows]


def _link(row: tuple[Answering, str, str, float, str, int]) -> Link:
    relation, start, end, score, reason, is_sure = row
    return Link(relation, start, end, score, reason, bool(is_sure))


def _number(connection: sqlite3.Connection, statement: str) -> int:
    number: int = connection.execute("SELECT number FROM statement WHERE id = ?", (statement,)).fetchone()[0]
    return number
