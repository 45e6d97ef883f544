"""Open an archive, to write or to read, and say in words what is wrong with one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from onrecord.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveReadOnly,
    ArchiveTooNew,
    NoArchive,
    NotAnArchive,
)
from onrecord.store import migrate

APPLICATION = 0x6F6E7265

# Seconds to wait for other writers. Each holds the lock for an article at a time (some milliseconds); where
# the machine has much else to do that takes longer, and what was begun is not to end for that.
PATIENCE = 60.0

# STRICT needs 3.37, `unixepoch` 3.38.
_OLDEST_SQLITE = (3, 38, 0)

_NO_ROOM = 1 << 20  # bytes: with less than this free, a failed write is a full disk
# Kibibytes. What is read comes from the map. A larger cache makes each commit dearer the fuller it is: over
# 100,000 statements it grew from 0.6 to 0.8 ms with this one, to 1.35 with 64 MB, to 2.2 with 256 MB.
_CACHE = -8_000
_MAP = 1 << 30  # bytes
# Pages of the log, 32 MB, after which they go over to the file. Ids and names are written all over the file,
# and what several articles have touched meanwhile goes over once: with SQLite's own 1,000 an article takes
# 8 % longer, and writes 550 KB instead of 455.
_LOG = 8_000


def to_write(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """The archive at the path, made where there is none, brought up to date where it is older."""
    with told(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveError(
                f"{path}: its folder cannot be made ({error.strerror or error})",
                "Name another place with `--archive FILE`.",
            ) from error
        connection = _connected(path, "rwc", patience)
        try:
            _check(connection, path)
            _log_ahead(connection, patience)
            migrate.migrate(connection)
            _tune(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def to_read(path: Path, patience: float = PATIENCE) -> sqlite3.Connection:
    """The archive at the path, which others may write to meanwhile. Only an older one is written to.

    Any thread may ask it, one at a time.
    """
    with told(path):
        if not path.exists():
            raise NoArchive(f"{path}: no archive there", "`onrecord add FILE` makes one.")
        connection = _connected(path, "ro", patience)
        try:
            version = _check(connection, path)
            if version == 0:
                raise NoArchive(f"{path}: an empty file", "`onrecord add FILE` makes an archive of it.")
            if version < migrate.latest():
                connection.close()
                to_write(path, patience).close()
                connection = _connected(path, "ro", patience)
            _tune(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def path_of(connection: sqlite3.Connection) -> Path:
    """The archive's path from the root, by which it is found from any folder."""
    return Path(connection.execute("SELECT file FROM pragma_database_list WHERE name = 'main'").fetchone()[0])


def _connected(path: Path, mode: str, patience: float) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise ArchiveError(
            f"SQLite {sqlite3.sqlite_version} is too old for an archive",
            f"Install a Python that has SQLite {'.'.join(map(str, _OLDEST_SQLITE))} or later.",
        )
    address = f"{path.absolute().as_uri()}?mode={mode}"
    if mode == "ro" and _is_still(path):
        address += "&immutable=1"
    # No transaction is begun behind our back: they are all written out. Threads may read with it in turn.
    is_read = mode == "ro"
    return sqlite3.connect(
        address, uri=True, timeout=patience, isolation_level=None, check_same_thread=not is_read
    )


def _is_still(path: Path) -> bool:
    """Whether nobody can be writing: a read-only disk, on which SQLite could not make its log either."""
    log = path.with_name(path.name + "-wal")
    return not os.access(path.absolute().parent, os.W_OK) and not (log.exists() and log.stat().st_size)


def _check(connection: sqlite3.Connection, path: Path) -> int:
    """The version of an archive, 0 for a file without anything in it; an error for any other file."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = migrate.version(connection)
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application != APPLICATION and (application or version or tables):
        raise NotAnArchive(
            f"{path}: another program's database, not an archive", "Name another file with `--archive FILE`."
        )
    if version > migrate.latest():
        raise ArchiveTooNew(
            f"{path}: an archive of version {version}, this onrecord knows {migrate.latest()}",
            "Install the newest onrecord.",
        )
    return version


def _log_ahead(connection: sqlite3.Connection, patience: float) -> None:
    """Keep a log ahead of the file (WAL), so that readers are never blocked.

    SQLite does not wait for its lock here, so two who make an archive at once would be told it is busy.
    """
    until = time.monotonic() + patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
    # With the log, NORMAL loses nothing when a process dies; a power cut may cost the last articles, whole.
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_LOG}")
    connection.execute("PRAGMA foreign_keys = ON")
    # Also of what a later reading replaces: when the article is forgotten, nobody knows where that stood.
    connection.execute("PRAGMA secure_delete = ON")


def _tune(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA cache_size = {_CACHE}")
    connection.execute(f"PRAGMA mmap_size = {_MAP}")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What SQLite complains of inside, as an ArchiveError; what is our own fault stays as it is."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        wrong = _wrong(path, code & 0xFF) if code is not None else None
        if wrong is None:
            raise
        raise wrong from error


# What SQLite's primary result code means for the archive: the error, what is wrong, what to do.
_BUSY = (ArchiveBusy, "busy, another process is writing to it", "Try again in a moment.")
_WRONG: dict[int, tuple[type[ArchiveError], str, str]] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: (
        ArchiveFull,
        "no room left on its disk; what was there before is kept",
        "Make room, then run the same again: it goes on where it stopped.",
    ),
    sqlite3.SQLITE_READONLY: (
        ArchiveReadOnly,
        "may be read but not written",
        "See that you may write to it and to its folder.",
    ),
    sqlite3.SQLITE_NOTADB: (NotAnArchive, "not an archive", "Name another file with `--archive FILE`."),
    sqlite3.SQLITE_CORRUPT: (
        ArchiveDamaged,
        "damaged",
        "Go back to a backup, or add the captures to a new archive. `onrecord doctor` says more.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        ArchiveError,
        "cannot be opened",
        "See that you may write to it and to its folder.",
    ),
    sqlite3.SQLITE_IOERR: (
        ArchiveError,
        "could not be read or written",
        "See that its disk is well and has room left.",
    ),
}


def _wrong(path: Path, code: int) -> ArchiveError | None:
    if path.is_dir():
        return NotAnArchive(f"{path}: a folder", "Name a file.")
    if code == sqlite3.SQLITE_IOERR and _is_without_room(path):
        code = sqlite3.SQLITE_FULL
    if code not in _WRONG:
        return None
    kind, wrong, remedy = _WRONG[code]
    return kind(f"{path}: {wrong}", remedy)


def _is_without_room(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.absolute().parent).free < _NO_ROOM
    except OSError:
        return False
