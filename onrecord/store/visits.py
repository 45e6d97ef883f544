"""What is to be fetched and when, and what came of it: an SQLite file beside the archive.

Each change is one transaction, so that whoever is killed goes on where the last change left things. Times are
seconds since 1970.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onrecord.store.beside import Shape, opened
from onrecord.store.connection import told
from onrecord.store.transaction import transaction

Kind = Literal["robots", "feed", "page"]

_MIGRATIONS = (
    """
    -- When each host may be asked again; `failures` in a row make it rest longer.
    CREATE TABLE host (
        name TEXT PRIMARY KEY,
        next_at REAL NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    -- What the robots.txt of an origin (scheme, host, port) says, and until when we believe it.
    CREATE TABLE robots (
        origin TEXT PRIMARY KEY,
        rules TEXT NOT NULL,
        until REAL NOT NULL
    ) STRICT;
    -- An address that is to be fetched (`due`), or was, and is not again (NULL). `at` is where redirects have
    -- led so far, `host` whose turn it is, `home` the host of the address itself. One whose robots.txt is on
    -- its way waits for it.
    CREATE TABLE visit (
        number INTEGER PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('robots', 'feed', 'page')),
        address TEXT NOT NULL,
        feed INTEGER REFERENCES visit,
        at TEXT NOT NULL,
        host TEXT NOT NULL,
        home TEXT NOT NULL,
        hops INTEGER NOT NULL DEFAULT 0,
        due REAL,
        waits_for TEXT,
        tries INTEGER NOT NULL DEFAULT 0,
        etag TEXT NOT NULL DEFAULT '',
        last_modified TEXT NOT NULL DEFAULT '',
        looked REAL,
        outcome TEXT NOT NULL DEFAULT '',
        UNIQUE (kind, address)
    ) STRICT;
    CREATE INDEX visit_due ON visit (due) WHERE due IS NOT NULL;
    CREATE INDEX visit_of_feed ON visit (feed) WHERE feed IS NOT NULL;
    CREATE INDEX visit_that_waits ON visit (waits_for) WHERE waits_for IS NOT NULL;
    -- A response that is kept: `start` to `end` are bytes of `file`, the digest that of its unpacked content.
    CREATE TABLE response (
        number INTEGER PRIMARY KEY,
        visit INTEGER NOT NULL REFERENCES visit,
        address TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        fetched TEXT NOT NULL,
        file TEXT NOT NULL,
        start INTEGER NOT NULL,
        end INTEGER NOT NULL,
        is_read INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX response_of_visit ON response (visit);
    CREATE INDEX response_by_digest ON response (address, sha256);
    CREATE INDEX response_unread ON response (number) WHERE NOT is_read;
    -- What a feed has named, so that what is new is known.
    CREATE TABLE entry (
        feed INTEGER NOT NULL REFERENCES visit,
        key TEXT NOT NULL,
        PRIMARY KEY (feed, key)
    ) STRICT, WITHOUT ROWID;
    """,
    # What could not be had is few among all that was.
    "CREATE INDEX visit_that_failed ON visit (looked) WHERE tries > 0;",
)
_SHAPE = Shape("a record of visits", 0x6F6E7266, 0o666, _MIGRATIONS)


@dataclass(frozen=True, slots=True)
class Visit:
    """An address to be fetched, at ``at`` after ``hops`` redirects; ``feed`` is the visit that named it.

    ``due`` is when; 0 where it is not.
    """

    number: int
    kind: Kind
    address: str
    feed: int | None
    at: str
    host: str
    hops: int
    due: float
    tries: int
    etag: str
    last_modified: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Held:
    """A response that is kept in a file, from byte ``start`` to ``end``; ``fetched`` is an ISO 8601 time."""

    number: int
    visit: int
    address: str
    sha256: str
    fetched: str
    file: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Looked:
    """How a feed is: when it was last asked and is next, with what outcome, and how much it has given.

    ``pages`` counts the pages it named, ``waiting`` those of them that are still to be fetched, ``failures``
    how often in a row it could not be had.
    """

    address: str
    looked: float | None
    due: float | None
    outcome: str
    entries: int
    pages: int
    waiting: int
    failures: int


@dataclass(frozen=True, slots=True)
class Failed:
    """A page that could not be had, why, and when it is tried again; ``None`` where it is not."""

    address: str
    looked: float
    due: float | None
    outcome: str


_VISIT = (
    "number, kind, address, feed, at, visit.host, hops, coalesce(due, 0), tries, etag, last_modified, outcome"
)
_HELD = "number, visit, address, sha256, fetched, file, start, end"
_TURN = "max(due, coalesce(next_at, 0))"


class Visits:
    """The file at a path, made where there is none; to be closed. Raises ArchiveErrors."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = opened(path, _SHAPE)
        # A power cut may cost the last changes, whole: what they were about is fetched again.
        self._connection.execute("PRAGMA synchronous = NORMAL")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    @contextmanager
    def change(self) -> Iterator[None]:
        """What is changed inside is changed as one, or not at all."""
        with told(self._path), transaction(self._connection):
            yield

    # what is to be fetched

    def ask(self, kind: Kind, address: str, host: str, due: float, feed: int | None = None) -> bool:
        """Put an address down to be fetched; false where it is down already, or was fetched."""
        done = self._connection.execute(
            "INSERT INTO visit (kind, address, at, host, home, due, feed) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (kind, address, address, host, host, due, feed),
        )
        return done.rowcount > 0

    def ask_again(self, kind: Kind, address: str, host: str, due: float) -> Visit:
        """The visit to an address, due from then on, whether it was fetched before or not."""
        self.ask(kind, address, host, due)
        self._connection.execute(
            "UPDATE visit SET due = ?, at = address, host = home, hops = 0, tries = 0, waits_for = NULL"
            " WHERE kind = ? AND address = ?",
            (due, kind, address),
        )
        return self._visit("kind = ? AND address = ?", (kind, address))

    def feeds_are(self, feeds: Iterable[tuple[str, str]], now: float) -> None:
        """These feeds (address and host) are watched, and no others."""
        wanted = dict(feeds)
        for address, host in wanted.items():
            if not self.ask("feed", address, host, now):
                self._connection.execute(
                    "UPDATE visit SET due = ? WHERE kind = 'feed' AND address = ? AND due IS NULL"
                    " AND waits_for IS NULL",
                    (now, address),
                )
        for row in self._connection.execute(
            "SELECT number, address FROM visit WHERE kind = 'feed'"
        ).fetchall():
            if row[1] not in wanted:
                self._connection.execute(
                    "UPDATE visit SET due = NULL, waits_for = NULL WHERE number = ?", (row[0],)
                )

    def next(self, roots: tuple[int, ...] = ()) -> tuple[float, Visit] | None:
        """The visit whose turn comes first, and when: not before its host may be asked again.

        With ``roots`` only these count, and the robots.txt of any host.
        """
        some = f"AND (kind = 'robots' OR number IN ({', '.join('?' * len(roots))}))" if roots else ""
        row = self._connection.execute(
            f"SELECT {_TURN}, {_VISIT} FROM visit LEFT JOIN host ON host.name = visit.host"
            f" WHERE due IS NOT NULL {some} ORDER BY 1, kind <> 'robots', kind <> 'feed', number LIMIT 1",
            roots,
        ).fetchone()
        return (row[0], Visit(*row[1:])) if row is not None else None

    def visit(self, number: int) -> Visit:
        """A visit as it is now."""
        return self._visit("number = ?", (number,))

    def is_open(self, number: int) -> bool:
        """Whether a visit is still to be made."""
        return bool(
            self._connection.execute(
                "SELECT due IS NOT NULL OR waits_for IS NOT NULL FROM visit WHERE number = ?", (number,)
            ).fetchone()[0]
        )

    def page(self, address: str) -> Visit:
        """The visit to a page that was put down."""
        return self._visit("kind = 'page' AND address = ?", (address,))

    def _visit(self, where: str, values: tuple[object, ...]) -> Visit:
        return Visit(
            *self._connection.execute(f"SELECT {_VISIT} FROM visit WHERE {where}", values).fetchone()
        )

    # what came of it

    def rest(self, host: str, until: float, failures: int = 0) -> None:
        """Leave a host alone until then."""
        self._connection.execute(
            "INSERT INTO host (name, next_at, failures) VALUES (?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at, failures = excluded.failures",
            (host, until, failures),
        )

    def failures(self, host: str) -> int:
        """How often in a row a host has failed."""
        row = self._connection.execute("SELECT failures FROM host WHERE name = ?", (host,)).fetchone()
        return row[0] if row is not None else 0

    def rules(self, origin: str, now: float) -> str | None:
        """What the robots.txt of an origin says, ``None`` where it is to be asked for."""
        row = self._connection.execute(
            "SELECT rules FROM robots WHERE origin = ? AND until > ?", (origin, now)
        ).fetchone()
        return row[0] if row is not None else None

    def rules_are(self, origin: str, rules: str, until: float, now: float) -> None:
        """Believe this of an origin until then; whoever waited for it goes on."""
        self._connection.execute(
            "INSERT INTO robots (origin, rules, until) VALUES (?, ?, ?)"
            " ON CONFLICT (origin) DO UPDATE SET rules = excluded.rules, until = excluded.until",
            (origin, rules, until),
        )
        self._connection.execute(
            "UPDATE visit SET due = ?, waits_for = NULL WHERE waits_for = ?", (now, origin)
        )

    def wait(self, visit: Visit, origin: str) -> None:
        """The visit waits for the robots.txt of an origin."""
        self._connection.execute(
            "UPDATE visit SET due = NULL, waits_for = ? WHERE number = ?", (origin, visit.number)
        )

    def is_awaited(self, origin: str) -> bool:
        """Whether the robots.txt of an origin is on its way."""
        row = self._connection.execute(
            "SELECT 1 FROM visit WHERE waits_for = ? LIMIT 1", (origin,)
        ).fetchone()
        return row is not None

    def lead(self, visit: Visit, at: str, host: str, now: float) -> None:
        """A redirect: the visit goes on at another address."""
        self._connection.execute(
            "UPDATE visit SET at = ?, host = ?, hops = hops + 1, due = ? WHERE number = ?",
            (at, host, now, visit.number),
        )

    def end(self, visit: Visit, outcome: str, due: float | None, now: float) -> None:
        """The address was fetched, or is as it was; it is fetched again when due."""
        self._back(visit, outcome, due, now)
        self._connection.execute("UPDATE visit SET tries = 0 WHERE number = ?", (visit.number,))

    def fail(self, visit: Visit, outcome: str, due: float | None, now: float) -> None:
        """It could not be fetched; it is tried again when due."""
        self._back(visit, outcome, due, now)
        self._connection.execute("UPDATE visit SET tries = tries + 1 WHERE number = ?", (visit.number,))

    def _back(self, visit: Visit, outcome: str, due: float | None, now: float) -> None:
        """Back to where the address itself is."""
        self._connection.execute(
            "UPDATE visit SET outcome = ?, due = ?, looked = ?, at = address, host = home, hops = 0"
            " WHERE number = ?",
            (outcome, due, now, visit.number),
        )

    def give_up(self, number: int) -> None:
        """The address is not fetched any more."""
        self._connection.execute("UPDATE visit SET due = NULL, waits_for = NULL WHERE number = ?", (number,))

    def note(self, number: int, outcome: str) -> None:
        """What came of it, as it turned out when it was read."""
        self._connection.execute("UPDATE visit SET outcome = ? WHERE number = ?", (outcome, number))

    def validators(self, visit: Visit, etag: str, last_modified: str) -> None:
        """What the host is to be told next time, so that it sends only what is new."""
        self._connection.execute(
            "UPDATE visit SET etag = ?, last_modified = ? WHERE number = ?",
            (etag, last_modified, visit.number),
        )

    # what is kept

    def hold(self, held: Held) -> None:
        """A response was kept; its number is given to it here."""
        self._connection.execute(
            "INSERT INTO response (visit, address, sha256, fetched, file, start, end)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (held.visit, held.address, held.sha256, held.fetched, held.file, held.start, held.end),
        )

    def latest(self, visit: int) -> Held | None:
        """The last response to a visit that was kept."""
        return self._held("visit = ? ORDER BY number DESC", visit)

    def kept(self, address: str, sha256: str) -> Held | None:
        """The response of an address with this content."""
        return self._held("address = ? AND sha256 = ? ORDER BY number", address, sha256)

    def unread(self) -> Held | None:
        """The first response that nobody has read yet."""
        return self._held("NOT is_read ORDER BY number")

    def read(self, held: Held) -> None:
        """The response has been read, and what it says is kept."""
        self._connection.execute("UPDATE response SET is_read = 1 WHERE number = ?", (held.number,))

    def last_file(self) -> tuple[str, int] | None:
        """The file that was last written to, and where its last whole record ends."""
        row = self._connection.execute(
            "SELECT file, end FROM response ORDER BY number DESC LIMIT 1"
        ).fetchone()
        return (row[0], row[1]) if row is not None else None

    def _held(self, where: str, *values: object) -> Held | None:
        row = self._connection.execute(
            f"SELECT {_HELD} FROM response WHERE {where} LIMIT 1", values
        ).fetchone()
        return Held(*row) if row is not None else None

    # what feeds have given

    def met(self, feed: int, key: str) -> bool:
        """Note an entry of a feed; false where it was noted before."""
        done = self._connection.execute(
            "INSERT INTO entry (feed, key) VALUES (?, ?) ON CONFLICT DO NOTHING", (feed, key)
        )
        return done.rowcount > 0

    def looked(self) -> list[Looked]:
        """All feeds that are watched, in the order in which they came."""
        rows = self._connection.execute(
            "SELECT address, looked, due, outcome,"
            " (SELECT count(*) FROM entry WHERE entry.feed = visit.number),"
            " (SELECT count(*) FROM visit AS page WHERE page.feed = visit.number),"
            " (SELECT count(*) FROM visit AS page WHERE page.feed = visit.number"
            "  AND (page.due IS NOT NULL OR page.waits_for IS NOT NULL)), tries"
            " FROM visit WHERE kind = 'feed' AND (due IS NOT NULL OR waits_for IS NOT NULL) ORDER BY number"
        )
        return [Looked(*row) for row in rows]

    def failed(self, limit: int) -> list[Failed]:
        """Pages that could not be had when they were last tried, the latest first."""
        rows = self._connection.execute(
            "SELECT address, looked, due, outcome FROM visit"
            " WHERE tries > 0 AND kind = 'page' AND waits_for IS NULL ORDER BY looked DESC LIMIT ?",
            (limit,),
        )
        return [Failed(*row) for row in rows]
