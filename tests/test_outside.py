"""Going outside: what an address leads to, at each host's own pace."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from onrecord.errors import ArchiveFull, FetchError, InputError, NotAnArchive, Refused
from onrecord.ingest import Source, keep, opened
from onrecord.outside import Outside
from onrecord.settings import Settings
from tests.served import LOCAL, Answer, Served, StillClock, feed, here, in_turn, sent, serving


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        yield one


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def outside(tmp_path: Path, clock: StillClock) -> Iterator[Outside]:
    with closing(Outside(tmp_path / "news.db", LOCAL, clock, here)) as one:
        yield one


def words(source: Source | InputError) -> bytes:
    assert isinstance(source, Source), source
    with opened(source, 10**9) as file:
        return file.read()


def fetched(outside: Outside, address: str) -> list[Source | InputError]:
    return list(outside.fetched(address))


def test_a_page_is_fetched_after_its_robots_txt_and_kept(
    served: Served, outside: Outside, tmp_path: Path
) -> None:
    served.pages["a.example/x"] = sent("<p>words")
    (found,) = fetched(outside, served.address("a.example/x"))
    assert words(found) == b"<p>words"
    assert served.paths() == ["a.example/robots.txt", "a.example/x"]
    assert sorted(path.name for path in tmp_path.glob("*.warc.gz")) == ["news.db-00001.warc.gz"]
    assert isinstance(found, Source)
    assert found.record is not None
    assert found.record.fetched.startswith("2025-02-19T")


def test_a_host_has_its_pause_and_another_is_not_waited_for(
    served: Served, outside: Outside, clock: StillClock
) -> None:
    for place in ("a.example/1", "a.example/2", "b.example/1"):
        served.pages[place] = sent("words")
        fetched(outside, served.address(place))
    # After its robots.txt, and before its second page; the first of b waits for b's robots.txt alone.
    assert sum(clock.slept) == pytest.approx(3 * LOCAL.pause)


def test_the_delay_that_a_host_asks_for_is_kept(served: Served, outside: Outside, clock: StillClock) -> None:
    served.pages["a.example/robots.txt"] = sent("User-agent: *\nCrawl-delay: 25\n")
    for path in "123":
        served.pages[f"a.example/{path}"] = sent("words")
        fetched(outside, served.address(f"a.example/{path}"))
    assert sum(clock.slept) == pytest.approx(LOCAL.pause + 2 * 25)


def test_a_host_that_wants_a_long_rest_is_not_waited_for_at_a_prompt(
    served: Served, outside: Outside, clock: StillClock
) -> None:
    served.pages["a.example/robots.txt"] = sent("User-agent: *\nCrawl-delay: 1e9\n")
    served.pages["a.example/1"] = sent("words")
    fetched(outside, served.address("a.example/1"))
    (told,) = fetched(outside, served.address("a.example/1"))
    assert isinstance(told, FetchError)
    assert "left alone" in told.message
    assert sum(clock.slept) < 60


def test_the_pause_outlives_the_process(served: Served, tmp_path: Path, clock: StillClock) -> None:
    served.pages["a.example/x"] = sent("words")
    for _ in range(2):
        with closing(Outside(tmp_path / "news.db", LOCAL, clock, here)) as one:
            fetched(one, served.address("a.example/x"))
    assert sum(clock.slept) == pytest.approx(2 * LOCAL.pause)


def test_what_is_fetched_again_is_asked_for_with_what_we_have(
    served: Served, outside: Outside, tmp_path: Path
) -> None:
    served.pages["a.example/x"] = in_turn(
        sent("words", ETag='"1"', Last_Modified="Tue, 04 Mar 2025 12:00:00 GMT"), sent(status=304)
    )
    first, again = (fetched(outside, served.address("a.example/x")) for _ in range(2))
    assert first == again
    _, headers = served.asked[-1]
    assert headers["if-none-match"] == '"1"'
    assert headers["if-modified-since"] == "Tue, 04 Mar 2025 12:00:00 GMT"


def test_what_came_once_is_kept_once(served: Served, outside: Outside, tmp_path: Path) -> None:
    served.pages["a.example/x"] = in_turn(sent("old"), sent("old"), sent("new"))
    founds = [fetched(outside, served.address("a.example/x"))[0] for _ in range(3)]
    assert founds[0] == founds[1] != founds[2]
    assert [words(one) for one in founds] == [b"old", b"old", b"new"]


@pytest.mark.parametrize("rules", ["User-agent: *\nDisallow: /", "User-agent: onrecord\nDisallow: /x"])
def test_who_is_to_stay_away_stays_away(served: Served, outside: Outside, rules: str) -> None:
    served.pages["a.example/robots.txt"] = sent(rules)
    (told,) = fetched(outside, served.address("a.example/x"))
    assert isinstance(told, Refused)
    assert "robots.txt" in told.message
    assert served.paths() == ["a.example/robots.txt"]


@pytest.mark.parametrize(
    ("robots", "is_let_in"),
    [
        (sent(status=404), True),
        (sent(status=403), True),
        (sent(status=500), False),
        (sent(status=429), False),
        (sent(status=301, Location="/rules.txt"), True),
        (sent(status=301, Location="/robots.txt"), False),
        (sent(status=302, Location="http://127.0.0.1:1/robots.txt"), False),
        (sent("<html>User-agent: nobody"), True),
        (sent("", Content_Encoding="br"), False),
    ],
)
def test_a_robots_txt_that_is_not_there_lets_in_and_one_that_cannot_be_had_does_not(
    served: Served, outside: Outside, robots: Answer, is_let_in: object
) -> None:
    served.pages |= {"a.example/robots.txt": robots, "a.example/x": sent("words")}
    (found,) = fetched(outside, served.address("a.example/x"))
    assert isinstance(found, Source) is is_let_in
    assert ("a.example/x" in served.paths()) is is_let_in


def test_redirects_are_followed_each_to_a_host_that_is_asked_first(served: Served, outside: Outside) -> None:
    served.pages |= {
        "a.example/x": sent(status=301, Location="/y"),
        "a.example/y": sent(status=308, Location=served.address("b.example/z")),
        "b.example/z": sent("words"),
    }
    (found,) = fetched(outside, served.address("a.example/x"))
    assert isinstance(found, Source)
    assert (found.name, words(found)) == (served.address("b.example/z"), b"words")
    assert served.paths() == [
        *("a.example/robots.txt", "a.example/x", "a.example/y"),
        *("b.example/robots.txt", "b.example/z"),
    ]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("a.example/x", "redirects"),
        ("http://10.0.0.1/", "not on the public internet"),
        ("http://[::ffff:10.0.0.1]/", "not on the public internet"),
        ("http://me@a.example/", "name or password"),
        ("http://a.example:22/", "port 22"),
        ("file:///etc/passwd", "http"),
    ],
)
def test_a_redirect_leads_nowhere_that_is_not_to_be_asked(
    served: Served, tmp_path: Path, clock: StillClock, place: str, told: str
) -> None:
    location = place if "://" in place else served.address(place)
    served.pages["a.example/x"] = sent(status=302, Location=location)
    with closing(
        Outside(
            tmp_path / "news.db",
            LOCAL,
            clock,
            lambda host, _: [host] if ":" in host or host[0] == "1" else ["127.0.0.1"],
        )
    ) as one:
        (found,) = fetched(one, served.address("a.example/x"))
    assert isinstance(found, FetchError)
    assert told in found.message
    assert "\n" not in found.message
    assert set(served.paths()) <= {"a.example/robots.txt", "a.example/x"}


def test_headers_that_are_no_ascii_do_no_harm(served: Served, outside: Outside) -> None:
    served.pages |= {
        "a.example/x": sent(status=302, Location="/ç".encode().decode("latin-1")),
        "a.example/%C3%A7": in_turn(sent("old", ETag='"\xe9"'), sent("new")),
    }
    founds = [fetched(outside, served.address("a.example/x"))[0] for _ in range(2)]
    assert [words(one) for one in founds] == [b"old", b"new"]
    assert all("if-none-match" not in headers for _, headers in served.asked)


def test_of_a_feed_without_end_the_first_entries_are_fetched_and_the_rest_told(
    served: Served, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onrecord.outside._MOST_ENTRIES", 1)
    served.pages |= {"a.example/feed": sent(feed(*(served.address(f"a.example/{n}") for n in range(9))))}
    served.pages["a.example/0"] = sent("zero")
    told, found = fetched(outside, served.address("a.example/feed"))
    assert isinstance(told, InputError)
    assert "8 entries" in told.message
    assert words(found) == b"zero"


def test_a_failed_fetch_is_one_line_and_is_not_tried_again_by_itself(
    served: Served, outside: Outside
) -> None:
    served.pages["a.example/x"] = in_turn(sent(status=500), sent("words"))
    (told,) = fetched(outside, served.address("a.example/x"))
    assert isinstance(told, FetchError)
    assert "answers 500" in told.message
    assert outside.step() is None
    (found,) = fetched(outside, served.address("a.example/x"))
    assert words(found) == b"words"


@pytest.mark.parametrize("after", ["120", "Wed, 19 Feb 2025 21:22:00 GMT"])
def test_who_is_overloaded_is_left_alone_for_as_long_as_it_asks(
    served: Served, outside: Outside, clock: StillClock, after: str
) -> None:
    served.pages["a.example/x"] = sent(status=429, Retry_After=after)
    fetched(outside, served.address("a.example/x"))
    asked = len(served.asked)
    served.pages["a.example/y"] = sent("words")
    (told,) = fetched(outside, served.address("a.example/y"))
    assert isinstance(told, FetchError)
    assert len(served.asked) == asked
    clock.time += 120
    (found,) = fetched(outside, served.address("a.example/y"))
    assert words(found) == b"words"


def test_of_a_feed_the_pages_are_fetched_whatever_becomes_of_one(served: Served, outside: Outside) -> None:
    pages = [served.address(f"a.example/{n}") for n in range(3)]
    served.pages |= {
        "a.example/feed": sent(feed(*pages, "mailto:desk@a.example")),
        "a.example/0": sent("zero"),
    }
    served.pages["a.example/2"] = sent("two")
    found = fetched(outside, served.address("a.example/feed"))
    assert [one.name if isinstance(one, Source) else one.message for one in found] == [
        pages[0],
        f"{pages[1]}: answers 404 Not Found",
        pages[2],
    ]
    # Again: what is there is not asked for again.
    served.asked.clear()
    served.pages["a.example/1"] = sent("one")
    again = fetched(outside, served.address("a.example/feed"))
    assert sorted(words(one) for one in again) == [b"two", b"zero"]
    assert served.paths() == ["a.example/feed"]


def test_of_a_sitemap_the_pages_are_fetched_and_of_an_index_none(served: Served, outside: Outside) -> None:
    page, other = served.address("a.example/0"), served.address("a.example/sitemap.xml")
    served.pages |= {
        "a.example/sitemap.xml": sent(f"<urlset><url><loc>{page}</loc></url></urlset>"),
        "a.example/index.xml": sent(f"<sitemapindex><sitemap><loc>{other}</loc></sitemap></sitemapindex>"),
        "a.example/0": sent("zero"),
    }
    (found,) = fetched(outside, other)
    assert words(found) == b"zero"
    (told,) = fetched(outside, served.address("a.example/index.xml"))
    assert isinstance(told, InputError)
    assert f"an index of sitemaps ({other} and so on)" in told.message


def test_a_torn_record_is_cut_off_before_the_next_is_written(
    served: Served, outside: Outside, tmp_path: Path
) -> None:
    served.pages |= {"a.example/1": sent("one"), "a.example/2": sent("two")}
    (first,) = fetched(outside, served.address("a.example/1"))
    with (tmp_path / "news.db-00001.warc.gz").open("ab") as file:
        file.write(b"\x1f\x8b\x08\x00torn")
    (second,) = fetched(outside, served.address("a.example/2"))
    assert (words(first), words(second)) == (b"one", b"two")


def test_a_disk_without_room_is_told_and_nothing_is_noted(
    served: Served, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    served.pages["a.example/1"] = sent("one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(keep, "append", full)
        with pytest.raises(ArchiveFull, match="No space left"):
            fetched(outside, served.address("a.example/1"))
    outside.clock.sleep(60)
    (found,) = fetched(outside, served.address("a.example/1"))
    assert words(found) == b"one"


def test_without_a_network_it_is_one_line(tmp_path: Path, clock: StillClock) -> None:
    def unknown(host: str, port: int) -> list[str]:
        raise OSError(-3, "Temporary failure in name resolution")

    with closing(Outside(tmp_path / "news.db", Settings(), clock, unknown)) as one:
        (told,) = fetched(one, "https://ostrey.example/")
    assert isinstance(told, FetchError)
    assert "no network" in told.message
    assert "\n" not in told.message


def test_another_file_in_its_place_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "news.db.fetched").write_text("something else\n" * 100)
    with pytest.raises(NotAnArchive):
        Outside(tmp_path / "news.db", replace(LOCAL))
