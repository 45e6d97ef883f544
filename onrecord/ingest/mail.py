"""A mail, a newsletter, a page saved as MHTML: the words that it shows first, then what is attached to it."""

from __future__ import annotations

import binascii
import email
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from hashlib import sha256
from io import BytesIO
from itertools import chain
from typing import BinaryIO, cast

from onrecord.errors import InputError, NothingToRead, TooLarge
from onrecord.ingest import charset
from onrecord.ingest.member import Member
from onrecord.record import Capture, Stated
from onrecord.settings import Settings

_MEDIA_TYPE = "message/rfc822"
# Servers take 50 MB at most. The parser holds a mail five times over.
_LARGEST = 64_000_000  # bytes
_LONGEST_HEADER = 10_000  # characters
_FIELD = re.compile(r"([!-9;-~]+):")
# A mail's header has two of these at least, and nothing but fields. A memo that begins with From and Subject
# is read as a mail too, to its profit.
_TELLING = frozenset(
    "received return-path delivered-to message-id mime-version content-type content-transfer-encoding from to"
    " subject date sender reply-to cc bcc x-mailer dkim-signature snapshot-content-location".split()
)
_ENVELOPE = re.compile(r"From [^\n]*\n")  # before each mail of an mbox, and of some saved alone
_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)
_DELIMITER = re.compile(r"^--(\S.*?)[ \t]*\r?$(?=\n[!-9;-~]+:)", re.MULTILINE)
_PREAMBLE_FIELD = re.compile(r"\s*Content-[\w-]+:", re.IGNORECASE)
_SHOWN = ("text/plain", "text/html")
# Pictures, calendars and signatures are passed over.
_NEWS = re.compile(
    r"text/(?:plain|html|xml|csv)\Z|application/(?:pdf|zip|gzip|x-zip-compressed|x-gzip|xhtml\+xml|mbox|"
    r"vnd\.openxmlformats-officedocument\.wordprocessingml\.document)\Z"
)
_NAMELESS = "application/octet-stream"  # so some programs send them
_BY_CONTENT = (b"%PDF-", b"PK\x03\x04")


def begins(head: str) -> bool:
    """Whether a file that begins so is a mail: a header of fields that mails have."""
    lines = _ENVELOPE.sub("", head.lstrip("\r\n"), count=1).split("\n")
    names = []
    for line in lines:
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field:
            names.append(field[1].lower())
        elif line[0] not in " \t" or not names:
            return False
    return len(_TELLING.intersection(names)) > 1


def documents(file: BinaryIO, name: str, _: Settings) -> Iterator[Member]:
    """The mail's words and what is attached to it. Raises InputError, NothingToRead and TooLarge."""
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise TooLarge(f"{name}: more than {_LARGEST:,} bytes in a mail", "Save what is attached to it.")
    capture = Capture(name, sha256(data).hexdigest(), _MEDIA_TYPE)
    try:
        members = list(_members(_parsed(data), capture, ""))
    except RecursionError as error:
        raise InputError(f"{name}: mails in mails without end", "Save what it shows as text.") from error
    if not members:
        raise NothingToRead(f"{name}: a mail without words", "See that the right file was given.")
    yield from members


def _parsed(data: bytes) -> Message:
    """The mail; where what stands between its parts is missing, it is put there."""
    mail = email.message_from_bytes(data)
    is_uncut = mail.get_content_maintype() == "multipart" and not mail.is_multipart()
    # Its header does not say what stands between the parts, but the body shows it.
    if is_uncut and (between := _DELIMITER.search(str(mail.get_payload()))):
        kind = f'Content-Type: multipart/{mail.get_content_subtype()}; boundary="{between[1]}"\n'
        mail = email.message_from_bytes(kind.encode("ascii", "replace") + data)
        is_uncut = not mail.is_multipart()
    first = str(mail.get_payload()) if is_uncut else mail.preamble or ""
    if _PREAMBLE_FIELD.match(first):
        others = [] if is_uncut else _inside(mail)
        mail.set_payload([email.message_from_string(first.lstrip()), *others])
    return mail


def _members(mail: Message, capture: Capture, place: str) -> Iterator[Member]:
    """What the mail shows and has attached; of what it shows first it states title, sender and day."""
    is_stated = False
    stated, fetched = _stated(mail)
    for member in _parts(mail, capture, place, ()):
        if is_stated or member.stated is not None or member.media_type not in _SHOWN:
            yield member
            continue
        is_stated = True
        instead = member.instead and replace(member.instead, stated=stated, fetched=fetched)
        yield replace(member, stated=stated, fetched=fetched, instead=instead)


def _parts(part: Message, capture: Capture, place: str, number: tuple[int, ...]) -> Iterator[Member]:
    """What is to be read of the part, numbered as IMAP does."""
    kind = part.get_content_type()
    if not part.is_multipart():
        yield from _leaf(part, capture, f"{place}part {'.'.join(map(str, number or (1,)))}")
    elif kind == "message/rfc822":
        yield from _members(_inside(part)[0], capture, f"{place}part {'.'.join(map(str, number or (1,)))} > ")
    else:
        found = [
            list(_parts(inside, capture, place, (*number, at))) for at, inside in enumerate(_inside(part), 1)
        ]
        if kind == "multipart/related":
            yield from next(filter(None, found), [])  # the rest are its pictures, styles and frames
        elif kind == "multipart/alternative":
            yield from _alternatives(list(chain.from_iterable(found)))
        else:
            yield from chain.from_iterable(found)


def _inside(part: Message) -> list[Message]:
    return cast("list[Message]", part.get_payload())


def _alternatives(found: list[Member]) -> Iterator[Member]:
    """The page, or the plain text where there is no article in the page; then what is attached."""
    plain = next((one for one in found if one.media_type == "text/plain"), None)
    page = next((one for one in found if one.media_type == "text/html"), None)
    if page is not None:
        yield replace(page, instead=plain)
    elif plain is not None:
        yield plain
    yield from (one for one in found if one.media_type not in _SHOWN)


def _leaf(part: Message, capture: Capture, locator: str) -> Iterator[Member]:
    kind = part.get_content_type()
    if coding := str(part.get("content-transfer-encoding", "")):
        part.replace_header("content-transfer-encoding", coding.strip())  # the parser minds a space behind it
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return
    is_news = _NEWS.match(kind) or (kind == _NAMELESS and data.startswith(_BY_CONTENT))
    if is_news:
        yield Member(capture, locator, BytesIO(data), kind, part.get_content_charset())


def _stated(mail: Message) -> tuple[Stated, str | None]:
    """What the mail's header states of its article, and when it was fetched if that is a page saved so."""
    fields: dict[str, str] = {}
    for name, value in mail.raw_items():
        fields.setdefault(name.lower(), str(value)[:_LONGEST_HEADER])
    title = _words(fields.get("subject", "")) or None
    moment = _moment(fields.get("date", ""))
    saved_from = _words(fields.get("snapshot-content-location", "")) or _location(mail)
    if saved_from or "<saved by" in fields.get("from", "").lower():
        url = saved_from if saved_from and _ADDRESS.match(saved_from) else None
        return Stated(title=title, url=url), moment
    sender = _words(parseaddr(fields.get("from", ""))[0]) or None
    # Who sends to many at once is an outlet, who writes to one a person.
    is_newsletter = "list-id" in fields or "list-unsubscribe" in fields
    return Stated(
        key=_words(fields.get("message-id", "")).strip("<>") or None,
        title=title,
        byline=None if is_newsletter else sender,
        outlet=sender if is_newsletter else None,
        published=moment,
    ), None


def _location(mail: Message) -> str | None:
    """Where the first part was fetched, if it is a page and not a mail's."""
    inside = _inside(mail) if mail.is_multipart() else []
    is_mail = mail.get("to") or mail.get("received") or mail.get("message-id")
    return None if is_mail or not inside else inside[0].get("content-location")


def _words(field: str) -> str:
    """A field's words on one line, whatever way they were written for mail."""
    field = charset.decoded(field.encode("utf-8", "surrogateescape"))
    try:
        parts = decode_header(field)
    except (HeaderParseError, binascii.Error):
        parts = [(field, None)]
    return " ".join("".join(_run(*part) for part in parts).split())


def _run(words: str | bytes, codec: str | None) -> str:
    if isinstance(words, str):
        return words
    if codec is None:
        return words.decode("raw-unicode-escape", "replace")  # as `decode_header` hands back what is no code
    try:
        return charset.storable(words.decode(codec))
    except (LookupError, UnicodeDecodeError):
        return charset.decoded(words, codec)


def _moment(field: str) -> str | None:
    try:
        return parsedate_to_datetime(field).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):  # it raises them all
        return None
