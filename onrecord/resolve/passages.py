"""The passages of a statement, each as a statement in it: sentences, and what a dash or semicolon parts.

A quotation that runs on over sentences is one statement; who denies it mostly denies one of them. `connect`
says which of these somebody answers, or answers with: the others are not kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from onrecord.record import Article, Span, Statement

from .cues import cue_sense
from .identity import statement_ids
from .lexicon import lexicon
from .sentences import Sentences

# What stands behind a dash or a semicolon says something of its own.
_DASH = re.compile(r"[ \xa0](?:--|—|–)[ \xa0]|;[ \xa0]")
# Words of a sentence that is understood by itself: "That is not the case." goes with the next one.
_FEWEST = 8
_LONG = 150  # characters that have so many words for certain


def passages(article: Article, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The passages of all statements that have more than one, none of them all of its statement."""
    sentences = Sentences(article.text, lexicon())
    found = [(one, span) for one in statements for span in _spans(article.text, one, sentences)]
    contents = ((span,) for _, span in found)
    ids = [*statement_ids(article.id, chain((one.content for one in statements), contents))]
    return tuple(
        _passage(article.text, one, span, identity)
        for (one, span), identity in zip(found, ids[len(statements) :], strict=True)
    )


def _spans(text: str, one: Statement, sentences: Sentences) -> Iterator[Span]:
    """The pieces of a content and the passages of each, where there are several."""
    for piece in one.content:
        parts = list(_parts(text, piece, sentences))
        if len(one.content) > 1:
            yield piece
        if len(parts) > 1:
            yield from parts


def _parts(text: str, piece: Span, sentences: Sentences) -> Iterator[Span]:
    """The passages of a piece, too short ones together with the next, at the end with the one before."""
    begin = piece.start
    for end, start in _breaks(text, piece, sentences):
        if _is_enough(text, begin, end) and _is_enough(text, start, piece.end):
            yield Span(begin, begin + len(text[begin:end].rstrip()))
            begin = start
    yield Span(begin, piece.end)


def _breaks(text: str, piece: Span, sentences: Sentences) -> list[tuple[int, int]]:
    """Where passages may end, and where the next ones begin, in order."""
    first, last = sentences.at(piece.start), sentences.at(piece.end - 1)
    starts = (sentences.bounds(number)[0] for number in range(first + 1, last + 1))
    dashes = (dash.span() for dash in _DASH.finditer(text, piece.start, piece.end))
    return sorted([*((start, start) for start in starts), *dashes])


def _is_enough(text: str, start: int, end: int) -> bool:
    """Whether a stretch has the words of a sentence that is understood by itself."""
    return end - start > _LONG or len(text[start:end].split()) >= _FEWEST


def _passage(text: str, one: Statement, span: Span, identity: str) -> Statement:
    cue = " ".join(piece.of(text) for piece in one.cue)
    return replace(
        one,
        id=identity,
        content=(span,),
        cue=(),
        source=(),
        stance=cue_sense(cue, span.of(text)).stance,
        parent=one.id,
        figures=tuple(
            figure
            for figure in one.figures
            if span.start <= figure.words.span.start and figure.words.span.end <= span.end
        ),
    )
