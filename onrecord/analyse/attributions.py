"""Find the attributions of an article: by the network of its language, else by quotation marks alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from onrecord.analyse.decode import Found, Thresholds, Told, decoded
from onrecord.analyse.entities import names
from onrecord.analyse.features import Features, features
from onrecord.analyse.frame import content_alone, is_own_voice, source_alone
from onrecord.analyse.layout import beside, laid_out
from onrecord.analyse.quotations import manner, quotations, utterances
from onrecord.network.session import Network, Output, inputs
from onrecord.network.windows import Tokens, Window, tokens, windows
from onrecord.record import Analysis, Article, Attribution, Entity, Span

# Scripts that put no space between words: eight letters say about as much as three words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"\w+")


def analyses(articles: Iterable[Article], network: Callable[[str], Network | None]) -> Iterator[Analysis]:
    """One analysis an article, in order.

    ``network`` gives the network of a language (ISO 639-1), ``None`` where there is none. Where an
    article's language could not be told, it is read as English.
    """
    for article in articles:
        reader = network(article.language or "en")
        if reader is None:
            yield Analysis(article.id, tuple(_by_marks(article.text)), None)
        else:
            yield _by_network(article, reader)


def _by_marks(text: str) -> Iterator[Attribution]:
    """What stands in marks and is long enough to be somebody's words, not a title or a scare quote."""
    for span in utterances(text):
        words = span.of(text)
        if len(_WORD.findall(words)) >= 3 or len(_UNSPACED.findall(words)) >= 8:
            yield Attribution((span,), (), (), "direct", "marks", 1.0)


def _by_network(article: Article, network: Network) -> Analysis:
    parts = [part for part in (article.title, article.standfirst, article.byline) if part is not None]
    sight = look(article.text, parts, network)
    thresholds = Thresholds(**network.settings["thresholds"])
    function_words = frozenset(network.settings["function_words"])
    attributions, entities = seen_in(article.text, sight, thresholds, function_words)
    return Analysis(article.id, tuple(attributions), network.digest, tuple(entities))


@dataclass(frozen=True, slots=True)
class Sight:
    """A text as the network takes it, and what the network gives for each of its windows, one at a time."""

    tokens: Tokens
    features: Features
    marked: Sequence[Span]
    outputs: Iterable[tuple[Window, Output]]


def look(text: str, parts: Iterable[Span], network: Network) -> Sight:
    """The text's windows read by the network; each when it is asked for, so that a book fits in memory.

    ``parts`` are those that do not run on into what follows them.
    """
    cut = tokens(text, parts, network.wordpiece)
    marked = quotations(text)
    told = features(text, cut, marked)
    outputs = (
        (window, network.run(window, inputs(window, told.letter_cases[here], told.quoted[here])))
        for window in windows(cut, network.wordpiece)
        for here in [slice(window.words.start, window.words.stop)]
    )
    return Sight(cut, told, marked, outputs)


def seen_in(
    text: str, sight: Sight, thresholds: Thresholds, function_words: frozenset[str]
) -> tuple[list[Attribution], list[Entity]]:
    """The attributions of the text and its names, in order. ``function_words`` are in lower case."""
    known = told(text, sight, function_words)
    outer: list[Attribution] = []
    inner: list[Attribution] = []
    entities: list[Entity] = []
    for window, output in sight.outputs:
        words, here = window.words, known.within(window.words)
        named = [
            Entity(_span(sight, words.start, one.words), one.kind.value, one.score)
            for one in names(output.names)
            if words.start + one.words.start in window.core
        ]
        names_end = {one.span.end for one in named}
        entities += named
        for layer, roles in ((outer, output.outer), (inner, output.inner)):
            every = (
                _attribution(text, sight, words.start, one, names_end)
                for one in decoded(roles, here, thresholds)
                if words.start + one.cue.start in window.core and one.score >= thresholds.least_score
            )
            layer += [one for one in every if not is_own_voice(text, one)]
    return nested(*beside(laid_out(text), outer, inner)), entities


def nested(outer: Sequence[Attribution], inner: Iterable[Attribution]) -> list[Attribution]:
    """Both layers in one, each inner attribution with its parent, in the order of ``Analysis``.

    The parent is the attribution whose content holds the cue and begins no later than what is said by it, of
    several the one with the shortest piece there. An inner attribution that stands in no such content is left
    out: the words around it were not found to be said by anybody, and who reports it is the outer layer's to
    tell.
    """
    every = [*outer, *inner]
    pieces = sorted(
        (span.start, span.end, number) for number, one in enumerate(every) for span in one.content
    )
    cues = sorted((one.cue[0], number) for number, one in enumerate(every) if number >= len(outer))
    parents: dict[int, int] = {}
    around: list[tuple[int, int, int]] = []
    reached = 0
    for cue, number in cues:
        while reached < len(pieces) and pieces[reached][0] <= cue.start:
            around.append(pieces[reached])
            reached += 1
        around = [piece for piece in around if piece[1] > cue.start]
        begins = every[number].content[0].start
        holding = [
            piece
            for piece in around
            if piece[1] >= cue.end and piece[2] != number and every[piece[2]].content[0].start <= begins
        ]
        if holding:
            parents[number] = min(holding, key=lambda piece: piece[1] - piece[0])[2]
    return _in_order(every, parents, len(outer))


def _in_order(every: Sequence[Attribution], parents: Mapping[int, int], outer: int) -> list[Attribution]:
    depths = dict.fromkeys(range(outer), 0)
    for number in parents:
        _climb(number, parents, depths)
    kept = sorted(
        depths, key=lambda number: (every[number].content[0].start, depths[number], every[number].cue)
    )
    places = {number: place for place, number in enumerate(kept)}
    return [
        replace(every[number], parent=places[parents[number]]) if number in parents else every[number]
        for number in kept
    ]


def _climb(number: int, parents: Mapping[int, int], depths: dict[int, int]) -> None:
    """Note how deep the attribution and those around it stand, if they stand in an outer one at last."""
    way: list[int] = []
    while number not in depths and number in parents and number not in way:
        way.append(number)
        number = parents[number]
    if number in depths:
        depths.update((inside, depth) for depth, inside in enumerate(reversed(way), start=depths[number] + 1))


def told(text: str, sight: Sight, function_words: frozenset[str]) -> Told:
    """What decoding is told of the text's words beside what the network gives for them."""
    spans = np.array(sight.tokens.spans, dtype=np.int64).reshape(-1, 2)
    count = len(spans)
    small = [not text[start].isalnum() or text[start:end].lower() in function_words for start, end in spans]
    begins = np.zeros(count, dtype=bool)
    begins[[paragraph.start for paragraph in sight.tokens.paragraphs]] = True
    opens = np.arange(count)
    closes = opens + 1
    for mark in sight.marked:
        first, last = np.searchsorted(spans[:, 0], (mark.start, mark.end))
        opens[first:last], closes[first:last] = first, last
    return Told(np.array(small, dtype=bool), np.array(sight.features.quoted), begins, opens, closes)


def _span(sight: Sight, offset: int, words: range) -> Span:
    spans = sight.tokens.spans
    return Span(spans[offset + words.start][0], spans[offset + words.stop - 1][1])


def _attribution(
    text: str, sight: Sight, offset: int, found: Found, names_end: Container[int]
) -> Attribution:
    """The attribution in code points; ``offset`` is the window's first word."""
    source = _span(sight, offset, found.source) if found.source is not None else None
    words = sight.tokens.spans
    quoted = [
        sight.features.quoted[offset + word]
        for piece in found.content
        for word in piece
        if text[words[offset + word][0]].isalnum()
    ]
    return Attribution(
        tuple(content_alone(text, _span(sight, offset, piece)) for piece in found.content),
        (_span(sight, offset, found.cue),),
        (source_alone(text, source, names_end),) if source is not None else (),
        manner(quoted),
        "network",
        found.score,
    )
