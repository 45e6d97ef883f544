"""Ask the archive: which statements have these words, and who is on record under a name."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.errors import PlaceGone, UsageError
from onrecord.record import NameOnRecord, Question
from onrecord.store import voices
from onrecord.store.names import askable, has_words, key
from onrecord.store.write import day_number

# A phrase in straight or curled marks, or a word.
_TERM = re.compile(r'["“”„«»]([^"“”„«»]*)["“”„«»]|([^\s"“”„«»]+)')
# Scripts that put no space between words: the index takes a whole run for a word, so they are looked for
# in the words themselves.
_UNSPACED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]"
)
_LAST = (1 << 63) - 1
# Ranking looks at every statement that matches: this many in some 30 ms.
_RANKED = 20_000
# Any number of values as one: SQLite takes only so many apart.
_LIST = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class _Terms:
    """What is looked up in the index, and what is looked for in the words."""

    indexed: str
    inside: tuple[str, ...]


def statements(connection: sqlite3.Connection, question: Question) -> list[int]:
    """The numbers of the statements that answer, in the order asked for. Raises UsageError."""
    terms, about = _terms(question.words), _terms(question.about)
    tables, where, values = ["statement"], ["statement.number BETWEEN ? AND ?"], list[object](_days(question))
    order = "statement.number DESC"
    if terms.indexed:
        # CROSS: the index first, in its own order. It cannot be asked for one row at a time.
        tables.insert(0, "statement_words")
        where = [
            "statement_words MATCH ?",
            "statement.number = statement_words.rowid",
            "statement_words.rowid BETWEEN ? AND ?",
        ]
        values.insert(0, terms.indexed)
        is_ranked = question.order == "best" and not _is_everywhere(connection, terms.indexed)
        order = "rank" if is_ranked else "statement_words.rowid DESC"
    for words in terms.inside:
        where.append("(SELECT instr(words, ?) FROM saying WHERE saying.statement = statement.number)")
        values.append(words)
    if about.indexed:
        where.append("article IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)")
        values.append(about.indexed)
    for words in about.inside:
        where.append("article IN (SELECT number FROM article WHERE instr(text, ?))")
        values.append(words)
    for clause, value in (
        ("manner = ?", question.manner),
        ("stance = ?", question.stance),
        ("standing = ?", question.standing),
        (f"statement.number IN ({voices.OF_VOICE})", question.voice),
    ):
        if value is not None:
            where.append(clause)
            values.append(value)
    if question.outlet is not None:
        of_outlets = outlets(connection, question.outlet)
        where.append(f"article IN (SELECT number FROM article WHERE outlet IN {_LIST})")
        values.append(json.dumps(of_outlets))
    if question.speaker is not None:
        names = [number for number, _, _ in _names(connection, question.speaker)]
        where.append(f"statement.number IN (SELECT statement FROM said_by WHERE name IN {_LIST})")
        values.append(json.dumps(names))
    if question.after is not None:
        where.append("statement.number < ?")
        values.append(_number(connection, question.after))
    values.append(question.limit if question.limit is not None else -1)
    rows = connection.execute(
        f"SELECT statement.number FROM {' CROSS JOIN '.join(tables)}"
        f" WHERE {' AND '.join(where)} ORDER BY {order} LIMIT ?",
        values,
    )
    return [row[0] for row in rows]


def _number(connection: sqlite3.Connection, statement: str) -> int:
    """The number of a statement, or of the one that took its place. Raises UsageError."""
    row = connection.execute(
        "SELECT number FROM statement WHERE id IN (?1, (SELECT new FROM was WHERE old = ?1))"
        " ORDER BY id = ?1 DESC",
        (askable(statement),),
    ).fetchone()
    if row is None:
        raise PlaceGone(statement)
    return int(row[0])


def _is_everywhere(connection: sqlite3.Connection, indexed: str) -> bool:
    """Whether so many statements have the words that they do not tell which is best: newest first, then."""
    found = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM statement_words WHERE statement_words MATCH ? LIMIT ?)",
        (indexed, _RANKED + 1),
    ).fetchone()[0]
    return bool(found > _RANKED)


def names(connection: sqlite3.Connection, name: str) -> list[NameOnRecord]:
    """The names that have all the words of the name, most statements first."""
    found = [NameOnRecord(shown, _count(connection, number)) for number, shown, _ in _names(connection, name)]
    return sorted(found, key=lambda one: (-one.statements, one.name))


def said_by(connection: sqlite3.Connection, name: str, limit: int | None) -> list[int]:
    """The statements under a name, whatever its case and accents, the first day first; the last ``limit``."""
    rows = connection.execute(
        "SELECT DISTINCT number, article, position FROM statement"
        " JOIN said_by ON said_by.statement = statement.number"
        " WHERE said_by.name IN (SELECT number FROM name WHERE key = ?)"
        " ORDER BY number DESC LIMIT ?",
        (key(name), limit if limit is not None else -1),
    ).fetchall()
    return [number for number, _, _ in sorted(rows, key=lambda row: (row[0] >> 40, row[1], row[2]))]


def names_of_keys(connection: sqlite3.Connection, keys: Iterable[str]) -> list[str]:
    """The names as they are shown that are looked up so."""
    rows = connection.execute(
        f"SELECT name FROM name WHERE key IN {_LIST} ORDER BY name", (json.dumps(sorted(keys)),)
    )
    return [row[0] for row in rows]


def names_with(connection: sqlite3.Connection, name: str) -> list[str]:
    """The names as they are shown that have all the words of a name, in order."""
    return sorted(shown for _, shown, _ in _names(connection, name))


def _count(connection: sqlite3.Connection, name: int) -> int:
    found: int = connection.execute("SELECT count(*) FROM said_by WHERE name = ?", (name,)).fetchone()[0]
    return found


def _names(connection: sqlite3.Connection, name: str) -> list[tuple[int, str, str]]:
    asked = key(name)
    longest = max(asked.split(), key=len, default="")
    rows = connection.execute("SELECT number, name, key FROM name WHERE instr(key, ?)", (longest,))
    return [row for row in rows if asked and has_words(row[2], asked)]


def outlets(connection: sqlite3.Connection, outlet: str) -> list[str]:
    """The outlets whose name has all the words of a name."""
    asked = key(outlet)
    rows = connection.execute("SELECT DISTINCT outlet FROM article WHERE outlet IS NOT NULL")
    return [row[0] for row in rows if asked and has_words(key(row[0]), asked)]


def _days(question: Question) -> tuple[int, int]:
    """The numbers between which the statements of the days asked for lie."""
    first = day_number(question.first)
    if question.last is None:
        return first, _LAST
    # What has no day lies on none.
    first = first or day_number(date.min)
    last = day_number(question.last + timedelta(1)) if question.last < date.max else _LAST
    return first, last - 1


def _terms(words: str) -> _Terms:
    """What a person typed, with nothing in it that the index would take for its own language."""
    indexed, inside = list[str](), list[str]()
    for term in _TERM.finditer(askable(words)):
        phrase = term[1] if term[1] is not None else term[2]
        begins = term[2] is not None and phrase.endswith("*")
        phrase = phrase.rstrip("*").strip()
        if _UNSPACED.search(phrase):
            inside.append(phrase)
        elif any(letter.isalnum() for letter in phrase):
            indexed.append('"' + phrase.replace('"', '""') + '"' + ("*" if begins else ""))
    if words.strip() and not (indexed or inside):
        raise UsageError(f"“{words}” has no words to search for", "Give a word, or leave it out to see all.")
    return _Terms(" ".join(indexed), tuple(inside))
