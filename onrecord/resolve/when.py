"""When something was said: the date beside the cue, or the one carried over from the statement before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .acts import is_alike
from .clause import edges
from .dates import dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.record import Attribution, Span, When

    from .mentions import Who
    from .scene import Scene

_NEAR = 90  # characters between cue and date; more is another clause's
# Between the cue and a date behind it these begin something else that happened then.
_ELSE = re.compile(
    r"[;:—–]|, (?!a |an |the |who )|\b(?:that|which|who|after|before|when|as|since|until|because|following|"
    r"ahead|if|whether|by|released|published|scheduled|planned|to be|would|will|of|for (?!the ))\b"
)
_HOWEVER = re.compile(
    r"[ \xa0,]*(?:(?:however|though|meanwhile|also|again|reportedly|once more)[ \xa0,]*)?\Z"
)
# What may stand before a date that opens the sentence: nothing, or words for the saying itself.
_SAYING = (
    "speaking|interviews?|posts?|statements?|speech|tweets?|letter|conference|briefing|remarks|e-?mail|message|"
    "address|rally|testimony|hearing|memo|op-ed|appearance|call|article|column|report|show|program|programme|"
    "video|blog|filing|podcast|debate|broadcast|meeting|telegram|facebook|twitter|platform|channel"
)
_OPENING = re.compile(
    rf"(?:[“\"(]?(?:but|and|then|later|early|late)?[ \xa0,]*|.*\b(?:{_SAYING})\b[^,;]*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_AFTERWARDS = re.compile(
    r"(?:after|following|since|before|when|as|while|until|ahead|because|if|despite)\b", re.IGNORECASE
)
_ISSUED = re.compile(r"\b(?:released|published|sent|issued|posted|dated|filed|written|out)[ \xa0]+\Z")
_ANOTHER_TIME = re.compile(
    r"\b(?:has|have|had|’ve|'ve|earlier|previously|repeatedly|often|once|always|long|later|will|would|says|is|are|since|never|ago)\b",
    re.IGNORECASE,
)
_RUN = 3  # sentences between two statements of one run at most


def whens(scene: Scene, whos: Sequence[Who]) -> list[When | None]:
    """For each attribution when it was said; none throughout where the article's day is not known."""
    article = scene.article
    if article.published is None or article.teaser_only:
        return [None] * len(whos)
    found: list[When | None] = []
    for number, attribution in enumerate(scene.attributions):
        found.append(
            _beside(scene, number, attribution, whos[number]) or _carried(scene, number, whos, found)
        )
    return _told_ahead(scene, whos, found)


# beside the cue


def _beside(scene: Scene, number: int, attribution: Attribution, who: Who) -> When | None:
    if not attribution.cue or scene.article.published is None:
        return None
    start, end = _clause(scene, number, attribution)
    for when in dates(scene.text, start, end, scene.article.published.day):
        if not _in_content(scene, number, when.span) and _belongs(
            scene.text, when.span, attribution, who, start
        ):
            return when
    return None


def _clause(scene: Scene, number: int, attribution: Attribution) -> tuple[int, int]:
    """The bounds of the cue's sentence, narrowed to the content that it stands in and to what is near."""
    cue = attribution.cue[0]
    start, end = scene.sentences.bounds(scene.sentences.at(cue.start))
    around = scene.around[number]
    if around is not None:
        for span in scene.attributions[around].content:
            if span.start <= cue.start < span.end:
                start, end = max(start, span.start), min(end, span.end)
    first, last = edges(attribution)
    return max(start, first - 3 * _NEAR), min(end, last + 2 * _NEAR)


def _in_content(scene: Scene, number: int, date: Span) -> bool:
    """Whether the date is part of what somebody says, save of the words in which this statement stands."""
    own = scene.attributions[number].content
    near = scene.attributions[max(0, number - 3) : number + 4]
    outer = scene.around[number]
    others = [
        span
        for other in near
        if outer is None or other is not scene.attributions[outer]
        for span in other.content
    ]
    return any(span.start <= date.start < span.end for span in (*own, *others))


def _belongs(text: str, date: Span, attribution: Attribution, who: Who, start: int) -> bool:
    """Whether the date is the saying's: behind cue and source, between them, or opening their sentence."""
    first, last = edges(attribution)
    source = attribution.source[0] if attribution.source else None
    if source is not None and source.start <= date.start < source.end:
        return who.standing == "document" and _ISSUED.search(text, source.start, date.start) is not None
    if date.start >= last:
        return _follows(text, last, date.start, attribution)
    if date.start >= first:
        return True
    lead = text[start : date.start]
    if not lead.strip() and text[date.start : date.end] == "Today":
        return False  # "Today, he argued": these days
    opens = _OPENING.match(lead) is not None and _AFTERWARDS.match(lead.lstrip('“" ')) is None
    return opens and _HOWEVER.match(text[date.end : first]) is not None


def _follows(text: str, last: int, date: int, attribution: Attribution) -> bool:
    between = text[last:date]
    if len(between) > _NEAR or any(last <= span.start < date for span in attribution.content):
        return False
    return _ELSE.search(between) is None


# carried over


def _carried(scene: Scene, number: int, whos: Sequence[Who], found: Sequence[When | None]) -> When | None:
    """The date of the statement before, where this one goes straight on: one speaker, no other time told."""
    last = _beside_before(scene, number)
    if last is None or found[last] is None or scene.around[number] is not None:
        return None
    here, before = scene.attributions[number], scene.attributions[last]
    if not whos[number].names or whos[number].names != whos[last].names or not here.cue or not before.cue:
        return None
    apart = scene.sentences.at(here.cue[0].start) - scene.sentences.at(before.content[-1].end - 1)
    begin, end = edges(here)
    told = scene.text[max(0, begin - 1) : end] if end - begin < 4 * _NEAR else ""
    return found[last] if apart <= _RUN and told and not _ANOTHER_TIME.search(told) else None


def _beside_before(scene: Scene, number: int) -> int | None:
    """The number of the statement before, those left out that stand inside another's words."""
    return next((n for n in range(number - 1, max(-1, number - 6), -1) if scene.around[n] is None), None)


def _told_ahead(scene: Scene, whos: Sequence[Who], found: list[When | None]) -> list[When | None]:
    """The same, with title and standfirst taking the date of the act that the body tells."""
    for number, attribution in enumerate(scene.attributions):
        place = attribution.content[0].start
        if found[number] is None and scene.in_head(place) and (names := whos[number].names):
            found[number] = next(
                (
                    when
                    for other, when in enumerate(found)
                    if when is not None
                    and other > number
                    and whos[other].names == names
                    and not scene.in_head(scene.attributions[other].content[0].start)
                    and is_alike(scene, number, other)
                ),
                None,
            )
    return found
