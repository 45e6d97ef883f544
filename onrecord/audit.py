"""Whom the outlets of an archive quote, and how: behind each figure stand the statements it counts."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from onrecord import stories
from onrecord.record import Audit, Audited, Doubted, Entry, Standings
from onrecord.store import audit as store
from onrecord.store.audit import Said

# Steps from the speaker to the page that are told apart; the last stands for all that are more.
_STEPS: tuple[Audited, ...] = ("no steps", "one step", "two steps", "more steps")


def every(
    connection: sqlite3.Connection, outlet: str | None, since: date | None, after: str = ""
) -> Iterator[Audit]:
    """An audit of each outlet that comes after a name, by name, those without one last."""
    told = stories.numbers(connection)
    for name in store.outlets(connection, outlet):
        if (name is None or name > after) and (said := list(store.said(connection, [name], since))):
            yield _audit(connection, name, said, told)


def behind(
    connection: sqlite3.Connection, what: Audited, outlet: str | None, since: date | None
) -> list[Entry]:
    """The statements that a figure stands for."""
    said = list(store.said(connection, store.outlets(connection, outlet), since))
    if what != "single source":
        return store.entries(connection, [one.number for one in said if what in _counted_as(one)])
    by_outlet = defaultdict[str | None, list[Said]](list)
    for one in said:
        by_outlet[one.outlet].append(one)
    told = stories.numbers(connection)
    alone = (group for group in by_outlet.values() for group in _single_source(group, told))
    return store.entries(connection, [one.number for group in alone for one in group])


def _audit(
    connection: sqlite3.Connection, outlet: str | None, said: list[Said], told: dict[int, int]
) -> Audit:
    counts = Counter(what for one in said for what in _counted_as(one))
    return Audit(
        outlet,
        len({one.article for one in said}),
        len({_story(one, told) for one in said}),
        len(_single_source(said, told)),
        Standings(
            counts["named"],
            counts["unnamed"],
            counts["group"],
            counts["document"],
            counts["outlet"],
            counts["unknown"],
        ),
        tuple(counts[one] for one in _STEPS),
        counts["doubt"],
        _doubted(store.entries(connection, [one.number for one in said if one.stance == "doubt"])),
    )


def _counted_as(one: Said) -> tuple[Audited, ...]:
    """The figures that a statement counts for."""
    figures: tuple[Audited, ...] = (one.standing or "unknown", _STEPS[min(one.steps, len(_STEPS) - 1)])
    return (*figures, "doubt") if one.stance == "doubt" else figures


def _story(one: Said, told: dict[int, int]) -> int:
    """A number for the story that a statement's article tells; for one that is alone with it, its own."""
    return told.get(one.article, -one.article)


def _single_source(said: Iterable[Said], told: dict[int, int]) -> list[list[Said]]:
    """The stories of an outlet in all of whose statements one and the same speaks.

    Where a speaker was not worked out there may be a second, so it is none.
    """
    groups = defaultdict[int, list[Said]](list)
    for one in said:
        groups[_story(one, told)].append(one)
    return [
        group
        for group in groups.values()
        if len({one.name for one in group}) == 1 and all(one.standing is not None for one in group)
    ]


def _doubted(entries: Iterable[Entry]) -> tuple[Doubted, ...]:
    """Whose words are told with doubt, by which cues, most statements first."""
    often = Counter((one.statement.speaker.name, one.quote(one.statement.cue).casefold()) for one in entries)
    found = [Doubted(name, cue, count) for (name, cue), count in often.items() if name is not None]
    return tuple(sorted(found, key=lambda one: (-one.statements, one.speaker, one.cue)))
