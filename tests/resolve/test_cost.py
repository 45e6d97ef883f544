"""Hostile texts cost no more than their length: four times the text is far from sixteen times the time."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time

import pytest

from onrecord.record import Analysis, Article, Attribution, Span
from onrecord.resolve import statements
from tests.articles import article

_SMALL = 120
_TIMES = 4
# Linear is 4 and quadratic 16; what lies between is left to a busy machine.
_SLACK = 9


def _letters(number: int) -> str:
    """A number written in letters, so that it can be a name."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


def _said(pieces: list[str], source: Callable[[str], str]) -> tuple[Article, Analysis]:
    """The pieces as one text, each a statement whose source stands where the piece has it."""
    attributions, at = [], 0
    for piece in pieces:
        start = at + piece.index(source(piece))
        end, cue = start + len(source(piece)), at + piece.index(" said") + 1
        attributions.append(
            _attribution(Span(start, end), Span(cue, cue + 4), Span(cue + 5, at + len(piece)))
        )
        at += len(piece)
    made = article("".join(pieces))
    return made, Analysis(made.id, tuple(attributions), None)


def _attribution(source: Span, cue: Span, content: Span) -> Attribution:
    return Attribution((content,), (cue,), (source,), "indirect", "network", 1.0)


def _before_said(piece: str) -> str:
    return piece.partition(" said")[0]


def _namesakes(count: int) -> tuple[Article, Analysis]:
    return _said([f"A{_letters(n)} Smith said it was. " for n in range(count)], _before_said)


def _namesakes_by_surname(count: int) -> tuple[Article, Analysis]:
    made = [f"A{_letters(n)} Smith said it was. Smith said so too. " for n in range(count)]
    return _said(made, lambda piece: "Smith")


def _namesakes_by_forename(count: int) -> tuple[Article, Analysis]:
    made = [f"John B{_letters(n)} said it was. John said so too. " for n in range(count)]
    return _said(made, lambda piece: "John")


def _one_post(count: int) -> tuple[Article, Analysis]:
    made = [f"Senator A{_letters(n)} B{_letters(n)} came. The senator said it was. " for n in range(count)]
    return _said(made, lambda piece: "The senator")


def _one_age(count: int) -> tuple[Article, Analysis]:
    made = [
        f"A{_letters(n)} B{_letters(n)}, {n % 50}, came. The 52-year-old said it was. " for n in range(count)
    ]
    return _said(made, lambda piece: "The 52-year-old")


def _pronouns(count: int) -> tuple[Article, Analysis]:
    return _said([f"Ann B{_letters(n)} came. He said it was. " for n in range(count)], lambda piece: "He")


def _bodies(count: int) -> tuple[Article, Analysis]:
    made = [f"The B{_letters(n)} Appeals Court sat. The appeals court said it was. " for n in range(count)]
    return _said(made, lambda piece: "The appeals court")


def _one_long_source(count: int) -> tuple[Article, Analysis]:
    text = "".join(f"B{_letters(n)} Appeals Court of B{_letters(n)} " for n in range(count)) + "said it was."
    made = article(text)
    said = text.index("said")
    found = _attribution(Span(0, said - 1), Span(said, said + 4), Span(said + 5, len(text)))
    return made, Analysis(made.id, (found,), None)


def _sources_to_the_end(count: int) -> tuple[Article, Analysis]:
    made, analysis = _namesakes(count)
    end = len(made.text)
    return made, Analysis(
        made.id,
        tuple(
            Attribution(a.content, a.cue, (Span(a.source[0].start, end),), a.manner, "network", 1.0)
            for a in analysis.attributions
        ),
        None,
    )


def _capitals_alone(count: int) -> tuple[Article, Analysis]:
    return _said([f"{f'B{_letters(n)} ' * 20}said it was. " for n in range(count)], _before_said)


def _small_words_alone(count: int) -> tuple[Article, Analysis]:
    return _said([f"{f'b{_letters(n)} of ' * 20}us said it was " for n in range(count)], _before_said)


@pytest.mark.parametrize(
    "made",
    [
        _namesakes,
        _namesakes_by_surname,
        _namesakes_by_forename,
        _one_post,
        _one_age,
        _pronouns,
        _bodies,
        _capitals_alone,
        _small_words_alone,
        _one_long_source,
        _sources_to_the_end,
    ],
    ids=lambda made: made.__name__.strip("_"),
)
def test_the_time_grows_as_the_text_does(made: Callable[[int], tuple[Article, Analysis]]) -> None:
    statements(*made(20))  # the lists are read once
    assert _least(*made(_TIMES * _SMALL)) < _SLACK * _least(*made(_SMALL))


def _least(made: Article, analysis: Analysis) -> float:
    """Processor seconds, the lesser of two."""
    times = []
    for _ in range(2):
        before = process_time()
        statements(made, analysis)
        times.append(process_time() - before)
    return min(times)
