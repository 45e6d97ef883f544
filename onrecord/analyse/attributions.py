"""Find the attributions of an article: by the network of its language, else by quotation marks alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.analyse.decode import Found, Thresholds, decoded
from onrecord.analyse.features import Features, features
from onrecord.analyse.quotations import manner, quotations, utterances
from onrecord.network.session import Network, Output, inputs
from onrecord.network.windows import Tokens, Window, tokens, windows
from onrecord.record import Analysis, Article, Attribution, Span

# Scripts that put no space between words: eight letters say about as much as three words.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_WORD = re.compile(r"\w+")
# What ends a content and is the frame's: the comma before its cue, and the mark where an outlet cut its copy.
_FRAME = re.compile(r"\s*(?:[,;]|\[\s?(?:…|\.\.\.)\s?\]|\((?:…|\.\.\.)\))\Z")


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
            yield Analysis(article.id, tuple(_by_network(article, reader)), reader.digest)


def _by_marks(text: str) -> Iterator[Attribution]:
    """What stands in marks and is long enough to be somebody's words, not a title or a scare quote."""
    for span in utterances(text):
        words = span.of(text)
        if len(_WORD.findall(words)) >= 3 or len(_UNSPACED.findall(words)) >= 8:
            yield Attribution((span,), (), (), "direct", "marks", 1.0)


def _by_network(article: Article, network: Network) -> list[Attribution]:
    parts = [part for part in (article.title, article.standfirst, article.byline) if part is not None]
    sight = look(article.text, parts, network)
    thresholds = Thresholds(**network.settings["thresholds"])
    return attributions_in(article.text, sight, thresholds, frozenset(network.settings["function_words"]))


@dataclass(frozen=True, slots=True)
class Sight:
    """A text as the network takes it, and what the network gives for each of its windows, one at a time."""

    tokens: Tokens
    features: Features
    outputs: Iterable[tuple[Window, Output]]


def look(text: str, parts: Iterable[Span], network: Network) -> Sight:
    """The text's windows read by the network; each when it is asked for, so that a book fits in memory.

    ``parts`` are those that do not run on into what follows them.
    """
    cut = tokens(text, parts, network.wordpiece)
    told = features(text, cut, quotations(text))
    outputs = (
        (window, network.run(window, inputs(window, told.letter_cases[here], told.quoted[here])))
        for window in windows(cut, network.wordpiece)
        for here in [slice(window.words.start, window.words.stop)]
    )
    return Sight(cut, told, outputs)


def attributions_in(
    text: str, sight: Sight, thresholds: Thresholds, function_words: frozenset[str]
) -> list[Attribution]:
    """The attributions of the text, in order. ``function_words`` are in lower case."""
    spans = sight.tokens.spans
    found: list[Attribution] = []
    for window, output in sight.outputs:
        here = spans[window.words.start : window.words.stop]
        small = [text[start:end].lower() in function_words for start, end in here]
        found += [
            _attribution(text, sight, window.words.start, one)
            for one in decoded(output, small, thresholds)
            if window.words.start + one.cue.start in window.core and one.score >= thresholds.least_score
        ]
    return sorted(found, key=lambda one: (one.content[0], one.cue))


def _attribution(text: str, sight: Sight, offset: int, found: Found) -> Attribution:
    """The attribution in code points; ``offset`` is the window's first word."""
    words = sight.tokens.spans

    def spans(pieces: Sequence[range]) -> tuple[Span, ...]:
        joined: list[Span] = []
        for piece in pieces:
            start, end = words[offset + piece.start][0], words[offset + piece.stop - 1][1]
            if joined and not text[joined[-1].end : start].strip():
                joined[-1] = Span(joined[-1].start, end)
            else:
                joined.append(Span(start, end))
        return tuple(joined)

    quoted = [
        sight.features.quoted[offset + word]
        for piece in found.content
        for word in piece
        if text[words[offset + word][0]].isalnum()
    ]
    return Attribution(
        tuple(_without_frame(text, span) for span in spans(found.content)),
        spans([found.cue]),
        spans([found.source] if found.source is not None else []),
        manner(quoted),
        "network",
        found.score,
    )


def _without_frame(text: str, span: Span) -> Span:
    end = _FRAME.search(text, max(span.start + 1, span.end - 10), span.end)
    return Span(span.start, end.start()) if end else span
