"""Whether an archive is well, and a copy of one."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from onrecord.store import migrate
from onrecord.store.transaction import transaction

_INDEXES = ("statement_words", "article_words")


@dataclass(frozen=True, slots=True)
class Counts:
    """How much an archive holds."""

    articles: int
    statements: int
    names: int
    captures: int


def counts(connection: sqlite3.Connection) -> Counts:
    """How much an archive holds."""
    tables = ("article", "statement", "name", "capture")
    return Counts(*(connection.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in tables))


def version(connection: sqlite3.Connection) -> int:
    """The version of the archive's schema."""
    return migrate.version(connection)


def wrongs(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the file, in SQLite's words; nothing where all is well."""
    told = [row[0] for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"]
    told += [
        f"{row[0]}: a row that belongs to nothing" for row in connection.execute("PRAGMA foreign_key_check")
    ]
    return told


def wrong_indexes(connection: sqlite3.Connection) -> list[str]:
    """The full-text indexes that do not agree with the words. Needs a connection that may write."""
    found = []
    for name in _INDEXES:
        try:
            # 1: not only is the index whole, it also says what the table says.
            connection.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CORRUPT:
                raise
            found.append(name)
    return found


def rebuild_indexes(connection: sqlite3.Connection) -> None:
    """Make the full-text indexes anew from the words."""
    with transaction(connection):
        for name in _INDEXES:
            connection.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")


def networks(connection: sqlite3.Connection) -> list[tuple[str | None, int]]:
    """The digests of the networks that read the articles, and how many each."""
    rows = connection.execute("SELECT network, count(*) FROM analysis GROUP BY network ORDER BY 2 DESC, 1")
    return [(row[0], row[1]) for row in rows]


def copy(connection: sqlite3.Connection, path: Path) -> None:
    """A copy of the archive as it is now, whole, while others read and write on."""
    target = sqlite3.connect(path, isolation_level=None)
    try:
        connection.backup(target)
        # One file without a log beside it, to carry about.
        target.execute("PRAGMA journal_mode = DELETE")
    finally:
        target.close()


def wipe(connection: sqlite3.Connection) -> None:
    """Leave no trace of what was deleted: not in the index, not in free pages, not in the log."""
    for name in _INDEXES:
        connection.execute(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
