"""Formats told apart by what they hold."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError, NotText
from onrecord.record import Document, Dropped

Read = Callable[..., list[Document | Dropped]]


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("image.txt", "an image"),
        ("elf.txt", "not text"),
    ],
)
def test_bytes_that_are_no_text_are_refused_whatever_they_are_called(
    read: Read, name: str, what: str
) -> None:
    with pytest.raises(NotText, match=f"^{name}: {what}"):
        read(name)


def test_random_bytes_are_no_text(read: Read) -> None:
    with pytest.raises(NotText):
        read(random.Random(7).randbytes(5000))


@pytest.mark.parametrize(("name", "articles"), [("pretty.json", 1), ("array.json", 2)])
def test_json_in_any_layout_is_read_as_json(read: Read, name: str, articles: int) -> None:
    found = read(name)
    assert len(found) == articles
    assert isinstance(found[0], Document)
    assert found[0].text == "The sluice is shut."


@pytest.mark.parametrize(
    "data",
    [
        b'{"text": "So he said."}',
        b'\n \r\n{ "id": 1, "text": "So he said."}\n',
        b'\xef\xbb\xbf{"text": "So he said."}\n',
        b'{"title": "No text here"}\n{"text": "So he said."}\n',
        b'{"text": "cut short\n{"text": "So he said."}\n',
        b'{"text": "' + b"So he said. " * 10_000 + b'"}',
    ],
)
def test_a_first_line_that_begins_like_an_object_makes_json_lines(read: Read, data: bytes) -> None:
    assert {item.capture.media_type for item in read(data) if isinstance(item, Document)} == {
        "application/x-ndjson"
    }


@pytest.mark.parametrize(
    "data",
    [
        b"{Editor's note: the sluice is shut.}\n",
        b"[Editor's note: the sluice is shut.]\n",
        b"The minister said.\n" + b'{"text": "So he said."}\n',
        b"\x1b[1mThe minister\x1b[0m said so.\n",
    ],
)
def test_prose_is_plain_text_whatever_stands_in_it(read: Read, data: bytes) -> None:
    (document,) = read(data)
    assert isinstance(document, Document)
    assert (document.capture.media_type, document.text) == ("text/plain", data.decode())


@given(st.binary() | st.binary().map(lambda rest: b'{"text": ' + rest))
def test_any_bytes_are_read_or_refused_by_an_input_error(read: Read, data: bytes) -> None:
    try:
        items = read(data)
    except InputError:
        items = []
    assert all(isinstance(item, (Document, Dropped)) for item in items)
