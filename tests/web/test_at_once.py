"""Several at one archive: nobody waits for somebody else's work, and nothing is lost."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from onrecord.archive import Archive
from onrecord.record import Correction
from onrecord.store.connection import to_write
from onrecord.web.app import application
from onrecord.web.door import Door
from tests.archives import filled, german, named, reading
from tests.served import Served, feed, page, sent, serving
from tests.web.houses import word
from tests.web.opened import client, connected
from tests.web.process import house, started


def test_whoever_waits_for_the_archive_holds_up_no_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = filled(tmp_path / "news.db", reading(1, (named("Ines Keller"), "The bridge stays open.")))
    waits, goes_on = threading.Event(), threading.Event()
    correct = Archive.correct

    def slow(archive: Archive, identity: str, correction: Correction, *, by: str) -> object:
        waits.set()
        assert goes_on.wait(30), "no other page was answered meanwhile"
        return correct(archive, identity, correction, by=by)

    monkeypatch.setattr(Archive, "correct", slow)
    with TestClient(application(path, Door("Ada")), base_url="http://localhost") as pages:
        data = {"word": word(pages, "/statements/s-00010"), "speaker": "Tom Brandt"}
        done: list[int] = []
        change = threading.Thread(
            target=lambda: done.append(pages.post("/statements/s-00010/correct", data=data).status_code)
        )
        change.start()
        assert waits.wait(30)
        assert pages.get("/").status_code == 200
        goes_on.set()
        change.join()
    assert done == [200]


def test_who_looks_at_a_decision_and_two_who_write_wait_for_nobody_in_vain(tmp_path: Path) -> None:
    said = [(named("Ines Keller"), "The bridge stays open."), (named("Marta Sund"), "It will not.")]
    path = connected(filled(tmp_path / "news.db", reading(1, *said)))
    news = german(tmp_path / "news.jsonl", range(20))
    writer = to_write(path)
    writer.execute("BEGIN IMMEDIATE")
    with client(path) as pages:
        keller = pages.get("/voices/Ines Keller").headers["location"]
        form = {"word": word(pages, "/statements/s-00010"), "speaker": "Tom Brandt"}
        statuses: list[int] = []

        def add() -> None:
            with Archive(path) as archive:
                statuses.append(len(archive.add(str(news)).failed))

        others = [
            threading.Thread(target=add),
            threading.Thread(
                target=lambda: statuses.append(
                    pages.post("/statements/s-00010/correct", data=form).status_code
                )
            ),
        ]
        for other in others:
            other.start()
        foreseen = pages.get(f"{keller}/decide?verb=merge&told=Marta Sund")
        assert foreseen.status_code == 200, "while somebody else writes"
        assert not statuses, "who writes waits for their turn"
        writer.execute("COMMIT")
        for other in others:
            other.join()
        assert "Tom Brandt" in pages.get("/statements/s-00010").text
    writer.close()
    assert sorted(statuses) == [0, 303]
    with Archive.to_read(path) as archive:
        assert archive.counts().articles == 21


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        one.pages["127.0.0.1/feed"] = sent(feed(one.address("127.0.0.1/0")))
        one.pages["127.0.0.1/0"] = sent(page("A ship has come in"))
        yield one


def test_serve_watch_and_add_write_to_one_archive_at_once(tmp_path: Path, served: Served) -> None:
    news = german(tmp_path / "news.jsonl", range(40))
    with house(tmp_path) as pages:
        others = [
            started(tmp_path, "add", str(news)),
            started(tmp_path, "watch", "--once", served.address("127.0.0.1/feed")),
        ]
        jobs = [
            pages.give(f"„Die Fähre Nummer {one} fährt nicht“, sagte Tom Brandt am Montag im Hafen.")
            for one in range(3)
        ]
        assert all("1 article" in pages.done(job) for job in jobs)
        assert [one.wait() for one in others] == [0, 0]
        shown = pages.ask("/")
        with Archive.to_read(tmp_path / "news.db") as archive:
            assert "44 articles" in shown, [one.title for one in archive.headlines(60)]
    with Archive.to_read(tmp_path / "news.db") as archive:
        assert archive.counts().articles == 40 + 1 + 3


def test_a_server_that_is_killed_while_it_reads_goes_on_when_it_is_there_again(tmp_path: Path) -> None:
    with house(tmp_path) as pages:
        job = pages.give("„Die Fähre fährt nicht“, sagte Tom Brandt am Montag im Hafen.")
        pages.process.send_signal(signal.SIGKILL)
    with house(tmp_path) as pages:
        assert "<h1>Read</h1>" in pages.done(job)
        assert "1 article ·" in pages.ask("/"), "there once, whoever read it"
