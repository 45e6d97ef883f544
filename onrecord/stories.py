"""Which articles of an archive tell of the same event."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256

from onrecord import voices
from onrecord.connect import stories
from onrecord.errors import PlaceGone
from onrecord.record import Story, Words
from onrecord.store import read
from onrecord.store import stories as store
from onrecord.store.transaction import transaction


def completed(connection: sqlite3.Connection) -> None:
    """Gather the articles of the days on which anything has changed, each day in a transaction of its own."""
    for day in store.not_gathered(connection):
        with transaction(connection):
            gathered(connection, day)


def to_gather(connection: sqlite3.Connection) -> list[date]:
    """The days on which anything has changed since their articles were gathered."""
    return store.not_gathered(connection)


def gathered(connection: sqlite3.Connection, day: date) -> None:
    """Gather the articles of a day, and see what goes on with what around it. Needs a transaction."""
    chapters = stories.chapters(store.of_day(connection, day))
    before = store.together(connection, day)
    store.gathered(connection, day, [(one.articles, one.central, one.words) for one in chapters])
    after = {frozenset(one.articles) for one in chapters if len(one.articles) > 1}
    voices.told_anew(connection, sorted({article for group in before ^ after for article in group}))
    _, last = store.around(day, stories.DAYS_BETWEEN)
    for number in range(day.toordinal(), last.toordinal() + 1):
        _go_on(connection, date.fromordinal(number))


def _go_on(connection: sqlite3.Connection, day: date) -> None:
    later = store.told(connection, day, day)
    first, _ = store.around(day, stories.DAYS_BETWEEN)
    earlier = store.told(connection, first, date.fromordinal(day.toordinal() - 1)) if first < day else []
    found = stories.before([words for _, words in later], [words for _, words in earlier])
    store.go_on(
        connection,
        {
            number: earlier[place][0] if place is not None else None
            for (number, _), place in zip(later, found, strict=True)
        },
    )


def every(connection: sqlite3.Connection, since: date = date.min) -> Iterator[Story]:
    """All stories of two articles and more that were told on a day or later, by their first day and id."""
    sizes = store.sizes(connection)
    told = [
        _story(connection, chapters, sizes)
        for chapters in _by_story(connection)
        if chapters[-1].day >= since and _is_told_twice(chapters, sizes)
    ]
    yield from sorted(told, key=lambda one: (one.first, one.id))


def latest(connection: sqlite3.Connection, limit: int, after: str | None, since: date) -> list[Story]:
    """Of the stories of two articles and more that were told on a day or later the last, the last first.

    Those that follow the one that the article ``after`` tells. Raises UsageError where it tells none of them.
    """
    sizes = store.sizes(connection)
    told = [
        chapters
        for chapters in _by_story(connection)
        if chapters[-1].day >= since and _is_told_twice(chapters, sizes)
    ]
    told.sort(key=lambda chapters: (-chapters[-1].day.toordinal(), chapters[0].central))
    if after is not None:
        told = told[_place(told, store.chapter_of(connection, after), after) + 1 :]
    return [_story(connection, chapters, sizes) for chapters in told[:limit]]


def _place(told: Iterable[list[store.Kept]], chapter: int | None, article: str) -> int:
    for place, chapters in enumerate(told):
        if any(one.number == chapter for one in chapters):
            return place
    raise PlaceGone(article)


def of(connection: sqlite3.Connection, article: str) -> Story | None:
    """The story that an article tells; ``None`` where it has no day or is alone with it."""
    chapter = store.chapter_of(connection, article)
    if chapter is None:
        return None
    sizes = store.sizes(connection)
    for chapters in _by_story(connection):
        if chapter in (one.number for one in chapters):
            return _story(connection, chapters, sizes) if len(chapters) + sizes[chapter] > 2 else None
    return None


def numbers(connection: sqlite3.Connection) -> dict[int, int]:
    """For the number of each article that has a day one that stands for its story."""
    began = {one.number: chapters[0].number for chapters in _by_story(connection) for one in chapters}
    return {article: began.get(chapter, chapter) for article, chapter in store.told_in(connection).items()}


def called(connection: sqlite3.Connection, identity: str) -> Story | None:
    """The story whose id begins so, the first of several; ``None`` where none does."""
    sizes = store.sizes(connection)
    told = [chapters for chapters in _by_story(connection) if _is_told_twice(chapters, sizes)]
    firsts = store.firsts(connection, [chapters[0].number for chapters in told])
    for chapters in told:
        if _id(firsts[chapters[0].number]).startswith(identity):
            return _story(connection, chapters, sizes)
    return None


def _is_told_twice(chapters: Iterable[store.Kept], sizes: Mapping[int, int]) -> bool:
    return sum(sizes.get(one.number, 0) for one in chapters) > 1


def _id(first: str) -> str:
    """The id of a story, of which this is the first article: it stands in the first chapter."""
    return "e-" + sha256(first.encode()).hexdigest()[:16]


def _by_story(connection: sqlite3.Connection) -> list[list[store.Kept]]:
    """The chapters of each story, in order of their days."""
    kept = store.every(connection)
    places = {one.number: place for place, one in enumerate(kept)}
    befores = [places[one.goes_on] if one.goes_on is not None else None for one in kept]
    found = defaultdict[int, list[store.Kept]](list)
    for one, began in zip(kept, stories.beginnings([one.day for one in kept], befores), strict=True):
        found[began].append(one)
    return list(found.values())


def _story(connection: sqlite3.Connection, chapters: list[store.Kept], sizes: dict[int, int]) -> Story:
    articles = store.articles(connection, [one.number for one in chapters])
    fullest = min(chapters, key=lambda one: (-sizes[one.number], one.day, one.central))
    central = read.article(connection, fullest.central)
    span = stories.headline(central)
    return Story(
        _id(articles[0]),
        Words(span.of(central.text), span),
        central.id,
        chapters[0].day,
        chapters[-1].day,
        tuple(articles),
        tuple(store.coverage(connection, articles)),
        tuple(store.voices(connection, articles)),
    )
