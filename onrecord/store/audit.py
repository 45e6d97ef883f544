"""Which statements an audit counts, and by what."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.record import Entry, Stance, Standing
from onrecord.store import kin, read, search


class Said(NamedTuple):
    """What counts of a statement; ``steps`` are those between the speaker and the page."""

    number: int
    article: int
    outlet: str | None
    standing: Standing | None
    stance: Stance
    name: str | None
    steps: int


def outlets(connection: sqlite3.Connection, outlet: str | None) -> Sequence[str | None]:
    """The outlets whose name has these words, in order; ``None`` asks for all, and is last for none known."""
    if outlet is not None:
        return sorted(search.outlets(connection, outlet))
    rows = connection.execute("SELECT DISTINCT outlet FROM article").fetchall()
    return sorted((row[0] for row in rows), key=lambda name: (name is None, name or ""))


def said(
    connection: sqlite3.Connection, outlets: Collection[str | None], since: date | None
) -> Iterator[Said]:
    """The statements of outlets, from a day on, in the order of their numbers.

    What an outlet has printed again since (an older version, a summary of the page) is left out.
    """
    where = [
        f"NOT ({kin.YIELDS})",
        "(article.outlet IN (SELECT value FROM json_each(?))"
        f"{' OR article.outlet IS NULL' if None in outlets else ''})",
    ]
    values: list[object] = [json.dumps([name for name in outlets if name is not None])]
    if since is not None:
        where.append("article.day >= ?")
        values.append(since.isoformat())
    rows = connection.execute(
        "SELECT statement.number, article.number, article.outlet, statement.standing, statement.stance,"
        " json_extract(saying.noun, '$.speaker.name'), ifnull(json_array_length(saying.noun, '$.via'), 0)"
        " FROM article JOIN statement ON statement.article = article.number"
        " JOIN saying ON saying.statement = statement.number"
        f" WHERE {' AND '.join(where)} ORDER BY statement.number",
        values,
    )
    return (Said(*row) for row in rows)


def entries(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Entry]:
    """The statements of the numbers, by article, each article's in order."""
    found = read.entries(connection, numbers)
    return sorted(found, key=lambda one: (_day(one), one.article.id, one.statement.content))


def _day(entry: Entry) -> str:
    return entry.article.published.value[:10] if entry.article.published is not None else ""
