"""People's decisions, and what the machine says of the articles that they are about."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace

from onrecord.record import Decision, Reading
from onrecord.store import nouns


def of(connection: sqlite3.Connection, article: str) -> list[Decision]:
    """The decisions on an article, whether it is there or not, in the order in which they were made."""
    rows = connection.execute("SELECT noun FROM decision WHERE article = ? ORDER BY number", (article,))
    return [nouns.to_decision(row[0]) for row in rows]


def every(connection: sqlite3.Connection) -> Iterator[Decision]:
    """All decisions, in the order in which they were made."""
    for row in connection.execute("SELECT noun FROM decision ORDER BY at, number"):
        yield nouns.to_decision(row[0])


def beginning(connection: sqlite3.Connection, identity: str) -> list[Decision]:
    """The decisions whose ids begin so: two at most."""
    rows = connection.execute(
        "SELECT noun FROM decision WHERE id >= ?1 AND id < ?2 LIMIT 2", (identity, identity + "\U0010ffff")
    )
    return [nouns.to_decision(row[0]) for row in rows]


def exact(connection: sqlite3.Connection, identity: str) -> Decision | None:
    """The decision of this id."""
    row = connection.execute("SELECT noun FROM decision WHERE id = ?", (identity,)).fetchone()
    return nouns.to_decision(row[0]) if row is not None else None


def has(connection: sqlite3.Connection, identity: str) -> bool:
    """Whether there is a decision of this id."""
    return connection.execute("SELECT 1 FROM decision WHERE id = ?", (identity,)).fetchone() is not None


def on_statement(connection: sqlite3.Connection, statement: str) -> list[Decision]:
    """The decisions made on a statement under this id or one that leads to it, the first one first."""
    rows = connection.execute(
        "SELECT noun FROM decision WHERE statement = ?1 OR statement IN (SELECT old FROM was WHERE new = ?1)"
        " ORDER BY number",
        (statement,),
    ).fetchall()
    targets = {nouns.to_decision(row[0]).target for row in rows}
    return [
        one
        for article in sorted({target.article for target in targets})
        for one in of(connection, article)
        if one.target in targets
    ]


def added(connection: sqlite3.Connection, one: Decision) -> None:
    """A new decision."""
    connection.execute(
        "INSERT INTO decision (id, article, statement, at, noun) VALUES (?, ?, ?, ?, ?)",
        (one.id, one.target.article, one.statement, one.made.at, nouns.from_decision(one)),
    )


def changed(connection: sqlite3.Connection, decisions: Iterable[Decision]) -> None:
    """The decisions as they are now: elsewhere, lost, taken back."""
    connection.executemany(
        "UPDATE decision SET article = ?2, statement = ?3, noun = ?4 WHERE id = ?1 AND noun <> ?4",
        [(one.id, one.target.article, one.statement, nouns.from_decision(one)) for one in decisions],
    )


def undecided(connection: sqlite3.Connection, reading: Reading) -> Reading:
    """The reading as the machine has it, before anybody decided anything."""
    row = connection.execute(
        "SELECT undecided.noun FROM undecided JOIN article ON number = article WHERE id = ?",
        (reading.article.id,),
    ).fetchone()
    return replace(reading, statements=nouns.to_statements(row[0])) if row is not None else reading


def kept_undecided(connection: sqlite3.Connection, machine: Reading) -> None:
    """Keep what the machine says of an article in which something is decided."""
    connection.execute(
        "INSERT INTO undecided (article, noun) SELECT number, ? FROM article WHERE id = ?"
        " ON CONFLICT (article) DO UPDATE SET noun = excluded.noun WHERE noun <> excluded.noun",
        (nouns.from_statements(machine.statements), machine.article.id),
    )


def none_stands(connection: sqlite3.Connection, article: str) -> None:
    """What the machine says of an article is what the archive says: nothing is decided in it."""
    connection.execute(
        "DELETE FROM undecided WHERE article = (SELECT number FROM article WHERE id = ?)", (article,)
    )


def forgotten(connection: sqlite3.Connection, article: str) -> None:
    """No decision on an article, nor on what it took the place of."""
    connection.execute(
        "DELETE FROM decision WHERE article = ?1 OR article IN (SELECT old FROM was WHERE new = ?1)",
        (article,),
    )
