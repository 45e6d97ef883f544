"""Statements that the print tells by itself, without a word of saying.

A transcript has a speaker's label at the start of a line ("WALLACE: Will she be there?"), a signed quotation
a dash and a name behind its closing mark or on the next line, a post of a social network ends with its
author, handle and day. No network is needed for these, and one that looks for verbs reads them wrong.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from onrecord.analyse.quotations import utterances
from onrecord.record import Attribution, Span

# Of what the print tells nine in ten and more are statements; no one is told to be surer than that.
_SCORE = 0.95

_DASH = r"(?:[―—–]|--)"
# The opening mark is that of a quotation that holds the whole transcript.
_LABELLED = re.compile(
    r"^([\"“]?)[ \xa0]*([^\s:\"“”][^\n:\"“”]{0,58}[^\s:\"“”])[ \xa0]?(:)[ \xa0]+(?=\S)", re.MULTILINE
)
_ASIDE = re.compile(r"\s*\([^)]*\)\Z")
# A word in the middle of a sentence: with a capital letter it is a name there.
_AMID = re.compile(r"(?<=[\w,;)] )[^\W\d_][\w’'-]*")
_SIGNATURE = re.compile(rf"\s*({_DASH})[ \xa0]?([^\W\d_][^\n]{{1,80}}?)[. \xa0]*(?=\n|\Z)")
_PARTICLES = frozenset("al and bin da de del di du el ibn la le of the van von".split())
_MOST_WORDS = 6
_POST = re.compile(
    rf"({_DASH})[ \xa0]?([^\s@()―—][^\n@()―—]{{0,48}}?[^\s@()―—])[ \xa0]{{1,2}}"
    r"\(@\w{1,20}\),?[ \xa0][^\W\d_]+ \d{1,2}, \d{4}"
)
_LINKS = re.compile(r"(?:\s*(?:https?://|pic\.twitter\.com/)\S+)+\s*\Z")
# Papers that take a post over sometimes leave the page's markup before its words (`<tweet id="…">`).
_MARKUP = re.compile(r"(?:\s*<[^<>\n]*>)*\s*")
_WORD = re.compile(r"\w+")


def laid_out(text: str) -> list[Attribution]:
    """What the print tells, in order; none overlaps another."""
    found: list[Attribution] = []
    for one in sorted([*_transcript(text), *_signed(text), *_posts(text)], key=_extent):
        if not found or _extent(found[-1])[1] <= _extent(one)[0]:
            found.append(one)
    return found


def beside(
    laid: Sequence[Attribution], outer: Iterable[Attribution], inner: Iterable[Attribution]
) -> tuple[list[Attribution], list[Attribution]]:
    """Both of the network's layers, where the print has told of a statement already.

    What the network finds inside its words is said in them. What it takes from the label or the signature,
    or reads across them, gives way.
    """
    places = [_extent(one) for one in laid]
    layers: tuple[list[Attribution], list[Attribution]] = ([*laid], [])
    for depth, layer in enumerate((outer, inner)):
        for one in layer:
            around = _touched(places, one.cue[0])
            if around is None:
                clear = tuple(piece for piece in one.content if _touched(places, piece) is None)
                if clear and all(_touched(places, piece) is None for piece in one.source):
                    layers[depth].append(replace(one, content=clear))
            elif laid[around].content[0].start <= one.cue[0].start < laid[around].content[-1].end:
                layers[1].append(one)
    return layers


def _touched(places: Sequence[tuple[int, int]], span: Span) -> int | None:
    """The number of the first of the places that the span touches."""
    at = bisect_left(places, span.start + 1, key=lambda place: place[1])
    return at if at < len(places) and places[at][0] < span.end else None


def _extent(one: Attribution) -> tuple[int, int]:
    spans = (*one.content, *one.cue, *one.source)
    return min(span.start for span in spans), max(span.end for span in spans)


def _transcript(text: str) -> Iterator[Attribution]:
    """The lines behind labels in capital letters, where people take turns and one of them asks.

    A label is a person's if the text has the name in a sentence too, or if he asks: the interviewer may be
    named nowhere else. So "FACT:" is none, nor are the labels of a list of what candidates stand for.
    """
    labelled = [
        (key, match)
        for match in _LABELLED.finditer(text)
        if (key := _label(match[2])) is not None and text[match.end()] != "("
    ]
    if len(labelled) < 3:
        return
    names = {word.casefold() for word in _AMID.findall(text) if word[0].isupper() and not word.isupper()}
    turns = [(key, match, _speech(text, match)) for key, match in labelled]
    asked = Counter(key for key, _, speech in turns if text[speech.end - 1] == "?")
    spoke = Counter(key for key, _, _ in turns)
    turns = [turn for turn in turns if turn[0] in names or 2 * asked[turn[0]] >= spoke[turn[0]]]
    speakers = [key for key, _ in groupby(turn[0] for turn in turns)]
    if len(speakers) > len(set(speakers)) > 1 and names.intersection(speakers) and asked.total():
        for _, match, speech in turns:
            yield _told(speech, Span(*match.span(3)), Span(*match.span(2)))


def _label(written: str) -> str | None:
    """The last name on a label, in lower case; none where it is no person's label."""
    words = _ASIDE.sub("", written).split()
    if not 1 <= len(words) <= _MOST_WORDS or not all(_is_shouted(word) for word in words):
        return None
    last = words[-1].strip(".,").casefold()
    return last if len(last) > 2 and last[0].isalpha() else None


def _is_shouted(word: str) -> bool:
    """Whether a word is in capital letters; of a name as "McCONNELL" its end is."""
    return word.isupper() or (len(word) > 4 and word[0].isupper() and word[-3:].isupper())


def _speech(text: str, match: re.Match[str]) -> Span:
    """To the end of the line; a quotation that ends before is all of it."""
    end = text.find("\n", match.end())
    line = text[match.end() : end if end >= 0 else len(text)].rstrip()
    if match[1] and line[-1:] in '"”' and len(line) > 1:
        line = line[:-1].rstrip() or line
    whole = Span(match.end(), match.end() + len(line))
    if line[0] in '"“':
        first = next(iter(utterances(line)), None)
        if first is not None and first.start == 0:
            return Span(whole.start, whole.start + first.end)
    return whole


def _signed(text: str) -> Iterator[Attribution]:
    """Quotations that are a paragraph by themselves and have a dash and a name behind them."""
    for said in utterances(text):
        signature = _SIGNATURE.match(text, said.end)
        if signature is None or not _begins_line(text, said.start) or len(_WORD.findall(said.of(text))) < 3:
            continue
        name = signature[2].partition(",")[0].rstrip()
        if _is_name(name):
            start = signature.start(2)
            yield _told(said, Span(*signature.span(1)), Span(start, start + len(name)))


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _is_name(written: str) -> bool:
    words = written.split()
    return len(words) <= _MOST_WORDS and all(
        (word[0].isupper() and not any(letter.isdigit() for letter in word)) or word in _PARTICLES
        for word in words
    )


def _posts(text: str) -> Iterator[Attribution]:
    """Posts with their author and day, a line each: what stands before the author is the post."""
    reached = 0
    for author in _POST.finditer(text):
        begin = max(reached, text.rfind("\n", reached, author.start()) + 1)
        reached = author.end()
        markup = _MARKUP.match(text, begin, author.start())
        begin = markup.end() if markup else begin
        said = _LINKS.sub("", text[begin : author.start()]).rstrip()
        if len(_WORD.findall(said)) >= 3:
            yield _told(Span(begin, begin + len(said)), Span(*author.span(1)), Span(*author.span(2)))


def _told(content: Span, cue: Span, source: Span) -> Attribution:
    return Attribution((content,), (cue,), (source,), "direct", "layout", _SCORE)
