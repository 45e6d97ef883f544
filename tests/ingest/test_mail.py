"""Mails, mailboxes and saved pages: what they show, what is attached, what they state."""

from __future__ import annotations

import quopri
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, NothingToRead
from onrecord.record import Document, Dropped, Stated

from .conftest import FILES

Read = Callable[..., list[Document | Dropped]]

MAIL = b"From: Ada Marsh <ada@harbour.example>\nTo: desk@courier.example\nSubject: Sluice\n"


def documents(found: list[Document | Dropped]) -> list[Document]:
    assert all(isinstance(one, Document) for one in found)
    return [one for one in found if isinstance(one, Document)]


def test_a_newsletter_is_read_from_its_page_and_its_attachment_by_itself(read: Read) -> None:
    page, attached = documents(read("mail/newsletter.eml"))
    assert page.locator == "part 1.2.1"
    assert page.capture.media_type == "message/rfc822"
    assert (
        "“The sluice is shut,” said Ada Marsh, the harbour master of Ostrey, on Monday evening" in page.text
    )
    assert page.stated == Stated(
        key="20250221.1@courier.example",
        title="The sluice is shut, says the harbour master",
        outlet="Ostrey Courier – Morgenblatt",
        published="2025-02-21T06:30:00+01:00",
    )
    assert (attached.locator, attached.stated) == ("part 2", None)
    assert attached.text == "“We cannot help it,” the board said.\n"


def test_pieces_count_the_part_as_decoded(read: Read) -> None:
    page, _ = documents(read("mail/newsletter.eml"))
    source = (
        (FILES / "mail/newsletter.eml")
        .read_bytes()
        .split(b"quoted-printable\n\n")[2]
        .split(b"\n\n--related")[0]
    )
    decoded = quopri.decodestring(source).decode("cp1252")
    assert page.pieces
    for at, place, length in page.pieces:
        assert page.text[at : at + length] == decoded[place : place + length]


def test_a_page_without_an_article_gives_way_to_the_plain_text(read: Read) -> None:
    cut = b'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="c"\n\n'
    parts = (
        b"--c\n\n\xe2\x80\x9cNo,\xe2\x80\x9d he said.\n--c\nContent-Type: text/html\n\n<html></html>\n--c--\n"
    )
    (document,) = documents(read(MAIL + cut + parts))
    assert (document.locator, document.text.strip()) == ("part 1", "“No,” he said.")
    assert document.stated == Stated(title="Sluice", byline="Ada Marsh")


def test_a_saved_page_states_where_and_when_it_was_fetched_and_no_day_of_publication(read: Read) -> None:
    (document,) = documents(read("mail/saved.mhtml"))
    assert document.capture.fetched == "2025-03-04T10:15:00"
    assert document.stated == Stated(
        title="Harbour tolls to rise by a third",
        url="https://courier.example/2025/03/tolls?from=front",
    )
    assert document.text.endswith("as tired as the crane.")


def test_a_saved_page_is_found_where_what_parts_it_is_missing(read: Read) -> None:
    whole = (FILES / "mail/saved.mhtml").read_bytes()
    unnamed = whole.replace(b'; boundary="----cut"', b"")
    uncut = whole.replace(
        b"------cut\nContent-Type: text/html\nContent-ID", b"\nContent-Type: text/html\nContent-ID"
    )
    expected = documents(read("mail/saved.mhtml"))[0].text
    for broken in (unnamed, uncut):
        assert documents(read(broken))[0].text == expected


def test_a_mailbox_is_read_mail_by_mail(read: Read) -> None:
    first, second = documents(read("mail/mailbox.mbox"))
    assert first.locator == "mail 1 > part 1"
    assert first.text == "The sluice is shut, I said on Monday.\n\nFrom Friday on it will be open.\n\n"
    assert first.stated == Stated(
        key="1@harbour.example", title="Sluice", byline="Ada Marsh", published="2025-02-21T09:00:00+01:00"
    )
    assert second.text.endswith("From then on she said nothing.\n")
    assert second.stated == Stated(title="Re: Sluice")


def test_a_forwarded_mail_states_its_own(read: Read) -> None:
    inner = b"From: Tilda Groat <t@skippers.example>\nSubject: We wait\n\nWe wait, she said.\n"
    cut = b'Content-Type: multipart/mixed; boundary="c"\n\n--c\n\nSee below.\n--c\n'
    outer, forwarded = documents(
        read(MAIL + cut + b"Content-Type: message/rfc822\n\n" + inner + b"\n--c--\n")
    )
    assert outer.stated == Stated(title="Sluice", byline="Ada Marsh")
    assert forwarded.locator == "part 2 > part 1"
    assert forwarded.stated == Stated(title="We wait", byline="Tilda Groat")


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"=?koi8-r?B?+8zA2iDawcvS2dQ=?=", "Шлюз закрыт"),
        (b"=?utf-8?Q?Fr=C3=B6sche?= und =?iso-8859-1?Q?Hasen=FC?=", "Frösche und Hasenü"),
        ("Frösche, unverpackt".encode(), "Frösche, unverpackt"),
        (b"Fr\xf6sche", "Frösche"),
        (b"=?nowhere?Q?Fr=C3=B6sche?=", "Frösche"),
        (b"=?utf-8?B?broken=!?=", None),
        (b"two\n lines", "two lines"),
    ],
)
def test_subjects_are_read_however_they_are_written(read: Read, subject: bytes, title: str | None) -> None:
    (document,) = documents(read(b"From: a\nSubject: " + subject + b"\n\nHe said so.\n"))
    assert document.stated is not None
    assert document.stated.title == title or title is None


def test_a_mail_that_shows_nothing_is_told(read: Read) -> None:
    with pytest.raises(NothingToRead, match="a mail without words"):
        read(MAIL + b"Content-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n")


@pytest.mark.parametrize(
    "data",
    [
        MAIL + b"Content-Type: message/rfc822\n\n" * 3000,
        MAIL
        + b"".join(b"Content-Type: multipart/mixed; boundary=c%d\n\n--c%d\n" % (n, n) for n in range(500)),
    ],
)
def test_mails_in_mails_without_end_are_refused(read: Read, data: bytes) -> None:
    with pytest.raises(InputError, match="mails in mails without end"):
        read(data)


@pytest.mark.parametrize(
    "text",
    [
        "Ostrey: The sluice is shut, the board said.\nSubject: sluices.\n",
        "From Monday on, the sluice is shut, Ada Marsh said.\n\nSubject: none\n",
        "Date: 21 February 2025\nTitle: Sluice shut\n\n“No,” she said.\n",
    ],
)
def test_prose_with_colons_is_no_mail(read: Read, text: str) -> None:
    (document,) = documents(read(text.encode()))
    assert document.capture.media_type == "text/plain"


@given(st.binary(max_size=400))
def test_any_bytes_below_a_header_are_read_or_refused(read: Read, data: bytes) -> None:
    for head in (MAIL, MAIL + b"Content-Type: multipart/mixed; boundary=c\n\n--c\n", b"From a 2025\n" + MAIL):
        try:
            found = read(head + data)
        except InputError:
            found = []
        assert all(isinstance(one, (Document, Dropped)) for one in found)
