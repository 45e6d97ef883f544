"""Where or how something was said: "in a Telegram post", "at a press conference in Johannesburg"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from onrecord.record import Span

from .cues import says
from .extent import phrase_end
from .lexicon import lexicon, occasion_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.record import Attribution

    from .clause import Clause
    from .scene import Scene

# Both cases written out and no look behind: so the engine can leap from first letter to first letter.
_PREPOSITION = re.compile(
    r"(in|In|at|At|on|On|during|During|via|Via|by|By|over|Over|through|Through|from|From|aboard|Aboard|outside|Outside|"
    r"inside|Inside|for|For)[ \xa0](?=[\w“\"‘])"
)
_IN_WORD = re.compile(r"[\w’'-]")
_TOKEN = re.compile(r"[“\"‘]?([^\W_]+(?:[-'’/&.](?=[^\W_])[^\W_]+)*)(?:[’']s?)?[”\"’]?\.?[ \xa0]?")
_JOINED = re.compile(
    r"[ \xa0](?:with|to|on|in|of|about|at|for|from|by|between|before|regarding|behalf of)[ \xa0](?=[\w“\"‘])"
)
_DATED = re.compile(
    r"(?:[ \xa0](?:on |last |this |earlier |late |early )*"
    r"(?:\w+day|week|month|year|morning|afternoon|evening|night|yesterday|today)"
    r"(?: (?:morning|afternoon|evening|night))?){1,2}(?=[ \xa0](?:with|on|for|to)[ \xa0])"
)
_PROGRAMME = re.compile(
    r"[’']s?(?:[ \xa0](?:“[^”\n]{1,40}”|\"[^\"\n]{1,40}\"|(?:[A-Z][\w’'-]*[ \xa0]?){1,5}))?"
)
_THE = re.compile(r"the[ \xa0]")
# The kinds of name that say where by themselves, behind each preposition.
_THERE: dict[str, tuple[str, ...]] = {
    "in": ("place", "unknown", "body"),
    "at": ("place", "unknown", "body"),
    "on": ("unknown",),
    "aboard": ("place", "unknown"),
    "outside": ("place", "unknown", "body"),
    "inside": ("place", "unknown", "body"),
}
_OUTLETS_BEHIND = ("on", "in", "for", "at")
_WORD = re.compile(r"[^\W_]+")
_APART = re.compile(r"[;:“\"()—–]")
_SENTENCE = re.compile(r"[;:.“”\"]")
_BEFORE_NOUN = 9  # words between the preposition and the noun that says what it is
_MOST_JOINED = 3
_NEAR = 60  # characters of other words between the saying and where it was done


class Place(NamedTuple):
    """A phrase that says where or how. ``head`` is its noun in lower case, empty where only a name stands."""

    span: Span
    head: str


def medium(scene: Scene, number: int, clause: Clause, listener: Span | None) -> Place | None:
    """The words beside the cue for where or how it was said; none where there are none."""
    found = list(_beside(scene, number, clause, listener))
    return next((place for place in found if place.head), found[0] if found else None)


def _beside(scene: Scene, number: int, clause: Clause, listener: Span | None) -> Iterator[Place]:
    attribution = scene.attributions[number]
    heard = listener.end if listener is not None else 0
    last = clause.last
    for low, high in clause.free:
        at, anchor = low, max(low, heard, last if last < high else 0)
        # Further on in the clause it would be another's.
        while (start := _PREPOSITION.search(scene.text, at, min(high, anchor + _NEAR))) is not None:
            at = start.end()
            if not _stands_alone(scene.text, start):
                continue
            place = _place(scene, start, high)
            if place is None or not (place.head or _says_there(scene.text, attribution)):
                continue
            if _belongs(scene, attribution, place, (clause.start, clause.first, last), listener):
                yield place
                at = anchor = place.span.end
                last = max(last, anchor)


def _stands_alone(text: str, start: re.Match[str]) -> bool:
    """Whether it is a word, and with a capital one that opens a sentence: "told Inside EPA" has none."""
    before = text[max(0, start.start() - 2) : start.start()]
    if before and _IN_WORD.match(before[-1]):
        return False
    return start[1][0].islower() or before.rstrip(" \xa0")[-1:] in ("", "\n", *'.!?:;“"—–-(')


def _says_there(text: str, attribution: Attribution) -> bool:
    """Whether the cue is a verb of saying, beside which a mere place can tell where it was said."""
    return any(says(span.of(text)) for span in attribution.cue)


def _place(scene: Scene, start: re.Match[str], bound: int) -> Place | None:
    """The phrase that a preposition opens, if it turns on a noun or a name that can say where or how."""
    preposition = start[1].casefold()
    noun = _noun(scene.text, start.end(), bound, preposition)
    if noun is not None:
        end = _with_joined(scene.text, noun.end(1), bound)
        return Place(Span(start.start(), end), noun[1].casefold())
    named = _named(scene, start.end(), bound, preposition)
    return Place(Span(start.start(), named), "") if named is not None else None


def _noun(text: str, at: int, bound: int, preposition: str) -> re.Match[str] | None:
    """The last of the nouns for a medium that the phrase begins with ("blog post"), with its place."""
    media = occasion_words().media.get(preposition, frozenset())
    found = None
    for _ in range(_BEFORE_NOUN):
        token = _TOKEN.match(text, at, bound)
        if token is None:
            break
        plain = token[1].casefold()
        if plain in media:
            found = token
        elif found is not None or _ends_noun(text, token.start(), plain):
            break
        if found is not None and text[token.end(1) : token.end()].strip(" \xa0") in (".", "”", '"'):
            break
        at = token.end()
    return found


def _ends_noun(text: str, at: int, plain: str) -> bool:
    """Whether a word is of no noun phrase, or begins the next behind a preposition."""
    words = lexicon()
    if plain in words.prepositions:
        return not _is_measured(text, at, plain)
    return plain in occasion_words().ends or plain in words.conjunctions


def _is_measured(text: str, at: int, plain: str) -> bool:
    """Whether an "of" stands behind "a series", which says nothing of the noun."""
    before = text[max(0, at - 20) : at].split()
    return plain == "of" and bool(before) and before[-1].casefold() in occasion_words().measures


def _with_joined(text: str, end: int, bound: int) -> int:
    """Where the phrase ends with what belongs to its noun: "with CNN", "on behalf of the city"."""
    for _ in range(_MOST_JOINED):
        dated = _DATED.match(text, end, bound)
        joined = _JOINED.match(text, dated.end() if dated else end, bound)
        if joined is None:
            break
        beyond = phrase_end(text, joined.end(), bound)
        if beyond == joined.end():
            break
        programme = _PROGRAMME.match(text, beyond, bound)
        end = programme.end() if programme and programme.end() > beyond + 2 else beyond
    return end - (text[end - 1] in " \xa0")


def _named(scene: Scene, at: int, bound: int, preposition: str) -> int | None:
    """Where a name ends that says where: an outlet or its programme, a place, a building."""
    the = _THE.match(scene.text, at)
    inside = scene.cast.names_between(at, min(bound, at + 30))
    name = next((name for name in inside if name.title_start in (at, the.end() if the else at)), None)
    if name is None or scene.cast.person(name) is not None:
        return None
    if scene.outlets.has(name):
        if preposition not in _OUTLETS_BEHIND:
            return None
        programme = _PROGRAMME.match(scene.text, name.end, bound)
        end = programme.end() if programme else name.end
        return end - (scene.text[end - 1] in " \xa0")
    is_there = name.kind in _THERE.get(preposition, ()) and name.title_start == name.start
    return name.end if is_there and not name.possessive else None


def _belongs(
    scene: Scene, attribution: Attribution, place: Place, edges: tuple[int, int, int], listener: Span | None
) -> bool:
    """Whether it tells of this saying: in it, right behind it, or opening its sentence."""
    text, (floor, first, last) = scene.text, edges
    start, end = place.span.start, place.span.end
    if start >= last:
        anchors = [last]
        if place.head:
            anchors += [span.end for span in attribution.content if last <= span.end <= start]
        if listener is not None and listener.end <= start:
            anchors.append(listener.end)
        return start - max(anchors) <= _NEAR and _is_light(text[max(anchors) : start])
    if start >= first:
        edges_before = [span.end for span in attribution.cue + attribution.source if span.end <= start]
        within = any(span.start <= start < span.end for span in attribution.cue)
        return within or (bool(place.head) and _is_light(text[max(edges_before, default=first) : start]))
    if end > first:
        return False
    opens = _is_light(text[floor:start].lstrip("“\"' "), occasion_words().opening)
    behind = text[end:first]
    if not place.head:
        return opens and behind in (", ", " ", ",\xa0")
    return opens and len(behind) <= 2 * _NEAR and _SENTENCE.search(behind) is None


def _is_light(between: str, also: frozenset[str] = frozenset()) -> bool:
    """Whether nothing but time and small words stand between."""
    light = occasion_words().light
    if _APART.search(between):
        return False
    words = (found[0].casefold() for found in _WORD.finditer(between))
    return all(word in light or word in also or word.isdigit() for word in words)
