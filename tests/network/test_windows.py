"""Windows hold every word of a text exactly once in their cores."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.network.windows import LONGEST, tokens, windows
from onrecord.network.wordpiece import WordPiece
from onrecord.record import Span

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDPIECE = WordPiece(
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, *(f"##{letter}" for letter in LETTERS), "."]
)

TEXTS = st.lists(
    st.lists(st.text(LETTERS, min_size=1, max_size=14), min_size=1, max_size=60).map(" ".join), max_size=20
).map("\n".join)


@given(TEXTS, st.integers(LONGEST // 3, LONGEST))
def test_every_word_is_in_the_core_of_one_window(text: str, first_budget: int) -> None:
    cut = tokens(text, (), WORDPIECE)
    found = windows(cut, WORDPIECE, first_budget)
    assert [word for window in found for word in window.core] == list(range(len(cut.spans)))


@given(TEXTS)
def test_a_window_is_no_longer_than_the_network_takes(text: str) -> None:
    assert all(len(window.pieces) <= LONGEST for window in windows(tokens(text, (), WORDPIECE), WORDPIECE))


@given(TEXTS)
def test_first_pieces_are_those_of_the_words(text: str) -> None:
    cut = tokens(text, (), WORDPIECE)
    for window in windows(cut, WORDPIECE):
        assert len(window.first) == len(window.words)
        for word, at in zip(window.words, window.first, strict=True):
            pieces = list(cut.pieces[word])
            assert list(window.pieces[at : at + len(pieces)]) == pieces


def test_a_paragraph_ends_where_a_line_does() -> None:
    assert tokens("ab c\n\nd\ne", (), WORDPIECE).paragraphs == [range(2), range(2, 3), range(3, 4)]


def test_a_paragraph_too_long_for_one_window_is_read_with_context_on_both_sides() -> None:
    cut = tokens("a " * 1000, (), WORDPIECE)
    found = windows(cut, WORDPIECE)
    inner = found[1:-1]
    assert len(inner) > 1
    assert all(window.core.start - window.words.start >= 50 for window in inner)
    assert all(window.words.stop - window.core.stop >= 50 for window in inner)


def test_a_quotation_that_goes_on_is_read_with_the_paragraph_before_it() -> None:
    paragraphs = ["a " * 200, "b " * 50, "“c " * 20]
    begun = [windows(tokens("\n".join(paragraphs[:count]), (), WORDPIECE), WORDPIECE) for count in (2, 3)]
    assert [[list(window.words) for window in found] for found in begun] == [
        [list(range(250))],
        [list(range(200)), list(range(200, 290))],
    ]


def test_a_text_without_words_has_no_window() -> None:
    assert windows(tokens(" \n\n ", (), WORDPIECE), WORDPIECE) == []


def test_a_standfirst_on_the_line_of_the_lead_is_a_paragraph_of_its_own() -> None:
    assert tokens("ab c de f", [Span(0, 4)], WORDPIECE).paragraphs == [range(2), range(2, 4)]
