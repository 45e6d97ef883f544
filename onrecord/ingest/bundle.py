"""Zip and tar: each file in them is read by itself. Nothing is ever written to where a name points."""

from __future__ import annotations

import os
import stat
import tarfile
from collections.abc import Iterator
from hashlib import file_digest
from pathlib import PurePosixPath
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from onrecord.errors import InputError, TooLarge
from onrecord.ingest.charset import storable
from onrecord.ingest.member import Member, SoFar
from onrecord.record import Capture, Dropped, Origin
from onrecord.settings import Settings

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZIP_END = 22  # bytes; then a comment of at most 65,535
_ZIP64_LOCATOR, _ZIP64_END = 20, 56  # before it, where there are more than 4 GB or 65,535 files
_LOCKED = 0x1
_DOCUMENT_PARTS = {"[Content_Types].xml", "META-INF/container.xml", "META-INF/manifest.xml"}
# Python holds the list of a zip's files whole, ten times as large as it is stored. This is 100,000 names.
_LONGEST_LIST = 10_000_000  # bytes
_REMEDY = "Get it again, or unpack what can be saved of it and give that."


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a zip archive."""
    return head.startswith(_ZIP)


def is_tar(head: bytes) -> bool:
    """Whether a file that begins so is a tar archive: the sum in its first header is right."""
    try:
        tarfile.TarInfo.frombuf(head[: tarfile.BLOCKSIZE], "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def zipped(file: BinaryIO, name: str, _: Settings) -> Iterator[Member | Dropped]:
    """The files of a zip archive in its own order. Raises InputError and TooLarge."""
    capture = _capture(file, name, "application/zip")
    if _length_of_list(file) > _LONGEST_LIST:
        raise TooLarge(f"{name}: a zip archive of too many files", "Unpack it and give the folder.")
    try:
        archive = ZipFile(file)
    except (BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(f"{name}: a damaged zip archive ({error})", _REMEDY) from error
    with archive:
        for info in _to_read(archive.infolist(), name):
            locator = storable(info.filename)
            if wrong := _zip_wrong(info):
                yield _dropped(capture, locator, wrong)
                continue
            try:
                stream = archive.open(info)
            except (BadZipFile, NotImplementedError, OSError) as error:
                yield _dropped(capture, locator, f"damaged ({error})")
                continue
            with stream:
                yield Member(capture, locator, SoFar(stream))


def tarred(file: BinaryIO, name: str, _: Settings) -> Iterator[Member | Dropped]:
    """The files of a tar archive in its own order, and where it is damaged what was wrong."""
    capture = _capture(file, name, "application/x-tar")
    archive = tarfile.TarFile(fileobj=file, errorlevel=0)
    while True:
        try:
            info = archive.next()
            archive.members = []  # type: ignore[attr-defined]  # or it would hold them all
        except (tarfile.TarError, ValueError, OverflowError) as error:
            yield _dropped(capture, f"byte {archive.offset}", f"a damaged tar archive ({error})")
            return
        if info is None:
            return
        if info.isdir() or _is_hidden(info.name):
            continue
        locator = storable(info.name)
        if wrong := _name_wrong(info.name) or ("" if info.isreg() else "no file but a link or a device"):
            yield _dropped(capture, locator, wrong)
        elif (stream := archive.extractfile(info)) is not None:
            yield Member(capture, locator, SoFar(stream))


def _capture(file: BinaryIO, name: str, media_type: str) -> Capture:
    digest = file_digest(file, "sha256")  # type: ignore[arg-type]  # typeshed's BinaryIO lacks `readinto`
    file.seek(0)
    return Capture(name, digest.hexdigest(), media_type)


def _length_of_list(file: BinaryIO) -> int:
    """How many bytes the list of a zip's files has, as its end says."""
    size = file.seek(0, os.SEEK_END)
    start = file.seek(max(0, size - (_ZIP_END + 65_535 + _ZIP64_LOCATOR + _ZIP64_END)))
    tail = file.read(size - start)
    file.seek(0)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0:
        return 0
    long_end = end - _ZIP64_LOCATOR - _ZIP64_END
    if long_end >= 0 and tail[long_end : long_end + 4] == b"PK\x06\x06":
        return int.from_bytes(tail[long_end + 40 : long_end + 48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little")


def _to_read(infos: list[ZipInfo], name: str) -> Iterator[ZipInfo]:
    """The files that a walk over a folder would come by, of a WACZ its web archives alone."""
    names = {info.filename for info in infos}
    if names & _DOCUMENT_PARTS:
        raise InputError(
            f"{name}: a book or an office file, which is not read", "Save it as text, HTML, PDF or DOCX."
        )
    is_wacz = "datapackage.json" in names and any(map(_is_in_wacz, names))
    for info in infos:
        if not (info.is_dir() or _is_hidden(info.filename)) and (not is_wacz or _is_in_wacz(info.filename)):
            yield info


def _is_in_wacz(name: str) -> bool:
    return name.startswith("archive/")


def _is_hidden(name: str) -> bool:
    """Whether a walk over a folder would leave it out too; beside a Mac's files lie theirs of attributes."""
    parts = _path(name).parts
    return "__MACOSX" in parts or any(part.startswith(".") and part != ".." for part in parts)


def _zip_wrong(info: ZipInfo) -> str:
    if info.flag_bits & _LOCKED:
        return "locked by a password"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "no file but a link"
    return _name_wrong(info.filename)


def _name_wrong(name: str) -> str:
    path = _path(name)
    is_outside = path.is_absolute() or ".." in path.parts or name[1:2] == ":"
    return "its name points outside the archive" if is_outside else ""


def _path(name: str) -> PurePosixPath:
    return PurePosixPath(name.replace("\\", "/"))


def _dropped(capture: Capture, locator: str, wrong: str) -> Dropped:
    return Dropped("unreadable", "", Origin(capture, locator, ()), None, f"{locator}: {wrong}")
