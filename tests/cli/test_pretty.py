"""What a reader sees in the terminal."""

import unicodedata
from dataclasses import replace
from pathlib import Path

import click
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.plain import plain
from onrecord.cli.pretty import lines
from onrecord.record import Dropped, Origin, Span, Step, Words
from tests.readings import CAPTURE, reading

BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
GOLDEN = Path(__file__).parent / "golden" / "reading.txt"


def test_a_reading_looks_as_it_should() -> None:
    shown = "\n".join(click.unstyle(line) for line in lines(reading())) + "\n"
    assert shown == GOLDEN.read_text(encoding="utf-8")


def test_news_text_is_never_markup_to_a_terminal() -> None:
    shown = "\n".join(click.unstyle(line) for line in lines(reading()))
    assert "[from the harbour]" in shown
    assert "<U+001B>[31mred<U+202E>" in shown


@given(st.text(st.one_of(st.characters(), st.sampled_from("\x1b\x9b\u202e\u2066\u2028\u200f"))))
def test_no_control_or_direction_mark_reaches_the_terminal(text: str) -> None:
    for letter in plain(text):
        assert unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(letter) not in BIDI_CONTROLS


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u200e\u200f")))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain(text) == text


def test_the_chain_is_told_from_the_speaker_to_the_page() -> None:
    said = replace(
        reading().statements[0],
        via=(Step("a clerk", "unnamed", "relay", ()), Step(None, "outlet", "venue", ())),
        addressee="Tom Berg",
        medium=Words("in a letter", Span(0, 11)),
    )
    notes = [click.unstyle(line) for line in lines(replace(reading(), statements=(said,)))][4]
    assert notes.strip().startswith(
        "indirect, via a clerk, at somebody without a name, denial, to Tom Berg, “in a letter”,"
    )


def test_who_is_a_step_is_not_told_again_as_addressee() -> None:
    said = replace(
        reading().statements[0], via=(Step("Reuters", "outlet", "venue", ()),), addressee="Reuters"
    )
    shown = "\n".join(click.unstyle(line) for line in lines(replace(reading(), statements=(said,))))
    assert shown.count("Reuters") == 1


def test_what_was_dropped_is_told_with_its_reason() -> None:
    dropped = Dropped("unreadable", "{broken", Origin(CAPTURE, "line 3", ()), detail="line 3: not JSON")
    assert [click.unstyle(line) for line in lines(dropped)] == ["  left out (unreadable): {broken"]
