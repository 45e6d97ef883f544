"""Word files: paragraphs, exports of Nexis, and files that are none."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import tidy
from onrecord.errors import InputError, NothingToRead, TooLarge
from onrecord.record import Article, Document, Dropped, Stated
from onrecord.settings import Settings

Read = Callable[..., list[Document | Dropped]]
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*paragraphs: str, head: str = "") -> bytes:
    """A Word file; the paragraphs are XML of runs."""
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    xml = f'<?xml version="1.0"?>{head}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", xml)
        file.writestr("word/header1.xml", "<w:hdr>Ostrey Water Board</w:hdr>")
    return packed.getvalue()


def run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_paragraphs_without_what_was_struck_out(read: Read) -> None:
    struck = "<w:del><w:r><w:delText>open</w:delText></w:r></w:del>"
    (document,) = read(word(run("The sluice is ") + struck + run("shut."), "", run("It rained.")))
    assert isinstance(document, Document)
    assert (document.text, document.pieces) == ("The sluice is shut.\n\nIt rained.", ())


def test_an_article_in_it_is_named_by_its_paragraphs(read: Read) -> None:
    prose = (
        "The sluice at Graunfell is shut, the water board said on Friday, and it will not open before six. "
        * 3
    )
    found = list(tidy.articles(read(word("", run(prose), "", run(prose[:-20]))), None))
    assert [one.origin.locator for one in found if isinstance(one, Article)] == ["paragraphs 2-4"]


def test_nexis_exports_are_cut_and_their_cover_left_out(read: Read) -> None:
    cover = [run("Documents (1)"), run("1. Sluice shut"), run("Search Terms: sluice"), ""]
    entry = [run("Sluice shut"), run("Ostrey Courier"), run("March 7, 2025 Friday"), ""]
    head = [run("Section:\xa0NEWS"), run("Byline:\xa0Ana Mott"), run("Body"), ""]
    body = [
        run("It is shut, she said."),
        run("Classification"),
        run("Language:\xa0ENGLISH"),
        run("End of Document"),
    ]
    (document,) = read(word(*cover, *entry, *head, *body))
    assert isinstance(document, Document)
    assert document.stated == Stated(
        title="Sluice shut", byline="Ana Mott", outlet="Ostrey Courier", published="2025-03-07"
    )
    assert document.text.endswith("Ana Mott\n\nIt is shut, she said.")
    assert document.locator == "paragraphs 5-15"


def test_entities_are_refused(read: Read) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "boom">]>'
    with pytest.raises(InputError, match="a broken Word file \\(it declares entities\\)"):
        read(word("<w:r><w:t>&b;</w:t></w:r>", head=bomb))


def test_a_bomb_is_told_before_it_is_held(read: Read) -> None:
    with pytest.raises(TooLarge):
        read(word(run("a" * 5_000_000)), Settings(largest_capture=1_000_000))


def test_a_file_without_words_is_nothing_to_read(read: Read) -> None:
    with pytest.raises(NothingToRead):
        read(word("", run(" ")))


WHOLE = word(run("It is shut."))


@given(st.integers(0, len(WHOLE)), st.binary(max_size=8))
def test_a_file_torn_anywhere_is_read_or_refused(read: Read, place: int, put: bytes) -> None:
    with contextlib.suppress(InputError):
        assert read(WHOLE[:place] + put + WHOLE[place + len(put) :])
