"""Windows over a text: whole paragraphs packed together, as many as the network takes at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.network.wordpiece import WordPiece
from onrecord.network.words import words
from onrecord.record import Span

# A paragraph that begins so may go on with what is said in the one before it.
_OPENING = frozenset("\"'“„«‘‚‹「『`")

# Pieces of a window with its marks. The encoder could take 512; it was fine-tuned on 256 and attention grows
# with the square.
LONGEST = 256


@dataclass(frozen=True, slots=True)
class Window:
    """What the network reads at once.

    ``pieces`` are numbers of the vocabulary, with a class mark at the start and a separator after each
    paragraph. ``words`` are the indices of its words in the text, ``first`` the index into ``pieces`` of
    each word's first piece. ``core`` are the words that this window answers for: each word of the text is in
    the core of exactly one window, and ``words`` outside the core are there for context.
    """

    pieces: Sequence[int]
    words: range
    first: Sequence[int]
    core: range


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text's words, their pieces, and its paragraphs as ranges of words.

    ``spans`` are half-open code points of the text. ``goes_on`` says of each paragraph whether it may carry
    on what is said in the one before it, as one that begins with a quotation mark may.
    """

    spans: Sequence[tuple[int, int]]
    pieces: Sequence[Sequence[int]]
    paragraphs: Sequence[range]
    goes_on: Sequence[bool]


def tokens(text: str, parts: Iterable[Span], wordpiece: WordPiece) -> Tokens:
    """The words with their pieces; a paragraph ends where a line does, and where one of the parts does.

    ``parts`` are those that are known to be no running text with what follows, a standfirst above all: an
    outlet's teaser has both on one line.
    """
    spans = words(text)
    ends = {part.end for part in parts}
    starts = [
        index
        for index, (start, _) in enumerate(spans)
        if index == 0 or "\n" in text[spans[index - 1][1] : start] or spans[index - 1][1] in ends
    ]
    paragraphs = [range(*pair) for pair in pairwise([*starts, len(spans)])]
    pieces = [wordpiece.pieces(text[start:end]) for start, end in spans]
    goes_on = [text[spans[paragraph.start][0]] in _OPENING for paragraph in paragraphs]
    return Tokens(spans, pieces, paragraphs, goes_on)


def windows(text: Tokens, wordpiece: WordPiece, first_budget: int = LONGEST) -> list[Window]:
    """The text's windows in order.

    A window begins rather with the paragraph before one that goes on with it, if both take no more than
    half of it. A paragraph longer than a window is read in windows that overlap by half. ``first_budget`` is
    the most pieces of the first window: training moves the cuts with it.
    """
    packed: list[list[range]] = [[]]
    budget = first_budget
    used = 1
    for paragraph, goes_on in zip(text.paragraphs, text.goes_on, strict=True):
        size = _size(text, paragraph) + 1
        if used + size > budget and packed[-1]:
            before = packed[-1][-1]
            both = _size(text, before) + 1 + size
            moves = goes_on and len(packed[-1]) > 1 and both < LONGEST // 2
            packed.append([packed[-1].pop()] if moves else [])
            budget, used = LONGEST, 1 + (both - size if moves else 0)
        packed[-1].append(paragraph)
        used += size
    return [
        window
        for paragraphs in packed
        if paragraphs
        for window in (
            [_window(text, paragraphs, range(paragraphs[0].start, paragraphs[-1].stop), wordpiece)]
            if sum(_size(text, paragraph) + 1 for paragraph in paragraphs) < LONGEST
            else _overlapping(text, paragraphs[0], wordpiece)
        )
    ]


def _size(text: Tokens, paragraph: range) -> int:
    return sum(len(text.pieces[index]) for index in paragraph)


def _overlapping(text: Tokens, paragraph: range, wordpiece: WordPiece) -> list[Window]:
    """Windows over a paragraph that is too long for one; each answers for its middle half."""
    budget = LONGEST - 2
    spans: list[range] = []
    start = paragraph.start
    while True:
        end, used, half = start, 0, start
        while end < paragraph.stop and used + len(text.pieces[end]) <= budget:
            used += len(text.pieces[end])
            end += 1
            if used <= budget // 2:
                half = end
        spans.append(range(start, end))
        if end == paragraph.stop:
            break
        start = half
    cuts = [(left.stop + right.start) // 2 for left, right in pairwise(spans)]
    cores = zip([paragraph.start, *cuts], [*cuts, paragraph.stop], strict=True)
    return [_window(text, [span], range(*core), wordpiece) for span, core in zip(spans, cores, strict=True)]


def _window(text: Tokens, paragraphs: Sequence[range], core: range, wordpiece: WordPiece) -> Window:
    pieces = [wordpiece.class_mark]
    first: list[int] = []
    for paragraph in paragraphs:
        for index in paragraph:
            first.append(len(pieces))
            pieces.extend(text.pieces[index])
        pieces.append(wordpiece.separator)
    return Window(pieces, range(paragraphs[0].start, paragraphs[-1].stop), first, core)
