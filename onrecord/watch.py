"""Watch feeds: look at each in its time, fetch what it names, keep who said what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from onrecord.archive import Archive
from onrecord.errors import InputError
from onrecord.outside import Made, Outside
from onrecord.record import Dropped, Reading, Sighting
from onrecord.store.visits import Held, Visit

# A feed that has just been looked at is next due after a minute at the earliest: what is due sooner belongs
# to this look.
_SOON = 60.0


@dataclass(frozen=True, slots=True)
class Gave:
    """What a feed or a page gave: new entries, and articles with statements that are kept now.

    ``again`` counts the articles that were there already; ``errors`` say what could not be had of it.
    """

    address: str
    kind: str
    entries: int
    articles: int
    statements: int
    again: int
    errors: tuple[InputError, ...]


def watching(archive: Archive, outside: Outside) -> Iterator[Gave]:
    """What each feed and page gives as it comes, for as long as anything is watched."""
    while True:
        yield from looking(archive, outside)
        following = outside.visits.next()
        if following is None:
            return
        outside.clock.sleep(max(following[0] - outside.clock.now(), 0.0))


def looking(archive: Archive, outside: Outside) -> Iterator[Gave]:
    """The same until all that is due has been looked at, and what that named has been fetched."""
    while True:
        # First what a run before this one left unread.
        while (held := outside.visits.unread()) is not None:
            yield _taken_in(archive, outside, held)
        match outside.step():
            case None:
                return
            case Made(visit, error):
                if error is not None:
                    yield Gave(visit.address, visit.kind, 0, 0, 0, 0, (error,))
            case turn:
                wait = turn - outside.clock.now()
                if wait > _SOON:
                    return
                outside.clock.sleep(max(wait, 0.0))


def _taken_in(archive: Archive, outside: Outside, held: Held) -> Gave:
    """Read a response and keep what it says; done twice it is done once."""
    visit = outside.visits.visit(held.visit)
    try:
        gave = _feed(archive, outside, held, visit) if visit.kind == "feed" else _page(archive, outside, held)
        outcome = f"{gave.entries:,} new entries" if visit.kind == "feed" else f"{gave.articles:,} articles"
    except InputError as error:
        wrong = type(error)(f"{held.address}: {error.message}", error.remedy)
        gave, outcome = Gave(held.address, visit.kind, 0, 0, 0, 0, (wrong,)), error.message
    with outside.visits.change():
        outside.visits.note(visit.number, outcome)
        outside.visits.read(held)
    return gave


def _feed(archive: Archive, outside: Outside, held: Held, visit: Visit) -> Gave:
    down = outside.put_down(held, outside.content(held))
    errors = tuple(down.complaints(held.address))
    if not down.has_texts:
        return Gave(visit.address, "feed", down.new, 0, 0, 0, errors)
    page = _page(archive, outside, held)
    return replace(page, address=visit.address, kind="feed", entries=down.new, errors=errors + page.errors)


def _page(archive: Archive, outside: Outside, held: Held) -> Gave:
    articles = statements = again = 0
    errors: list[InputError] = []
    for one in archive.adding([outside.source(held)]):
        match one:
            case Reading():
                articles += 1
                statements += len(one.statements)
            case Sighting():
                again += 1
            case InputError():
                errors.append(one)
            case Dropped(reason="unreadable"):
                errors.append(
                    InputError(f"{held.address}: {one.detail or 'not readable'}", "The rest was read.")
                )
    return Gave(held.address, "page", 0, articles, statements, again, tuple(errors))
