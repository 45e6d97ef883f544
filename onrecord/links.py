"""What the statements of an archive do to each other. Each function needs a transaction."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

import msgspec

from onrecord.connect import across, within
from onrecord.connect.sides import DAYS, Side
from onrecord.errors import PlaceGone
from onrecord.record import Dispute, Entry, Link, Reading, Traced
from onrecord.store import link, read, search
from onrecord.store.transaction import transaction

# Statements of one history: the slogan of a campaign is repeated without end.
_MOST = 500

_encoder = msgspec.json.Encoder(order="deterministic")
_sides = msgspec.json.Decoder(Side)
_links = msgspec.json.Decoder(tuple[Link, ...])


def added(connection: sqlite3.Connection, reading: Reading) -> None:
    """Connect the statements of an article that is new in the archive, or in which something has changed."""
    _connect(connection, reading)
    for identity in link.all_stale(connection):
        _connect(connection, read.reading(connection, identity)[0])


def _connect(connection: sqlite3.Connection, reading: Reading) -> None:
    article = reading.article
    link.taken_back(connection, article.id)
    inside = within.links(article, reading.statements)
    link.related(connection, inside)
    across.added(article, reading.statements, inside, _Board(connection))
    link.connected(connection, article.id, _encoder.encode(inside).decode())


def told(connection: sqlite3.Connection, reading: Reading) -> Reading:
    """The reading with what its statements do to each other."""
    kept = link.inside(connection, [reading.article.id])
    return replace(reading, links=_inside(kept, reading))


def answering(connection: sqlite3.Connection, entries: Iterable[Entry]) -> list[Entry]:
    """The statements with what they do to others of their articles."""
    found = list(entries)
    articles = {entry.article.id for entry in found}
    kept = link.inside(connection, articles)
    links = {one: _inside(kept, read.reading(connection, one)[0]) for one in articles - kept.keys()}
    links |= {one: _links.decode(noun) for one, noun in kept.items()}
    return [
        replace(
            entry,
            links=tuple(one for one in links[entry.article.id] if one.start == entry.statement.id),
        )
        for entry in found
    ]


def _inside(kept: Mapping[str, str], reading: Reading) -> tuple[Link, ...]:
    """Worked out for an article that is not connected yet, or was before this was kept."""
    if (noun := kept.get(reading.article.id)) is not None:
        return _links.decode(noun)
    return tuple(within.links(reading.article, reading.statements))


def again(connection: sqlite3.Connection, article: str) -> None:
    """Connect an article anew if it is there and its statements have been written since it was connected."""
    if link.is_due(connection, article):
        added(connection, read.reading(connection, article)[0])


def completed(connection: sqlite3.Connection) -> None:
    """Connect the articles that have not been connected, each in a transaction of its own."""
    for identity in link.not_connected(connection):
        with transaction(connection):
            if read.has_article(connection, identity):  # nobody has had it taken out meanwhile
                added(connection, read.reading(connection, identity)[0])


def trace(connection: sqlite3.Connection, statement: str) -> list[Traced]:
    """A statement with all that repeats, denies, confirms or counts otherwise, in order of the day."""
    joined: dict[str, Link | None] = {statement: None}
    said = _repeated(connection, joined)
    for one in link.of(connection, said):
        for end in (one.start, one.end):
            if end is not None and one.relation != "repeats":
                joined.setdefault(end, one)
    return _in_order(connection, joined)


def disputes(
    connection: sqlite3.Connection, speaker: str | None, since: date | None, after: str | None = None
) -> Iterator[Dispute]:
    """Claims that others deny or count otherwise, with all that answers them; the newest answer first.

    One answer at least is sure; what is said against it may be told with a "perhaps". Those that follow the
    one in which the statement ``after`` is a claim. Raises UsageError where none is.
    """
    names = [one.name for one in search.names(connection, speaker)] if speaker is not None else None
    seen = set[str]()
    for one in link.answering(connection, names, since):
        if one.end is None or one.end in seen:
            continue
        claims: dict[str, Link | None] = {one.end: None}
        seen |= _repeated(connection, claims)
        if after is not None:  # what was shown already is not told again, only passed by
            after = None if after in claims else after
            continue
        answers = {
            other.start: other
            for other in link.of(connection, claims)
            if other.end in claims and other.start not in claims
        }
        is_disputed = any(other.relation != "confirms" for other in answers.values())
        if is_disputed and (found := _in_order(connection, answers)):
            yield Dispute(tuple(_in_order(connection, claims)), tuple(found))
    if after is not None:
        raise PlaceGone(after)


def _repeated(connection: sqlite3.Connection, joined: dict[str, Link | None]) -> set[str]:
    """Those that are there, and all that repeat one of them, each noted with the link that leads to it."""
    new = set(joined)
    while new and len(joined) < _MOST:
        links = [one for one in link.of(connection, new) if one.relation == "repeats" and one.is_sure]
        new = {end for one in links for end in (one.start, one.end) if end is not None} - joined.keys()
        for one in links:
            for end in new.intersection((one.start, one.end)):
                joined.setdefault(end, one)
    return set(joined)


def _in_order(connection: sqlite3.Connection, joined: Mapping[str, Link | None]) -> list[Traced]:
    """The statements in order of the day, without those that copies of an earlier one print."""
    entries = list(read.entries(connection, link.numbers(connection, joined)))
    entries.sort(key=_place)
    told, copied = list[Traced](), set[tuple[str, str]]()
    for entry in entries:
        said = entry.statement
        words = entry.quote(said.content)
        copies = link.copies(connection, said.id)
        if (entry.article.id, words) not in copied:
            told.append(Traced(entry, joined[said.id], tuple(copies)))
            copied.update((copy, words) for copy in copies)
    return told


def _place(entry: Entry) -> tuple[str, str, int]:
    day = entry.article.published.value[:10] if entry.article.published is not None else ""
    return day, entry.article.id, entry.statement.content[0].start


class _Board:
    """An archive as `connect.across.Board`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, side: Side, keys: Collection[int]) -> None:
        link.put(self._connection, side.statement, _encoder.encode(side).decode(), keys)

    def holders(self, keys: Collection[int]) -> Mapping[int, list[int]]:
        return _by_key(link.holders(self._connection, keys))

    def holders_near(self, keys: Collection[int], day: int | None) -> Mapping[int, list[int]]:
        around = date.fromordinal(day) if day is not None else None
        return _by_key(link.holders_near(self._connection, keys, around, DAYS))

    def sides(self, numbers: Collection[int]) -> Mapping[int, Side]:
        found = link.sides(self._connection, numbers)
        return {number: _sides.decode(noun) for number, noun in found}

    def kin(self, article: str) -> set[str]:
        return link.kin(self._connection, article)

    def link(self, links: Collection[Link]) -> None:
        link.related(self._connection, links)


def _by_key(rows: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    found = defaultdict[int, list[int]](list)
    for key, statement in rows:
        found[key].append(statement)
    return found
