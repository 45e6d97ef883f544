"""Bring an archive's schema to today's, one numbered step after the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from onrecord.store.transaction import transaction

_FOLDER = Path(__file__).parent / "migrations"


def steps() -> list[tuple[int, str]]:
    """The number and the SQL of each migration, in order, from 1 without a gap."""
    return [(int(path.name[:4]), path.read_text("utf-8")) for path in sorted(_FOLDER.glob("[0-9]*.sql"))]


def latest() -> int:
    """The number of the last migration: the version of an archive that is up to date."""
    return steps()[-1][0]


def version(connection: sqlite3.Connection) -> int:
    """The number of the last migration that the archive has been through, 0 for an empty file."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def migrate(connection: sqlite3.Connection) -> None:
    """Take the steps that are missing, each in a transaction together with the record that it was taken."""
    for number, script in steps():
        if version(connection) >= number:
            continue
        with transaction(connection):
            if version(connection) >= number:  # another process took it while we waited
                continue
            for statement in statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def statements(script: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit what is open first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
