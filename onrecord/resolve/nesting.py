"""Statements inside others: what the network found there, and those who are cited for what another says."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.record import Attribution, Span

from .inflection import singular
from .lexicon import Lexicon, lexicon
from .names import names
from .phrases import phrase_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.record import Manner

# "the FT reported, citing an unnamed official": the one cited said the same, and the FT hands it on.
_CITING = re.compile(r"\b(?:citing|quoting)[ \xa0](?=[\w“\"])")
_CITED_END = re.compile(
    r"[”\"]?[,;:()\n]|[.!?][”\"]?(?:[ \xa0\n]|\Z)|[—–]|"
    r"[ \xa0](?:who|whom|whose|which|that|where|when|as|because|after|on (?=[A-Z]\w+day)|"
    r"in (?:a|an|his|her|its|their)|said|says|reported|reports|told|wrote|also)[ \xa0]"
)
# "quoted officials as saying that A", "cited him as saying".
_AS_SAYING = re.compile(
    r"([^,;:.“”\"\n]{2,140}?)[ \xa0](as[ \xa0](?:saying|telling|stating|claiming|arguing|confirming|denying|"
    r"admitting|adding|suggesting|warning))[ \xa0](?:that[ \xa0])?"
)
_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)\b")
_SENTENCE_END = re.compile(r"[.!?][”\"’]?[ \xa0]+(?=[A-Z“\"])|\n")
_FARTHEST = 300  # characters between what is said and the word that cites
_LONGEST = 160  # characters of the words for who is cited


def nested(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The attributions with an inner one for each who is cited, an outer one before those inside it."""
    made = _quoted(text, attributions)
    return _citing(text, made) if "citing" in text or "quoting" in text else made


def _quoted(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The same, with what "quoted X as saying A" has X say, where the network took it for one statement."""
    found = list(attributions)
    parents = {attribution.parent for attribution in attributions}
    for number, outer in enumerate(attributions):
        if number in parents or not any(_quotes(span.of(text)) for span in outer.cue):
            continue
        first = outer.content[0]
        saying = _AS_SAYING.match(text, first.start, first.end)
        if saying is None or saying.end() >= first.end:
            continue
        content = (Span(saying.end(), first.end), *outer.content[1:])
        inner = replace(outer, content=content, cue=(Span(*saying.span(2)),), source=(Span(*saying.span(1)),))
        found.append(replace(inner, parent=number, manner=_manner(text, outer, content)))
    return in_order(found) if len(found) > len(attributions) else tuple(attributions)


def _quotes(cue: str) -> bool:
    return ("quot" in cue or "cit" in cue) and _QUOTES.search(cue) is not None


def _manner(text: str, outer: Attribution, content: tuple[Span, ...]) -> Manner:
    is_whole = all(text[span.start] in '“"' and text[span.end - 1] in '”"' for span in content)
    return "direct" if is_whole and outer.manner != "indirect" else outer.manner


def _citing(text: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The same, with whoever "citing" names saying what the reporter of it says.

    What the network took for a statement by that word goes; what stands inside it stands inside the new one.
    """
    found = list(attributions)
    heirs: dict[int, int] = {}
    inner: dict[int, int] = {}
    cues = sorted((one.cue[0].start, number) for number, one in enumerate(attributions) if one.cue)
    for citing in _CITING.finditer(text):
        source = _cited(text, citing.end())
        if source is None:
            continue
        low = bisect_left(cues, (citing.start() - _FARTHEST, 0))
        near = [number for _, number in cues[low : bisect_left(cues, (citing.start() + _FARTHEST, 0))]]
        outer = _reporter(text, attributions, near, citing.start())
        if outer is None:
            continue
        heirs |= {number: outer for number in near if _is_cue_of(attributions[number], citing.start())}
        cue = Span(citing.start(), citing.end() - 1)
        said = replace(attributions[outer], cue=(cue,), source=(source,), manner="indirect", parent=outer)
        inner[outer] = len(found)
        found.append(said)
    for number, one in enumerate(attributions):
        if one.parent is not None:
            parent = heirs.get(one.parent, one.parent)
            found[number] = replace(one, parent=inner.get(parent, parent))
    return in_order(found, frozenset(heirs)) if inner else tuple(attributions)


def _cited(text: str, start: int) -> Span | None:
    """Who is cited from a place on, if it is one who can speak and no mere reason."""
    end = _CITED_END.search(text, start, start + _LONGEST)
    if end is None or end.start() == start:
        return None
    span = _bare(text, Span(start, end.start()))
    return span if may_speak(text, span, lexicon()) else None


def _bare(text: str, span: Span) -> Span:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip('“"‘ \xa0'))
    end = span.end - (len(words) - len(words.rstrip('”"’ \xa0')))
    return Span(start, end) if end > start else span


def _is_cue_of(attribution: Attribution, at: int) -> bool:
    return any(span.start <= at < span.end for span in attribution.cue)


def _reporter(text: str, attributions: Sequence[Attribution], near: Iterable[int], at: int) -> int | None:
    """Of the statements near a word that cites the one whose cue stands nearest, in its sentence."""
    best, nearest = None, _FARTHEST
    for number in near:
        attribution = attributions[number]
        if not attribution.source or _is_cue_of(attribution, at):
            continue
        if any(span.start <= at < span.end for span in attribution.content):
            continue
        low, high = sorted((attribution.cue[0].start, at))
        if high - low < nearest and _SENTENCE_END.search(text, low, high) is None:
            best, nearest = number, high - low
    return best


def may_speak(text: str, span: Span, words: Lexicon) -> bool:
    """Whether the phrase is somebody, a body or a paper, and no mere reason ("citing security concerns")."""
    phrase = phrase_at(text, span.start, span.end)
    if phrase is None:
        return False
    one = singular(phrase.head)
    known = words.roles | words.anonymous | words.documents | words.body_kinds | words.reporting
    if (
        one in known
        or phrase.head in words.plurals
        or phrase.head in words.documents
        or phrase.head in words.collectives
    ):
        return True
    inside = list(names(span.of(text)))
    return bool(inside) and inside[-1].end >= phrase.span.end - span.start and not inside[-1].possessive


def in_order(found: Sequence[Attribution], gone: frozenset[int] = frozenset()) -> tuple[Attribution, ...]:
    """In the order of their first character, an outer one before those inside it, parents numbered anew."""
    kept = [number for number in range(len(found)) if number not in gone]
    kept.sort(key=lambda number: (found[number].content[0].start, _depth(found, number)))
    places: dict[int | None, int] = {number: place for place, number in enumerate(kept)}
    return tuple(replace(found[number], parent=places.get(found[number].parent)) for number in kept)


def _depth(found: Sequence[Attribution], number: int) -> int:
    depth, at = 0, found[number].parent
    while at is not None and depth <= len(found):
        depth, at = depth + 1, found[at].parent
    return depth
