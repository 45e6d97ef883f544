"""PolNeAR's documents as examples: a window with the labels of its words.

PolNeAR marks the outermost attributions alone (Newell, Margolin and Ruths, LREC 2018). Overlaps are rare
(64 of 461,299 labelled tokens); there the larger attribution wins, and in one a cue over a source over a
content.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from onrecord.analyse.features import Features, features
from onrecord.analyse.quotations import quotations
from onrecord.analyse.tags import BEGIN, INSIDE, OUTSIDE, Role
from onrecord.network.windows import LONGEST, Tokens, Window, tokens, windows
from onrecord.network.wordpiece import WordPiece

# What a label says where there is nothing to learn, and where "none" is what is to be learned.
IGNORED, NONE = -1, -2


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with a label for each of its words.

    ``tags`` number the roles as ``onrecord.analyse.tags`` does. ``cue_of`` is, for a word of a source or a
    content, the first word of its cue; ``source_of``, for the first word of a cue, the first word of its
    source or ``NONE``. Both count words of the document and are ``IGNORED`` for all other words.
    """

    id: str
    date: str
    tokens: Tokens
    features: Features
    tags: Sequence[int]
    cue_of: Sequence[int]
    source_of: Sequence[int]


@dataclass(frozen=True, slots=True)
class Example:
    """One window with the features and labels of its words; targets count words of the window."""

    pieces: Sequence[int]
    first: Sequence[int]
    letter_cases: Sequence[int]
    quoted: Sequence[int]
    tags: Sequence[int]
    cue_of: Sequence[int]
    source_of: Sequence[int]


def documents(path: Path, wordpiece: WordPiece) -> list[Labelled]:
    """The labelled documents of a file of PolNeAR, by their first annotator."""
    with path.open(encoding="utf-8") as lines:
        return [_labelled(json.loads(line), wordpiece) for line in lines]


def held_out(labelled: Iterable[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """The documents to train on, and ``tune``: the latest tenth by date, on which thresholds are chosen."""
    by_date = sorted(labelled, key=lambda document: (document.date, document.id))
    cut = len(by_date) - len(by_date) // 10
    return by_date[:cut], by_date[cut:]


def examples(document: Labelled, wordpiece: WordPiece, chance: Random) -> list[Example]:
    """The document's windows; their cuts move with ``chance`` from one epoch to the next."""
    budget = chance.randint(LONGEST // 3, LONGEST)
    return [_example(document, window) for window in windows(document.tokens, wordpiece, budget)]


def _labelled(document: dict[str, Any], wordpiece: WordPiece) -> Labelled:
    text = document["text"]
    cut = tokens(text, (), wordpiece)
    tags = [OUTSIDE] * len(cut.spans)
    cue_of = [IGNORED] * len(cut.spans)
    source_of = [IGNORED] * len(cut.spans)
    covered = _Cover(cut.spans)
    annotations = document["annotations"]
    attributions = [
        {role: [covered.words(*span) for span in raw[role.value]] for role in Role}
        for raw in annotations[min(annotations)]
    ]
    for attribution in sorted(attributions, key=_size):
        attribution[Role.CONTENT] = _without_that(text, cut, attribution[Role.CONTENT])
        cue = [index for span in attribution[Role.CUE] for index in span]
        for role in (Role.CONTENT, Role.SOURCE, Role.CUE):
            for span in attribution[role]:
                for index in span:
                    tags[index] = BEGIN[role] if index == span.start else INSIDE[role]
                    cue_of[index] = cue[0] if cue and role is not Role.CUE else IGNORED
        if cue:
            sources = [span.start for span in attribution[Role.SOURCE] if span]
            source_of[cue[0]] = sources[0] if sources else NONE
    marks = features(text, cut, quotations(text))
    return Labelled(document["id"], document["date"], cut, marks, tags, cue_of, source_of)


class _Cover:
    """Which words a span of code points holds: each that it overlaps."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans

    def words(self, start: int, end: int) -> range:
        first = bisect_left(self._spans, start + 1, key=lambda span: span[1])
        return range(first, max(first, bisect_left(self._spans, end, key=lambda span: span[0])))


def _size(attribution: dict[Role, list[range]]) -> int:
    return sum(len(span) for spans in attribution.values() for span in spans)


def _without_that(text: str, cut: Tokens, content: list[range]) -> list[range]:
    """The content as ``GUIDELINES`` has it: the "that" which opens it belongs to the frame."""
    if content and content[0]:
        start, end = cut.spans[content[0].start]
        if text[start:end].lower() == "that" and len(content[0]) > 1:
            return [content[0][1:], *content[1:]]
    return content


def _example(document: Labelled, window: Window) -> Example:
    held = window.words
    return Example(
        window.pieces,
        window.first,
        document.features.letter_cases[held.start : held.stop],
        [int(quoted) for quoted in document.features.quoted[held.start : held.stop]],
        document.tags[held.start : held.stop],
        [_in_window(held, target, IGNORED) for target in document.cue_of[held.start : held.stop]],
        [_in_window(held, target, NONE) for target in document.source_of[held.start : held.stop]],
    )


def _in_window(held: range, target: int, outside: int) -> int:
    if target < 0:
        return target
    return target - held.start if target in held else outside
