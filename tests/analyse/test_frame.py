"""What stands around a statement stays out of it."""

import pytest

from onrecord.analyse.frame import content_alone, is_own_voice, source_alone
from onrecord.record import Attribution, Span


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.mark.parametrize(
    ("found", "alone"),
    [
        ("Lind's", "Lind"),
        ("Lind’s", "Lind"),
        ("the engineers'", "the engineers"),
        ("Lind on", "Lind"),
        ("the mayor, and", "the mayor"),
        ("Anna Lind, the mayor", "Anna Lind, the mayor"),
        ("one of those who", "one of those who"),
        ("on", "on"),
    ],
)
def test_a_source_ends_with_its_noun(found: str, alone: str) -> None:
    assert source_alone(found, Span(0, len(found)), ()).of(found) == alone


def test_a_name_that_ends_like_a_possessor_stays_whole() -> None:
    text = "Halberd's said the shop would open."
    assert source_alone(text, span(text, "Halberd's"), {len("Halberd's")}).of(text) == "Halberd's"


def test_a_long_blank_is_looked_at_only_at_its_end() -> None:
    text = "Lind" + " " * 1_000_000 + "x"
    assert source_alone(text, Span(0, len(text)), ()) == Span(0, len(text))
    assert content_alone(text, Span(0, len(text))) == Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "cue"),
    [("It is unclear how many gates failed.", "is unclear"), ("The gate is seen driving up.", "is seen")],
)
def test_what_is_only_seen_or_known_is_said_by_nobody(text: str, cue: str) -> None:
    assert is_own_voice(text, attribution(text, cue))


def test_what_somebody_claims_or_knows_is_said() -> None:
    claimed, known = "It was claimed that every gate held.", "Lind has known that the gate is safe."
    assert not is_own_voice(claimed, attribution(claimed, "was claimed"))
    assert not is_own_voice(known, attribution(known, "has known", "Lind"))


def attribution(text: str, cue: str, *sources: str) -> Attribution:
    said = Span(text.index(cue) + len(cue) + 1, len(text) - 1)
    cited = tuple(span(text, source) for source in sources)
    return Attribution((said,), (span(text, cue),), cited, "indirect", "network", 0.9)
