"""Names of any script, looked up as people type them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.store.names import has_words, key


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("jose maria aznar", "José María Aznar"),
        ("JOSÉ MARÍA AZNAR", "José María Aznar"),
        ("o'brien", "O’Brien"),
        ("jean claude juncker", "Jean-Claude Juncker"),
        ("lech walesa", "Lech Wałęsa"),
        ("soren", "Søren"),
        ("strasse", "Straße"),
        ("дмитрий песков", "Дмитрий Песков"),
        ("путин алексей", "Путин Алексеи\u0306"),
        ("γιωργος", "Γιώργος"),
        ("习近平", "习近平"),
    ],
)
def test_case_accents_and_punctuation_do_not_matter(typed: str, written: str) -> None:
    assert key(typed) == key(written)


@pytest.mark.parametrize(("one", "other"), [("मोदी", "मादी"), ("か", "が"), ("علي", "علا")])
def test_marks_that_are_letters_matter(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_part_of_a_name_is_whole_words_of_it() -> None:
    assert has_words(key("Ines Keller"), key("keller"))
    assert has_words(key("Ines Keller"), key("Keller, Ines"))
    assert not has_words(key("Ines Kellermann"), key("keller"))


@given(st.text())
def test_a_key_is_its_own_key_however_it_was_composed(name: str) -> None:
    assert key(key(name)) == key(name)
    assert key(unicodedata.normalize("NFD", name)) == key(name)
