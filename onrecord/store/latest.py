"""What is newest in an archive, who is quoted most in it, and what was left out."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from onrecord.record import Capture, Dropped, NameOnRecord
from onrecord.store import nouns

# Of an article without a title its first words stand for one.
_BEGINS = 160


@dataclass(frozen=True, slots=True)
class Headline:
    """An article in a list: its id, what heads it, and how many statements stand in it."""

    id: str
    title: str
    outlet: str | None
    day: str | None
    statements: int


def headlines(connection: sqlite3.Connection, limit: int, skip: int = 0) -> list[Headline]:
    """The articles of the last days first; those of one day by id."""
    return _headlines(connection, "ORDER BY day DESC, id LIMIT ? OFFSET ?", (limit, skip))


def headlines_after(connection: sqlite3.Connection, article: str, limit: int) -> list[Headline]:
    """The same from an article on, which may have been one of the first when somebody asked before."""
    return _headlines(
        connection,
        "JOIN (SELECT ifnull(day, '') AS then_day, id AS then_id FROM article WHERE id = ?)"
        " WHERE ifnull(day, '') < then_day OR (ifnull(day, '') = then_day AND id > then_id)"
        " ORDER BY day DESC, id LIMIT ?",
        (article, limit),
    )


def _headlines(connection: sqlite3.Connection, which: str, values: tuple[object, ...]) -> list[Headline]:
    # Which they are is told by the index alone: to sort all articles with their texts is forty times as slow.
    rows = connection.execute(
        "SELECT id, noun, substr(text, 1, ?), outlet, day,"
        " (SELECT count(*) FROM statement WHERE statement.article = article.number)"
        f" FROM (SELECT number AS chosen FROM article {which}) CROSS JOIN article ON number = chosen"
        " ORDER BY day DESC, id",
        (2 * _BEGINS, *values),
    ).fetchall()
    return [Headline(row[0], _title(row[1], row[2]), *row[3:]) for row in rows]


def _title(noun: str, begins: str) -> str:
    title = json.loads(noun)["title"]
    if title is not None:
        return begins[title["start"] : title["end"]]
    line = begins.strip().partition("\n")[0]
    return line if len(line) <= _BEGINS else line[:_BEGINS].rpartition(" ")[0] + " …"


@dataclass(frozen=True, slots=True)
class Gaps:
    """What an archive does not know of its articles: how many state no day, how many no outlet."""

    undated: int
    without_outlet: int


def gaps(connection: sqlite3.Connection) -> Gaps:
    """What articles do not state."""
    asked = ("day", "outlet")
    rows = (
        connection.execute(f"SELECT count(*) FROM article WHERE {name} IS NULL").fetchone() for name in asked
    )
    return Gaps(*(row[0] for row in rows))


def most_quoted(connection: sqlite3.Connection, limit: int) -> list[NameOnRecord]:
    """The names under which most statements stand."""
    rows = connection.execute(
        "SELECT name.name, found.statements FROM (SELECT name, count(*) AS statements FROM said_by"
        " GROUP BY name ORDER BY 2 DESC, 1 LIMIT ?) AS found JOIN name ON name.number = found.name"
        " ORDER BY found.statements DESC, name.name",
        (limit,),
    )
    return [NameOnRecord(*row) for row in rows]


def left_out(connection: sqlite3.Connection, limit: int, skip: int = 0) -> list[Dropped]:
    """What was dropped, the last first."""
    rows = connection.execute(
        "SELECT dropped.noun, article.id, source, sha256, media_type, fetched FROM dropped"
        " JOIN capture ON capture.number = dropped.capture"
        " LEFT JOIN article ON article.number = dropped.article"
        " ORDER BY dropped.number DESC LIMIT ? OFFSET ?",
        (limit, skip),
    ).fetchall()
    return [nouns.to_dropped(noun, article, Capture(*capture)) for noun, article, *capture in rows]


def reasons(connection: sqlite3.Connection) -> list[tuple[str, int]]:
    """For which reasons something was left out, and how often."""
    rows = connection.execute("SELECT noun ->> 'reason', count(*) FROM dropped GROUP BY 1 ORDER BY 2 DESC, 1")
    return [(row[0], row[1]) for row in rows]
