"""Watching feeds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.outside import Outside
from onrecord.watch import Gave, looking
from tests.served import LOCAL, Served, StillClock, feed, here, in_turn, page, sent, serving

SETTINGS = replace(LOCAL, interval=600.0)


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        yield one


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive(tmp_path / "news.db") as one:
        yield one


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def outside(archive: Archive, clock: StillClock) -> Iterator[Outside]:
    with closing(Outside(archive.path, SETTINGS, clock, here)) as one:
        yield one


def looks(archive: Archive, outside: Outside, *feeds: str) -> list[Gave]:
    outside.watch(feeds)
    return list(looking(archive, outside))


def test_what_a_feed_names_is_in_the_archive_once(
    archive: Archive, outside: Outside, clock: StillClock, served: Served
) -> None:
    address = served.address("a.example/feed")
    pages = [served.address(f"a.example/{n}") for n in range(2)]
    served.pages |= {f"a.example/{n}": sent(page(f"Ship {n} has come in")) for n in range(2)}
    served.pages["a.example/feed"] = in_turn(
        sent(feed(pages[0]), ETag='"1"'), sent(status=304), sent(feed(*pages), ETag='"2"')
    )
    told = [(one.kind, one.entries, one.articles) for one in looks(archive, outside, address)]
    assert told == [("feed", 1, 0), ("page", 0, 1)]
    assert looks(archive, outside, address) == []  # not due yet
    clock.time += 600
    assert looks(archive, outside, address) == []  # nothing new
    clock.time += 600
    told = [(one.kind, one.entries, one.articles) for one in looks(archive, outside, address)]
    assert told == [("feed", 1, 0), ("page", 0, 1)]
    assert sorted(str(one.article.url) for one, _ in archive.readings()) == pages
    assert [one.article.origin.capture.fetched is not None for one, _ in archive.readings()] == [True, True]
    assert served.paths().count("a.example/0") == 1


def test_what_a_killed_run_left_is_read_by_the_next(
    archive: Archive, outside: Outside, served: Served
) -> None:
    address = served.address("a.example/feed")
    served.pages |= {
        "a.example/feed": sent(feed(served.address("a.example/0"))),
        "a.example/0": sent(page("A ship has come in")),
    }
    outside.watch([address])
    run = looking(archive, outside)
    next(run)  # the feed; its page is put down and not yet fetched
    run.close()
    outside.close()
    with closing(Outside(archive.path, SETTINGS, outside.clock, here)) as again:
        while again.visits.unread() is None:
            step = again.step()  # fetched and kept, and killed before it is read
            if isinstance(step, float):
                again.clock.sleep(max(step - again.clock.now(), 0))
    with closing(Outside(archive.path, SETTINGS, outside.clock, here)) as last:
        assert [one.articles for one in looking(archive, last)] == [1]
    assert served.paths().count("a.example/0") == 1


def test_what_is_no_feed_is_told_and_looked_at_again_later(
    archive: Archive, outside: Outside, clock: StillClock, served: Served
) -> None:
    address = served.address("a.example/feed")
    served.pages["a.example/feed"] = sent(page("We have moved"))
    ((error,),) = [one.errors for one in looks(archive, outside, address)]
    assert error.message == f"{address}: not a feed"
    (state,) = outside.visits.looked()
    assert (state.outcome, state.due) == ("not a feed", pytest.approx(clock.now() + 600, abs=10))


def test_a_feed_that_fails_is_tried_ever_more_seldom_and_never_given_up(
    archive: Archive, outside: Outside, clock: StillClock, served: Served
) -> None:
    address = served.address("a.example/feed")
    served.pages["a.example/feed"] = sent(status=500)
    waits = []
    for _ in range(12):
        ((error,),) = [one.errors for one in looks(archive, outside, address)]
        assert "answers 500" in error.message
        (state,) = outside.visits.looked()
        assert state.due is not None
        waits.append(round(state.due - clock.now()))
        clock.time = state.due
    assert waits == [600 * 2**n for n in range(8)] + [86_400] * 4


def test_a_page_that_fails_is_tried_some_times_and_one_that_is_gone_once(
    archive: Archive, outside: Outside, clock: StillClock, served: Served
) -> None:
    served.pages |= {
        "a.example/feed": sent(feed(served.address("a.example/0"), served.address("a.example/1"))),
        "a.example/0": sent(status=502),
    }
    for _ in range(50):
        looks(archive, outside, served.address("a.example/feed"))
        clock.time += 600
    assert (served.paths().count("a.example/0"), served.paths().count("a.example/1")) == (5, 1)
    (state,) = outside.visits.looked()
    assert (state.pages, state.waiting) == (2, 0)


def test_a_host_says_for_how_long_its_feed_stays_as_it_is(
    archive: Archive, outside: Outside, clock: StillClock, served: Served
) -> None:
    served.pages["a.example/feed"] = sent(feed(), Cache_Control="public, max-age=7200")
    looks(archive, outside, served.address("a.example/feed"))
    (state,) = outside.visits.looked()
    assert state.due == pytest.approx(clock.now() + 7200, abs=10)


def test_a_feed_that_is_not_listed_any_more_is_left_alone_until_it_is(
    archive: Archive, outside: Outside, served: Served
) -> None:
    one, other = served.address("a.example/feed"), served.address("b.example/feed")
    outside.watch([one, other])
    outside.watch([other])
    assert [state.address for state in outside.visits.looked()] == [other]
    outside.watch([one])
    assert [state.address for state in outside.visits.looked()] == [one]


def test_what_was_fetched_is_read_again_from_beside_the_archive(
    archive: Archive, outside: Outside, served: Served, tmp_path: Path
) -> None:
    served.pages |= {
        "a.example/feed": sent(feed(served.address("a.example/0"))),
        "a.example/0": sent(page("A ship has come in")),
    }
    looks(archive, outside, served.address("a.example/feed"))
    assert archive.health().gone == ()
    assert [one.changed for one in archive.reread("tidy")] == [False]  # type: ignore[union-attr]
    (kept,) = tmp_path.glob("*.warc.gz")
    kept.unlink()
    (gone,) = archive.health().gone
    assert "no response" in gone.message
