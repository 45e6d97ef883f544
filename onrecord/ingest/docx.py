"""Word files (DOCX): their paragraphs, without headers, footers, comments and what was struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import file_digest
from typing import TYPE_CHECKING, BinaryIO
from zipfile import BadZipFile, ZipFile

from onrecord.errors import InputError, NothingToRead, TooLarge
from onrecord.ingest import nexis
from onrecord.ingest.charset import storable
from onrecord.record import Capture, Document, Dropped, Landmarks, Origin
from onrecord.settings import Settings

if TYPE_CHECKING:
    from lxml.etree import _Element

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BODY = "word/document.xml"
_CHUNK = 1 << 20
# The text of a newsroom's longest export, with its markup, has a few; the file itself may be a bomb.
_LARGEST_XML = 200_000_000
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_UNSEEN = frozenset(["del", "moveFrom", "Fallback", "instrText", "delText"])
_MARKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_INK = re.compile(r"\S")


def is_docx(file: BinaryIO) -> bool:
    """Whether the zip file holds what a Word file holds; the file is at its start afterwards."""
    try:
        with ZipFile(file) as packed:
            return _BODY in packed.namelist()
    except (BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    finally:
        file.seek(0)


def documents(file: BinaryIO, name: str, settings: Settings) -> Iterator[Document | Dropped]:
    """The articles of a database's export, else the whole of the text as one document, which may hold many.

    Raises InputError where the file is broken, NothingToRead and TooLarge.
    """
    digest = file_digest(file, "sha256")  # type: ignore[arg-type]  # typeshed's BinaryIO lacks `readinto`
    capture = Capture(name, digest.hexdigest(), _MEDIA_TYPE)
    file.seek(0)
    lines = [storable(line) for line in _paragraphs(_xml(file, name, settings), name)]
    if not any(map(_INK.search, lines)):
        raise NothingToRead(f"{name}: no words in it", "See that the right file was given.")
    if nexis.is_closed(lines):
        yield from _exported(lines, capture)
        return
    text = "\n".join(lines)
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    yield Document(capture, "", text, None, (), Landmarks("paragraph", tuple(starts)))


def _exported(lines: list[str], capture: Capture) -> Iterator[Document | Dropped]:
    for run in nexis.closed_runs(lines):
        locator = f"paragraphs {run.start + 1}-{run.stop}"
        own = [line for place in run for line in lines[place].splitlines() or [""]]
        found = nexis.closed(own)
        if found is None:
            begins = " ".join(own).strip()[:200]
            origin = Origin(capture, locator, ())
            yield Dropped("unreadable", begins, origin, detail=f"{locator}: no header of an article in it")
        else:
            yield Document(capture, locator, found.text, found.said, ())


def _xml(file: BinaryIO, name: str, settings: Settings) -> bytes:
    largest = min(settings.largest_capture, _LARGEST_XML)
    try:
        with ZipFile(file) as packed, packed.open(_BODY) as body:
            data = bytearray()
            while chunk := body.read(_CHUNK):
                data += chunk
                if len(data) > largest:
                    raise TooLarge(
                        f"{name}: more than {largest:,} bytes of text when unpacked",
                        "Split it between articles, or raise `largest_capture` in the settings.",
                    )
            return bytes(data)
    except (BadZipFile, KeyError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise _broken(name, str(error)) from error
    except Exception as error:
        import zlib

        if isinstance(error, zlib.error):
            raise _broken(name, str(error)) from error
        raise


def _broken(name: str, why: str) -> InputError:
    return InputError(f"{name}: a broken Word file ({why})", "Open it in Word and save it anew.")


def _paragraphs(data: bytes, name: str) -> Iterator[str]:
    """The paragraphs in order, those in cells of tables and in text boxes too."""
    from lxml import etree  # late: only Word files need it

    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:  # no Word writes them; bombs do
        raise _broken(name, "it declares entities")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _broken(name, error.msg) from error
    yield from _walked(root)


def _walked(root: _Element) -> Iterator[str]:
    from lxml import etree

    open_: list[list[str]] = []
    unseen = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        tag = _local(element)
        if tag in _UNSEEN:
            unseen += 1 if event == "start" else -1
        elif tag == "p":
            if event == "start":
                open_.append([])
            else:
                yield "".join(open_.pop())
        elif event == "start" and open_ and not unseen:
            open_[-1].append((element.text or "") if tag == "t" else _MARKS.get(tag, ""))


def _local(element: _Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return (
        tag.removeprefix(_WORD)
        .removeprefix(_STRICT)
        .removeprefix("{http://schemas.openxmlformats.org/markup-compatibility/2006}")
    )
