"""Whom a definite description means: "the US leader", "the 52-year-old", "the New York businessman"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .nearby import is_subject, outside_quotations, sentences_before
from .pronouns import person_meant

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .cast import Person
    from .mentions import Turns
    from .phrases import Phrase
    from .scene import Scene

_SENTENCES_BACK = 4  # in which somebody of a post that several have may be meant
_TOLD_BEFORE = 3000  # characters in which the one described may have been told of as "a judge"


def described(scene: Scene, phrase: Phrase, turns: Turns) -> Person | None:
    """The person whom a definite description means, or none."""
    aged = next((word for word in (phrase.head, *phrase.modifiers) if word.endswith("-year-old")), None)
    if aged is not None:
        return scene.cast.aged(aged.partition("-")[0]) or _taken_up(scene, phrase, turns)
    if phrase.one in scene.words.anybody and not phrase.modifiers:
        return None
    found = [person for person in scene.cast.with_post(phrase.one) if _answers(phrase, person, scene)]
    if len(found) > 1:
        return _nearest(scene, phrase, found, turns)
    if not found:
        return _taken_up(scene, phrase, turns)
    if _is_owned(scene, phrase):
        return found[0]
    is_told = scene.opens(phrase.span.start) or found[0].first_seen < phrase.span.start
    is_near = phrase.one not in scene.words.broad or _is_near(scene, phrase.span.start, found[0], turns)
    return found[0] if is_told and is_near else None


def _is_owned(scene: Scene, phrase: Phrase) -> bool:
    """Whether the words say whose post it is: "his lawyer", "Pagliano's lawyer"."""
    return phrase.determiner in scene.words.possessives or any(
        "’s" in word or "'s" in word for word in phrase.words
    )


def _answers(phrase: Phrase, person: Person, scene: Scene) -> bool:
    """Whether the post's qualifiers are ones that the article gives the person."""
    places = _place_words(scene, phrase) if scene.opens(phrase.span.start) else frozenset()
    written = dict(zip((word.casefold() for word in phrase.words), phrase.words, strict=False))
    for modifier in phrase.modifiers:
        plain = modifier.rstrip(".")
        capital = written.get(modifier, modifier)[:1].isupper()
        if modifier in places or not (
            capital or modifier in scene.words.demonyms or modifier in ("former", "deputy", "vice")
        ):
            continue
        if any(plain in same and same & person.posts for same in scene.words.alike):
            continue
        if plain not in person.posts and not any(
            post.startswith(plain) for post in person.posts if len(plain) > 4
        ):
            return False
    return True


def _place_words(scene: Scene, phrase: Phrase) -> frozenset[str]:
    """The modifiers that say where: in the first sentence they need not be those written beside the name."""
    plain = phrase.modifiers
    runs = [plain[i : j + 1] for i in range(len(plain)) for j in range(i, min(i + 3, len(plain)))]
    return frozenset(word for run in runs if " ".join(run) in scene.words.places for word in run)


def _is_near(scene: Scene, position: int, person: Person, turns: Turns) -> bool:
    return scene.opens(position) or any(
        person is other
        for start, end in sentences_before(scene, position, _SENTENCES_BACK)
        for other in _named(scene, turns, start, end)
    )


def _nearest(scene: Scene, phrase: Phrase, people: Iterable[Person], turns: Turns) -> Person | None:
    """The one of them who is named or quoted in the nearest sentence that has any, if alone there."""
    fitting = {id(person) for person in people}
    for start, end in sentences_before(scene, phrase.span.start, _SENTENCES_BACK):
        here = {id(person): person for person in _named(scene, turns, start, end) if id(person) in fitting}
        if here:
            return next(iter(here.values())) if len(here) == 1 else None
    return None


def _named(scene: Scene, turns: Turns, start: int, end: int) -> list[Person]:
    spoke = [turn.who.person for turn in turns.before(end) if turn.start >= start]
    return [
        *(person for person in spoke if person is not None),
        *(mention.person for mention in outside_quotations(scene, start, end)),
    ]


def _taken_up(scene: Scene, phrase: Phrase, turns: Turns) -> Person | None:
    """The person before, called by something else for a change, though the article says it of nobody."""
    words = scene.words
    is_aged = "-year-old" in phrase.text
    if phrase.determiner != "the" or phrase.is_plural or (phrase.after and not is_aged):
        return None
    if phrase.one not in words.roles and not is_aged:
        return None
    if phrase.one in words.broad and not phrase.modifiers:
        return None
    person = person_meant(scene, phrase.span, words.role_gender.get(phrase.one), turns)
    if person is None or not _can_be(scene, person, phrase) or _is_told_of(scene, phrase):
        return None
    return person if _is_subject_before(scene, phrase, person, turns) else None


def _is_told_of(scene: Scene, phrase: Phrase) -> bool:
    """Whether somebody has been told of before as "a judge", whom "the judge" then takes up."""
    before = scene.text[max(0, phrase.span.start - _TOLD_BEFORE) : phrase.span.start]
    return re.search(rf"\b[Aa]n?[ \xa0][^,.;\n]{{0,40}}\b{re.escape(phrase.head)}\b", before) is not None


def _is_subject_before(scene: Scene, phrase: Phrase, person: Person, turns: Turns) -> bool:
    """Whether the person is the last speaker, or the subject of the sentence before."""
    last = next(turns.before(phrase.span.start), None)
    if last is not None and last.who.person is person:
        return True
    start, end = list(sentences_before(scene, phrase.span.start, 2))[-1]
    return any(
        mention.person is person and is_subject(scene, mention, start)
        for mention in outside_quotations(scene, start, end)[:1]
    )


def _can_be(scene: Scene, person: Person, phrase: Phrase) -> bool:
    """Whether nothing that the article says of the person is against it: nobody has two offices at once."""
    offices = scene.words.offices
    is_past = "former" in phrase.modifiers
    return is_past or phrase.one not in offices or person.heads.isdisjoint(offices)
