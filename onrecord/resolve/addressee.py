"""Who was told: the words behind "told", "testified to", "spoke with"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.record import Span

from .extent import phrase_end
from .inflection import lemma, singular
from .lexicon import cue_words, lexicon, occasion_words

if TYPE_CHECKING:
    from onrecord.record import Attribution

    from .scene import Scene

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TO = re.compile(
    r"[ \xa0](?:(?:\w+ly|again|later|once|one by one|on|\w+day)[ \xa0]){0,3}to[ \xa0](?=[\w“\"])"
)
# What follows a listener whom the network took for the beginning of what was said.
_CLAUSE = re.compile(r"[ \xa0,:]*(?:\Z|[“\"]|(?:not to|to|that|whether|how|why|he|she|it|they|we|his|her|their|there)\b)")
_NO_MORE = re.compile(r"[ \xa0]*(?:(?:to|before|with|the|a|an|his|her|their)[ \xa0]*)*")
_SPEAKS = re.compile(r"\b(?:spoke|speaks|speaking|spoken|talked|talking|appearing)[ \xa0](?:to|with|before)[ \xa0](?=[\w“\"])", re.I)
_CALLED_ON = re.compile(r"\b(?:call|calls|called|calling)[ \xa0](?:up)?on[ \xa0]", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are|be)\b")
_LONGEST = 160  # characters
_NEAR = 45  # characters between a verb and its "to"


def told(scene: Scene, number: int, bounds: tuple[int, int]) -> Span | None:
    """The words for who was told, within the bounds of the clause; none where nobody is written."""
    attribution = scene.attributions[number]
    if not attribution.cue:
        return None
    return _behind_verb(scene, attribution, bounds) or _spoken_with(scene.text, attribution, bounds)


def _behind_verb(scene: Scene, attribution: Attribution, bounds: tuple[int, int]) -> Span | None:
    """What stands behind the last verb of the cue that takes a listener."""
    text, cue = scene.text, attribution.cue[-1]
    words, irregular = occasion_words(), cue_words().irregular
    for word in reversed(list(_WORD.finditer(text, cue.start, min(cue.end, cue.start + _LONGEST)))):
        plain = word[0].casefold()
        bound = _bound(text, attribution, word.end(), bounds[1])
        if lemma(plain, words.told, irregular):
            if _PASSIVE.search(text, cue.start, word.start()):
                return _subject(scene, cue.start)
            return _object(text, attribution, word.end(), bound)
        if lemma(plain, words.to, irregular):
            to = _TO.match(text, word.end(), min(bound, word.end() + _NEAR))
            return _listener(text, to.end(), bound) if to else None
    called = _CALLED_ON.search(text, cue.start, min(cue.end + 12, bounds[1]))
    return _listener(text, called.end(), _bound(text, attribution, called.end(), bounds[1])) if called else None


def _spoken_with(text: str, attribution: Attribution, bounds: tuple[int, int]) -> Span | None:
    """Whom the source spoke with by words outside the cue: "who spoke to the Hill", "Speaking to reporters"."""
    spans = attribution.cue + attribution.source
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    low = max(bounds[0], first - _LONGEST)
    for spoken in _SPEAKS.finditer(text, low, min(bounds[1], last + _LONGEST // 2)):
        if not any(span.start <= spoken.start() < span.end for span in attribution.content):
            return _listener(text, spoken.end(), bounds[1])
    return None


def _object(text: str, attribution: Attribution, start: int, bound: int) -> Span | None:
    """The phrase behind a verb; where the content begins with it, only before a clause of its own."""
    span = _phrase(text, start, bound)
    said = next((piece for piece in attribution.content if span and piece.start < span.end and span.start < piece.end), None)
    if span is None or said is None:
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
    words, first = lexicon(), re.split(r"[ \xa0]", span.of(text).strip("“\"‘'"), maxsplit=1)[0]
    plain = first.casefold()
    return (
        first[:1].isupper()
        or plain in words.determiners
        or plain in words.possessives
        or plain in words.pronouns
        or plain in words.plurals
        or (plain != singular(plain) and singular(plain) in words.roles | occasion_words().journalists)
    )
