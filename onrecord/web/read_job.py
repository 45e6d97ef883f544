"""Read what a job holds into an archive: `python -m onrecord.web.read_job ARCHIVE FOLDER`."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from onrecord.archive import Archive
from onrecord.errors import InputError, OnrecordError
from onrecord.record import Dropped, Forgotten, Reading, Sighting
from onrecord.web.job import Job, inputs, tell, told

# Seconds between two notes of how far it is.
_NOTED = 0.3
# Whoever reads a page comes first: on a machine with little to spare it is the job that takes longer.
_NICE = 10
# So many of the inputs that could not be read are told; more say the same.
_TOLD = 20

Found = Reading | Sighting | Forgotten | Dropped | InputError


def read(archive: Path, folder: Path) -> None:
    """Read all of it, and note in its folder how far it is and what came of it."""
    job = told(folder)
    if job is None or not job.is_open:
        return
    job = Job(job.id, job.given, job.made, job.by, "reading", starts=job.starts + 1)
    tell(folder, job)
    house = os.getppid()
    try:
        with Archive(archive) as there:
            for so_far in _counted(job, there.adding(inputs(folder))):
                tell(folder, so_far)
                job = so_far
                if os.getppid() != house:  # it was killed; the next one begins this job again
                    return
        tell(folder, replace(job, state="done"))
    except OnrecordError as error:
        tell(folder, replace(job, state="failed", failed=(*job.failed, _words(error))))


def _counted(job: Job, found: Iterator[Found]) -> Iterator[Job]:
    """The job as it comes along, now and then and at the end."""
    dropped, noted = Counter[str](), time.monotonic()
    for one in found:
        match one:
            case Reading():
                statements = job.statements + len(one.statements)
                job = replace(job, articles=job.articles + 1, statements=statements)
                dropped.update(part.reason for part in one.dropped)
            case Sighting():
                job = replace(job, again=job.again + 1)
            case InputError():
                job = replace(job, failed=(*job.failed, _words(one))[:_TOLD])
            case Dropped():
                dropped[one.reason] += 1
            case Forgotten():
                dropped["forgotten"] += 1
        job = replace(job, dropped=tuple(sorted(dropped.items())))
        if time.monotonic() - noted > _NOTED:
            yield job
            noted = time.monotonic()
    yield job


def _words(error: OnrecordError) -> str:
    return f"{error.message}. {error.remedy}"


if __name__ == "__main__":
    os.nice(_NICE)
    read(Path(sys.argv[1]), Path(sys.argv[2]))
