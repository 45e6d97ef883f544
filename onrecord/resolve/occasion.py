"""On what occasion something was said: in or at what, to whom, and on whose pages or programme."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.record import Span, Step, Words

from .acts import adds, before, goes_on, is_outermost, same_told_behind
from .addressee import told
from .clause import around, clause
from .extent import phrase_end
from .inflection import lemma
from .lexicon import cue_words, occasion_words
from .medium import Place, medium
from .mentions import Turns, Who
from .named import NOBODY
from .phrases import phrase_at
from .speakers import name_of, who_is

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.record import When

    from .names import Name
    from .scene import Scene

_HEARD = re.compile(r"[ \xa0](?:with|to|before)[ \xa0](?:the[ \xa0]|a[ \xa0])?(?=[^\W_])")
_REQUEST = re.compile(r"[“\"]?(?:not )?to[ \xa0]")
_FOR_OUTLET = re.compile(r"[ \xa0](?:for|from|with|at|of)[ \xa0](?:the[ \xa0])?(?=[A-Z])")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_LONGEST_CUE = 160  # characters


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is told of an act of saying besides its words."""

    medium: Words | None = None
    addressee: str | None = None
    venue: Step | None = None


NO_OCCASION = Occasion()


def occasions(scene: Scene, whos: Sequence[Who], whens: Sequence[When | None]) -> list[Occasion]:
    """For each attribution its occasion, also where the statement before or the body behind tells of it."""
    found: list[Occasion] = []
    turns = Turns()
    for number, attribution in enumerate(scene.attributions):
        own = _own(scene, number, whos, turns)
        here = _carried(scene, number, own, found, (whos, whens))
        if own.addressee is None and (asked := _answered(scene, number, found, whos)):
            here = replace(here, addressee=asked)
        found.append(here)
        if attribution.source:
            turns.add(attribution.source[0].start, whos[number])
    for number, occasion in enumerate(found):
        if occasion is NO_OCCASION and (body := same_told_behind(scene, number, whos)) is not None:
            found[number] = found[body]
    return found


# beside the cue


def _own(scene: Scene, number: int, whos: Sequence[Who], turns: Turns) -> Occasion:
    """What the statement's own sentence tells."""
    attribution = scene.attributions[number]
    if not attribution.cue:
        return NO_OCCASION
    here = clause(scene, number)
    listener = told(scene, number, here)
    place = medium(scene, number, here, listener)
    heard = listener or (_heard(scene, place) if place else None)
    if heard is None and place is None:
        return NO_OCCASION
    who = _who(scene, number, heard, whos, turns) if heard else NOBODY
    return Occasion(
        Words(place.span.of(scene.text), place.span) if place else None,
        _name(scene, heard, who) if heard else None,
        _venue(scene, number, (heard, who), place),
    )


def _heard(scene: Scene, place: Place) -> Span | None:
    """Who was told in a letter to somebody, a talk with somebody."""
    if not place.head or place.head in occasion_words().travelled:
        return None
    to = _HEARD.search(scene.text, place.span.start, place.span.end)
    if to is None:
        return None
    end = phrase_end(scene.text, to.end(), place.span.end)
    return Span(to.end(), end) if end > to.end() else None


def _who(scene: Scene, number: int, span: Span, whos: Sequence[Who], turns: Turns) -> Who:
    """Whom the words for the listener mean; never the speaker."""
    outer = around(scene, number)
    holder = whos[outer] if outer is not None else NOBODY
    gender = scene.words.pronouns.get(span.of(scene.text).casefold())
    is_another = holder.names != whos[number].names
    if gender in ("male", "female") and holder.person is not None and is_another:
        return holder if holder.person.gender in (gender, None) else NOBODY
    if gender in ("neuter", "plural"):
        is_many = holder.standing == "group" or len(holder.names) > 1
        return holder if gender == "plural" and is_many and is_another else NOBODY
    who = who_is(scene, span, turns, holder)
    return NOBODY if who.names and who.names == whos[number].names else who


def _name(scene: Scene, span: Span, who: Who) -> str | None:
    """The name, or else the words without their article; none for a pronoun that could not be worked out."""
    if name := scene.outlets.meant(span) or name_of(who):
        return scene.outlets.full_name(name) if who.standing == "outlet" else name
    if span.of(scene.text).casefold() in scene.words.pronouns:
        return None
    phrase = phrase_at(scene.text, span.start, span.end)
    return phrase.description if phrase is not None else None


# venues


def _venue(scene: Scene, number: int, listener: tuple[Span | None, Who], place: Place | None) -> Step | None:
    """On whose pages or programme, or to whose reporter it was said; the article's own outlet is left out."""
    heard, who = listener
    step = _of_place(scene, place) if place else None
    if step is None and heard is not None:
        is_interview = place is not None and place.head.startswith("interview")
        is_request = _REQUEST.match(scene.text, scene.attributions[number].content[0].start) is not None
        step = None if is_request and not is_interview else _of_listener(scene, heard, who)
        if step is None and is_interview and who.names and who.standing in ("named", "outlet"):
            step = Step(name_of(who), who.standing, "venue", (heard,), "the one who held the interview")
    return None if step is None or scene.outlets.is_own(step.name) else step


def _of_place(scene: Scene, place: Place) -> Step | None:
    """The outlet in the words for the medium: "in a Guardian column", "on CNN’s “New Day”"."""
    if place.head and place.head not in occasion_words().aired:
        return None
    outlet = scene.outlets.inside(place.span)
    return _at_outlet(scene, outlet, "an outlet in the words for the medium") if outlet else None


def _of_listener(scene: Scene, span: Span, who: Who) -> Step | None:
    """The outlet that was told, or whose reporter was; the reporter where no outlet is written."""
    text, small = scene.text, occasion_words()
    words = [word[0] for word in _WORD.finditer(text, span.start, span.end)]
    asks = any(word.casefold() in small.journalists for word in words)
    outlet = scene.outlets.inside(span)
    if outlet is not None and (asks or outlet.possessive or outlet.end >= span.end - 2):
        return _at_outlet(scene, outlet, "the outlet that was told")
    if asks and (of := _FOR_OUTLET.search(text, span.start, span.end)):
        inside = scene.cast.names_between(of.end(), span.end)
        if inside:
            place = Span(inside[0].start, span.end)
            return Step(place.of(text), "outlet", "venue", (place,), "whose reporter was told")
    if meant := scene.outlets.meant(span) or (name_of(who) if who.standing == "outlet" else None):
        return Step(scene.outlets.full_name(meant), "outlet", "venue", (span,), "the outlet that was told")
    role = {word.casefold() for word in _WORD.findall(who.role.text)} if who.role else set()
    if who.standing == "named" and who.names and (asks or not role.isdisjoint(small.journalists)):
        return Step(name_of(who), "named", "venue", (span,), "the journalist who was told")
    return None


def _at_outlet(scene: Scene, outlet: Name, rule: str) -> Step:
    place = Span(outlet.start, outlet.end)
    return Step(scene.outlets.full_name(outlet.text), "outlet", "venue", (place,), rule)


# carried over


def _answered(scene: Scene, number: int, found: Sequence[Occasion], whos: Sequence[Who]) -> str | None:
    """Whom an answer goes to: the speaker before, where that one spoke to who answers now."""
    last = before(scene, number) if is_outermost(scene, number) else None
    if last is None or found[last].addressee not in whos[number].names:
        return None
    irregular, answers = cue_words().irregular, occasion_words().answers
    cue = " ".join(span.of(scene.text)[:_LONGEST_CUE] for span in scene.attributions[number].cue)
    is_answer = any(lemma(word.casefold(), answers, irregular) for word in _WORD.findall(cue))
    return name_of(whos[last]) if is_answer and whos[last].standing == "named" else None


def _carried(
    scene: Scene,
    number: int,
    own: Occasion,
    found: Sequence[Occasion],
    known: tuple[Sequence[Who], Sequence[When | None]],
) -> Occasion:
    """The occasion with what the statement before told of it, where this one goes straight on with that."""
    whos, whens = known
    last = before(scene, number) if own.medium is None and is_outermost(scene, number) else None
    if last is None or found[last] is NO_OCCASION:
        return own
    if whens[number] is not None and whens[number] != whens[last]:
        return own
    if not goes_on(scene, number, last, whos):
        return own
    there = found[last]
    if own.addressee is not None or not _is_same_speech(scene, number, last):
        return own
    venue = replace(there.venue, rule="told of the statement before") if there.venue else None
    return Occasion(there.medium, there.addressee, venue)


def _is_same_speech(scene: Scene, number: int, last: int) -> bool:
    """Whether a pronoun, "added", the same subject or a quotation goes on with what was said before."""
    here, there = scene.attributions[number], scene.attributions[last]
    if not here.source or here.source == there.source or here.manner == "direct":
        return True
    word = here.source[0].of(scene.text).casefold()
    return word in scene.words.pronouns or adds(scene, number)
