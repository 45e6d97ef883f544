"""Which articles tell of the same event, and whom they quote. To change anything needs a transaction."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from onrecord.record import Article, Coverage, NameOnRecord, Standings
from onrecord.store import kin, read

_LIST = "(SELECT value FROM json_each(?))"


class Kept(NamedTuple):
    """A chapter as it is kept: its number, its day, the number of the one that it goes on with.

    ``central`` is the id of the article most like its others.
    """

    number: int
    day: date
    goes_on: int | None
    central: str


def not_gathered(connection: sqlite3.Connection) -> list[date]:
    """The days whose articles are to be gathered, in order."""
    rows = connection.execute("SELECT day FROM not_gathered ORDER BY day")
    return [date.fromisoformat(row[0]) for row in rows]


def of_day(connection: sqlite3.Connection, day: date) -> list[Article]:
    """The articles of a day, in the order of their ids."""
    rows = connection.execute("SELECT number FROM article WHERE day = ?", (day.isoformat(),))
    return read.articles_of(connection, [row[0] for row in rows])


def together(connection: sqlite3.Connection, day: date) -> set[frozenset[str]]:
    """The ids of the articles of each chapter of a day that has several."""
    found = defaultdict[int, set[str]](set)
    rows = connection.execute(
        "SELECT told_in.chapter, article.id FROM chapter JOIN told_in ON told_in.chapter = chapter.number"
        " JOIN article ON article.number = told_in.article WHERE chapter.day = ?",
        (day.isoformat(),),
    )
    for chapter, article in rows:
        found[chapter].add(article)
    return {frozenset(articles) for articles in found.values() if len(articles) > 1}


def gathered(
    connection: sqlite3.Connection,
    day: date,
    chapters: Iterable[tuple[Iterable[str], str, Mapping[str, float]]],
) -> None:
    """The chapters of a day (articles, the central one, words) in place of those that it had."""
    connection.execute("DELETE FROM chapter WHERE day = ?", (day.isoformat(),))
    for articles, central, words in chapters:
        (number,) = connection.execute(
            "INSERT INTO chapter (day, central, words) SELECT ?, number, ? FROM article WHERE id = ?"
            " RETURNING number",
            (day.isoformat(), json.dumps(words, separators=(",", ":")), central),
        ).fetchone()
        connection.execute(
            "INSERT OR REPLACE INTO told_in (article, chapter)"
            f" SELECT number, ? FROM article WHERE id IN {_LIST}",
            (number, json.dumps(list(articles))),
        )
    connection.execute("DELETE FROM not_gathered WHERE day = ?", (day.isoformat(),))


def told(connection: sqlite3.Connection, first: date, last: date) -> list[tuple[int, dict[str, float]]]:
    """The numbers and words of the chapters of some days, by day, then by the id of the central article."""
    rows = connection.execute(
        "SELECT chapter.number, chapter.words FROM chapter JOIN article ON article.number = chapter.central"
        " WHERE chapter.day BETWEEN ? AND ? ORDER BY chapter.day, article.id",
        (first.isoformat(), last.isoformat()),
    )
    return [(number, json.loads(words)) for number, words in rows]


def go_on(connection: sqlite3.Connection, with_which: Mapping[int, int | None]) -> None:
    """Note for chapters which others they go on with."""
    connection.executemany(
        "UPDATE chapter SET goes_on = ?1 WHERE number = ?2 AND goes_on IS NOT ?1",
        [(earlier, number) for number, earlier in with_which.items()],
    )


def every(connection: sqlite3.Connection) -> list[Kept]:
    """The chapters by day, then by the id of the central article, without those of one article alone.

    Most are: an article of which no other tells, on its own day or another.
    """
    rows = connection.execute(
        "SELECT chapter.number, chapter.day, chapter.goes_on, article.id FROM chapter"
        " JOIN article ON article.number = chapter.central"
        " WHERE chapter.goes_on IS NOT NULL"
        " OR EXISTS (SELECT 1 FROM chapter AS later WHERE later.goes_on = chapter.number)"
        " OR (SELECT count(*) FROM told_in WHERE told_in.chapter = chapter.number) > 1"
        " ORDER BY chapter.day, article.id"
    )
    return [Kept(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows]


def sizes(connection: sqlite3.Connection) -> dict[int, int]:
    """How many articles each chapter has."""
    return dict(connection.execute("SELECT chapter, count(*) FROM told_in GROUP BY chapter"))


def told_in(connection: sqlite3.Connection) -> dict[int, int]:
    """The chapter of each article that stands in one, both by number."""
    return dict(connection.execute("SELECT article, chapter FROM told_in"))


def articles(connection: sqlite3.Connection, chapters: Iterable[int]) -> list[str]:
    """The ids of the articles of chapters, by time of publication, then by id."""
    rows = connection.execute(
        "SELECT id FROM told_in JOIN article ON number = article"
        f" WHERE chapter IN {_LIST} ORDER BY json_extract(noun, '$.published.value'), id",
        (json.dumps(list(chapters)),),
    )
    return [row[0] for row in rows]


def firsts(connection: sqlite3.Connection, chapters: Iterable[int]) -> dict[int, str]:
    """The id of the first article of each of the chapters."""
    rows = connection.execute(
        "SELECT chapter, id FROM (SELECT chapter, id, row_number() OVER"
        " (PARTITION BY chapter ORDER BY json_extract(noun, '$.published.value'), id) AS place"
        f" FROM told_in JOIN article ON number = article WHERE chapter IN {_LIST}) WHERE place = 1",
        (json.dumps(list(chapters)),),
    )
    return dict(rows)


def chapter_of(connection: sqlite3.Connection, article: str) -> int | None:
    """The chapter in which an article stands."""
    row = connection.execute(
        "SELECT chapter FROM told_in JOIN article ON number = article WHERE id = ?", (article,)
    ).fetchone()
    return row[0] if row is not None else None


def coverage(connection: sqlite3.Connection, articles: Iterable[str]) -> Iterator[Coverage]:
    """What each outlet has of articles, the one with most first. What it printed again counts once."""
    asked = json.dumps(list(articles))
    often = dict[str | None, int](
        connection.execute(
            f"SELECT outlet, count(*) FROM article WHERE id IN {_LIST}"
            " GROUP BY outlet ORDER BY count(*) DESC, outlet",
            (asked,),
        ).fetchall()
    )
    counts = defaultdict[str | None, dict[str, int]](dict)
    for outlet, standing, count in connection.execute(
        "SELECT article.outlet, statement.standing, count(*) FROM article"
        " JOIN statement ON statement.article = article.number"
        f" WHERE article.id IN {_LIST} AND NOT ({kin.YIELDS})"
        " GROUP BY article.outlet, statement.standing",
        (asked,),
    ):
        counts[outlet][standing or "unknown"] = count
    for outlet, count in often.items():
        yield Coverage(outlet, count, Standings(**counts[outlet]))


def voices(connection: sqlite3.Connection, articles: Iterable[str]) -> list[NameOnRecord]:
    """Who is quoted by name in articles, most statements first."""
    rows = connection.execute(
        "SELECT name.name, count(*) AS often FROM article"
        " JOIN statement ON statement.article = article.number AND statement.standing = 'named'"
        " JOIN said_by ON said_by.statement = statement.number JOIN name ON name.number = said_by.name"
        f" WHERE article.id IN {_LIST} AND NOT ({kin.YIELDS})"
        " GROUP BY name.name ORDER BY often DESC, name.name",
        (json.dumps(list(articles)),),
    )
    return [NameOnRecord(*row) for row in rows]


def around(day: date, days: int) -> tuple[date, date]:
    """So many days before a day and after it, within the calendar."""
    first = date.fromordinal(max(day.toordinal() - days, 1))
    return first, min(day, date.max - timedelta(days)) + timedelta(days)
