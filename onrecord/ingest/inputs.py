"""What a user's paths lead to: files, the files of folders, standard input, responses that were kept."""

# ruff: noqa: PTH110, PTH112, PTH113, PTH114, PTH118, PTH123, PTH208
# os.path and not pathlib: it keeps a path as the user wrote it ("./a"), and says no where a Path raises
# PermissionError.

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO

from onrecord.errors import InputError, NothingToRead, TooLarge

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Record:
    """A response in a WARC file: the byte where it starts, and when it was fetched, an ISO 8601 time."""

    start: int
    fetched: str


@dataclass(frozen=True, slots=True)
class Source:
    r"""One input: a file, standard input where ``path`` is ``None``, or a ``record`` of a WARC file.

    ``name`` is the path as the user gave it, inside a folder joined to the folder's; bytes of it that
    are no text stand as escapes (``caf\udce9.txt``), so that it can be shown and stored. That of a record
    is the address that it came from.
    """

    name: str
    path: str | None
    record: Record | None = None


Input = str | os.PathLike[str] | Source | InputError


def sources(inputs: Iterable[Input]) -> Iterator[Source | InputError]:
    """What to read, in the order given; in place of what leads to nothing, the error that says so.

    Folders are walked in the order of names, without what is hidden (a name that begins with a dot),
    folders behind links, which may lead in circles, and pipes and devices. ``-`` is standard input.
    """
    for given in inputs:
        if isinstance(given, Source | InputError):
            yield given
            continue
        path = os.fspath(given)
        if path == "-":
            yield Source("-", None)
        elif os.path.isdir(path):
            yield from _folder(path)
        elif os.path.lexists(path):
            yield Source(_shown(path), path)
        else:
            yield InputError(f"{_shown(path)}: no such file or folder", "See that the path is spelled right.")


def _folder(folder: str) -> Iterator[Source | InputError]:
    met = False
    waiting = [folder]  # a stack of our own: folders may nest deeper than Python calls do
    while waiting:
        path = waiting.pop()
        if not os.path.isdir(path):
            yield Source(_shown(path), path)
            met = True
            continue
        try:
            waiting.extend(filter(_is_walked, _inside(path)))
        except OSError as error:
            yield InputError(
                f"{_shown(path)}: cannot be read ({error.strerror})", "See that you may read the folder."
            )
            met = True
    if not met:
        yield NothingToRead(
            f"{_shown(folder)}: a folder without files", "Hidden files are left out: name them."
        )


def _inside(folder: str) -> list[str]:
    """What is not hidden, last name first."""
    names = sorted(os.listdir(folder), reverse=True)
    return [os.path.join(folder, name) for name in names if not name.startswith(".")]


def _is_walked(path: str) -> bool:
    if os.path.isdir(path):
        return not os.path.islink(path)
    # A link that leads nowhere is walked: opening it says what is wrong, skipping it would say nothing.
    return os.path.isfile(path) or not os.path.exists(path)


def _shown(path: str) -> str:
    return path.encode("utf-8", "backslashreplace").decode()


@contextmanager
def opened(source: Source, largest: int) -> Iterator[BinaryIO]:
    """The source's bytes, to be read more than once.

    Standard input, pipes and devices are copied to a temporary file for that. They may have no end:
    past ``largest`` bytes they raise TooLarge.
    """
    if source.path is not None and source.record is not None:
        from onrecord.ingest import keep  # late: it takes a library for HTTP along

        response = keep.response(source.path, source.record.start)
        yield BytesIO(response.content(largest))
        return
    if source.path is None:
        with TemporaryFile() as spool:
            yield _filled(spool, sys.stdin.buffer, source.name, largest)
        return
    with open(source.path, "rb") as file:
        if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            yield file
            return
        with TemporaryFile() as spool:
            yield _filled(spool, file, source.name, largest)


def _filled(spool: BinaryIO, stream: BinaryIO, name: str, largest: int) -> BinaryIO:
    while chunk := stream.read(_CHUNK):
        if spool.tell() + len(chunk) > largest:
            raise TooLarge(
                f"{name}: more than {largest:,} bytes",
                "Save it as a file and name that, or raise `largest_capture` in the settings.",
            )
        spool.write(chunk)
    spool.seek(0)
    return spool
