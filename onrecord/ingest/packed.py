"""One file packed by gzip, bzip2, xz or zstd: what comes out is read in its place."""

from __future__ import annotations

import bz2
import gzip
import lzma
from collections.abc import Callable, Iterator
from hashlib import file_digest
from typing import BinaryIO

from onrecord.ingest.member import Bytes, Member, SoFar
from onrecord.record import Capture
from onrecord.settings import Settings


def _gzip(file: BinaryIO) -> Bytes:
    return SoFar(gzip.GzipFile(fileobj=file))


def _bzip2(file: BinaryIO) -> Bytes:
    return SoFar(bz2.BZ2File(file))


def _xz(file: BinaryIO) -> Bytes:
    return SoFar(lzma.LZMAFile(file))


def _zstd(file: BinaryIO) -> Bytes:
    from fastwarc.stream_io import ZstdReader  # late: little news is packed so

    return ZstdReader(file)


_PACKERS: dict[bytes, tuple[str, Callable[[BinaryIO], Bytes]]] = {
    b"\x1f\x8b\x08": ("application/gzip", _gzip),
    b"BZh": ("application/x-bzip2", _bzip2),
    b"\xfd7zXZ\0": ("application/x-xz", _xz),
    b"\x28\xb5\x2f\xfd": ("application/zstd", _zstd),
    b"\x5d\x2a\x4d\x18": ("application/zstd", _zstd),  # as WARC files begin that share a dictionary
}


def begins(head: bytes) -> bool:
    """Whether a file that begins so is packed."""
    return head.startswith(tuple(_PACKERS))


def documents(file: BinaryIO, name: str, _: Settings) -> Iterator[Member]:
    """What comes out of the file, as its one member."""
    digest = file_digest(file, "sha256")  # type: ignore[arg-type]  # typeshed's BinaryIO lacks `readinto`
    file.seek(0)
    media_type, unpack = _packer(file)
    yield Member(Capture(name, digest.hexdigest(), media_type), "", unpack(file))


def unpacked(file: BinaryIO) -> Bytes:
    """What comes out of the file, which is packed and at its start; what is wrong with it raises DAMAGE."""
    return _packer(file)[1](file)


def _packer(file: BinaryIO) -> tuple[str, Callable[[BinaryIO], Bytes]]:
    beginning = file.read(8)
    file.seek(0)
    return next(packer for mark, packer in _PACKERS.items() if beginning.startswith(mark))
