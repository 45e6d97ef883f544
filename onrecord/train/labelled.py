"""Marked texts as examples: a window with the labels of its words.

Overlaps inside a layer are rare (in PolNeAR 64 of 461,299 labelled tokens); there the larger statement wins,
and in one a cue over a source over a content.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random

from onrecord.analyse.features import Features, features
from onrecord.analyse.quotations import quotations
from onrecord.analyse.tags import (
    BEGIN,
    END,
    INSIDE,
    NAME_BEGIN,
    NAME_END,
    NAME_INSIDE,
    NAME_SINGLE,
    OUTSIDE,
    SINGLE,
    Kind,
    Role,
)
from onrecord.network.windows import LONGEST, Tokens, Window, tokens, windows
from onrecord.network.wordpiece import WordPiece
from onrecord.train.marked import Marked, Place, Statement

# What a label says where there is nothing to learn, and where "none" is what is to be learned.
IGNORED, NONE = -1, -2


@dataclass(frozen=True, slots=True)
class Roles:
    """Labels of one layer of statements, one a word.

    ``tags`` number the roles as ``onrecord.analyse.tags`` does, or are ``IGNORED``. ``cue_of`` is, for a
    word of a source or a content, the first word of its cue; ``source_of``, for the first word of a cue, the
    first word of its source or ``NONE``. Both are ``IGNORED`` for all other words.
    """

    tags: Sequence[int]
    cue_of: Sequence[int]
    source_of: Sequence[int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text with labels for each of its words; targets count words of the text."""

    tokens: Tokens
    features: Features
    outer: Roles
    inner: Roles
    names: Sequence[int]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with the features and labels of its words; targets count words of the window."""

    pieces: Sequence[int]
    first: Sequence[int]
    letter_cases: Sequence[int]
    quoted: Sequence[bool]
    outer: Roles
    inner: Roles
    names: Sequence[int]


def examples(marked: Marked, wordpiece: WordPiece, chance: Random) -> list[Example]:
    """The text's windows; their cuts move with ``chance`` from one epoch to the next."""
    found = labelled(marked, wordpiece)
    budget = chance.randint(LONGEST // 3, LONGEST)
    return [_example(found, window) for window in windows(found.tokens, wordpiece, budget)]


def labelled(marked: Marked, wordpiece: WordPiece) -> Labelled:
    """The text cut into words, with a label for each of them in each layer."""
    cut = tokens(marked.text, (), wordpiece)
    cover = _Cover(cut.spans)
    return Labelled(
        cut,
        features(marked.text, cut, quotations(marked.text)),
        _roles(marked.text, cover, marked.outer, marked.doubted),
        _roles(marked.text, cover, marked.inner, marked.doubted_inside),
        _names(cover, marked.names, marked.doubted_names),
    )


class _Cover:
    """Which words a span of code points holds: each that it overlaps."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.spans = spans

    def words(self, place: Place) -> range:
        first = bisect_left(self.spans, place[0] + 1, key=lambda span: span[1])
        return range(first, max(first, bisect_left(self.spans, place[1], key=lambda span: span[0])))


def _roles(text: str, cover: _Cover, statements: Iterable[Statement], doubted: Sequence[Place]) -> Roles:
    tags = [OUTSIDE] * len(cover.spans)
    cue_of = [IGNORED] * len(cover.spans)
    source_of = [IGNORED] * len(cover.spans)
    for place in doubted:
        for index in cover.words(place):
            tags[index] = IGNORED
    found = [
        {role: [words for place in statement[role] if (words := cover.words(place))] for role in Role}
        for statement in statements
    ]
    for one in sorted(found, key=lambda one: sum(len(words) for each in one.values() for words in each)):
        one[Role.CONTENT] = _without_that(text, cover, one[Role.CONTENT])
        cue = next((words.start for words in one[Role.CUE]), IGNORED)
        for role in (Role.CONTENT, Role.SOURCE, Role.CUE):
            for words in one[role]:
                for index in words:
                    tags[index] = _tag(role, index, words)
                    cue_of[index] = IGNORED if role is Role.CUE else cue
        if cue != IGNORED:
            source_of[cue] = next((words.start for words in one[Role.SOURCE]), NONE)
    return Roles(tags, cue_of, source_of)


def _tag(role: Role, index: int, words: range) -> int:
    if len(words) == 1:
        return SINGLE[role]
    if index == words.start:
        return BEGIN[role]
    return END[role] if index == words.stop - 1 else INSIDE[role]


def _without_that(text: str, cover: _Cover, content: list[range]) -> list[range]:
    """The content without the "that" which opens it: that belongs to the frame."""
    if content:
        start, end = cover.spans[content[0].start]
        if text[start:end].lower() == "that" and len(content[0]) > 1:
            return [content[0][1:], *content[1:]]
    return content


def _names(cover: _Cover, names: Iterable[tuple[Place, Kind]], doubted: Sequence[Place]) -> list[int]:
    tags = [OUTSIDE] * len(cover.spans)
    for place in doubted:
        for index in cover.words(place):
            tags[index] = IGNORED
    for place, kind in names:
        words = cover.words(place)
        for index in words:
            tags[index] = _name_tag(kind, index, words)
    return tags


def _name_tag(kind: Kind, index: int, words: range) -> int:
    if len(words) == 1:
        return NAME_SINGLE[kind]
    if index == words.start:
        return NAME_BEGIN[kind]
    return NAME_END[kind] if index == words.stop - 1 else NAME_INSIDE[kind]


def _example(document: Labelled, window: Window) -> Example:
    held = window.words
    here = slice(held.start, held.stop)

    def roles(whole: Roles) -> Roles:
        return Roles(
            whole.tags[here],
            [_in_window(held, target, IGNORED) for target in whole.cue_of[here]],
            [_in_window(held, target, NONE) for target in whole.source_of[here]],
        )

    return Example(
        window.pieces,
        window.first,
        document.features.letter_cases[here],
        document.features.quoted[here],
        roles(document.outer),
        roles(document.inner),
        document.names[here],
    )


def _in_window(held: range, target: int, outside: int) -> int:
    if target < 0:
        return target
    return target - held.start if target in held else outside
