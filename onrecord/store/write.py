"""What is written to an archive. Each function is called inside a transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from onrecord.record import Article, Capture, Dropped, Forgotten, MadeBy, Reading, Sighting, Statement
from onrecord.store import decisions, nouns, succession
from onrecord.store.names import key

_DAY_BITS = 40


@dataclass(frozen=True, slots=True)
class Place:
    """How a capture is found again: the folder that its path is relative to, the day given with it.

    ``folder`` is ``None`` where it cannot be read again.
    """

    folder: str | None
    given: date | None


def reading(connection: sqlite3.Connection, read: Reading, made_by: MadeBy, place: Place) -> None:
    """A new article with all that was found in it and dropped for it."""
    article = read.article
    row = connection.execute(
        "INSERT INTO article (id, outlet, day, made_by, noun, text) VALUES (?, ?, ?, ?, ?, ?)"
        " RETURNING number",
        (
            article.id,
            article.outlet,
            _day(article),
            nouns.from_made_by(made_by),
            nouns.from_article(article),
            article.text,
        ),
    ).fetchone()
    analysis(connection, read)
    _insert(connection, row[0], article, read.statements)
    sighting(connection, article, read.dropped, place)
    # An address that was given up may be taken up again.
    connection.execute("DELETE FROM was WHERE old = ?", (article.id,))


def reading_again(
    connection: sqlite3.Connection,
    read: Reading,
    made_by: MadeBy,
    known: Mapping[str, str | None] = MappingProxyType({}),
) -> None:
    """An article that is there already, as it reads now; its statements keep their addresses.

    ``known`` are old ids of which it need not be reckoned what took their place: ``None`` where they may come
    back.
    """
    article = read.article
    connection.execute(
        "UPDATE article SET outlet = ?, day = ?, made_by = ?, noun = ? WHERE id = ?",
        (
            article.outlet,
            _day(article),
            nouns.from_made_by(made_by),
            nouns.from_article(article),
            article.id,
        ),
    )
    analysis(connection, read)
    number = _number(connection, article.id)
    olds = {one.id: succession.places(article.text, one.content) for one in _statements(connection, number)}
    news = {one.id: succession.places(article.text, one.content) for one in read.statements}
    _remove(connection, number)
    _insert(connection, number, article, read.statements)
    unknown = {old: had for old, had in olds.items() if old not in known}
    told = succession.successors(unknown, news)
    told |= {old: new for old, new in known.items() if new is not None and old not in news}
    succeeded(connection, told)


def analysis(connection: sqlite3.Connection, read: Reading) -> None:
    """What the network saw."""
    connection.execute(
        "INSERT INTO analysis (article, network, noun) VALUES (?, ?, ?)"
        " ON CONFLICT (article) DO UPDATE SET network = excluded.network, noun = excluded.noun"
        " WHERE noun <> excluded.noun",
        (
            _number(connection, read.article.id),
            read.analysis.network,
            nouns.from_analysis(read.analysis),
        ),
    )


def sighting(
    connection: sqlite3.Connection, article: Article, left_out: Iterable[Dropped], place: Place
) -> None:
    """One place where an article that is there stands, and what was dropped for it there."""
    origin = article.origin
    connection.execute(
        "INSERT INTO sighting (article, capture, locator, pieces, fetched) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (article, capture, locator) DO UPDATE"
        " SET pieces = excluded.pieces, fetched = excluded.fetched"
        " WHERE pieces <> excluded.pieces OR fetched IS NOT excluded.fetched",
        (
            _number(connection, article.id),
            capture(connection, origin.capture, place),
            origin.locator,
            nouns.from_pieces(origin.pieces),
            origin.capture.fetched,
        ),
    )
    for one in left_out:
        dropped(connection, one, place)


def dropped(connection: sqlite3.Connection, left_out: Dropped, place: Place) -> None:
    """What was left out; once, however often it is met."""
    connection.execute(
        "INSERT INTO dropped (article, capture, noun)"
        " VALUES ((SELECT number FROM article WHERE id = ?), ?, ?) ON CONFLICT DO NOTHING",
        (left_out.article, capture(connection, left_out.origin.capture, place), nouns.from_dropped(left_out)),
    )


def capture(connection: sqlite3.Connection, found: Capture, place: Place) -> int:
    """The capture's number; where it was last found is noted."""
    given = place.given.isoformat() if place.given is not None else None
    row = connection.execute(
        "SELECT number, folder, given FROM capture WHERE source = ? AND sha256 = ?",
        (found.source, found.sha256),
    ).fetchone()
    if row is None:
        row = connection.execute(
            "INSERT INTO capture (source, sha256, media_type, fetched, folder, given)"
            " VALUES (?, ?, ?, ?, ?, ?) RETURNING number",
            (found.source, found.sha256, found.media_type, found.fetched, place.folder, given),
        ).fetchone()
    elif (row[1], row[2]) != (place.folder, given or row[2]):
        connection.execute(
            "UPDATE capture SET folder = ?, given = ? WHERE number = ?",
            (place.folder, given or row[2], row[0]),
        )
    number: int = row[0]
    return number


def dropped_anew(
    connection: sqlite3.Connection, found: Capture, left_out: Iterable[Dropped], place: Place
) -> None:
    """All that was left out of a capture, in place of what was noted before."""
    connection.execute(
        "DELETE FROM dropped WHERE capture = (SELECT number FROM capture WHERE source = ? AND sha256 = ?)",
        (found.source, found.sha256),
    )
    for one in left_out:
        dropped(connection, one, place)


def unsighted(connection: sqlite3.Connection, one: Sighting) -> None:
    """Take back one place where an article stood."""
    connection.execute(
        "DELETE FROM sighting WHERE article = ? AND locator = ?"
        " AND capture = (SELECT number FROM capture WHERE source = ? AND sha256 = ?)",
        (
            _number(connection, one.article),
            one.origin.locator,
            one.origin.capture.source,
            one.origin.capture.sha256,
        ),
    )


def succeeded(connection: sqlite3.Connection, new_by_old: dict[str, str | None]) -> None:
    """Note which ids were replaced by which. Whoever had the old one's place now has the new one's."""
    for old, new in new_by_old.items():
        connection.execute("DELETE FROM was WHERE old = ? AND new = ?", (new, old))
        connection.execute("UPDATE was SET new = ? WHERE new = ?", (new, old))
        connection.execute(
            "INSERT INTO was (old, new) VALUES (?, ?) ON CONFLICT (old) DO UPDATE SET new = excluded.new",
            (old, new),
        )


def taken_up(connection: sqlite3.Connection, old: str) -> None:
    """An id that is in use again leads nowhere else."""
    connection.execute("DELETE FROM was WHERE old = ?", (old,))


def article_gone(connection: sqlite3.Connection, article: str) -> None:
    """Take an article out, with all that hangs on it."""
    number = _number(connection, article)
    _remove(connection, number)
    connection.execute("DELETE FROM article WHERE number = ?", (number,))
    connection.execute(
        "DELETE FROM capture WHERE number NOT IN (SELECT capture FROM sighting)"
        " AND number NOT IN (SELECT capture FROM dropped)"
    )


def forgotten(connection: sqlite3.Connection, one: Forgotten) -> None:
    """Take an article out, also one of which decisions alone are left, and leave the reason."""
    decisions.forgotten(connection, one.id)
    said = connection.execute(
        "SELECT statement.id FROM statement JOIN article ON article.number = article WHERE article.id = ?",
        (one.id,),
    ).fetchall()
    for row in said:
        connection.execute("DELETE FROM was WHERE ? IN (old, new)", row)
    if said or connection.execute("SELECT 1 FROM article WHERE id = ?", (one.id,)).fetchone():
        article_gone(connection, one.id)
    connection.execute(
        "INSERT INTO forgotten (id, reason, day) VALUES (?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET reason = excluded.reason, day = excluded.day",
        (one.id, one.reason, one.day.isoformat()),
    )


def remembered(connection: sqlite3.Connection, article: str) -> None:
    """Take back that an article was forgotten."""
    connection.execute("DELETE FROM forgotten WHERE id = ?", (article,))


def _number(connection: sqlite3.Connection, article: str) -> int:
    number: int = connection.execute("SELECT number FROM article WHERE id = ?", (article,)).fetchone()[0]
    return number


def _day(article: Article) -> str | None:
    return article.published.value[:10] if article.published is not None else None


def _statements(connection: sqlite3.Connection, article: int) -> list[Statement]:
    rows = connection.execute(
        "SELECT noun FROM saying WHERE statement IN (SELECT number FROM statement WHERE article = ?)",
        (article,),
    )
    return [nouns.to_statement(row[0]) for row in rows]


def _insert(
    connection: sqlite3.Connection, number: int, article: Article, said: tuple[Statement, ...]
) -> None:
    first = _next_number(connection, article) + len(said) - 1
    for position, one in enumerate(said):
        statement = first - position
        connection.execute(
            "INSERT INTO statement (number, id, article, position, standing, manner, stance)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (statement, one.id, number, position, one.speaker.standing, one.manner, one.stance),
        )
        connection.execute(
            "INSERT INTO saying (statement, words, noun) VALUES (?, ?, ?)",
            (
                statement,
                " … ".join(span.of(article.text) for span in one.content),
                nouns.from_statement(one),
            ),
        )
        for name in dict.fromkeys(one.speaker.names or [one.speaker.name]):
            if name is not None:
                connection.execute(
                    "INSERT INTO said_by (name, statement) VALUES (?, ?)",
                    (_name(connection, name), statement),
                )
        connection.execute("DELETE FROM was WHERE old = ?", (one.id,))


def _next_number(connection: sqlite3.Connection, article: Article) -> int:
    """The first number that is free on the article's day, and all above it on that day."""
    day = day_number(article.published.day if article.published is not None else None)
    found = connection.execute(
        "SELECT max(number) FROM statement WHERE number BETWEEN ? AND ?", (day, day + (1 << _DAY_BITS) - 1)
    ).fetchone()[0]
    return (found if found is not None else day) + 1


def day_number(day: date | None) -> int:
    """What the numbers of a day's statements begin from."""
    return day.toordinal() << _DAY_BITS if day is not None else 0


def _name(connection: sqlite3.Connection, name: str) -> int:
    row = connection.execute("SELECT number FROM name WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = connection.execute(
            "INSERT INTO name (name, key) VALUES (?, ?) RETURNING number", (name, key(name))
        ).fetchone()
    number: int = row[0]
    return number


def _remove(connection: sqlite3.Connection, article: int) -> None:
    """An article's statements, and the names that nobody else bears."""
    names = connection.execute(
        "SELECT DISTINCT name FROM said_by JOIN statement ON number = statement WHERE article = ?", (article,)
    ).fetchall()
    connection.execute("DELETE FROM connected WHERE article = ?", (article,))
    connection.execute("DELETE FROM statement WHERE article = ?", (article,))
    for name in names:
        connection.execute(
            "DELETE FROM name WHERE number = ? AND NOT EXISTS (SELECT 1 FROM said_by WHERE name = number)",
            name,
        )
