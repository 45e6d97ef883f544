"""Claims that stand inside what somebody says of them: "dismissed criticism that he sounded tired".

Nobody is on record for most of them; their speaker is whoever stands beside the noun, or is not known.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.record import Attribution, Span

from .beside import Beside, is_somebody
from .cues import cue_sense
from .lexicon import denial_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORTEST = 8  # characters of a claim
_LEAD = 200  # characters of what is denied in which the noun stands
# "claims of vindication that Comey had made".
_MADE = re.compile(
    r"[ \xa0](?:that|which)[ \xa0](?P<who>[^,;:.“”\"\n]{2,60}?)[ \xa0](?:(?:has|have|had)[ \xa0])?"
    r"(?:made|raised|levelled|leveled|launched)\b"
)
_FALSELY = re.compile(
    r"\b(?:falsely|wrongly|incorrectly)[ \xa0](?:reported|claimed|stated|said|suggested|alleged|asserted)"
    r"(?P<that>[ \xa0]that)?[ \xa0]",
    re.IGNORECASE,
)


def claims_inside(text: str, known: Sequence[Attribution]) -> Iterator[Attribution]:
    """The claim inside each statement that is of a claim, where nothing else is known to stand there."""
    around = {one.parent for one in known}
    for number, one in enumerate(known):
        if number in around or not one.cue:
            continue
        first = one.content[0]
        claim = denial_words().claim.match(text, first.start, min(first.end, first.start + _LEAD))
        if claim is None or first.end - claim.end() < _SHORTEST:
            continue
        is_of = claim["lead"] == "of" or (claim["by"] is not None and not _is_by_somebody(text, claim))
        is_thing = is_of or claim["noun"].casefold() in denial_words().texts
        if is_thing and not _denies(text, one):
            continue  # "cited reports of rain", "the statement that he issued"
        start = claim.start("by") if is_of and claim["lead"] != "of" else claim.end()
        made = _MADE.search(text, start + 1, first.end) if is_of else None
        source = _whose(text, claim) if made is None else (Span(*made.span("who")),)
        end = made or denial_words().verdict.search(text, start + _SHORTEST, first.end)
        rest = one.content[1:] if end is None else ()
        stop = first.end if end is None else end.start() if end is made else end.start() - 1
        content = (Span(start, stop), *rest)
        noun = Span(*claim.span("noun"))
        yield Attribution(content, (noun,), source, one.manner, one.found_by, one.score, number)


def _whose(text: str, claim: re.Match[str]) -> tuple[Span, ...]:
    """Whoever stands beside the noun, before it or behind it."""
    whose = Span(*claim.span("whose" if claim["whose"] else "by")) if claim["whose"] or claim["by"] else None
    return (whose,) if whose is not None and is_somebody(text, whose) else ()


def _is_by_somebody(text: str, claim: re.Match[str]) -> bool:
    return is_somebody(text, Span(*claim.span("by")))


def _denies(text: str, one: Attribution) -> bool:
    return cue_sense(" ".join(span.of(text) for span in one.cue), "").stance == "denial"


def falsely_said(text: str, beside: Beside) -> Iterator[tuple[Span, Span, Span, int]]:
    """What somebody, as another says, said falsely: content, cue, source and the number of that other's."""
    for verb in _FALSELY.finditer(text):
        place = beside.place(verb.start())
        end = verb.start("that") if verb["that"] else verb.end() - 1
        cue = Span(verb.start(), end)
        source, content = beside.subject(place.low, verb.start()), beside.behind(verb.end(), place.high)
        if place.outer is None or beside.is_cue(cue) or source is None or content is None:
            continue
        if content.end - content.start >= _SHORTEST:
            yield content, cue, source, place.outer
