"""Who a phrase names: a person of the cast, a body, an outlet or a place that speaks."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.record import Span, Words

from .lexicon import lexicon
from .mentions import Turns, Who
from .phrases import Phrase
from .posts import LINKED
from .pronouns import person_meant
from .standing import is_reporting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .cast import Person
    from .names import Name
    from .scene import Scene

# How sure the ways are, after what was right of each in the dev articles: a ranking, no probability.
SURE, BY_SURNAME, BY_PRONOUN, BY_DESCRIPTION = 0.98, 0.95, 0.85, 0.8

_SINCE = 30  # mentions since the last speaker that are looked at
NOBODY = Who()
_OWNERS = {"his": "male", "her": "female"}
_WHENCE = re.compile(r"[ \xa0](?:of|from|in|at)[ \xa0]")
# An age alone is no role.
_HAS_WORDS = re.compile(r"\A(?!especially|including|like|then|now).*[^\W\d_]{2}")
_ROLE_EDGE = re.compile(r"\A(?:the|a|an|his|her|its|their|and|by|from)[ \xa0]+", re.IGNORECASE)
_MARKS = ' \xa0,“”"'
_COURTESIES = ("mr", "mrs", "ms")


def of_person(person: Person, score: float, rule: str) -> Who:
    """One of the cast, with the role that the article gives."""
    return Who(
        (person.name,), "named", person, role=person.role, score=score, rule=rule, mention=person.mention
    )


def named(scene: Scene, phrase: Phrase, turns: Turns) -> Who | None:
    """Who a phrase names; none where it turns on a common noun."""
    inside = scene.cast.names_between(phrase.span.start, phrase.span.end)
    if not inside:
        return _in_headline(scene, phrase) or _owned(scene, phrase, turns)
    name = _head_name(scene, phrase)
    if name is None or (is_reporting(phrase, scene.words) and name.kind == "outlet"):
        return _owned(scene, phrase, turns)
    return of_name(scene, name, turns)


def of_name(scene: Scene, name: Name, turns: Turns) -> Who | None:
    """Who goes by a name; nobody where two do, as either would be a guess."""
    person = scene.cast.person(name)
    if person is not None:
        is_whole = len(name.words) > 1
        return of_person(person, SURE if is_whole else BY_SURNAME, "name" if is_whole else "surname")
    bearers = scene.cast.bearers(name.words, name.titles)
    if name.kind in ("unknown", "person") and len(bearers) > 1:
        speaker = _speaking(scene, name, bearers, turns)
        if speaker is None:
            return Who(rule="several of this name")
        return of_person(speaker, BY_PRONOUN, "surname: the last speaker of the name")
    if name.words[-1].casefold() in scene.words.people_of:
        return None
    whole = scene.cast.body(name.text)
    is_outlet = name.kind == "outlet" or whole.casefold() in scene.words.outlets
    whole = scene.outlets.full_name(whole) if is_outlet else whole
    return Who(
        (whole,),
        "outlet" if is_outlet else "named",
        meant=scene.words.meant.get(name.text.casefold()),
        score=BY_SURNAME if name.kind == "unknown" else SURE,
        rule="name",
        mention=Span(name.start, name.end),
    )


def _speaking(scene: Scene, name: Name, bearers: Sequence[Person], turns: Turns) -> Person | None:
    """Of several of one name who spoke last, where no other of them has been named since."""
    last = next(turns.before(name.title_start), None)
    if last is None or not any(last.who.person is person for person in bearers):
        return None
    since = scene.cast.mentions_between(last.start, name.title_start)[-_SINCE:]
    others = [m for m in since if m.person is not last.who.person and any(m.person is one for one in bearers)]
    return None if others else last.who.person


def with_role(scene: Scene, who: Who, part: Phrase, beside: Sequence[Phrase]) -> Who:
    """The same with the role that the source itself gives, if it gives one."""
    role = _role(scene, part, beside) if who.person is not None else None
    return replace(who, role=role) if role is not None else who


def _head_name(scene: Scene, phrase: Phrase) -> Name | None:
    """The name that the phrase turns on, if it turns on one."""
    inside = scene.cast.names_between(phrase.span.start, phrase.span.end)
    if not inside:
        return None
    opened = _first_preposition(scene, phrase, inside[-1].title_start)
    return next((name for name in inside if _is_head(scene, phrase, name, opened)), None)


def _first_preposition(scene: Scene, phrase: Phrase, end: int) -> int:
    """Where the phrase's first preposition ends, one that opens it ("by Weber") left out; else ``end``."""
    for at, match in enumerate(LINKED.finditer(scene.text, phrase.span.start, end)):
        word = match[0].casefold().rstrip(".")
        if word in scene.words.prepositions and not (at == 0 and word in ("by", "from")):
            return match.end()
    return end


def _is_head(scene: Scene, phrase: Phrase, name: Name, opened: int) -> bool:
    """Whether the phrase ends with the name, or goes on with whence ("Rep. Elijah Cummings of Maryland")."""
    if opened < name.title_start and not _is_post_of(scene, phrase, name):
        return False
    if name.end >= phrase.span.end - (2 if name.possessive else 0):
        return True
    return name.kind != "unknown" and _WHENCE.match(scene.text, name.end) is not None


def _is_post_of(scene: Scene, phrase: Phrase, name: Name) -> bool:
    """Whether a post with "of" runs up to a person's whole name: "Chief of staff Reince Priebus"."""
    is_whole_person = name.kind == "person" and len(name.words) > 1
    is_post = phrase.one in scene.words.roles and phrase.after[:1] == ("of",)
    return is_whole_person and is_post and phrase.determiner not in scene.words.indefinite


def _owned(scene: Scene, phrase: Phrase, turns: Turns) -> Who | None:
    """A body called by whose it is: "the Obama administration", "the district attorney’s office"."""
    if phrase.head not in scene.words.owned or phrase.after:
        return None
    if gender := _OWNERS.get(phrase.determiner):
        owner = person_meant(
            scene, Span(phrase.span.start, phrase.span.start + len(phrase.determiner)), gender, turns
        )
        name = (f"{owner.name} {phrase.head}",) if owner else ()
        return Who(name, "named", score=BY_PRONOUN, rule="whose it is")
    before = phrase.words[bool(phrase.determiner) : -1]
    has_owner = any(word[0].isupper() or "’s" in word or "'s" in word for word in before)
    return Who((phrase.description,), "named", score=SURE, rule="name") if has_owner else None


def _in_headline(scene: Scene, phrase: Phrase) -> Who | None:
    """Who is meant where capitals tell nothing: only what the article, or a list, knows as a name."""
    written = phrase.words[bool(phrase.determiner) :]
    if phrase.after or not all(word[0].isupper() for word in written):
        return None
    plain = [word.casefold().removesuffix("'s").removesuffix("’s") for word in written]
    own = [
        word
        for word in plain[:-1]
        if word.rstrip(".") not in scene.words.roles and word.rstrip(".") not in scene.words.honorifics
    ] + plain[-1:]
    people = scene.cast.bearers(tuple(own), plain[: len(plain) - len(own)])
    if len(people) == 1:
        return of_person(people[0], BY_SURNAME, "surname")
    return _listed(scene, phrase, " ".join(plain)) or (
        None if people else _by_forename(scene, phrase, own, written)
    )


def _listed(scene: Scene, phrase: Phrase, whole: str) -> Who | None:
    words = scene.words
    if whole in words.outlets:
        return Who((phrase.description,), "outlet", score=SURE, rule="name")
    if whole in words.places or whole in words.meant or whole in words.plain_bodies:
        return Who((phrase.description,), "named", meant=words.meant.get(whole), score=SURE, rule="name")
    return None


def _by_forename(scene: Scene, phrase: Phrase, own: Sequence[str], written: Sequence[str]) -> Who | None:
    """Two or three words that begin with a forename are somebody, though no other sentence names them."""
    if 1 < len(own) < 4 and own[0] in scene.words.given_names and not phrase.is_plural:
        return Who((" ".join(written[-len(own) :]),), "named", score=BY_DESCRIPTION, rule="first name")
    return None


def _role(scene: Scene, part: Phrase, beside: Sequence[Phrase]) -> Words | None:
    """The post before the name or beside it, rather than a title's abbreviation."""
    name = _head_name(scene, part)
    before = [(part.span.start, name.start)] if name and name.start > part.span.start else []
    stretches = [*before, *((phrase.span.start, phrase.span.end) for phrase in beside)]
    posts = [role for start, end in stretches if (role := _as_role(scene.text, start, end))]
    abbreviated = [role.text.casefold().rstrip(".") in scene.words.dotted for role in posts]
    full = [role for role, short in zip(posts, abbreviated, strict=True) if not short]
    titles = (role for role in posts if role.text.casefold().rstrip(".") not in _COURTESIES)
    return full[0] if full else next(titles, None)


def _as_role(text: str, start: int, end: int) -> Words | None:
    """The words between two positions without article, marks and possessive ending, if they can be a role."""
    edge = _ROLE_EDGE.match(text[start:end])
    start += len(edge.group()) if edge else 0
    start += len(text[start:end]) - len(text[start:end].lstrip(_MARKS))
    written = text[start:end].rstrip(_MARKS).removesuffix("’s").removesuffix("'s")
    is_role = _HAS_WORDS.search(written) and not _is_particle(written)
    return Words(written, Span(start, start + len(written))) if is_role else None


def _is_particle(written: str) -> bool:
    """Whether what stands before a name is a small word, of it or of the sentence: "But de Blasio"."""
    words, plain = lexicon(), written.casefold()
    return (
        plain in words.particles
        or plain in words.quantifiers
        or plain in words.pronouns
        or words.is_small(plain)
    )
