"""Searches that people save, and their feeds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.store.people import People, people_of
from onrecord.web.app import application
from onrecord.web.door import Door
from tests.archives import filled, named, reading
from tests.web.houses import Clock, account, browser, log_in, token, with_passwords, word


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return filled(tmp_path / "news.db", reading(1, (named("Ines Keller"), "The bridge stays open.")))


@pytest.fixture
def pages(archive: Path) -> Iterator[TestClient]:
    for name in ("Ada", "Rolf"):
        account(archive, name, "reader")
    with browser(archive, with_passwords(Clock())) as found:
        log_in(found, "Ada")
        yield found


def save(pages: TestClient, name: str, search: str) -> int:
    data = {"word": word(pages, "/search?words=bridge"), "name": name, "search": search}
    return pages.post("/saved", data=data).status_code


def feeds(pages: TestClient) -> list[str]:
    return re.findall(r'href="(/saved/[^"]*)"', pages.get("/saved").text)


def test_a_search_is_saved_from_its_page_opened_renamed_and_deleted(pages: TestClient) -> None:
    assert "You have saved no search yet" in pages.get("/saved").text
    page = pages.get("/search?words=bridge&speaker=Ines+Keller").text
    search = page.partition('name="search" value="')[2].partition('"')[0].replace("&amp;", "&")
    assert save(pages, "Keller’s <bridge>", search) == 303
    listed = pages.get("/saved").text
    assert "Keller’s &lt;bridge&gt;" in listed
    address = listed.partition('<a href="/search?')[2].partition('"')[0].replace("&amp;", "&")
    assert "1 statement" in pages.get(f"/search?{address}").text
    (feed,) = feeds(pages)
    identity = feed.partition("/saved/")[2].partition(".")[0]
    renamed = {"word": word(pages, "/saved"), "name": "The bridge"}
    assert pages.post(f"/saved/{identity}/rename", data=renamed).status_code == 303
    assert "The bridge" in pages.get("/saved").text
    assert pages.post(f"/saved/{identity}/delete", data={"word": word(pages, "/saved")}).status_code == 303
    assert "You have saved no search yet" in pages.get("/saved").text
    assert pages.get(feed).status_code == 404


@pytest.mark.parametrize(
    ("name", "search"),
    [("", "words=bridge"), ("x" * 101, "words=bridge"), ("x", ""), ("x", "stance=cheerful"), ("x", "skip=3")],
)
def test_what_is_no_search_or_no_name_is_not_saved(pages: TestClient, name: str, search: str) -> None:
    assert save(pages, name, search) == 400
    assert not feeds(pages)


def test_a_feed_is_read_with_its_key_by_who_saved_it_and_by_nobody_else(
    pages: TestClient, archive: Path
) -> None:
    save(pages, "The bridge", "words=bridge")
    (feed,) = feeds(pages)
    bare = feed.partition("?")[0]
    assert pages.get(bare).status_code == 200, "with the login"
    _, ada = token(archive, "Ada", "reader")
    _, rolf = token(archive, "Rolf", "reader")
    with browser(archive, with_passwords(Clock())) as program:
        answer = program.get(feed)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        assert "Ines Keller: The bridge stays open." in answer.text
        assert feed.partition("key=")[2] not in answer.text, "readers of feeds pass on what stands in them"
        assert program.get(bare, headers=ada).status_code == 200
        for address in (bare, f"{bare}?key=x", f"{bare}?key="):
            assert program.get(address).status_code == 404
        assert program.get(bare, headers=rolf).status_code == 404
        assert program.get(f"/search.atom?{feed.partition('?')[2]}").status_code == 401
        log_in(program, "Rolf")
        assert program.get(bare).status_code == 404
        assert not feeds(program)
        data = {"word": word(program, "/saved"), "name": "mine"}
        for change in ("rename", "delete"):
            path = bare.replace(".atom", f"/{change}")
            assert program.post(path, data={**data, "word": word(program, "/")}).status_code == 404
    with closing(People(people_of(archive))) as people:
        people.remove("Ada")
    assert pages.get(feed).status_code == 404


def test_the_archive_that_is_passed_on_holds_no_search(pages: TestClient, archive: Path) -> None:
    save(pages, "Xylophone", "words=xylophone")
    beside = [path for path in archive.parent.iterdir() if b"ylophone" in path.read_bytes()]
    assert {path.name.removesuffix("-wal") for path in beside} == {"news.db.people"}


def test_on_ones_own_machine_searches_are_its_users(archive: Path) -> None:
    with TestClient(application(archive, Door("Ada")), base_url="http://localhost") as pages:
        data = {"word": word(pages, "/search?words=bridge"), "name": "x", "search": "words=bridge"}
        assert "words=bridge" in pages.post("/saved", data=data).text
        (feed,) = feeds(pages)
        assert pages.get(feed.partition("?")[0]).status_code == 200
