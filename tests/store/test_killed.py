"""An archive whose writer dies, and one that many use at once.

`ONRECORD_KILLS=30 ONRECORD_ARTICLES=300 ONRECORD_SECONDS=60` make it the long run.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from onrecord.archive import Archive
from onrecord.export.whole import lines
from tests.archives import german

KILLS = int(os.environ.get("ONRECORD_KILLS", "3"))
ARTICLES = int(os.environ.get("ONRECORD_ARTICLES", "40"))
SECONDS = float(os.environ.get("ONRECORD_SECONDS", "2"))

ADD = """
import sys
from onrecord.archive import Archive
with Archive(sys.argv[1]) as archive:
    for one in archive.adding(sys.argv[2:]):
        print("kept", flush=True)
"""
READ = """
import sys, time
from onrecord.archive import Archive
until = time.monotonic() + float(sys.argv[2])
while time.monotonic() < until:
    with Archive.to_read(sys.argv[1]) as archive:
        for entry in archive.search("Nummer offen"):
            assert entry.quote(entry.statement.content) in entry.article.text
        with archive.still():
            seen = list(archive.readings())
            assert len(seen) == len(list(archive.readings()))
            assert all(len(one.statements) == 4 for one, _ in seen)
"""
WRITE = """
import sys, time
from onrecord.archive import Archive
from onrecord.errors import ArchiveBusy
until = time.monotonic() + float(sys.argv[2])
for path in sys.argv[3:]:
    with Archive(sys.argv[1]) as archive:
        while True:
            try:
                archive.add(path)
                break
            except ArchiveBusy as error:
                print(error)
    print("added", path)
    if time.monotonic() > until:
        break
"""


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def export(path: Path) -> bytes:
    with Archive.to_read(path) as archive:
        return b"".join(lines(archive))


def test_killed_at_any_moment_and_run_again_it_is_as_if_undisturbed(tmp_path: Path) -> None:
    news = str(german(tmp_path / "news.jsonl", range(ARTICLES)))
    with Archive(tmp_path / "undisturbed.db") as archive:
        archive.add(news)
    path = tmp_path / "news.db"
    chance = random.Random(7)
    for _ in range(KILLS):
        adding = start(ADD, str(path), news)
        assert adding.stdout is not None
        for _ in range(chance.randrange(ARTICLES)):
            adding.stdout.readline()
        time.sleep(chance.random() * 0.01)
        adding.send_signal(signal.SIGKILL)
        adding.communicate()
        if path.exists():
            with Archive(path) as archive:
                assert archive.health().is_well
    assert start(ADD, str(path), news).communicate()[1] == ""
    with Archive(path) as archive:
        assert archive.health().is_well
    assert export(path) == export(tmp_path / "undisturbed.db")


def test_killed_while_it_is_being_made_it_is_made_by_the_next(tmp_path: Path) -> None:
    news = str(german(tmp_path / "news.jsonl", range(2)))
    path = tmp_path / "news.db"
    chance = random.Random(8)
    for _ in range(KILLS):
        adding = start(ADD, str(path), news)
        while not path.exists() and adding.poll() is None:
            time.sleep(0.0005)
        time.sleep(chance.random() * 0.01)
        adding.send_signal(signal.SIGKILL)
        adding.communicate()
    with Archive(path) as archive:
        assert archive.add(news).failed == ()
        assert archive.health().is_well
        assert len(list(archive.readings())) == 2


def test_two_write_and_eight_read_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    parts = [
        str(german(tmp_path / f"{part}.jsonl", range(part * 5, part * 5 + 5)))
        for part in range(max(4, int(SECONDS * 4)))
    ]
    with Archive(path) as archive:
        archive.add(parts[0])
    writers = [start(WRITE, str(path), str(SECONDS), *order) for order in (parts, parts[::-1])]
    readers = [start(READ, str(path), str(SECONDS)) for _ in range(8)]
    told = [process.communicate() for process in (*writers, *readers)]
    assert [errors for _, errors in told] == [""] * 10
    added = {line.removeprefix("added ") for out, _ in told for line in out.splitlines() if "added" in line}
    with Archive(path) as archive:
        assert archive.health().is_well
        kept = {one.article.origin.capture.source for one, _ in archive.readings()}
    assert kept >= added
    assert added


def test_two_may_make_an_archive_at_once(tmp_path: Path) -> None:
    news = str(german(tmp_path / "news.jsonl", range(3)))
    makers = [start(ADD, str(tmp_path / "news.db"), news) for _ in range(4)]
    assert [maker.communicate()[1] for maker in makers] == [""] * 4
    with Archive(tmp_path / "news.db") as archive:
        assert len(list(archive.readings())) == 3


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system of 2 MB, where one may be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True, check=False
    )
    if mount.returncode:
        pytest.skip("a small file system can be made by root alone")
    return disk


def test_a_full_disk_is_told_in_one_line_and_the_archive_is_whole(tmp_path: Path, small_disk: Path) -> None:
    news = str(german(tmp_path / "news.jsonl", range(200)))
    path = small_disk / "news.db"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord.cli", "add", "--archive", str(path), news],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 2
        assert "no room left" in done.stderr
        subprocess.run(["mount", "-o", "remount,size=64m", str(small_disk)], check=True)
        with Archive(path) as archive:
            assert archive.health().is_well
            kept = sum(1 for _ in archive.readings())
            assert 0 < kept < 200
            assert archive.add(news).articles == 200 - kept
            assert archive.health().is_well
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)


def test_a_read_only_disk_is_read_and_told_of_when_written(tmp_path: Path, small_disk: Path) -> None:
    news = str(german(tmp_path / "news.jsonl", range(3)))
    path = small_disk / "news.db"
    try:
        with Archive(path) as archive:
            archive.add(news)
        subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
        for arguments, status, told in (
            (["search", "Nummer"], 0, ""),
            (["add", news], 1, "news.db"),
            (["reread"], 1, "news.db"),
        ):
            done = subprocess.run(
                [sys.executable, "-m", "onrecord.cli", *arguments, "--archive", str(path)],
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == status, done.stderr
            assert told in done.stderr
            assert "Traceback" not in done.stderr
            assert bool(done.stdout) == (status == 0)
    finally:
        subprocess.run(["umount", str(small_disk)], check=True)
