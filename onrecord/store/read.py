"""What an archive gives back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date

from onrecord.record import (
    Article,
    Capture,
    Dropped,
    Entry,
    Forgotten,
    MadeBy,
    Origin,
    Reading,
    Sighting,
    Succession,
)
from onrecord.store import nouns

_CAPTURE = "capture.source, capture.sha256, capture.media_type, capture.fetched"
_SIGHTED_IN = "capture.source, capture.sha256, capture.media_type, sighting.fetched"


def has_article(connection: sqlite3.Connection, article: str) -> bool:
    """Whether the archive holds the article."""
    return connection.execute("SELECT 1 FROM article WHERE id = ?", (article,)).fetchone() is not None


def articles(connection: sqlite3.Connection) -> list[str]:
    """The ids of all articles, in the order of the day, then of the id: whoever came first does not show."""
    return [row[0] for row in connection.execute("SELECT id FROM article ORDER BY day, id")]


def reading(connection: sqlite3.Connection, article: str) -> tuple[Reading, MadeBy]:
    """An article as it was taken in, and what made it; of several places the first by path."""
    number, made_by, noun, text = connection.execute(
        "SELECT number, made_by, noun, text FROM article WHERE id = ?", (article,)
    ).fetchone()
    (analysis,) = connection.execute("SELECT noun FROM analysis WHERE article = ?", (number,)).fetchone()
    said = connection.execute(
        "SELECT saying.noun FROM statement JOIN saying ON saying.statement = statement.number"
        " WHERE statement.article = ? ORDER BY statement.position",
        (number,),
    )
    found = Reading(
        nouns.to_article(noun, text, origins(connection, article)[0]),
        tuple(nouns.to_statement(row[0]) for row in said),
        tuple(_dropped(connection, "article = ?", (number,), article)),
        nouns.to_analysis(analysis),
    )
    return found, nouns.to_made_by(made_by)


def article(connection: sqlite3.Connection, article: str) -> Article:
    """An article that is there, without what was found in it."""
    number = connection.execute("SELECT number FROM article WHERE id = ?", (article,)).fetchone()
    return _articles(connection, set(number))[number[0]]


def articles_of(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[Article]:
    """The articles of the numbers, in the order of their ids."""
    return sorted(_articles(connection, set(numbers)).values(), key=lambda one: one.id)


def origins(connection: sqlite3.Connection, article: str) -> list[Origin]:
    """All places where an article stands, by path."""
    rows = connection.execute(
        f"SELECT {_SIGHTED_IN}, sighting.locator, sighting.pieces FROM sighting"
        " JOIN capture ON capture.number = sighting.capture"
        " WHERE sighting.article = (SELECT number FROM article WHERE id = ?)"
        " ORDER BY capture.source, capture.sha256, sighting.locator",
        (article,),
    )
    return [Origin(Capture(*row[:4]), row[4], nouns.to_pieces(row[5])) for row in rows]


def sightings(connection: sqlite3.Connection) -> Iterator[Sighting]:
    """The places of articles that stand in more than one, all but the first by path."""
    rows = connection.execute(
        "SELECT id FROM article JOIN sighting ON article = number"
        " GROUP BY number HAVING count(*) > 1 ORDER BY id"
    ).fetchall()
    for (article,) in rows:
        for origin in origins(connection, article)[1:]:
            yield Sighting(article, origin)


def dropped(connection: sqlite3.Connection) -> Iterator[Dropped]:
    """What was left out and belongs to no article."""
    return _dropped(connection, "article IS NULL", (), None)


def _dropped(
    connection: sqlite3.Connection, which: str, values: tuple[object, ...], article: str | None
) -> Iterator[Dropped]:
    rows = connection.execute(
        f"SELECT dropped.noun, {_CAPTURE} FROM dropped JOIN capture ON capture.number = dropped.capture"
        f" WHERE {which} ORDER BY capture.source, capture.sha256, dropped.number",
        values,
    )
    for row in rows:
        yield nouns.to_dropped(row[0], article, Capture(*row[1:]))


def successions(connection: sqlite3.Connection) -> Iterator[Succession]:
    """All ids that were replaced."""
    for row in connection.execute("SELECT old, new FROM was ORDER BY old"):
        yield Succession(*row)


def forgotten(connection: sqlite3.Connection, article: str) -> Forgotten | None:
    """Why an article was taken out, ``None`` where it was not."""
    return next(_forgotten(connection, "WHERE id = ?", (article,)), None)


def all_forgotten(connection: sqlite3.Connection) -> Iterator[Forgotten]:
    """All articles that were taken out."""
    return _forgotten(connection, "", ())


def _forgotten(connection: sqlite3.Connection, which: str, values: tuple[str, ...]) -> Iterator[Forgotten]:
    for row in connection.execute(f"SELECT id, reason, day FROM forgotten {which} ORDER BY id", values):
        yield Forgotten(row[0], row[1], date.fromisoformat(row[2]))


def entries(connection: sqlite3.Connection, numbers: Iterable[int]) -> Iterator[Entry]:
    """The statements of the numbers, in their order, with their articles."""
    # One question for all of them: it is their number that counts when a name has thousands.
    said = connection.execute(
        "SELECT saying.noun, statement.article FROM json_each(?) AS asked"
        " CROSS JOIN statement ON statement.number = asked.value"
        " CROSS JOIN saying ON saying.statement = asked.value ORDER BY asked.key",
        (json.dumps(list(numbers)),),
    ).fetchall()
    articles = _articles(connection, {article for _, article in said})
    for noun, article in said:
        yield Entry(articles[article], nouns.to_statement(noun))


def _articles(connection: sqlite3.Connection, numbers: set[int]) -> dict[int, Article]:
    """The articles of the numbers, each where it stands first by path."""
    asked = json.dumps(sorted(numbers))
    origins: dict[int, Origin] = {}
    for number, locator, pieces, *capture in connection.execute(
        f"SELECT sighting.article, sighting.locator, sighting.pieces, {_SIGHTED_IN}"
        " FROM json_each(?) AS asked"
        " CROSS JOIN sighting ON sighting.article = asked.value"
        " JOIN capture ON capture.number = sighting.capture"
        " ORDER BY capture.source, capture.sha256, sighting.locator",
        (asked,),
    ):
        if number not in origins:
            origins[number] = Origin(Capture(*capture), locator, nouns.to_pieces(pieces))
    rows = connection.execute(
        "SELECT number, noun, text FROM json_each(?) CROSS JOIN article ON number = value", (asked,)
    )
    return {number: nouns.to_article(noun, text, origins[number]) for number, noun, text in rows}


def entry(connection: sqlite3.Connection, statement: str) -> Entry | None:
    """A statement by its id, with its article."""
    row = connection.execute("SELECT number FROM statement WHERE id = ?", (statement,)).fetchone()
    return next(entries(connection, row)) if row is not None else None


def ids(connection: sqlite3.Connection, begins: str, limit: int) -> list[str]:
    """The ids of articles and statements that begin so."""
    after = begins + "\U0010ffff"
    rows = connection.execute(
        "SELECT id FROM article WHERE id >= ?1 AND id < ?2"
        " UNION ALL SELECT id FROM statement WHERE id >= ?1 AND id < ?2 LIMIT ?3",
        (begins, after, limit),
    )
    return [row[0] for row in rows]


def successor(connection: sqlite3.Connection, old: str) -> Succession | None:
    """What took the place of an id that is no more; ``None`` for one that never was."""
    row = connection.execute("SELECT old, new FROM was WHERE old = ?", (old,)).fetchone()
    return Succession(*row) if row is not None else None


def captures(connection: sqlite3.Connection) -> list[tuple[Capture, str | None, str | None]]:
    """All captures in order, each with its folder and the day that was given with it."""
    rows = connection.execute(f"SELECT {_CAPTURE}, folder, given FROM capture ORDER BY source, sha256")
    return [(Capture(*row[:4]), row[4], row[5]) for row in rows]


def sighted_in(connection: sqlite3.Connection, capture: Capture) -> list[Sighting]:
    """The articles that stand in a capture."""
    rows = connection.execute(
        "SELECT article.id, sighting.locator, sighting.pieces FROM sighting"
        " JOIN article ON article.number = sighting.article JOIN capture ON capture.number = sighting.capture"
        " WHERE capture.source = ? AND capture.sha256 = ? ORDER BY article.id, sighting.locator",
        (capture.source, capture.sha256),
    )
    return [Sighting(row[0], Origin(capture, row[1], nouns.to_pieces(row[2]))) for row in rows]
