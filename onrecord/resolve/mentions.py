"""Whom a pronoun or a description means, where the article leaves one candidate."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from .headlines import is_headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.record import Standing, Words

    from .cast import Mention, Person
    from .lexicon import Gender
    from .phrases import Phrase
    from .scene import Scene

_SENTENCES_BACK = 4  # of the reporter's own; sentences inside somebody's quoted words are not counted
_NAMED_BACK = 2  # sentences in which somebody who is no subject may still be meant
_MOST_BACK = 60  # sentences in all that are looked at, so that a long quotation costs no more than that
_TURNS_KEPT = 12
_JOINED = re.compile(r",?[ \xa0](?:and|or|,)[ \xa0]")
_WORD = re.compile(r"[^\W_][\w’'-]*")


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks, before it is written as a ``Speaker``.

    ``person`` is set where it is one of the cast; ``head`` is the noun of a description. ``names``
    is empty where nobody could be named.
    """

    names: tuple[str, ...] = ()
    standing: Standing | None = None
    person: Person | None = None
    head: str = ""
    role: Words | None = None
    meant: str | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn to speak: where the source stands, and who it was."""

    start: int
    who: Who


@dataclass(slots=True)
class Turns:
    """The last speakers, nearest last."""

    kept: deque[Turn] = field(default_factory=lambda: deque(maxlen=_TURNS_KEPT))

    def add(self, start: int, who: Who) -> None:
        """Take note that somebody speaks."""
        self.kept.append(Turn(start, who))

    def before(self, position: int) -> Iterator[Turn]:
        """The turns whose source stands before a position, nearest first."""
        return (turn for turn in reversed(self.kept) if turn.start < position)


def person_meant(scene: Scene, position: int, gender: Gender, turns: Turns) -> Person | None:
    """The one person whom "he" or "she" at a position can mean, or none.

    Sentence by sentence backwards: who speaks or is the subject there goes before who is only
    named; two who fit in the same rank leave it open.
    """
    stretches = list(_sentences_before(scene, position))
    named = [[mention.person for mention in _outside_quotations(scene, *stretch)] for stretch in stretches]
    for back, (start, end) in enumerate(stretches):
        if fitting := _fitting([*_speakers(turns, start, end), *_subjects(scene, start, end)], gender):
            return _if_alone(fitting, named, back, gender)
    fitting = _fitting(chain.from_iterable(named[:_NAMED_BACK]), gender)
    return fitting[0] if len(fitting) == 1 and fitting[0].gender == gender else None


def _if_alone(fitting: list[Person], named: list[list[Person]], back: int, gender: Gender) -> Person | None:
    """The one subject that fits.

    None where somebody of the gender is named nearer, or anywhere near where the subject's is not known.
    """
    (person, *others) = fitting
    rivals = chain.from_iterable(named[:back] if person.gender == gender else named)
    return (
        None if others or any(rival.gender == gender and rival is not person for rival in rivals) else person
    )


def _sentences_before(scene: Scene, position: int) -> Iterator[tuple[int, int]]:
    """The bounds of the sentence up to the position, then of those before it."""
    left = _SENTENCES_BACK
    last = scene.sentences.at(position)
    for number in range(last, max(-1, last - _MOST_BACK), -1):
        start, end = scene.sentences.bounds(number)
        if number < last and scene.quoted.covers(start) and scene.quoted.covers(end - 1):
            continue
        if scene.text.startswith("\n", end - 1) and is_headline(scene.text, start, end):
            continue
        yield start, min(end, position)
        left -= 1
        if not left:
            return


def _speakers(turns: Turns, start: int, end: int) -> list[Person]:
    return [
        turn.who.person for turn in turns.before(end) if turn.start >= start and turn.who.person is not None
    ]


def _subjects(scene: Scene, start: int, end: int) -> list[Person]:
    """The person whom a sentence begins with, behind at most one adverbial and a comma, or the two."""
    named = _outside_quotations(scene, start, end)[:4]
    first = next((i for i, mention in enumerate(named[:3]) if _is_subject(scene, mention, start)), None)
    if first is None:
        return []
    second = named[first + 1 : first + 2]
    is_joined = second and _JOINED.fullmatch(scene.text[named[first].name.end : second[0].name.title_start])
    return [mention.person for mention in (named[first], *(second if is_joined else ()))]


def _is_subject(scene: Scene, mention: Mention, start: int) -> bool:
    name, words = mention.name, scene.words
    if name.possessive:
        return False
    lead = scene.text[start : name.title_start].rsplit(",", 1)[-1]
    plain = [word.casefold() for word in _WORD.findall(lead)]
    return len(plain) <= 6 and all(
        word in words.determiners
        or word in words.modifiers
        or word in words.roles
        or word in words.demonyms
        or word in words.conjunctions
        or word in ("meanwhile", "then")
        for word in plain
    )


def _outside_quotations(scene: Scene, start: int, end: int) -> list[Mention]:
    return [
        mention
        for mention in scene.cast.mentions_between(start, end)
        if not scene.quoted.covers(mention.name.start)
    ]


def _fitting(people: Iterable[Person], gender: Gender) -> list[Person]:
    """Those of the gender, each once; those of unknown gender only where no other fits."""
    each = list({id(person): person for person in people if person.gender in (gender, None)}.values())
    return [person for person in each if person.gender == gender] or each


def several_meant(scene: Scene, position: int, turns: Turns) -> Who | None:
    """The group or the several people whom "they" means: the last speakers, if they are more than one."""
    last = next(turns.before(position), None)
    if last is None or scene.sentences.at(position) - scene.sentences.at(last.start) > _SENTENCES_BACK:
        return None
    return last.who if last.who.standing == "group" or len(last.who.names) > 1 else None


def body_meant(scene: Scene, position: int, turns: Turns) -> Who | None:
    """The body, paper or outlet whom "it" means: the last speaker, if that is none of the people."""
    last = next(turns.before(position), None)
    if last is None or scene.sentences.at(position) - scene.sentences.at(last.start) > 2:
        return None
    who = last.who
    is_thing = who.standing in ("document", "outlet") or (
        who.standing == "named" and who.person is None and len(who.names) == 1
    )
    return who if is_thing else None


def described(scene: Scene, phrase: Phrase, turns: Turns) -> Person | None:
    """The person whom a definite description means ("the US leader", "the 52-year-old"), or none."""
    if phrase.head.endswith("-year-old"):
        age = phrase.head.partition("-")[0]
        aged = [person for person in scene.cast.people if person.age == age]
        return aged[0] if len(aged) == 1 else None
    if phrase.one in scene.words.anybody and not phrase.modifiers:
        return None
    found = [person for person in scene.cast.with_post(phrase.one) if _answers(phrase, person, scene)]
    if len(found) > 1:
        return _nearest(scene, phrase.span.start, found, turns)
    if not found:
        return None
    owned = phrase.determiner in scene.words.possessives or any(
        "’s" in word or "'s" in word for word in phrase.words
    )
    near = owned or scene.opens(phrase.span.start) or found[0].first_seen < phrase.span.start
    return (
        found[0]
        if near
        and (phrase.one not in scene.words.broad or _is_near(scene, phrase.span.start, found[0], turns))
        else None
    )


def _answers(phrase: Phrase, person: Person, scene: Scene) -> bool:
    """Whether the post's qualifiers are ones that the article gives the person."""
    written = dict(zip((word.casefold() for word in phrase.words), phrase.words, strict=False))
    for modifier in phrase.modifiers:
        plain = modifier.rstrip(".")
        capital = written.get(modifier, modifier)[:1].isupper()
        if not (capital or modifier in scene.words.demonyms or modifier in ("former", "deputy", "vice")):
            continue
        if any(plain in same and same & person.posts for same in scene.words.alike):
            continue
        if plain not in person.posts and not any(
            post.startswith(plain) for post in person.posts if len(plain) > 4
        ):
            return False
    return True


def _is_near(scene: Scene, position: int, person: Person, turns: Turns) -> bool:
    return scene.opens(position) or any(
        person is other
        for start, end in _sentences_before(scene, position)
        for other in _named(scene, turns, start, end)
    )


def _nearest(scene: Scene, position: int, people: list[Person], turns: Turns) -> Person | None:
    for start, end in _sentences_before(scene, position):
        here = list(
            {
                id(person): person
                for person in _named(scene, turns, start, end)
                if any(person is one for one in people)
            }.values()
        )
        if here:
            return here[0] if len(here) == 1 else None
    return None


def _named(scene: Scene, turns: Turns, start: int, end: int) -> list[Person]:
    return [
        *_speakers(turns, start, end),
        *(mention.person for mention in _outside_quotations(scene, start, end)),
    ]
