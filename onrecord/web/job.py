"""Something that people gave to read: a folder with what they gave, and a file that tells how far it is."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

# Where the inbox keeps a file that was given.
_KEPT = re.compile(r".*\.inbox[/\\]\d{8}-\d{6}-[0-9a-f]{6}[/\\]given[/\\]\d{3} ", re.DOTALL)

State = Literal["coming", "waiting", "reading", "done", "cancelled", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """Something to read, and what has come of it so far.

    ``given`` are the names as people gave them, ``dropped`` counts what was left out by its reason,
    ``failed`` says of inputs why they could not be read. It is ``coming`` until all of it is there.
    ``starts`` counts how often its reading was begun: more than once where it was broken off.
    """

    id: str
    given: tuple[str, ...]
    made: str
    by: str
    state: State = "waiting"
    articles: int = 0
    statements: int = 0
    again: int = 0
    dropped: tuple[tuple[str, int], ...] = ()
    failed: tuple[str, ...] = ()
    starts: int = 0

    @property
    def is_open(self) -> bool:
        """Whether there is still something to be done."""
        return self.state in ("waiting", "reading")


def told(folder: Path) -> Job | None:
    """The job in a folder; ``None`` while it is being put there, or where somebody took it away."""
    try:
        return msgspec.json.decode((folder / "job.json").read_bytes(), type=Job)
    except (OSError, msgspec.DecodeError):
        return None


def tell(folder: Path, job: Job) -> None:
    """Note how far it is, whole or not at all; who has cancelled it is not contradicted."""
    now = told(folder)
    if now is not None and now.state == "cancelled":
        return
    beside = folder / f"job.{secrets.token_hex(4)}"
    beside.write_bytes(msgspec.json.encode(job))
    beside.replace(folder / "job.json")


def as_given(source: str) -> str:
    """What somebody called the file that they gave a page; another source as it is.

    The folder in which it is kept tells a reader nothing, and is not everybody's to know.
    """
    return _KEPT.sub("", source)


def inputs(folder: Path) -> list[str]:
    """What there is to read: the files in their order, then the addresses."""
    return [
        *sorted(map(str, (folder / "given").iterdir())),
        *(folder / "addresses").read_text(encoding="utf-8").splitlines(),
    ]
