"""Open an SQLite file that lies beside the archive, for what is not to be passed on with it."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import ArchiveError, ArchiveTooNew, NotAnArchive
from onrecord.store.connection import told
from onrecord.store.migrate import statements, version
from onrecord.store.transaction import transaction

_PATIENCE = 30.0  # seconds to wait for another process, which holds the lock for a change at a time


@dataclass(frozen=True, slots=True)
class Shape:
    """What such a file is, in words, the number by which SQLite knows it, and its migrations in order.

    ``mode`` is who may read it and write to it, as far as the user's own mask lets them.
    """

    what: str
    application: int
    mode: int
    migrations: tuple[str, ...]


def opened(path: Path, shape: Shape) -> sqlite3.Connection:
    """The file at a path, made where there is none. Raises ArchiveErrors."""
    with told(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(path, os.O_CREAT | os.O_RDWR, shape.mode))
        except OSError as error:
            raise ArchiveError(
                f"{path}: cannot be made or opened ({error.strerror or error})",
                "Name another place with `--archive FILE`.",
            ) from error
        connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
        try:
            _log_ahead(connection)
            _migrate(connection, path, shape)
            connection.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Keep a log ahead of the file: readers wait for nobody.

    Where another process is busy, it is setting the same, which stays with the file.
    """
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode = WAL")


def _migrate(connection: sqlite3.Connection, path: Path, shape: Shape) -> None:
    if _is_current(connection, shape):
        return
    with transaction(connection):  # whoever waited for another here finds its work done
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
        if application != shape.application and (application or tables):
            raise NotAnArchive(f"{path}: not {shape.what}", "Move it away and run this again.")
        if version(connection) > len(shape.migrations):
            raise ArchiveTooNew(
                f"{path}: of version {version(connection)}, this onrecord knows {len(shape.migrations)}",
                "Install the newest onrecord.",
            )
        for number, script in enumerate(shape.migrations, 1):
            if number > version(connection):
                for statement in statements(script):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {number}")
        connection.execute(f"PRAGMA application_id = {shape.application}")


def _is_current(connection: sqlite3.Connection, shape: Shape) -> bool:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application == shape.application and version(connection) == len(shape.migrations)
