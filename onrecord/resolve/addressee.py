"""Who was told: the words behind "told", "testified to", "spoke with"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from onrecord.record import Span

from .extent import phrase_end
from .inflection import lemma, singular
from .lexicon import cue_words, lexicon, occasion_words
from .memory import Remembered

if TYPE_CHECKING:
    from onrecord.record import Attribution

    from .clause import Clause
    from .scene import Scene

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TO = re.compile(
    r"[ \xa0](?:(?:\w+ly|again|later|once|one by one|on|\w+day)[ \xa0]){0,3}to[ \xa0](?=[\w“\"])"
)
# What follows a listener whom the network took for the beginning of what was said.
_CLAUSE = re.compile(
    r"[ \xa0,:]*(?:\Z|[“\"]|(?:not to|to|that|whether|how|why|he|she|it|they|we|his|her|their|there)\b)"
)
_NO_MORE = re.compile(r"[ \xa0]*(?:(?:to|on|upon|before|with|the|a|an|his|her|their)[ \xa0]*)*")
_SPEAKS = re.compile(
    r"\b(?:spoke|[Ss]peaking|speaks|spoken|talked|[Tt]alking|[Aa]ppearing)[ \xa0]"
    r"(?:to|with|before)[ \xa0](?=[\w“\"])"
)
_ON = re.compile(r"[ \xa0](?:up)?on[ \xa0](?=[\w“\"])")
_SPEAKING = re.compile(
    r"spoke|Speak|speak|talk|Talk|appear|Appear"
)  # in what it finds, and quicker to look for
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\b")
_LONGEST = 160  # characters
_NEAR = 45  # characters between a verb and its "to"


class _Hearer(NamedTuple):
    """How a cue takes the one who is told: behind its verb or behind "to"; the verb ends at ``end`` in it."""

    way: Literal["object", "to", "on", "subject"]
    end: int


def told(scene: Scene, number: int, clause: Clause) -> Span | None:
    """The words for who was told; none where nobody is written."""
    attribution = scene.attributions[number]
    cue = attribution.cue[-1]
    hearer = _HEARERS[cue.of(scene.text)[:_LONGEST]]
    heard = _behind_verb(scene, attribution, cue.start, hearer, clause.end) if hearer else None
    return heard or _spoken_with(scene.text, attribution, clause)


def _hearer(cue: str) -> _Hearer | None:
    """By the last verb of the cue that takes a hearer."""
    words, irregular = occasion_words(), cue_words().irregular
    for word in reversed(list(_WORD.finditer(cue))):
        plain = word[0].casefold()
        if lemma(plain, words.told, irregular):
            is_passive = _PASSIVE.search(cue, 0, word.start()) is not None
            return _Hearer("subject" if is_passive else "object", word.end())
        if lemma(plain, words.to, irregular):
            return _Hearer("to", word.end())
        if lemma(plain, ("call",), irregular):
            return _Hearer("on", word.end())
    return None


def _behind_verb(scene: Scene, attribution: Attribution, cue: int, hearer: _Hearer, end: int) -> Span | None:
    text, verb_end = scene.text, cue + hearer.end
    if hearer.way == "subject":
        return _subject(scene, cue)
    bound = _bound(text, attribution, verb_end, end)
    if hearer.way == "object":
        return _object(text, attribution, verb_end, bound)
    link = (_TO if hearer.way == "to" else _ON).match(text, verb_end, min(bound, verb_end + _NEAR))
    return _listener(text, link.end(), bound) if link else None


def _spoken_with(text: str, attribution: Attribution, clause: Clause) -> Span | None:
    """Whom the source spoke with by words outside the cue: "who spoke to the Hill", "Speaking to RT"."""
    low, high = max(clause.start, clause.first - _LONGEST), min(clause.end, clause.last + _NEAR)
    spoken = _SPEAKS.search(text, low, high) if _SPEAKING.search(text, low, high) else None
    if spoken is None or any(span.start <= spoken.start() < span.end for span in attribution.content):
        return None
    return _listener(text, spoken.end(), clause.end)


def _object(text: str, attribution: Attribution, start: int, bound: int) -> Span | None:
    """The phrase behind a verb; where the content begins with it, only before a clause of its own."""
    span = _phrase(text, start, bound)
    if span is None:
        return None
    said = next((p for p in attribution.content if p.start < span.end and span.start < p.end), None)
    if said is None:
        return span
    is_before_clause = _CLAUSE.match(text, span.end, max(said.end, span.end)) is not None
    return span if is_before_clause and _may_hear(text, span) else None


def _subject(scene: Scene, verb: int) -> Span | None:
    """The name right before a verb in the passive: "Stalin was told that"."""
    name = scene.cast.name_before(verb)
    return Span(name.title_start, name.end) if name is not None and name.end == verb - 1 else None


def _bound(text: str, attribution: Attribution, verb_end: int, end: int) -> int:
    """Where the words for the listener must end: where the content begins, unless that took them in."""
    none_between = _NO_MORE.match(text, verb_end)
    least = none_between.end() if none_between else verb_end
    starts = (span.start for span in attribution.content if span.start > least)
    return min(min(starts, default=end), end, verb_end + _LONGEST)


def _phrase(text: str, start: int, bound: int) -> Span | None:
    start += len(text[start:bound]) - len(text[start:bound].lstrip(" \xa0"))
    end = phrase_end(text, start, bound) if start < bound else start
    return Span(start, end) if end > start else None


def _listener(text: str, start: int, bound: int) -> Span | None:
    """The phrase behind "to", unless a verb follows: "promised to pay"."""
    span = _phrase(text, start, bound)
    return span if span is not None and _may_hear(text, span) else None


def _may_hear(text: str, span: Span) -> bool:
    """Whether the phrase begins as one for people does, and no verb or matter: "to pay", "robust aid"."""
    words, parts = lexicon(), re.split(r"[ \xa0]", span.of(text)[:_LONGEST].strip("“\"‘'”’"))
    first, last = parts[0], parts[-1].casefold()
    plain = first.casefold()
    return (
        first[:1].isupper()
        or plain in words.determiners
        or plain in words.possessives
        or plain in words.pronouns
        or plain in words.plurals
        or _are_people(plain)
        or _are_people(last)
    )


def _are_people(plain: str) -> bool:
    """Whether a word is a post in the plural: "officials", the last of "fellow MPs"."""
    one = singular(plain)
    return plain != one and (one in lexicon().roles or one in occasion_words().journalists)


_HEARERS = Remembered(_hearer)
