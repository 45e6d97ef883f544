"""Bytes to text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest import charset

FILES = Path(__file__).parent.parent / "data"
SLUICE = "“We’ll open the sluice,” said Zoë Brandão – at 6 a.m.\nThe bill is £40,000.\n"
BRIDGE = "Министр заявил в пятницу, что мост не откроют.\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("utf-8.txt", SLUICE),
        ("cp1252.txt", SLUICE),
        ("utf-16-le-unmarked.txt", SLUICE),
        ("cp1251.txt", BRIDGE),
        ("koi8-r.txt", BRIDGE),
        ("cp1250.txt", "Starosta řekl v pátek, že most se neotevře. Příští týden bude zavřený.\n"),
        ("shift-jis.txt", "大臣は金曜日に、橋は開かないと述べた。\n"),
        ("gb18030.txt", "部长星期五说，这座桥不会开放。\n"),
    ],
)
def test_a_charset_that_nobody_names_is_found(name: str, text: str) -> None:
    assert charset.decoded((FILES / name).read_bytes()) == text


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_and_stays_in_the_text(name: str) -> None:
    assert charset.decoded((FILES / f"{name}-bom.txt").read_bytes()) == "\ufeff" + SLUICE


def test_utf_8_with_a_broken_byte_is_still_utf_8() -> None:
    assert charset.decoded((FILES / "broken-utf-8.txt").read_bytes()) == SLUICE.replace("ã", "\ufffd")


def test_utf_8_cut_in_the_midst_of_a_character_is_still_utf_8() -> None:
    assert charset.decoded((FILES / "cut-utf-8.txt").read_bytes()) == "“We’ll open the sluice\ufffd"


def test_a_replacement_character_that_the_file_holds_is_not_taken_for_a_broken_byte() -> None:
    assert charset.charset("a \ufffd b \ufffd c".encode()) == "utf-8"


@pytest.mark.parametrize("text", ["café", "£5m, he said", "He said: “No.”", "naïve – so he was"])
def test_a_short_western_text_is_western(text: str) -> None:
    assert charset.decoded(text.encode("cp1252")) == text


def test_letters_late_in_a_long_text_are_found() -> None:
    text = "The minister said. " * 100 + "\n" + BRIDGE * 20
    assert charset.decoded(text.encode("cp1251")) == text


def test_line_ends_stay_as_they_are() -> None:
    assert charset.decoded(b"one\r\ntwo\rthree\n") == "one\r\ntwo\rthree\n"


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"])
def test_nul_and_lone_surrogates_become_one_character_each(text: str) -> None:
    assert charset.storable(text) == "a\ufffdb"


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_what_goes_in_as_utf_8_comes_out(text: str) -> None:
    assert charset.decoded(text.encode()) == text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")))
def test_what_goes_in_marked_as_utf_16_comes_out(text: str) -> None:
    assert charset.decoded(("\ufeff" + text).encode("utf-16-be")) == "\ufeff" + text


@given(st.binary())
def test_any_bytes_become_text_that_can_be_stored(data: bytes) -> None:
    text = charset.decoded(data)
    assert text == charset.storable(text)
    text.encode()
