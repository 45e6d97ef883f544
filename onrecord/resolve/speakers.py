"""Who speaks: the source of an attribution, read with the article around it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.record import Span, Speaker, Words

from .author import author
from .descriptions import described
from .mentions import Turns, Who, body_meant, pair_meant, several_meant
from .named import BY_DESCRIPTION, BY_PRONOUN, BY_SURNAME, NOBODY, SURE, named, of_name, of_person, with_role
from .nearby import outside_quotations
from .phrases import Phrase, phrase_at, phrases
from .pronouns import person_meant
from .standing import is_reporting, standing_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .scene import Scene

_AND = re.compile(r"[ \xa0](?:and|&|or)[ \xa0]")
_COORDINATION = re.compile(r"[ \xa0,]+(?:and|&|or)[ \xa0]+|,[ \xa0]+")
_SPEAKING_FOR = re.compile(r"\bspokes\w+ (?:for|of) (?:the )?([A-Z][^,;]*)")

_LONGEST = 600  # characters of a source that are read; a noun phrase has fewer
_ANONYMOUS_BACK = 2  # sentences in which somebody kept anonymous is taken up by a pronoun
_SENTENCES_AHEAD = 4  # in which somebody is named whom a pronoun meant before
_SPEAKERS_AHEAD = 6
_ANTECEDENT = 140  # characters before a relative pronoun in which what it takes up must end
_LEAD_OUT = re.compile(r"(?:[ \xa0]\([^()\n]{1,40}\))?[ \xa0,]*\Z")
_NAME_AND = re.compile(r"[A-Z][\w’'-]+,?[ \xa0](?:and|or)[ \xa0]\Z")
_PHRASE_EDGE = re.compile(
    r"[,;:—–“”\"]|\b(?:and|but|that|from|by|with|of|for|to|in|at|on|among|are|is|was|were|said|says)\b"
)


def who_speaks(scene: Scene, number: int, turns: Turns, whos: Sequence[Who]) -> Who:
    """Who the source of an attribution is; nobody where none is written or it cannot be told.

    ``whos`` are those of the attributions before it.
    """
    source = scene.attributions[number].source
    if not source:
        return NOBODY
    span, around = _clipped(source[0]), scene.around[number]
    outer = whos[around] if around is not None and around < len(whos) else NOBODY
    who = who_is(scene, span, turns, outer)
    turns.add(span.start, who)
    return who


def who_is(scene: Scene, span: Span, turns: Turns, outer: Who) -> Who:
    """Whom the words of a span mean at their place; ``outer`` is whose words they stand in."""
    return _pronoun(scene, span, turns, outer) or _several(scene, span, turns) or _one(scene, span, turns)


def named_after(scene: Scene, whos: Sequence[Who]) -> list[Who]:
    """The same, but "he" and "she" before the first name are who is the first to speak by name after it."""
    first_named = scene.cast.mentions[0].name.title_start if scene.cast.mentions else 0
    found = list(whos)
    for number, attribution in enumerate(scene.attributions):
        source = attribution.source[:1]
        if not source or source[0].start > first_named:
            continue
        gender = scene.words.pronouns.get(source[0].of(scene.text).casefold())
        if gender in ("male", "female") and not found[number].standing:
            found[number] = _first_to_speak(scene, number, gender, whos) or found[number]
    return found


def _first_to_speak(scene: Scene, number: int, gender: str, whos: Sequence[Who]) -> Who | None:
    at = scene.sentences.at(scene.attributions[number].source[0].start)
    for other, who in enumerate(whos[number + 1 :][:_SPEAKERS_AHEAD], number + 1):
        is_near = scene.sentences.at(scene.attributions[other].content[0].start) - at <= _SENTENCES_AHEAD
        if who.person is not None and is_near and who.person.gender in (gender, None):
            return of_person(who.person, BY_DESCRIPTION, "pronoun: the first named after it")
    return None


def _clipped(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + _LONGEST))


def speaker(who: Who) -> Speaker:
    """The noun of the record."""
    name = name_of(who)
    spoken_for = _SPEAKING_FOR.search(who.role.text) if who.role else None
    return Speaker(
        name=name,
        names=who.names if len(who.names) > 1 else None,
        standing=who.standing,
        role=who.role,
        meant=who.meant,
        speaking_for=spoken_for[1] if spoken_for else None,
        score=who.score if name else None,
        rule=who.rule,
        mention=who.mention,
    )


def name_of(who: Who) -> str | None:
    """The name to show, all names where there are several."""
    if len(who.names) < 2:
        return who.names[0] if who.names else None
    return f"{', '.join(who.names[:-1])} and {who.names[-1]}"


# pronouns


def _pronoun(scene: Scene, span: Span, turns: Turns, outer: Who) -> Who | None:
    """Whom a pronoun means; none where the source is no pronoun.

    ``outer`` is whose words the pronoun stands in, which is whom "I" and "we" mean there.
    """
    word = span.of(scene.text).strip().casefold().removesuffix("'s").removesuffix("’s")
    who: Who | None = NOBODY
    match scene.words.pronouns.get(word):
        case None:
            return None
        case "male" | "female" as gender:
            person = person_meant(scene, span, gender, turns)
            who = _anonymous_before(scene, span, turns) or (
                of_person(person, BY_PRONOUN, "pronoun") if person else None
            )
        case "plural":
            who = several_meant(scene, span.start, turns)
        case "neuter":
            who = body_meant(scene, span.start, turns)
        case "relative":
            who = _before_relative(scene, span, turns)
        case "first":
            who = outer if outer.standing or word not in scene.words.singly else author(scene)
        case "pair":
            return pair_meant(scene, span.start)
        case _ if word in scene.words.somebody:
            who = Who(standing="unnamed")
    return who or NOBODY


def _anonymous_before(scene: Scene, span: Span, turns: Turns) -> Who | None:
    """The one kept anonymous who spoke last, where nobody has been named since."""
    last = next(turns.before(span.start), None)
    if last is None or last.who.standing != "unnamed" or not last.who.names:
        return None
    is_near = scene.sentences.at(span.start) - scene.sentences.at(last.start) <= _ANONYMOUS_BACK
    named_since = outside_quotations(scene, last.start, span.start)
    return last.who if is_near and not named_since else None


def _before_relative(scene: Scene, span: Span, turns: Turns) -> Who | None:
    """Whom "who" or "which" takes up: the name, or else the noun phrase, that ends right before it."""
    floor = scene.sentences.bounds(scene.sentences.at(span.start))[0]
    start = max(floor, span.start - _ANTECEDENT)
    before = _LEAD_OUT.sub("", scene.text[start : span.start])
    end = start + len(before)
    name = scene.cast.name_before(end)
    if name is not None and name.end == end:
        if _NAME_AND.search(before, 0, max(0, name.title_start - start)):
            return None  # "A and B, who": one or both, the verb alone would tell
        if scene.cast.person(name) is None and span.of(scene.text).casefold() == "who":
            return _with_apposition(scene, floor, name.start)
        return of_name(scene, name, turns)
    start += max((edge.end() for edge in _PHRASE_EDGE.finditer(before)), default=0)
    phrase = phrase_at(scene.text, start, end) if start < end else None
    if phrase is None or not (phrase.determiner or phrase.is_plural):
        return None
    return _one(scene, Span(start, end), turns)


def _with_apposition(scene: Scene, start: int, end: int) -> Who | None:
    """The person before a post that ends in a body's name ("Howard Rubel, an analyst at Jefferies, who")."""
    people = [m for m in scene.cast.mentions_between(start, end) if scene.text.startswith(",", m.name.end)]
    return of_person(people[-1].person, BY_PRONOUN, "pronoun: the name before it") if people else None


# several


def _several(scene: Scene, span: Span, turns: Turns) -> Who | None:
    """The people and bodies of a coordination, if each of its members is named."""
    written = span.of(scene.text)
    if not _AND.search(written):
        return None
    members = [_member(scene, span, Span(*bounds), turns) for bounds in _members(written, span.start)]
    whos = [who for who in members if who is not None]
    names = tuple(dict.fromkeys(name for who in whos for name in who.names))
    if len(whos) < len(members) or len(names) < 2:
        return None
    roles = [who.role for who in whos if who.role]
    return Who(names, "named", role=roles[0] if len(roles) == 1 else None, score=BY_SURNAME, rule="several")


def _members(written: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the members of a coordination stand."""
    at = 0
    for gap in _COORDINATION.finditer(written):
        if gap.start() > at:
            yield start + at, start + gap.start()
        at = gap.end()
    if at < len(written):
        yield start + at, start + len(written)


def _member(scene: Scene, whole: Span, span: Span, turns: Turns) -> Who | None:
    """Who one member is; none for a word behind the first that nothing is known of ("…, Berkeley and …")."""
    phrase = phrase_at(scene.text, span.start, span.end)
    who = named(scene, phrase, turns) if phrase is not None else None
    inside = scene.cast.names_between(span.start, span.end)
    is_known = who is None or who.person is not None or not inside or inside[-1].kind != "unknown"
    return who if is_known or span.start == whole.start else None


# one


def _one(scene: Scene, span: Span, turns: Turns) -> Who:
    """Who a source of one member is: named in it, in apposition to it, or told without a name."""
    parts = phrases(scene.text, span)
    if not parts:
        return NOBODY
    first, *beside = parts
    if who := named(scene, first, turns):
        return with_role(scene, who, first, beside)
    return _in_apposition(scene, first, beside, turns) or _without_name(scene, first, turns)


def _in_apposition(scene: Scene, first: Phrase, beside: Sequence[Phrase], turns: Turns) -> Who | None:
    """The name behind a description: "the assailant, John McGraw", "the gazette, Latvijas Vēstnesis"."""
    standing = standing_of(first, scene.words)
    is_body = standing == "document" or first.one in scene.words.body_kinds
    is_this = first.determiner in scene.words.definite or any("’s" in w or "'s" in w for w in first.words)
    for part in beside if standing != "group" else ():
        who = named(scene, part, turns)
        if who is None or not who.names or len(part.words) < 2 or part.after:
            continue
        if who.person is not None and who.person.is_whole and not is_body:
            return with_role(scene, who, part, [first, *(other for other in beside if other is not part)])
        if is_body and is_this and len(beside) == 1:
            told = "document" if standing == "document" else who.standing
            return replace(who, standing=told, score=BY_SURNAME, rule="apposition")
    return None


def _without_name(scene: Scene, phrase: Phrase, turns: Turns) -> Who:
    """What a common noun tells: somebody named elsewhere, a group, a document, a person kept anonymous."""
    standing = standing_of(phrase, scene.words)
    description = Who(
        (phrase.description,),
        standing,
        head=phrase.one,
        role=_own_role(scene, phrase),
        score=SURE,
        rule="description",
    )
    if is_reporting(phrase, scene.words):
        return _outlet_of(scene, phrase) or description
    if standing in ("group", "document"):
        return description
    if known := _told_elsewhere(scene, phrase, turns):
        return known
    is_post = standing == "named" and phrase.one in scene.words.roles
    return (
        description
        if standing == "unnamed"
        else Who(
            standing=standing,
            role=role_told(scene, phrase) if is_post else None,
            rule="post" if is_post else "",
        )
    )


def _own_role(scene: Scene, phrase: Phrase) -> Words | None:
    """The role of somebody without a name who speaks for another: "a spokesman", "a lawyer for Berg"."""
    speaks_for = phrase.one in scene.words.role_classes["spokesperson"] or phrase.after[:1] == ("for",)
    is_one = phrase.one in scene.words.roles and not phrase.is_plural
    return role_told(scene, phrase) if is_one and speaks_for else None


def role_told(scene: Scene, phrase: Phrase) -> Words:
    """The phrase without its article, as it stands."""
    start = phrase.span.end - len(phrase.description)
    is_verbatim = scene.text[start : phrase.span.end] == phrase.description
    span = Span(start, phrase.span.end) if is_verbatim else phrase.span
    return Words(span.of(scene.text), span)


def _outlet_of(scene: Scene, phrase: Phrase) -> Who | None:
    """The outlet of a report: "a new report by Politico", "a New York Times article"."""
    inside = scene.cast.names_between(phrase.span.start, phrase.span.end)
    outlets = [scene.outlets.full_name(name.text) for name in inside if name.kind == "outlet"]
    return Who((outlets[-1],), "outlet", score=BY_DESCRIPTION, rule="its report") if outlets else None


def _told_elsewhere(scene: Scene, phrase: Phrase, turns: Turns) -> Who | None:
    """Who a description means that the article has told of: the anonymous one before, a person, a body."""
    is_definite = phrase.determiner in scene.words.definite
    if is_definite and (same := _same_as_before(phrase, turns)):
        return same
    takes_up = is_definite or not phrase.determiner or phrase.determiner in scene.words.possessives
    if takes_up or scene.opens(phrase.span.start):
        person = described(scene, phrase, turns)
        if person is not None:
            person.role = person.role or role_told(scene, phrase)
            return of_person(person, BY_DESCRIPTION, "description")
    return _body_meant_by(scene, phrase) if is_definite else None


def _same_as_before(phrase: Phrase, turns: Turns) -> Who | None:
    """The anonymous one who spoke before, taken up by the same noun or as "the source"."""
    before = (turn.who for turn in turns.before(phrase.span.start))
    unnamed = (who for who in before if who.standing == "unnamed" and who.names)
    return next((who for who in unnamed if phrase.one in (who.head, "source")), None)


def _body_meant_by(scene: Scene, phrase: Phrase) -> Who | None:
    """The body that "the fund" can mean, if the article names only one."""
    is_kind = phrase.one in scene.words.body_kinds or phrase.one in scene.words.body_nouns
    body = scene.cast.body_called(phrase.one, phrase.modifiers) if is_kind else None
    if body is None:
        return None
    is_outlet = phrase.one in scene.words.outlet_kinds
    return Who((body,), "outlet" if is_outlet else "named", score=BY_DESCRIPTION, rule="its kind")
