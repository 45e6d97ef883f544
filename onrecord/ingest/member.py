"""What stands inside a capture, to be read by itself: a file of an archive, a part of a mail."""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase, UnsupportedOperation
from tarfile import TarError
from typing import IO, Protocol, cast
from zipfile import BadZipFile

from onrecord.record import Capture, Stated

# What streams raise on bytes that are not what they should be: the standard library's, fastwarc's and ours.
DAMAGE = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, BadZipFile, TarError)


class Bytes(Protocol):
    """A stream that is read once, from its start to its end."""

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end."""


class SoFar:
    """What a stream of the standard library gives before it raises, too: ``read`` of theirs keeps it back."""

    def __init__(self, stream: IO[bytes] | BufferedIOBase) -> None:
        self.read = cast("BufferedIOBase", stream).read1


class Joined:
    """Runs of bytes as one stream."""

    def __init__(self, runs: Iterator[bytes]) -> None:
        self._runs = runs
        self._run = b""
        self._given = 0

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes, none at the end."""
        while not self._run:
            run = next(self._runs, None)
            if run is None:
                return b""
            self._run = run
        end = len(self._run) if size < 0 else size
        data, self._run = self._run[:end], self._run[end:]
        self._given += len(data)
        return data

    def tell(self) -> int:
        """How many bytes were read."""
        return self._given

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Raises UnsupportedOperation: it is read once."""
        raise UnsupportedOperation(offset, whence)

    def close(self) -> None:
        """Nothing: what it is read from is another's to close."""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing inside a capture, yielded by a container's reader in place of a document.

    ``locator`` names it inside what holds it ("record at byte 1197"; empty where it is all that is there).
    ``stream`` has its bytes, unpacked, until the next is asked for; it may raise on damage,
    and then what came before is read. The rest is what the wrapping says of it: its media
    type and charset, an ISO 8601 time, and what its one document states where it does not itself.
    ``instead`` is read where nothing can be read in it.
    """

    capture: Capture
    locator: str
    stream: Bytes
    media_type: str | None = None
    charset: str | None = None
    fetched: str | None = None
    stated: Stated | None = None
    instead: Member | None = None
