"""`onrecord watch`, and addresses given to `read` and `add`, as a user types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Served, feed, page, sent, serving


@pytest.fixture
def served() -> Iterator[Served]:
    with serving() as one:
        name = f"127.0.0.1:{one.port}"
        one.pages |= {
            "127.0.0.1/feed": sent(feed(f"http://{name}/0", f"http://{name}/gone")),
            "127.0.0.1/0": sent(page("A ship has come in")),
        }
        yield one


def onrecord(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {"ONRECORD_LOCAL_HOSTS": '["127.0.0.1"]', "ONRECORD_PAUSE": "0.01", "ONRECORD_ARCHIVE": "news.db"}
    return subprocess.run(
        [sys.executable, "-m", "onrecord.cli", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.getcwd(), **told, **environment},  # noqa: PTH109
    )


def test_an_address_is_read_and_nothing_of_it_is_left(tmp_path: Path, served: Served) -> None:
    done = onrecord(tmp_path, "read", "--json", served.address("127.0.0.1/0"))
    (told,) = map(json.loads, done.stdout.splitlines())
    assert told["url"] == told["origin"]["capture"]["source"] == served.address("127.0.0.1/0")
    assert told["origin"]["capture"]["fetched"].endswith("Z")
    assert told["statements"]
    assert (done.returncode, done.stderr, list(tmp_path.iterdir())) == (0, "", [])


def test_of_a_feed_that_is_added_all_that_is_there_is_kept_and_the_rest_told(
    tmp_path: Path, served: Served
) -> None:
    done = onrecord(tmp_path, "add", served.address("127.0.0.1/feed"))
    assert done.stdout == "news.db: 1 article with 2 statements added\n"
    assert done.stderr.splitlines()[0].endswith("/gone: answers 404 Not Found")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 2)
    assert {path.name for path in tmp_path.iterdir()} >= {
        "news.db",
        "news.db.fetched",
        "news.db-00001.warc.gz",
    }


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("http://127.0.0.1:8080/x", "not on the public internet"),
        ("http://2130706433/", "not on the public internet"),
        ("http://ostrey.invalid/x", "no such host, or no network"),
        ("https://me:secret@ostrey.example/", "a name or password"),
    ],
)
def test_an_address_that_cannot_be_had_is_one_clear_line_and_one_on_what_to_do(
    tmp_path: Path, address: str, told: str
) -> None:
    done = onrecord(tmp_path, "read", address, ONRECORD_LOCAL_HOSTS="[]")
    first, remedy = done.stderr.splitlines()
    assert told in first
    assert address.startswith("https") or "local_hosts" in remedy
    assert (done.returncode, done.stdout) == (1, "")


def test_feeds_are_watched_listed_and_written_out(tmp_path: Path, served: Served) -> None:
    address = served.address("127.0.0.1/feed")
    (tmp_path / "feeds.txt").write_text(f"{address}  # ours\n")
    done = onrecord(tmp_path, "watch", "--once", "feeds.txt")
    assert [line[18:] for line in done.stdout.splitlines()] == [
        f"{address}: 2 new entries",
        f"{served.address('127.0.0.1/0')}: 1 article with 2 statements added",
    ]
    assert "/gone: answers 404" in done.stderr
    again = onrecord(tmp_path, "watch", "--once", "feeds.txt")
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    listed = onrecord(tmp_path, "watch", "--list").stdout.splitlines()
    assert listed[0] == address
    assert "2 new entries; 2 entries, 2 pages, 0 still to fetch; next" in listed[1]
    written = onrecord(tmp_path, "watch", "--opml").stdout
    (tmp_path / "feeds.opml").write_text(written)
    assert f'xmlUrl="{address}"' in written
    assert onrecord(tmp_path, "watch", "--once", "feeds.opml").returncode == 0


@pytest.mark.parametrize("content", [None, "", "no address\n", "<opml></opml>"])
def test_a_list_that_is_none_is_told_in_two_lines(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "feeds").write_text(content)
    done = onrecord(tmp_path, "watch", "feeds")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 2)
    assert "feeds" in done.stderr
