"""What the pages tell of how the house is run: nothing that is not known."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.outside import visits_of
from onrecord.store.visits import Visits
from onrecord.web.app import application
from onrecord.web.door import Door
from tests.archives import filled
from tests.web.houses import Clock, account, browser, log_in, token, with_header, with_passwords, word

NOW = Clock().now


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return filled(tmp_path / "news.db")


@pytest.fixture
def pages(archive: Path) -> Iterator[TestClient]:
    with TestClient(application(archive, Door("Ada", clock=Clock())), base_url="http://localhost") as found:
        yield found


def test_where_nothing_is_watched_the_page_says_how_it_begins(pages: TestClient, archive: Path) -> None:
    text = pages.get("/feeds").text
    assert "No feed is watched" in text
    assert "onrecord watch" in text
    assert not visits_of(archive).exists(), "to look makes nothing"


def test_each_feed_has_its_last_answer_its_counts_and_its_next_look(pages: TestClient, archive: Path) -> None:
    good, bad, new = (f"https://ostrey.example/{name}" for name in ("good", "bad", "new"))
    with closing(Visits(visits_of(archive))) as visits, visits.change():
        visits.feeds_are([(one, "ostrey.example") for one in (good, bad, new)], NOW + 60)
        for one in (good, bad):
            visit = visits.ask_again("feed", one, "ostrey.example", NOW)
            if one == good:
                visits.end(visit, "2 new entries", NOW + 1800, NOW)
                visits.met(visit.number, "x")
                visits.ask("page", f"{good}/<b>", "ostrey.example", NOW, visit.number)
            else:
                visits.fail(visit, f"{bad}: answers 500", NOW - 60, NOW - 600)
        page = visits.page(f"{good}/<b>")
        visits.fail(page, "answers 404 Not Found", None, NOW)
    text = " ".join(pages.get("/feeds").text.split())
    assert "3 feeds watched" in text
    assert "14 November 2023, 22:13 UTC: 2 new entries" in text
    assert "1 entry, 1 page · next 14 November 2023, 22:43 UTC" in text
    assert "failed</span>" in text
    assert "UTC: answers 500" in text
    assert "due since 14 November 2023, 22:12 UTC" in text
    assert "not looked at yet" in text
    assert "/good/&lt;b&gt;" in text
    assert "answers 404 Not Found · not tried again" in text


def test_the_settings_are_those_that_hold(pages: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hosts that are asked for pages cannot reach you" in pages.get("/settings").text
    monkeypatch.setenv("ONRECORD_CONTACT", "desk@ostrey.example")
    monkeypatch.setenv("ONRECORD_THRESHOLD", "0.7")
    text = pages.get("/settings").text
    assert "desk@ostrey.example" in text
    assert "0.7; statements" in text
    assert "This is your own machine" in text
    assert "Nobody has an account" in text


def test_a_token_is_made_shown_once_used_and_revoked(pages: TestClient) -> None:
    data = {"word": word(pages, "/settings"), "name": "the <morning> list", "role": "reader"}
    made = pages.post("/settings/tokens", data=data)
    assert made.headers["cache-control"] == "no-store"
    shown = made.text.partition('class="cite">')[2].partition("<")[0]
    assert shown.startswith("onrecord-")
    listed = pages.get("/settings").text
    assert shown not in listed
    assert "the &lt;morning&gt; list" in listed
    assert "never used" in listed
    assert pages.get("/search.atom", headers={"authorization": f"Bearer {shown}"}).status_code == 200
    assert "last used" in pages.get("/settings").text
    revoke = listed.partition('action="/settings/tokens/')[2].partition('"')[0]
    pages.post(f"/settings/tokens/{revoke}", data=data)
    assert pages.get("/search.atom", headers={"authorization": f"Bearer {shown}"}).status_code == 401
    assert pages.post(f"/settings/tokens/{revoke}", data=data).status_code == 404
    assert pages.post("/settings/tokens", data={**data, "role": "owner"}).status_code == 400


def test_who_reads_sees_neither_accounts_nor_tokens_nor_paths(archive: Path) -> None:
    account(archive, "Ada", "editor")
    account(archive, "Rolf", "reader")
    identity, _ = token(archive, "Ada", "editor")
    with browser(archive, with_passwords(Clock())) as pages:
        log_in(pages, "Rolf")
        text = pages.get("/settings").text
        assert "Rolf, reader" in text
        for hidden in (identity, "Ada", str(archive), "Make a token"):
            assert hidden not in text
        data = {"word": word(pages, "/"), "name": "x"}
        assert pages.post("/settings/tokens", data=data).status_code == 403
    with browser(archive, with_passwords(Clock())) as pages:
        log_in(pages, "Ada")
        assert identity in pages.get("/settings").text


def test_it_says_who_tells_who_comes(archive: Path) -> None:
    with browser(archive, with_header(Clock()), "10.0.0.5") as pages:
        text = pages.get("/settings", headers={"x-remote-user": "Zoë".encode()}).text
        assert "Zoë, reader" in text
        assert "Your newsroom's own login tells who you are" in text
