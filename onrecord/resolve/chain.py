"""The steps by which a statement came from its speaker to the page: who hands on what another said."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.record import Span, Step

from .acts import adds, goes_on, is_outermost, same_told_behind
from .clause import edges
from .cues import cue_sense
from .extent import phrase_end
from .mentions import Turns, Who
from .named import NOBODY
from .speakers import name_of, who_is

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .occasion import Occasion
    from .scene import Scene

Steps = tuple[Step, ...]
Handed = tuple[re.Match[str], ...]

# ", as reported by the Financial Times", "emails obtained by CNN", "was quoted as saying by his website".
_HANDED_ON = re.compile(
    r"\b(reported|quoted|cited|relayed|recounted|(?P<got>obtained|leaked|published|reviewed|seen))"
    r"(?:[ \xa0]as[ \xa0]\w+ing)?(?:[ \xa0]\w+day)?[ \xa0]by[ \xa0]"
)
_BY = " by "
_QUOTES = re.compile(
    r"(?:\A|[,;:.][ \xa0]|\n|[ \xa0](?:and|but|while|as|after)[ \xa0])([^,;:.\n“”\"]{2,80}?)"
    r"[ \xa0](?:\w+ly[ \xa0])?(?:quoted|cited|quotes|cites)[ \xa0]\Z"
)
# What may stand between the words that it belongs to and "reported by".
_LINK = re.compile(
    r"[”\"’ ,(\xa0]*(?:(?:was|were|as|first|originally|initially|previously|and|which)[ \xa0])*"
)
_QUOTING = ("quoted", "quotes", "cited", "cites")
_BEFORE_BY = 45  # characters, more than the verb and what may stand behind it have
_NEAR = 100  # characters beside source, cue and content in which another is told of who hands it on
_PERSONAL = frozenset(("male", "female", "neuter", "plural", "first"))


def chains(scene: Scene, whos: Sequence[Who], occasions: Sequence[Occasion]) -> list[Steps]:
    """For each attribution its steps, nearest to the speaker first, the article's own outlet left out."""
    found: list[Steps] = []
    turns = Turns()
    handed = tuple(_handed_on(scene.text))
    for number, attribution in enumerate(scene.attributions):
        outer = attribution.parent
        if outer is not None and outer < number:
            steps = _inside(scene, number, outer, whos) + (() if _rejects(scene, outer) else found[outer])
        else:
            steps = _outermost(scene, number, whos, (turns, handed)) or _venue(occasions, number)
            steps = steps or _carried(scene, number, whos, found)
        found.append(steps)
        if attribution.source:
            turns.add(attribution.source[0].start, whos[number])
    for number, steps in enumerate(found):
        if not steps and (body := same_told_behind(scene, number, whos)) is not None:
            found[number] = tuple(replace(step, rule="told of the same act below") for step in found[body])
    return found


def _handed_on(text: str) -> Iterator[re.Match[str]]:
    """The words for handing on; "by" is looked for first, as that is rare and quickly found."""
    at = text.find(_BY)
    while at >= 0:
        if found := _HANDED_ON.search(text, max(0, at - _BEFORE_BY), at + len(_BY)):
            yield found
        at = text.find(_BY, at + 1)


def _inside(scene: Scene, number: int, outer: int, whos: Sequence[Who]) -> Steps:
    """The speaker in whose words this one stands, who hands it on where that is another."""
    who = whos[outer]
    if _rejects(scene, outer) or _may_be_same(scene, number, outer, whos):
        return ()
    if who.names and scene.outlets.is_own(name_of(who)):
        return ()
    source = scene.attributions[outer].source
    return (Step(name_of(who), who.standing, "relay", source, "stands in their words"),)


def _rejects(scene: Scene, number: int) -> bool:
    """Whether the words in which another's claim stands reject it: who does that hands nothing on."""
    attribution = scene.attributions[number]
    written = (attribution.cue, attribution.content)
    cue, content = (" ".join(span.of(scene.text) for span in spans) for spans in written)
    return cue_sense(cue, content).stance == "denial"


def _may_be_same(scene: Scene, number: int, outer: int, whos: Sequence[Who]) -> bool:
    """Whether the one inside is the one around, or a pronoun that may be."""
    if whos[number].names:
        return whos[number].names == whos[outer].names
    source = scene.attributions[number].source
    words = source[0].of(scene.text).casefold().split() if source else [""]
    is_own = len(words) > 1 and words[0] in scene.words.pronouns and scene.words.pronouns[words[0]] == "first"
    return is_own or (len(words) == 1 and scene.words.pronouns.get(words[0]) in _PERSONAL)


def _venue(occasions: Sequence[Occasion], number: int) -> Steps:
    venue = occasions[number].venue
    return (venue,) if venue is not None else ()


# told beside it


def _outermost(scene: Scene, number: int, whos: Sequence[Who], known: tuple[Turns, Handed]) -> Steps:
    """Who hands it on by words beside it: "as reported by", "state media quoted him as saying"."""
    turns, handed = known
    span = _handing_on(scene, number, handed)
    who = who_is(scene, span, turns, NOBODY) if span else NOBODY
    name = name_of(who)
    if span is None or name is None or who.names == whos[number].names or scene.outlets.is_own(name):
        return ()
    return (Step(name, who.standing, "relay", (span,), "hands it on in the same sentence"),)


def _handing_on(scene: Scene, number: int, all_handed: Handed) -> Span | None:
    """Where the words stand for who hands a statement on; ``all_handed`` are the article's words for that."""
    attribution, text = scene.attributions[number], scene.text
    if not attribution.cue:
        return None
    first, last = edges(attribution)
    floor, ceiling = scene.sentences.bounds(scene.sentences.at(first))
    ends = [last, *(s.end for s in attribution.content if last <= s.end <= ceiling)]
    low = bisect_left(all_handed, max(floor, first), key=re.Match.start)
    high = bisect_left(all_handed, min(ceiling, max(ends) + _NEAR), key=re.Match.start)
    for handed in all_handed[low:high]:
        if _touches(text, handed.start(), [first, *ends]) and not _is_said(scene, number, handed.start()):
            end = phrase_end(text, handed.end(), ceiling)
            if end > handed.end() and (
                not handed["got"] or scene.outlets.inside(Span(handed.end(), end)) is not None
            ):
                return Span(handed.end(), end)
    source = attribution.source[0] if attribution.source else None
    if source is None or not text[max(0, source.start - 7) : source.start].rstrip().endswith(_QUOTING):
        return None
    quotes = _QUOTES.search(text, max(floor, source.start - _NEAR), source.start)
    return Span(*quotes.span(1)) if quotes and not _is_said(scene, number, quotes.start(1)) else None


def _touches(text: str, at: int, ends: Sequence[int]) -> bool:
    """Whether the words begin within the source and cue, or right behind them or the content."""
    if at <= ends[1]:
        return at >= ends[0]
    behind = max(end for end in ends if end <= at)
    return _LINK.fullmatch(text, behind, at) is not None


def _is_said(scene: Scene, number: int, at: int) -> bool:
    """Whether a place lies in what is said, here or in a statement near by."""
    near = scene.attributions[max(0, number - 3) : number + 4]
    outer = scene.attributions[number].parent
    return any(
        span.start <= at < span.end
        for other in near
        if outer is None or other is not scene.attributions[outer]
        for span in other.content
    )


# carried over


def _carried(scene: Scene, number: int, whos: Sequence[Who], found: Sequence[Steps]) -> Steps:
    """The relays of the statement before, which this one goes on with by a pronoun or "added".

    Somebody kept anonymous whom another brought into the article is known through that one alone.
    """
    relays = tuple(step for step in found[number - 1] if step.relation == "relay") if number else ()
    if not relays or not is_outermost(scene, number) or not goes_on(scene, number, number - 1, whos):
        return ()
    source = scene.attributions[number].source
    is_pronoun = bool(source) and source[0].of(scene.text).casefold() in scene.words.pronouns
    if not (is_pronoun or adds(scene, number) or whos[number].standing == "unnamed"):
        return ()
    return tuple(replace(step, rule="told of the statement before") for step in relays)
