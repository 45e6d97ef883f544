"""Who may come in, and what is theirs: accounts, tokens, saved searches; an SQLite file beside the archive.

Not in the archive, for that is passed on. Of passwords and tokens only digests are kept. Times are seconds
since 1970.
"""

from __future__ import annotations

import secrets
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from onrecord.errors import NotOnRecord, UsageError
from onrecord.store.beside import Shape, opened
from onrecord.store.connection import told
from onrecord.store.transaction import transaction

Role = Literal["reader", "editor"]
ROLES: tuple[Role, ...] = get_args(Role)

_LONGEST_NAME = 100  # characters
_MOST = 500  # tokens in all, and searches of one person: nobody is to fill the disk with them
_MIGRATIONS = (
    """
    -- What sessions and the words of forms are signed with; one row.
    CREATE TABLE secret (value TEXT NOT NULL) STRICT;
    -- `key` is the name without regard to case. `password` is an argon2id hash, NULL without one;
    -- `stamp` is another with each password: a session holds the one under which it began.
    CREATE TABLE account (
        key TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('reader', 'editor')),
        password TEXT,
        stamp TEXT NOT NULL,
        made REAL NOT NULL
    ) STRICT;
    -- Sessions that were ended before their time; forgotten at `until`, when they would have ended anyway.
    CREATE TABLE ended (session TEXT PRIMARY KEY, until REAL NOT NULL) STRICT;
    -- `person` is who made it, and signs what is decided with it. `digest` is the SHA-256 of the token.
    CREATE TABLE token (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        person TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('reader', 'editor')),
        digest TEXT NOT NULL UNIQUE,
        made REAL NOT NULL,
        used REAL
    ) STRICT;
    -- `query` is a question as an address has it.
    CREATE TABLE search (
        id TEXT PRIMARY KEY,
        person TEXT NOT NULL,
        name TEXT NOT NULL,
        query TEXT NOT NULL,
        made REAL NOT NULL
    ) STRICT;
    CREATE INDEX search_of_person ON search (person, name);
    """,
)
_SHAPE = Shape("a list of accounts", 0x6F6E7270, 0o600, _MIGRATIONS)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may come in. ``password`` is a hash, ``None`` for who logs in at a proxy."""

    name: str
    role: Role
    password: str | None
    stamp: str
    made: float


@dataclass(frozen=True, slots=True)
class Token:
    """What a program shows to be let in; ``used`` is when it last did, ``None`` for never."""

    id: str
    name: str
    person: str
    role: Role
    made: float
    used: float | None


@dataclass(frozen=True, slots=True)
class Saved:
    """A search that a person saved under a name; ``query`` is the question as an address has it."""

    id: str
    person: str
    name: str
    query: str
    made: float


def people_of(archive: Path) -> Path:
    """Where it stands who may read an archive."""
    return archive.with_name(f"{archive.name}.people")


class People:
    """The file at a path, made where there is none; to be closed. Raises ArchiveErrors."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = opened(path, _SHAPE)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def secret(self) -> str:
        """What sessions are signed with: made once, known to nobody else."""
        found: str | None = self._one("SELECT value FROM secret")
        return found or self._made_secret()

    def _made_secret(self) -> str:
        with self._change() as connection:
            connection.execute(
                "INSERT INTO secret SELECT ? WHERE NOT EXISTS (SELECT 1 FROM secret)",
                (secrets.token_urlsafe(32),),
            )
        return str(self._one("SELECT value FROM secret"))

    # accounts

    def accounts(self) -> list[Account]:
        """All of them, by name."""
        rows = self._rows("SELECT name, role, password, stamp, made FROM account ORDER BY key")
        return [Account(*row) for row in rows]

    def account(self, name: str) -> Account | None:
        """The account of a name, whatever its case."""
        rows = self._rows("SELECT name, role, password, stamp, made FROM account WHERE key = ?", _key(name))
        return Account(*rows[0]) if rows else None

    def add_account(self, name: str, role: Role, password: str | None, now: float) -> None:
        """Let somebody in. Raises UsageError where the name is none, or is taken."""
        named = _name(name)
        with self._change() as connection:
            done = connection.execute(
                "INSERT INTO account VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (_key(named), named, role, password, secrets.token_hex(8), now),
            )
        if not done.rowcount:
            raise UsageError(
                f"{named}: there is such an account", "`onrecord account password` changes its password."
            )

    def change_password(self, name: str, password: str) -> None:
        """Another password; all sessions that began with the old one are over. Raises NotOnRecord."""
        self._change_account(name, "password = ?, stamp = ?", password, secrets.token_hex(8))

    def change_role(self, name: str, role: Role) -> None:
        """Another role, which holds at once. Raises NotOnRecord."""
        self._change_account(name, "role = ?", role)

    def _change_account(self, name: str, change: str, *values: str) -> None:
        with self._change() as connection:
            done = connection.execute(f"UPDATE account SET {change} WHERE key = ?", (*values, _key(name)))
        if not done.rowcount:
            raise _nobody(name)

    def remove(self, name: str) -> None:
        """Let somebody in no more: the account, tokens and saved searches go. Raises NotOnRecord."""
        with self._change() as connection:
            done = connection.execute("DELETE FROM account WHERE key = ?", (_key(name),)).rowcount
            for table in ("token", "search"):
                of = self._rows(f"SELECT DISTINCT person FROM {table}")
                for (person,) in of:
                    if _key(person) == _key(name):
                        connection.execute(f"DELETE FROM {table} WHERE person = ?", (person,))
                        done += 1
        if not done:
            raise _nobody(name)

    # sessions that were ended before their time

    def end(self, session: str, until: float, now: float) -> None:
        """A session is over, though its cookie would hold until then."""
        with self._change() as connection:
            connection.execute("DELETE FROM ended WHERE until < ?", (now,))
            connection.execute("INSERT OR REPLACE INTO ended VALUES (?, ?)", (session, until))

    def is_ended(self, session: str) -> bool:
        """Whether a session was ended."""
        return self._one("SELECT 1 FROM ended WHERE session = ?", session) is not None

    # tokens

    def tokens(self) -> list[Token]:
        """All of them, the newest first."""
        return [Token(*row) for row in self._rows(f"SELECT {_TOKEN} FROM token ORDER BY made DESC, id")]

    def token(self, digest: str) -> Token | None:
        """The token with this digest; ``None`` where it was revoked or never made."""
        rows = self._rows(f"SELECT {_TOKEN} FROM token WHERE digest = ?", digest)
        return Token(*rows[0]) if rows else None

    def add_token(self, token: Token, digest: str) -> None:
        """Let a program in. Raises UsageError where the name is none."""
        named = _name(token.name)
        with self._change() as connection:
            if self._one("SELECT count(*) FROM token") >= _MOST:
                raise UsageError("there are too many tokens", "Revoke those that nobody uses.")
            connection.execute(
                "INSERT INTO token (id, name, person, role, digest, made) VALUES (?, ?, ?, ?, ?, ?)",
                (token.id, named, token.person, token.role, digest, token.made),
            )

    def note_use(self, token: str, now: float) -> None:
        """A token was used."""
        with self._change() as connection:
            connection.execute("UPDATE token SET used = ? WHERE id = ?", (now, token))

    def revoke(self, token: str) -> None:
        """Let a program in no more. Raises NotOnRecord."""
        with self._change() as connection:
            done = connection.execute("DELETE FROM token WHERE id = ?", (token,))
        if not done.rowcount:
            raise NotOnRecord(f"{token}: no such token", "`onrecord token list` prints those there are.")

    # saved searches

    def searches(self, person: str) -> list[Saved]:
        """Those that a person saved, by name."""
        rows = self._rows(
            "SELECT id, person, name, query, made FROM search WHERE person = ? ORDER BY name, id", person
        )
        return [Saved(*row) for row in rows]

    def search(self, identity: str) -> Saved | None:
        """A saved search by its id."""
        rows = self._rows("SELECT id, person, name, query, made FROM search WHERE id = ?", identity)
        return Saved(*rows[0]) if rows else None

    def save(self, saved: Saved) -> None:
        """Keep a search. Raises UsageError where the name is none."""
        named = _name(saved.name)
        with self._change() as connection:
            if self._one("SELECT count(*) FROM search WHERE person = ?", saved.person) >= _MOST:
                raise UsageError("there are too many saved searches", "Delete those that you do not use.")
            connection.execute(
                "INSERT INTO search VALUES (?, ?, ?, ?, ?)",
                (saved.id, saved.person, named, saved.query, saved.made),
            )

    def rename(self, identity: str, name: str) -> None:
        """Another name for a saved search. Raises UsageError where it is none."""
        with self._change() as connection:
            connection.execute("UPDATE search SET name = ? WHERE id = ?", (_name(name), identity))

    def delete(self, identity: str) -> None:
        """Keep a search no more."""
        with self._change() as connection:
            connection.execute("DELETE FROM search WHERE id = ?", (identity,))

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with told(self._path), transaction(self._connection):
            yield self._connection

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with told(self._path):
            return self._connection.execute(query, values).fetchall()

    def _one(self, query: str, *values: object) -> Any:
        rows = self._rows(query, *values)
        return rows[0][0] if rows else None


_TOKEN = "id, name, person, role, made, used"


def _name(name: str) -> str:
    """The name as it is kept. Raises UsageError."""
    named = unicodedata.normalize("NFC", name).strip()
    if not (0 < len(named) <= _LONGEST_NAME and named.isprintable()):
        raise UsageError(
            f"“{name[:_LONGEST_NAME]}” is no name",
            f"A name has 1 to {_LONGEST_NAME} letters that can be seen.",
        )
    return named


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name.strip()).casefold()


def _nobody(name: str) -> NotOnRecord:
    return NotOnRecord(f"{name}: no such account", "`onrecord account list` prints those there are.")
