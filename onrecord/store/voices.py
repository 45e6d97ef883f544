"""Who speaks in which article, and which of them are one voice. To change anything needs a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from onrecord.record import Listed, VoiceDecision
from onrecord.store import nouns

_ROW = (
    "appearance.id, article.id, article.day, appearance.name, appearance.meant, appearance.kind,"
    " appearance.block, appearance.heads, appearance.roles, appearance.machine, appearance.voice"
)
_FROM = "appearance JOIN article ON article.number = appearance.article"
_LIST = "(SELECT value FROM json_each(?))"
# A voice's appearances with their statements, given its id. From the names it uses to what stands under them:
# from each article to all that is said in it would be many times as much.
_SAID = (
    " FROM (SELECT DISTINCT voice, name FROM appearance WHERE voice = ?) AS used"
    " CROSS JOIN name ON name.name = used.name"
    " CROSS JOIN said_by ON said_by.name = name.number"
    " CROSS JOIN statement ON statement.number = said_by.statement"
    " CROSS JOIN appearance ON appearance.voice = used.voice AND appearance.article = statement.article"
    " AND appearance.name = used.name"
)
# The numbers of a voice's statements, given its id.
OF_VOICE = f"SELECT statement.number{_SAID}"


class Row(NamedTuple):
    """An appearance as it is kept; ``article`` is an id, ``day`` the article's (ISO 8601)."""

    id: str
    article: str
    day: str | None
    name: str
    meant: str
    kind: str | None
    block: str
    heads: tuple[str, ...]
    roles: tuple[str, ...]
    machine: str
    voice: str

    @property
    def order(self) -> tuple[str, str, str]:
        """Which is first: by day, what has none last; then by id."""
        return self.day or "9999-12-31", self.article, self.name


def of_article(connection: sqlite3.Connection, article: str) -> list[Row]:
    """The appearances of an article."""
    return _rows(connection, "WHERE article.id = ? ORDER BY appearance.name", article)


def in_block(connection: sqlite3.Connection, block: str) -> list[Row]:
    """The appearances that could be one voice."""
    return _rows(connection, "WHERE block = ?", block)


def of_voice(connection: sqlite3.Connection, voice: str) -> list[Row]:
    """The appearances of a voice, the first first."""
    return sorted(_rows(connection, "WHERE voice = ?", voice), key=lambda row: row.order)


def by_machine(connection: sqlite3.Connection, machine: Iterable[str]) -> list[Row]:
    """The appearances of voices as the machine has them."""
    return _rows(connection, f"WHERE machine IN {_LIST}", json.dumps(sorted(machine)))


def named(connection: sqlite3.Connection, names: Iterable[str]) -> list[Row]:
    """The appearances under names as they are shown."""
    return _rows(connection, f"WHERE appearance.name IN {_LIST}", json.dumps(sorted(names)))


def _rows(connection: sqlite3.Connection, which: str, value: object) -> list[Row]:
    rows = connection.execute(f"SELECT {_ROW} FROM {_FROM} {which}", (value,))
    return [
        Row(identity, article, day, name, meant, kind, block, tuple(heads.split()), _posts(roles), *of_which)
        for identity, article, day, name, meant, kind, block, heads, roles, *of_which in rows
    ]


def _posts(roles: str) -> tuple[str, ...]:
    return tuple(json.loads(roles)) if roles != "[]" else ()  # most have none


def put(connection: sqlite3.Connection, article: str, rows: Iterable[Row], company: Collection[str]) -> None:
    """All appearances of an article and its company, in place of what was noted before."""
    (number,) = connection.execute("SELECT number FROM article WHERE id = ?", (article,)).fetchone()
    connection.execute("DELETE FROM appearance WHERE article = ?", (number,))
    for row in rows:
        connection.execute(
            "INSERT INTO appearance (id, article, name, meant, kind, block, heads, roles, machine, voice)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(row.id, number, row.name, row.meant, row.kind, row.block),
                *(" ".join(row.heads), json.dumps(row.roles, ensure_ascii=False), row.machine, row.voice),
            ),
        )
    connection.execute(
        "INSERT INTO company (article, names) VALUES (?1, ?2)"
        " ON CONFLICT (article) DO UPDATE SET names = ?2 WHERE names <> ?2",
        (number, "\n".join(company)),
    )


def company(connection: sqlite3.Connection, article: str) -> list[str] | None:
    """The people and bodies whom an article names in full, ``None`` where it was not looked at."""
    row = connection.execute(
        "SELECT names FROM company WHERE article = (SELECT number FROM article WHERE id = ?)", (article,)
    ).fetchone()
    return _lines(row[0]) if row is not None else None


def companies(connection: sqlite3.Connection, block: str) -> dict[str, list[str]]:
    """The same of each article with an appearance of a block."""
    rows = connection.execute(
        "SELECT article.id, company.names FROM appearance"
        " JOIN company ON company.article = appearance.article"
        " JOIN article ON article.number = appearance.article WHERE appearance.block = ?",
        (block,),
    )
    return {article: _lines(names) for article, names in rows}


def chapters(connection: sqlite3.Connection, block: str) -> dict[str, int]:
    """Of each article with an appearance of a block that does not stand alone in a chapter, the chapter."""
    rows = connection.execute(
        "SELECT DISTINCT article.id, mine.chapter FROM appearance"
        " JOIN article ON article.number = appearance.article"
        " JOIN told_in AS mine ON mine.article = appearance.article WHERE appearance.block = ?"
        " AND EXISTS (SELECT 1 FROM told_in WHERE chapter = mine.chapter AND article <> mine.article)",
        (block,),
    )
    return dict(rows)


def _lines(names: str) -> list[str]:
    return names.split("\n") if names else []


def not_looked_at(connection: sqlite3.Connection) -> list[str]:
    """The ids of the articles in which it was not worked out who speaks, in order."""
    rows = connection.execute(
        "SELECT id FROM article WHERE number NOT IN (SELECT article FROM company) ORDER BY day, id"
    )
    return [row[0] for row in rows]


def by_the_machine(connection: sqlite3.Connection, voices: Mapping[str, str]) -> None:
    """For each appearance the voice that it is part of by the machine, and by all until somebody decides."""
    connection.executemany(
        "UPDATE appearance SET machine = ?2, voice = ?2 WHERE id = ?1", sorted(voices.items())
    )


def decided(connection: sqlite3.Connection, voices: Mapping[str, str]) -> None:
    """The voices of the appearances for which people decided it; of all others the machine's."""
    connection.execute(
        f"UPDATE appearance SET voice = machine WHERE voice <> machine AND id NOT IN {_LIST}",
        (json.dumps(sorted(voices)),),
    )
    connection.executemany(
        "UPDATE appearance SET voice = ?2 WHERE id = ?1 AND voice <> ?2", sorted(voices.items())
    )


def voice_at(connection: sqlite3.Connection, address: str) -> str | None:
    """The voice to which an address leads, ``None`` where to none."""
    return _at(connection, "voice", address)


def machine_at(connection: sqlite3.Connection, address: str) -> str | None:
    """The same as the machine has it."""
    return _at(connection, "machine", address)


def member_at(connection: sqlite3.Connection, address: str) -> str | None:
    """The appearance to which it leads."""
    return _at(connection, "id", address)


def name_at(connection: sqlite3.Connection, address: str) -> str | None:
    """The name under which whoever it leads to speaks there."""
    return _at(connection, "name", address)


def _at(connection: sqlite3.Connection, column: str, address: str) -> str | None:
    row = connection.execute(
        f"SELECT {column} FROM appearance WHERE id IN (?1, (SELECT new FROM was WHERE old = ?1))"
        " ORDER BY id = ?1 DESC",
        (address,),
    ).fetchone()
    return row[0] if row is not None else None


def addresses(connection: sqlite3.Connection, begins: str) -> set[str]:
    """The voices to which the addresses lead that begin so; two at most."""
    rows = connection.execute(
        "SELECT voice FROM appearance WHERE id >= ?1 AND id < ?2"
        " UNION SELECT voice FROM was JOIN appearance ON id = new WHERE old >= ?1 AND old < ?2 LIMIT 2",
        (begins, begins + "\U0010ffff"),
    )
    return {row[0] for row in rows}


def every(connection: sqlite3.Connection, after: str = "") -> list[str]:
    """The ids of all voices in order, of those that come after an id."""
    rows = connection.execute(
        "SELECT DISTINCT voice FROM appearance WHERE voice > ? ORDER BY voice", (after,)
    )
    return [row[0] for row in rows]


def in_article(connection: sqlite3.Connection, article: str) -> dict[str, str]:
    """For each name of an article its voice."""
    rows = connection.execute(
        "SELECT name, voice FROM appearance WHERE article = (SELECT number FROM article WHERE id = ?)",
        (article,),
    )
    return dict(rows.fetchall())


def with_names(connection: sqlite3.Connection, names: Iterable[str]) -> list[str]:
    """The voices that bear any of the names as they are shown, in order."""
    rows = connection.execute(
        f"SELECT DISTINCT voice FROM appearance WHERE name IN {_LIST} ORDER BY voice",
        (json.dumps(sorted(names)),),
    )
    return [row[0] for row in rows]


def statements(connection: sqlite3.Connection, voice: str, limit: int | None) -> list[int]:
    """The numbers of a voice's statements, the first day first; the last ``limit``."""
    rows = connection.execute(
        "SELECT DISTINCT statement.number, statement.article, statement.position"
        f"{_SAID} ORDER BY statement.number DESC LIMIT ?",
        (voice, limit if limit is not None else -1),
    ).fetchall()
    return [number for number, _, _ in sorted(rows, key=lambda row: (row[0] >> 40, row[1], row[2]))]


def counted(connection: sqlite3.Connection, voice: str) -> dict[str, int]:
    """For each appearance of a voice that has statements their number."""
    rows = connection.execute(f"SELECT appearance.id, count(*){_SAID} GROUP BY appearance.id", (voice,))
    return dict(rows.fetchall())


def quoted(connection: sqlite3.Connection, voice: str) -> list[tuple[str | None, str | None, str]]:
    """For each of a voice's statements the day and the outlet that printed it, and the noun."""
    return connection.execute(
        "SELECT article.day, article.outlet, saying.noun FROM"
        f" (SELECT DISTINCT statement.number{_SAID}) AS said"
        " JOIN statement ON statement.number = said.number"
        " JOIN saying ON saying.statement = said.number JOIN article ON article.number = statement.article"
        " ORDER BY said.number",
        (voice,),
    ).fetchall()


# what people decide


def decisions(connection: sqlite3.Connection) -> list[VoiceDecision]:
    """All that people decided about voices, the first first."""
    rows = connection.execute("SELECT noun FROM voice_decision ORDER BY number")
    return [nouns.to_voice_decision(row[0]) for row in rows]


def add_decision(connection: sqlite3.Connection, one: VoiceDecision) -> None:
    """A new decision."""
    connection.execute(
        "INSERT INTO voice_decision (id, at, noun) VALUES (?, ?, ?)",
        (one.id, one.made.at, nouns.from_voice_decision(one)),
    )


def decisions_now(connection: sqlite3.Connection, told: Iterable[VoiceDecision]) -> None:
    """The decisions as they are now: lost, taken back."""
    connection.executemany(
        "UPDATE voice_decision SET noun = ?2 WHERE id = ?1 AND noun <> ?2",
        [(one.id, nouns.from_voice_decision(one)) for one in told],
    )


# tables that people brought


def list_rows(connection: sqlite3.Connection, rows: Mapping[Listed, Collection[str]]) -> None:
    """Rows of a table, each with the blocks of its names, in place of what they said before."""
    connection.execute(
        f"DELETE FROM register WHERE id IN {_LIST}", (json.dumps(sorted(one.id for one in rows)),)
    )
    connection.executemany(
        "INSERT INTO register (id, block, noun) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        [(one.id, block, nouns.from_listed(one)) for one, blocks in rows.items() for block in sorted(blocks)],
    )


def listed(connection: sqlite3.Connection, blocks: Iterable[str]) -> Iterator[Listed]:
    """The rows that may be somebody of the blocks."""
    rows = connection.execute(
        f"SELECT DISTINCT id, noun FROM register WHERE block IN {_LIST} ORDER BY id",
        (json.dumps(sorted(blocks)),),
    )
    return (nouns.to_listed(row[1]) for row in rows)
