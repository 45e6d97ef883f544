"""What was given to be read is read, or said to be lost: whatever ends meanwhile."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest
from fastapi.testclient import TestClient

from onrecord.errors import ArchiveError
from onrecord.web.app import application
from onrecord.web.door import Door
from onrecord.web.inbox import Inbox
from onrecord.web.job import Job, tell
from tests.archives import filled, german
from tests.served import Served, page, sent, serving
from tests.web.houses import word


class Broken(io.BytesIO):
    """A file that breaks off after its beginning."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(b"the beginning")
        self._error = error

    def read(self, size: int | None = -1, /) -> bytes:
        if begun := super().read(size):
            return begun
        raise self._error


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return filled(tmp_path / "news.db")


@pytest.fixture
def pages(archive: Path) -> Iterator[TestClient]:
    with TestClient(application(archive, Door("Ada")), base_url="http://localhost") as found:
        yield found


def given(pages: TestClient, **data: str) -> str:
    """What the page of a job says once it is done, its spaces evened out."""
    job = pages.post("/add", data={"word": word(pages, "/add"), **data}).url
    while "http-equiv" in (told := pages.get(str(job)).text):
        pass
    return " ".join(told.split())


def files(broken: BinaryIO) -> list[tuple[str, BinaryIO]]:
    return [("whole.txt", io.BytesIO(b"x")), ("broken.txt", broken)]


def test_an_upload_for_which_there_is_no_room_is_told_and_leaves_nothing(archive: Path) -> None:
    inbox = Inbox(archive)
    with pytest.raises(ArchiveError, match="No room"):
        inbox.put(files(Broken(OSError(28, "No room"))), [], "", "Ada")
    (job,) = inbox.jobs()
    assert (job.state, job.given) == ("failed", ("whole.txt", "broken.txt"))
    assert "nothing of it was kept" in job.failed[0]
    assert not list(archive.with_name("news.db.inbox").glob("*/given"))


def test_an_upload_in_which_the_server_ended_is_said_to_be_broken_off(archive: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        Inbox(archive).put(files(Broken(KeyboardInterrupt())), [], "", "Ada")
    assert [job.state for job in Inbox(archive).jobs()] == ["coming"]
    with TestClient(application(archive, Door("Ada")), base_url="http://localhost") as pages:
        assert "broken.txt" in pages.get("/add").text
        identity = pages.get("/add").text.partition("/jobs/")[2].partition('"')[0]
        told = pages.get(f"/jobs/{identity}").text
    assert "Broken off" in told
    assert "nothing of it was kept. Send it again." in told


@pytest.mark.parametrize("state", ["waiting", "reading"])
def test_what_the_server_had_not_read_when_it_ended_is_read_by_the_next(archive: Path, state: str) -> None:
    news = german(archive.with_name("news.jsonl"), range(3)).read_bytes()
    inbox = Inbox(archive)
    job = inbox.put([("news.jsonl", io.BytesIO(news))], [], "", "Ada")
    begun = Job(job.id, job.given, job.made, job.by, state, starts=int(state == "reading"))  # type: ignore[arg-type]
    tell(archive.with_name("news.db.inbox") / job.id, begun)
    with TestClient(application(archive, Door("Ada")), base_url="http://localhost") as pages:
        while "http-equiv" in (told := pages.get(f"/jobs/{job.id}").text):
            pass
    assert "<b>3 articles</b> with <b>12 statements</b>" in told
    assert ("begun again" in told) is (state == "reading")


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        one.pages["127.0.0.1/0"] = sent(page("A ship has come in"))
        yield one


def test_an_address_that_is_pasted_leads_to_no_machine_that_is_not_public(
    pages: TestClient, served: Served
) -> None:
    lines = [
        served.address("127.0.0.1/0"),
        f"http://2130706433:{served.port}/0",
        f"http://[::ffff:127.0.0.1]:{served.port}/0",
        f"http://localhost:{served.port}/0",
        "http://169.254.169.254/latest/meta-data",
        "http://me:secret@ostrey.example/",
        "http://../../etc/passwd",
    ]
    told = given(pages, addresses="\n".join(lines))
    not_read = told.partition("<h2>Not read</h2>")[2]
    assert not_read.count("<li>") == len(lines)
    assert not_read.count("not on the public internet") == 5
    assert "0 articles" in told
    assert not served.asked
    for line in ("ftp://ostrey.example/", "/etc/passwd", "file:///etc/passwd", "news.txt"):
        data = {"word": word(pages, "/add"), "addresses": line}
        assert pages.post("/add", data=data).status_code == 400, line


def test_what_is_uploaded_is_held_to_the_limit_of_the_settings(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_LARGEST_CAPTURE", "1000")
    told = given(pages, text="The bridge stays open. " * 100)
    assert "0 articles" in told
    assert "1,000 bytes" in told.partition("<h2>Not read</h2>")[2]
