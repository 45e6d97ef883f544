"""Plain text."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import ingest
from onrecord.errors import NothingToRead, TooLarge
from onrecord.record import Capture, Document, Dropped
from onrecord.settings import Settings

Read = Callable[..., list[Document | Dropped]]


def test_a_text_file_is_one_document_with_the_digest_of_its_bytes(read: Read) -> None:
    data = b"The sluice is shut.\n"
    capture = Capture("input", sha256(data).hexdigest(), "text/plain")
    assert read(data) == [Document(capture, "", "The sluice is shut.\n", None, None)]


def test_line_ends_are_kept(read: Read) -> None:
    (document,) = read("crlf.txt")
    assert isinstance(document, Document)
    assert document.text == "The sluice is shut.\r\n\r\nIt opens at six.\r\n"


def test_a_few_nuls_do_not_cost_the_text(read: Read) -> None:
    (document,) = read("nul.txt")
    assert isinstance(document, Document)
    assert document.text.startswith("The sluice is shut.\ufffd\nIt opens")


@pytest.mark.parametrize("name", ["empty.txt", "blank.txt"])
def test_a_file_without_a_word_is_nothing_to_read(read: Read, name: str) -> None:
    with pytest.raises(NothingToRead, match=f"^{name}: no words in it"):
        read(name)


def test_a_text_of_the_largest_size_is_read_and_one_byte_more_is_not(read: Read) -> None:
    assert read(b"12345678", Settings(largest_capture=8))
    with pytest.raises(TooLarge, match="more than 8 bytes"):
        read(b"123456789", Settings(largest_capture=8))


def test_a_line_of_the_largest_length_is_read_and_one_character_more_is_not(read: Read) -> None:
    assert read("éééé\nab\n".encode(), Settings(largest_article=4))
    with pytest.raises(TooLarge, match="a line of 5 characters, more than 4"):
        read("ab\nééééé".encode(), Settings(largest_article=4))


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.write(b"words\n" * 20_000)
        file.truncate(1 << 40)  # a hole: a terabyte that takes no room
    with pytest.raises(TooLarge):
        next(ingest.documents(ingest.Source("large.txt", str(path)), Settings()))


@given(st.text(st.characters(exclude_categories=["C"], include_characters="\n\r\t"), min_size=1))
def test_what_goes_in_comes_out(read: Read, text: str) -> None:
    text = "The minister said: " + text
    (document,) = read(text.encode())
    assert isinstance(document, Document)
    assert document.text == text
