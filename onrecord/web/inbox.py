"""What people gave a page to read: kept in a folder beside the archive, read one after another.

A process of its own reads, so that no page waits for it. One that was broken off, by a restart or a power
cut, is read again from the start, for adding twice is adding once.
"""

from __future__ import annotations

import re
import secrets
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import ArchiveError, UsageError
from onrecord.web.job import Job, tell, told

# What a file may be called in our folder: what no system takes for a path or for an option.
_UNSAFE = re.compile(r"[^\w.,()+ -]+")
_LONGEST_NAME = 100
_CHUNK = 1 << 20
# Seconds between two looks at a process that reads.
_LOOK = 0.3


class Inbox:
    """The jobs of one archive, and the thread that has them read in turn, once it is started."""

    def __init__(self, archive: Path) -> None:
        self._archive = archive
        self._folder = archive.with_name(f"{archive.name}.inbox")
        self._something = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work, name="inbox", daemon=True)

    def start(self) -> None:
        """Begin with what is waiting; what was still coming when the house closed is said to be gone."""
        for job in self.jobs():
            if job.state == "coming":
                self._break_off(job)
        self._something.set()
        self._thread.start()

    def end(self) -> None:
        """Stop reading; what is not done is waiting when the house opens again."""
        self._ended.set()
        self._something.set()
        self._thread.join()

    def put(self, files: Iterable[tuple[str, BinaryIO]], addresses: Iterable[str], text: str, by: str) -> Job:
        """Keep what was given and have it read.

        Raises UsageError where there is nothing, or no address, ArchiveError where there is no room for it.
        """
        files, asked = list(files), [line.strip() for line in addresses if line.strip()]
        for address in asked:
            # No white space: what stands behind a line end would be a path of this machine.
            if not address.startswith(("http://", "https://")) or len(address.split()) > 1:
                raise UsageError(f"“{address}” is no address", "An address begins with https:// or http://.")
        if not (files or asked or text.strip()):
            raise UsageError("there is nothing to read", "Choose files, or paste addresses or a text.")
        now = datetime.now(UTC)
        identity = f"{now:%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
        there = self._folder / identity
        given = (*(name for name, _ in files), *(["text"] if text.strip() else ()), *asked)
        job = Job(identity, given, now.isoformat(timespec="seconds"), by, "coming")
        try:
            (there / "given").mkdir(parents=True)
            tell(there, job)
            for number, (name, stream) in enumerate(files, 1):
                _write(there / "given" / f"{number:03d} {_safe(name)}", stream)
            if text.strip():
                (there / "given" / "000 text.txt").write_text(text, encoding="utf-8")
            (there / "addresses").write_text("\n".join(asked), encoding="utf-8")
            job = replace(job, state="waiting")
            tell(there, job)
        except OSError as error:
            self._break_off(job)
            raise ArchiveError(
                f"what was sent cannot be kept ({error.strerror or error})", "Make room, and send it again."
            ) from error
        self._something.set()
        return job

    def jobs(self) -> list[Job]:
        """All jobs, the newest first."""
        return [job for folder in sorted(self._folders(), reverse=True) if (job := told(folder)) is not None]

    def job(self, identity: str) -> Job | None:
        """A job by its id."""
        return next((job for job in self.jobs() if job.id == identity), None)

    def cancel(self, identity: str) -> None:
        """Stop a job; what was read of it stays in the archive."""
        job = self.job(identity)
        if job is not None and job.is_open:
            tell(self._folder / job.id, replace(job, state="cancelled"))

    def _break_off(self, job: Job) -> None:
        """Say of a job that not all of it came. What did come goes: half a file is not what was given."""
        folder = self._folder / job.id
        shutil.rmtree(folder / "given", ignore_errors=True)
        with suppress(OSError):
            told_so = "Not all of it came before it broke off, and nothing of it was kept. Send it again."
            tell(folder, replace(job, state="failed", failed=(told_so,)))

    def _folders(self) -> Iterator[Path]:
        if self._folder.is_dir():
            yield from (one for one in self._folder.iterdir() if one.is_dir())

    def _work(self) -> None:
        while not self._ended.is_set():
            self._something.wait()
            self._something.clear()
            while not self._ended.is_set() and (folder := self._next()) is not None:
                self._have_read(folder)

    def _next(self) -> Path | None:
        """The folder of the oldest job that is not done."""
        return next((one for one in sorted(self._folders()) if (job := told(one)) and job.is_open), None)

    def _have_read(self, folder: Path) -> None:
        reading = [sys.executable, "-m", "onrecord.web.read_job", str(self._archive), str(folder)]
        with subprocess.Popen(reading, stdin=subprocess.DEVNULL) as process:
            while process.poll() is None:
                job = told(folder)
                if self._ended.is_set() or job is None or job.state == "cancelled":
                    process.terminate()  # each article is one transaction: nothing is half-written
                with suppress(subprocess.TimeoutExpired):
                    process.wait(_LOOK)
        job = told(folder)
        if job is not None and job.is_open and not self._ended.is_set():
            tell(folder, replace(job, state="failed", failed=("The reading broke off.",)))


def _write(path: Path, stream: BinaryIO) -> None:
    with path.open("wb") as out:
        while chunk := stream.read(_CHUNK):
            out.write(chunk)


def _safe(name: str) -> str:
    base = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(". ")
    return base[-_LONGEST_NAME:] or "file"
