"""A mailbox in one file: mails one after the other, each below a line that begins with "From "."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import file_digest
from typing import BinaryIO

from onrecord.ingest import mail
from onrecord.ingest.member import Joined, Member
from onrecord.record import Capture
from onrecord.settings import Settings

_MEDIA_TYPE = "application/mbox"
_LONGEST_LINE = 1 << 16  # bytes
_ENVELOPE = re.compile(rb"From \S+.* \d{4}\b.*\n?\Z")
_QUOTED = re.compile(rb">+From ")  # a line of a mail that would be taken for the beginning of another


def begins(head: str) -> bool:
    """Whether a file that begins so is a mailbox."""
    first, _, rest = head.lstrip("\r\n").partition("\n")
    return _ENVELOPE.match(first.encode()) is not None and mail.begins(rest)


def documents(file: BinaryIO, name: str, _: Settings) -> Iterator[Member]:
    """The mails in the order of the file."""
    digest = file_digest(file, "sha256")  # type: ignore[arg-type]  # typeshed's BinaryIO lacks `readinto`
    file.seek(0)
    capture = Capture(name, digest.hexdigest(), _MEDIA_TYPE)
    mails = _Mails(file)
    number = 0
    while mails.is_another:
        number += 1
        lines = mails.lines()
        yield Member(capture, f"mail {number}", Joined(lines), "message/rfc822")
        for _rest in lines:  # what nobody has read of it
            pass


class _Mails:
    """The lines of a mailbox, mail by mail."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.is_another = False
        for _ in self.lines():  # what stands before the first is none
            pass

    def lines(self) -> Iterator[bytes]:
        """The lines of the mail up to the next, one mark of quotation taken off where one was put on."""
        self.is_another = False
        is_below_blank = is_start = True
        while line := self._file.readline(_LONGEST_LINE):
            if is_start and is_below_blank and _ENVELOPE.match(line):
                self.is_another = True
                return
            is_below_blank = is_start and not line.strip()
            yield line[1:] if is_start and _QUOTED.match(line) else line
            is_start = line.endswith(b"\n")
