"""What the archive took it gives back."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.archive import Archive
from onrecord.pipeline import linked
from onrecord.record import (
    Act,
    Analysis,
    Article,
    Attribution,
    Capture,
    Dropped,
    FoundBy,
    Manner,
    Origin,
    Piece,
    Published,
    PublishedFrom,
    Reading,
    Reason,
    Span,
    Speaker,
    Stance,
    Standing,
    Statement,
    When,
    Words,
)
from tests.archives import filled
from tests.readings import reading

# Whatever ingest lets in: NUL and lone surrogates are replaced there.
LETTERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
SCORES = st.floats(0, 1)
CAPTURES = st.builds(Capture, LETTERS, LETTERS, LETTERS, st.none() | LETTERS)


def origins(captures: st.SearchStrategy[Capture]) -> st.SearchStrategy[Origin]:
    numbers = st.integers(0, 99)
    pieces = st.lists(st.builds(Piece, numbers, numbers, numbers), max_size=2).map(tuple)
    return st.builds(Origin, captures, LETTERS, pieces)


def spans(text: str) -> st.SearchStrategy[Span]:
    ends = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text)))
    return ends.map(lambda pair: Span(min(pair[0], pair[1] - 1), pair[1]))


def several(text: str) -> st.SearchStrategy[tuple[Span, ...]]:
    return st.lists(spans(text), max_size=3).map(tuple)


def speakers(text: str) -> st.SearchStrategy[Speaker]:
    roles = spans(text).map(lambda span: Words(span.of(text), span))
    named = st.none() | st.lists(LETTERS, min_size=2, max_size=3).map(tuple)
    maybe = st.none() | LETTERS
    standing = st.none() | st.sampled_from(get_args(Standing))
    return st.builds(Speaker, maybe, named, standing, st.none() | roles, maybe, maybe, st.none() | SCORES)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(LETTERS.filter(bool))
    captures = st.just(draw(CAPTURES))
    span, maybe = st.none() | spans(text), st.none() | LETTERS
    days = st.dates(date(1, 1, 1), date(9999, 12, 31))
    published = st.builds(Published, days.map(str), st.sampled_from(get_args(PublishedFrom)))
    article = draw(
        st.builds(
            Article, st.just("a-1"), maybe, st.just(text), span, span, span, span, maybe, maybe,
            st.none() | published, maybe, maybe, st.booleans(), origins(captures),
        )
    )  # fmt: skip
    whens = st.builds(lambda at, a, b: When(at.of(text), at, a, b), spans(text), days, days)
    parts = (several(text), several(text), several(text))
    statements = draw(
        st.lists(
            st.builds(
                Statement, st.just(""), *parts, speakers(text), st.sampled_from(get_args(Act)),
                st.sampled_from(get_args(Manner)), st.sampled_from(get_args(Stance)), st.none() | whens,
                st.sampled_from(get_args(FoundBy)), SCORES,
            ),
            max_size=3,
        )
    )  # fmt: skip
    attributions = st.builds(
        Attribution, *parts, st.sampled_from(get_args(Manner)), st.sampled_from(get_args(FoundBy)), SCORES
    )
    dropped = st.builds(
        Dropped, st.sampled_from(get_args(Reason)), LETTERS, origins(captures), st.just("a-1"), maybe
    )
    return Reading(
        article,
        tuple(replace(one, id=f"s-{number}") for number, one in enumerate(statements)),
        tuple(draw(st.lists(dropped, max_size=3, unique=True))),
        Analysis("a-1", tuple(draw(st.lists(attributions, max_size=2))), draw(maybe)),
    )


def given_back(one: Reading) -> Reading:
    with TemporaryDirectory() as folder, Archive.to_read(filled(Path(folder) / "news.db", one)) as archive:
        ((told, _),) = archive.readings()
    return told


def test_a_reading_comes_out_as_it_went_in() -> None:
    assert given_back(reading()) == linked(reading())


@settings(max_examples=40)
@given(readings())
def test_any_reading_comes_out_as_it_went_in(one: Reading) -> None:
    assert given_back(one) == linked(one)


def test_letters_that_look_alike_are_kept_apart(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", "é") + "é" + "\u200f\u202e\U0001f600"
    article = replace(reading().article, text=text, standfirst=None)
    assert given_back(Reading(article, (), (), reading().analysis)).article.text == text
