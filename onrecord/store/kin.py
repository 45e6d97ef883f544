"""Which articles are kin, and the shingles by which that is found. To change anything needs a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator

from onrecord.record import Article, Kinship
from onrecord.store import link

# A shingle, and an article for which it stands: its id, house, day and number of words.
Held = tuple[int, str, str, str | None, int]


# Whether an outlet has printed an article again since: older versions, and summaries and cuts of its own.
YIELDS = (
    "EXISTS (SELECT 1 FROM kinship WHERE kinship.of = article.number AND kinship.relation = 'version')"
    " OR EXISTS (SELECT 1 FROM kinship JOIN article AS whole ON whole.number = kinship.of"
    " WHERE kinship.article = article.number AND kinship.relation = 'abridges'"
    " AND whole.outlet IS article.outlet)"
)


def put(connection: sqlite3.Connection, article: str, house: str, place: str | None, words: int) -> None:
    """Note that an article was compared."""
    connection.execute(
        "INSERT INTO compared (article, house, place, words)"
        " SELECT number, ?2, ?3, ?4 FROM article WHERE id = ?1",
        (article, house, place, words),
    )


def stand(connection: sqlite3.Connection, article: str, shingles: Iterable[int]) -> None:
    """Note which shingles stand for an article."""
    (number,) = connection.execute("SELECT number FROM article WHERE id = ?", (article,)).fetchone()
    connection.executemany(
        "INSERT INTO stands_for (shingle, article) VALUES (?, ?)", ((one, number) for one in sorted(shingles))
    )


def taken_back(connection: sqlite3.Connection, article: str) -> None:
    """Take back that an article was compared; whom it was found to be kin to stays."""
    for table in ("compared", "stands_for"):
        connection.execute(
            f"DELETE FROM {table} WHERE article = (SELECT number FROM article WHERE id = ?)", (article,)
        )


def holders(connection: sqlite3.Connection, shingles: Collection[int]) -> Iterator[Held]:
    """All articles for which the shingles stand."""
    return connection.execute(
        "SELECT stands_for.shingle, article.id, compared.house, article.day, compared.words"
        " FROM json_each(?) AS asked CROSS JOIN stands_for ON stands_for.shingle = asked.value"
        " JOIN compared ON compared.article = stands_for.article"
        " JOIN article ON article.number = stands_for.article",
        (json.dumps(list(shingles)),),
    )


def repeated(connection: sqlite3.Connection, house: str, shingles: Collection[int]) -> set[int]:
    """Those of the shingles that the house prints again and again."""
    rows = connection.execute(
        "SELECT shingle FROM json_each(?) AS asked CROSS JOIN repeated"
        " ON repeated.house = ? AND repeated.shingle = asked.value",
        (json.dumps(list(shingles)), house),
    )
    return {row[0] for row in rows}


def repeats(connection: sqlite3.Connection, house: str, shingles: Collection[int]) -> None:
    """Note that the house prints the shingles again and again: they stand for no article of its any more."""
    for one in shingles:
        connection.execute("INSERT INTO repeated (house, shingle) VALUES (?, ?)", (house, one))
        connection.execute(
            "DELETE FROM stands_for WHERE shingle = ?"
            " AND article IN (SELECT article FROM compared WHERE house = ?)",
            (one, house),
        )


def at(connection: sqlite3.Connection, place: str) -> list[int]:
    """The numbers of the articles that stood at a place."""
    return [row[0] for row in connection.execute("SELECT article FROM compared WHERE place = ?", (place,))]


def related(connection: sqlite3.Connection, article: str, found: Iterable[Kinship]) -> None:
    """All that an article is kin to, either way, in place of what was noted before."""
    new = {(one.article, one.of): one for one in found}
    old = {(one.article, one.of): one for one in of(connection, article)}
    for copy, origin in old.keys() ^ new.keys():
        link.stale(connection, copy, origin)
    for one in old.values():
        if new.get((one.article, one.of)) != one:
            connection.execute(
                "DELETE FROM kinship WHERE article = (SELECT number FROM article WHERE id = ?)"
                " AND of = (SELECT number FROM article WHERE id = ?)",
                (one.article, one.of),
            )
    for one in new.values():
        if old.get((one.article, one.of)) != one:
            connection.execute(
                "INSERT INTO kinship (article, of, relation, score, reason)"
                " SELECT copy.number, origin.number, ?, ?, ? FROM article AS copy, article AS origin"
                " WHERE copy.id = ? AND origin.id = ?",
                (one.relation, one.score, one.reason, one.article, one.of),
            )


def of(connection: sqlite3.Connection, article: str) -> list[Kinship]:
    """All that an article is kin to, either way, in order."""
    return _kinships(
        connection,
        "WHERE ?1 IN (kinship.article, kinship.of)",
        connection.execute("SELECT number FROM article WHERE id = ?", (article,)).fetchone(),
    )


def every(connection: sqlite3.Connection) -> list[Kinship]:
    """All kinships, in order."""
    return _kinships(connection, "", ())


def _kinships(connection: sqlite3.Connection, which: str, values: Iterable[object]) -> list[Kinship]:
    rows = connection.execute(
        "SELECT kinship.relation, copy.id, origin.id, kinship.score, kinship.reason FROM kinship"
        " JOIN article AS copy ON copy.number = kinship.article"
        f" JOIN article AS origin ON origin.number = kinship.of {which} ORDER BY copy.id, origin.id",
        tuple(values),
    )
    return [Kinship(*row) for row in rows]


def not_compared(connection: sqlite3.Connection) -> list[str]:
    """The ids of the articles that have not been compared with the others, in order."""
    rows = connection.execute(
        "SELECT id FROM article WHERE number NOT IN (SELECT article FROM compared) ORDER BY day, id"
    )
    return [row[0] for row in rows]


def place_of(article: Article) -> str | None:
    """An article's outlet and address as one string, ``None`` where it has no address."""
    place = article.url or article.key
    return f"{article.outlet or ''}\n{place}" if place else None
