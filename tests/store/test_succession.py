"""Which new statement takes the place of an old one."""

from onrecord.record import Span
from onrecord.store.succession import places, successors, words

TEXT = "The bridge will open in May, not a day later."


def test_half_of_the_words_is_enough_and_less_is_not() -> None:
    whole = places(TEXT, (Span(0, 27),))  # six words
    assert successors({"old": whole}, {"new": places(TEXT, (Span(0, 15),))}) == {"old": "new"}  # three
    assert successors({"old": whole}, {"new": places(TEXT, (Span(0, 10),))}) == {"old": None}  # two


def test_what_is_still_there_needs_no_successor() -> None:
    same = places(TEXT, (Span(0, 27),))
    assert successors({"s": same}, {"s": same}) == {}


def test_the_nearest_takes_the_place_and_of_equals_one_that_is_free() -> None:
    old = places(TEXT, (Span(0, 27),))
    news = {"shorter": places(TEXT, (Span(0, 15),)), "nearly": places(TEXT, (Span(4, 27),))}
    assert successors({"old": old}, news) == {"old": "nearly"}
    assert successors({"a": old, "b": old}, {"x": old, "y": old}) == {"a": "x", "b": "y"}


def test_the_same_words_elsewhere_are_other_places_but_the_same_words() -> None:
    text = "It rains. It rains."
    first, second = (Span(0, 8),), (Span(10, 18),)
    assert places(text, first) != places(text, second)
    assert words(text, first) == words(text, second)
    assert len(words(text, (*first, *second))) == 4


def test_a_statement_without_words_has_no_successor() -> None:
    assert successors({"old": frozenset()}, {"new": frozenset()}) == {"old": None}
